//! Generates the client from `openapi.yaml` whenever that changes.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use clientwright_codegen::document::Sources;
use clientwright_codegen::generate;
use clientwright_codegen::provider::Provider;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=openapi.yaml");
    let sources = Sources::new("openapi.yaml", &fs::read_to_string("openapi.yaml")?);
    let output = generate(&sources, &Provider::for_document("petshop"))?;
    let folder = Path::new(&env::var("OUT_DIR")?).join("client");
    for (path, text) in output.included() {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&folder))?;
        fs::write(path, text)?;
    }
    Ok(())
}
