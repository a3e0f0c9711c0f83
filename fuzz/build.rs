//! Generates one client of the schemas of all golden cases, and a table of its types.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use clientwright_codegen::Stages;
use clientwright_codegen::document::Sources;
use clientwright_codegen::provider::Provider;
use clientwright_codegen::rust::{Paths, Runtime, Type};
use serde_json::{Map, Value, json};

const SCHEMAS: &str = "#/components/schemas/";

fn main() -> Result<(), Box<dyn Error>> {
    let cases = Path::new("../tests/golden");
    println!("cargo::rerun-if-changed={}", cases.display());
    let mut folders: Vec<PathBuf> =
        fs::read_dir(cases)?.map(|entry| Ok(entry?.path())).collect::<Result<_, std::io::Error>>()?;
    folders.sort();
    let mut schemas = Map::new();
    for folder in folders {
        let mut document: Value = serde_yaml::from_str(&fs::read_to_string(folder.join("openapi.yaml"))?)?;
        let case = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(Value::Object(found)) = document.pointer_mut("/components/schemas").map(Value::take) else {
            continue;
        };
        for (name, mut schema) in found {
            belong_to(&case, &mut schema);
            schemas.insert(format!("{case}-{name}"), schema);
        }
    }
    // As of 3.1, so that what 3.0 has is read as well as it can be.
    let document = json!({
        "openapi": "3.1.0", "info": {"title": "Models", "version": "1"}, "paths": {}, "components": {"schemas": schemas},
    });
    let sources = Sources::new("models.json", &document.to_string());
    let provider = Provider::for_document("models-client");
    let stages = Stages::new(&sources, &provider);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for (path, text) in stages.output()?.included() {
        let path = out.join("client").join(path);
        fs::create_dir_all(path.parent().unwrap_or(&out))?;
        fs::write(path, text)?;
    }
    let paths = Paths { models: "models::", runtime: "runtime::", collections: "std::collections::" };
    let mut table = String::from("/// Every type, with its place.\npub const TYPES: &[(&str, Check)] = &[\n");
    for (place, ty) in stages.krate()?.places.iter().filter(|(_, ty)| is_json(ty)) {
        writeln!(table, "    ({place:?}, comes_back::<{}>),", ty.spelled(paths))?;
    }
    fs::write(out.join("types.rs"), table + "];\n")?;
    fs::write(out.join("models.json"), document.to_string())?;
    Ok(())
}

/// References lead to the schemas of the same case; Rust names of several cases would clash.
fn belong_to(case: &str, value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.remove("x-rust-name");
            object.values_mut().for_each(|below| belong_to(case, below));
        }
        Value::Array(items) => items.iter_mut().for_each(|below| belong_to(case, below)),
        Value::String(text) => {
            if let Some(name) = text.strip_prefix(SCHEMAS) {
                *text = format!("{SCHEMAS}{case}-{name}");
            }
        }
        _ => {}
    }
}

fn is_json(ty: &Type) -> bool {
    let mut is_json = true;
    ty.walk(&mut |inner| {
        use Runtime::{Bytes, File, Text, Undocumented};
        is_json &= !matches!(inner, Type::Unit | Type::Runtime(Bytes | File | Text | Undocumented));
    });
    is_json
}
