//! A program over generated crates that decodes values and encodes them again: one build, whatever the types.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use clientwright_codegen::rust::{Crate, Paths, Runtime, Type};

use crate::cases::write_file;
use crate::scratch::{Workspace, dependency, manifest, member};

/// Gives each value, with its number in `types`, to its type. What comes back is the value as it is written again, or
/// why it could not be read.
pub(super) fn run(
    workspace: &str,
    crates: &[(String, Crate)],
    types: &[String],
    values: &[(usize, String)],
) -> Vec<Result<String, String>> {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut dependencies = String::from("[dependencies]\n");
    for (name, krate) in crates {
        files.extend(member(name, krate.clone()));
        dependencies.push_str(&dependency(name, krate));
    }
    let rows: String = types.iter().map(|ty| format!("    again::<{ty}>,\n")).collect();
    files.insert("driver/Cargo.toml".to_owned(), manifest("driver", &dependencies));
    files.insert("driver/src/main.rs".to_owned(), include_str!("../../conformance/main.rs").to_owned());
    files.insert("driver/src/types.rs".to_owned(), format!("const TYPES: &[Again] = &[\n{rows}];\n"));
    let workspace = Workspace::new(workspace, &files);
    let mut lines = String::new();
    for (number, value) in values {
        writeln!(lines, "{number} {value}").expect("a string takes text");
    }
    let path = workspace.folder().join("target/values.txt");
    write_file(&path, &lines);
    let out = workspace.cargo(&["run", "--package", "driver"], &["--", &path.to_string_lossy()]);
    let results: Vec<Result<String, String>> = out.split_terminator('\n').map(result).collect();
    assert_eq!(results.len(), values.len(), "every value has its line");
    results
}

fn result(line: &str) -> Result<String, String> {
    match line.split_at_checked(1) {
        Some(("=", text)) => Ok(text.to_owned()),
        Some(("!", problem)) => Err(problem.to_owned()),
        _ => panic!("the driver wrote `{line}`"),
    }
}

/// The type as code of another crate names it.
pub(super) fn path(ty: &Type, krate: &Crate) -> String {
    ty.walk(&mut |inner| {
        use Runtime::{Bytes, File, Text, Undocumented};
        let is_json = !matches!(inner, Type::Unit | Type::Runtime(Bytes | File | Text | Undocumented));
        assert!(is_json, "{inner:?} is not JSON");
    });
    ty.spelled(Paths {
        models: &format!("{}::models::", krate.package.name.replace('-', "_")),
        runtime: "clientwright_runtime::",
        collections: "std::collections::",
    })
}
