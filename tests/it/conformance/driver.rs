//! A program over generated crates that decodes values and encodes them again: one build, whatever the types.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use clientwright_codegen::rust::{Crate, Paths, Runtime, Type};

use crate::cases::write_file;
use crate::scratch::{Workspace, identifier, manifest, target};

/// Gives each value, with its number in `types`, to its type. What comes back is the value as it is written again, or
/// why it could not be read.
pub(super) fn run(
    program: &str,
    crates: &[Crate],
    types: &[String],
    values: &[(usize, String)],
) -> Vec<Result<String, String>> {
    let rows: String = types.iter().map(|ty| format!("    again::<{ty}>,\n")).collect();
    let files = BTreeMap::from([
        ("Cargo.toml".to_owned(), manifest(program, crates)),
        ("src/main.rs".to_owned(), include_str!("../../conformance/main.rs").to_owned()),
        ("src/types.rs".to_owned(), format!("const TYPES: &[Again] = &[\n{rows}];\n")),
    ]);
    let workspace = Workspace::new(program, &files, crates);
    let mut lines = String::new();
    for (number, value) in values {
        writeln!(lines, "{number} {value}").expect("a string takes text");
    }
    let path = target().join(format!("{program}.txt"));
    write_file(&path, &lines);
    let out = workspace.cargo(&["run", "--package", program], &["--", &path.to_string_lossy()]);
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
        models: &format!("{}::models::", identifier(&krate.package.name)),
        runtime: "clientwright_runtime::",
        collections: "std::collections::",
    })
}
