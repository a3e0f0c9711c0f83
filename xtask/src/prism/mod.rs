//! `prism-driver`: the programs of `scripts/prism`.
//!
//! A program calls every operation of a generated crate for every documented answer, against Prism. It is a scratch
//! crate that is printed from the plan, so that a new provider or operation takes no line here.

mod answers;
mod exemptions;
mod program;
mod requests;
mod values;

use std::collections::BTreeMap;
use std::process::ExitCode;

use clap::Args;
use clientwright_codegen::Stages;

pub(crate) use self::answers::status;
pub(crate) use self::requests::Requests;
pub(crate) use self::values::{Extent, value};
use crate::scratch;
use clientwright::failure::Failure;
use clientwright::spec::Spec;
use clientwright::workspace::Workspace;

/// What judges the answers: the same for every provider.
const DRIVER: &str = include_str!("../../../tests/prism/driver.rs");

/// Writes the programs of `scripts/prism`, and prints where
#[derive(Args)]
pub(crate) struct Arguments {
    /// The providers, all when none is named
    providers: Vec<String>,
}

/// Writes the programs below `target/prism`, and prints the name and the folder of each.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let workspace = Workspace::find()?;
    let exemptions = exemptions::read(&workspace)?;
    for name in workspace.providers(&arguments.providers)? {
        let Spec { sources, provider, files, .. } = Spec::of_provider(&workspace, &name)?;
        let failed = |problems| Failure::Spec(problems, Box::new(files.clone()));
        let (api, krate) = Stages::new(&sources, &provider).into_models().map_err(failed)?;
        let exemptions = exemptions.iter().filter(|exemption| exemption.provider == name);
        let files = BTreeMap::from([
            ("Cargo.toml".to_owned(), manifest(&name, &krate.package.name, &workspace)),
            ("src/main.rs".to_owned(), program::program(&name, &api, &krate, exemptions)),
            ("src/driver.rs".to_owned(), DRIVER.to_owned()),
        ]);
        let folder = workspace.target()?.join("prism").join(&name);
        scratch::write(&workspace, &folder, &files)?;
        outln!("{name}\t{}", folder.display());
    }
    Ok(ExitCode::SUCCESS)
}

fn manifest(provider: &str, package: &str, workspace: &Workspace) -> String {
    let (client, runtime) = (workspace.generated(provider), workspace.runtime());
    format!(
        r#"[package]
name = "prism-{provider}"
version = "0.0.0"
edition = "2024"
publish = false

[workspace]

[dependencies]
client = {{ package = {package:?}, path = {client:?} }}
clientwright-runtime = {{ path = {runtime:?} }}
serde_json = "1"
tokio = {{ version = "1", default-features = false, features = ["macros", "rt"] }}

[profile.dev]
debug = "line-tables-only"
"#
    )
}
