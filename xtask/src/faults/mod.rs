//! `faults`: what the generated crates say of calls while a server on this machine misbehaves.
//!
//! The harness is the package in `tests/faults`. Here a scratch crate is printed from the plans, with an operation of each
//! retry class of each provider, so that a new provider takes no line; then it is built and run.

mod program;
mod report;

use std::collections::BTreeMap;
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, anyhow};
use clap::Args;
use clientwright_codegen::Stages;

use crate::scratch;
use clientwright::failure::Failure;
use clientwright::output::Format;
use clientwright::spec::Spec;
use clientwright::workspace::Workspace;

/// Tries faults on the generated crates, and compares what they say with what the server did
///
/// A server on this machine breaks connections, answers and TLS in every phase (`tests/conformance/faults.json`). For each
/// fault and retry class the table shows the attempts, the bytes that the server read, how often it did what was asked
/// for, and the outcome that the client says. Exits with 1 if a row is wrong: an outcome that is not what happened, an
/// effect that happened twice, a value that an error shows, a call that does not end.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The providers, all when none is named
    providers: Vec<String>,
    /// Instead of the table, makes so many calls with faults at random bytes in both directions
    #[arg(long, value_name = "CALLS", conflicts_with = "soak")]
    random: Option<u64>,
    /// Where the random numbers begin
    #[arg(long, default_value_t = 1, requires = "random")]
    seed: u64,
    /// Instead of the table, makes so many calls over 64 tasks, with faults in five of a hundred
    #[arg(long, value_name = "CALLS", num_args = 0..=1, default_missing_value = "200000")]
    soak: Option<u64>,
    /// How the report is written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let workspace = Workspace::find()?;
    let program = build(&workspace, &workspace.providers(&arguments.providers)?)?;
    let mut command = Command::new(program);
    match (arguments.random, arguments.soak) {
        (Some(calls), _) => command.args(["random", &calls.to_string(), &arguments.seed.to_string()]),
        (None, Some(calls)) => command.args(["soak", &calls.to_string()]),
        (None, None) => command.arg("table"),
    };
    let output = command.stderr(Stdio::inherit()).output().context("the program cannot be run")?;
    if !output.status.success() {
        return Err(anyhow!("the program failed: {}", output.status).into());
    }
    let is_right = match arguments.random.is_some() || arguments.soak.is_some() {
        true => report::figures(&output.stdout, arguments.format)?,
        false => report::table(&output.stdout, arguments.format)?,
    };
    Ok(if is_right { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Writes and builds the scratch crate, and returns the program.
fn build(workspace: &Workspace, providers: &[String]) -> Result<std::path::PathBuf, Failure> {
    let mut modules = Vec::new();
    let mut packages = Vec::new();
    for name in providers {
        let Spec { sources, provider, files, .. } = Spec::of_provider(workspace, name)?;
        let failed = |problems| Failure::Spec(problems, Box::new(files.clone()));
        let (api, krate) = Stages::new(&sources, &provider).into_models().map_err(failed)?;
        modules.push(program::module(name, &api, &krate));
        packages.push((program::alias(name), krate.package.name.to_string(), workspace.generated(name)));
    }
    let mut manifest = MANIFEST.to_owned();
    let harness = workspace.root().join("tests/faults");
    manifest.push_str(&format!("clientwright-faults = {{ path = {harness:?} }}\n"));
    for (alias, package, path) in packages {
        manifest.push_str(&format!("{alias} = {{ package = {package:?}, path = {path:?} }}\n"));
    }
    let files = BTreeMap::from([
        ("Cargo.toml".to_owned(), manifest),
        ("src/main.rs".to_owned(), program::program(&modules)),
    ]);
    let target = workspace.target()?;
    let folder = target.join("faults");
    scratch::write(workspace, &folder, &files)?;
    let mut command = scratch::cargo();
    command.args(["build", "--quiet"]).current_dir(&folder).env("CARGO_TARGET_DIR", &target);
    let built = command.stdin(Stdio::null()).status().context("cargo cannot be run")?;
    if !built.success() {
        return Err(anyhow!("the program in `{}` does not build", workspace.display(&folder)).into());
    }
    Ok(target.join("debug").join(format!("faults{}", std::env::consts::EXE_SUFFIX)))
}

const MANIFEST: &str = r#"[package]
name = "faults"
version = "0.0.0"
edition = "2024"
publish = false

[workspace]

[profile.dev]
debug = "line-tables-only"

[profile.dev.package."*"]
debug = false

[dependencies]
"#;
