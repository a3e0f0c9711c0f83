//! `judge-driver`: the programs of `scripts/judge`.
//!
//! A program calls every operation of a crate with values that it reads, one a line, and writes the requests that would
//! be sent and what it makes of responses. The values are made here, of the document; `tests/judge/judge.py` judges what
//! is written with software that knows nothing of the generator.

mod cases;
mod fitting;
mod program;
mod requests;
mod responses;
mod subject;
mod values;

use std::collections::BTreeMap;
use std::fs;
use std::io::BufWriter;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use clientwright_codegen::rust::Type;
use clientwright_codegen::spell;

use self::subject::Subject;
use crate::scratch;
use clientwright::failure::Failure;
use clientwright::workspace::Workspace;

/// What makes the requests: the same for every document.
const DRIVER: &str = include_str!("../../../tests/judge/driver.rs");

/// Writes the programs of `scripts/judge` and what they read, and prints where
#[derive(Args)]
pub(crate) struct Arguments {
    /// Names of providers, and files of other documents; all providers when there is none
    documents: Vec<String>,
    /// How many requests of each operation
    #[arg(long, default_value_t = 12)]
    requests: usize,
    /// How many values of each schema
    #[arg(long, default_value_t = 200)]
    values: usize,
    /// What makes the values others
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Writes the programs below `target/judge`, and prints name, folder and document of each.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let workspace = Workspace::find()?;
    let folder = workspace.target()?.join("judge");
    let mut documents = arguments.documents.clone();
    if documents.is_empty() {
        documents = workspace.providers(&[])?;
    }
    let mut programs = Vec::new();
    for document in &documents {
        let subject = Subject::read(&workspace, document)?;
        let package = &subject.krate.package.name;
        let client = match subject.is_ours {
            true => workspace.generated(document),
            false => {
                let client = folder.join("clients").join(&subject.name);
                scratch::write(&workspace, &client, &client_files(&subject, &workspace))?;
                client
            }
        };
        let places: Vec<(&String, &Type)> = subject.places().collect();
        let types: Vec<&Type> = places.iter().map(|(_, ty)| *ty).collect();
        let files = BTreeMap::from([
            ("Cargo.toml".to_owned(), manifest(&subject.name, package, &client, &workspace)),
            ("src/main.rs".to_owned(), program::program(&subject.krate, &types)),
            ("src/driver.rs".to_owned(), DRIVER.to_owned()),
        ]);
        let program = folder.join("programs").join(&subject.name);
        scratch::write(&workspace, &program, &files)?;
        programs.push(format!("programs/{}", subject.name));
        let path = folder.join(format!("{}.cases", subject.name));
        write_cases(&path, &subject, &places, arguments)
            .with_context(|| format!("`{}` cannot be written", path.display()))?;
        outln!("{}\t{}", subject.name, subject.path.display());
    }
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {programs:?}\n{PROFILE}");
    let write = |name: &str, text: &str| {
        fs::write(folder.join(name), text).with_context(|| format!("`{name}` cannot be written"))
    };
    write("Cargo.toml", &manifest)?;
    let lock =
        fs::read_to_string(workspace.root().join("Cargo.lock")).context("`Cargo.lock` cannot be read")?;
    write("Cargo.lock", &lock)?;
    Ok(ExitCode::SUCCESS)
}

fn write_cases(
    path: &Path,
    subject: &Subject,
    places: &[(&String, &Type)],
    arguments: &Arguments,
) -> std::io::Result<()> {
    let mut out = BufWriter::new(fs::File::create(path)?);
    let seed = arguments.seed;
    for found in subject.operations() {
        requests::write(subject, &found, arguments.requests, seed, &mut out)?;
        responses::write(subject, &found, seed, &mut out)?;
    }
    for (number, (place, ty)) in places.iter().enumerate() {
        values::write(subject, (number, place, ty), arguments.values, seed, &mut out)?;
    }
    Ok(())
}

fn client_files(subject: &Subject, workspace: &Workspace) -> BTreeMap<String, String> {
    let mut krate = subject.krate.clone();
    krate.package.standalone = false;
    krate.package.runtime.path = Some(workspace.runtime().display().to_string());
    spell(&krate).files
}

fn manifest(name: &str, package: &str, client: &Path, workspace: &Workspace) -> String {
    let runtime = workspace.runtime();
    format!(
        r#"[package]
name = "judge-{name}"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
base64 = "0.23"
client = {{ package = {package:?}, path = {client:?}, default-features = false }}
clientwright-runtime = {{ path = {runtime:?}, default-features = false, features = ["signing", "test-util"] }}
http = "1"
serde_json = {{ version = "1", features = ["raw_value"] }}
"#
    )
}

const PROFILE: &str = r#"
[profile.dev]
debug = false
incremental = false
"#;
