//! `init`: a workspace of client crates.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;
use clientwright_codegen::provider::{MIN_RUST, RuntimeSource};
use serde_json::json;

use crate::called;
use crate::failure::Failure;
use crate::generate::UNFORMATTED;
use crate::new::{self, folder::Names};
use crate::output::{Format, few};
use crate::runtime::setup_of;
use crate::workspace::{Workspace, slashed};

/// Creates a workspace of client crates: specs/, generated/, Cargo.toml, a CI workflow and a first provider
///
/// Existing files are kept, and listed.
#[derive(Args)]
pub struct Arguments {
    /// Folder of the workspace
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// Name of the first provider
    #[arg(long, value_name = "NAME", default_value = "acme")]
    provider: String,
    /// OpenAPI document (3.0 to 3.2) of the first provider [default: a commented example]
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// Folder of the runtime [default: the one this command was built with]
    #[arg(long, value_name = "DIR")]
    runtime_path: Option<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let folder = &arguments.folder;
    let names = Names::of(&arguments.provider)?;
    let manifest = folder.join("Cargo.toml");
    if let Some(around) = Workspace::around(&std::path::absolute(folder).unwrap_or_default()) {
        let root = around.root().display();
        return Err(anyhow::anyhow!(
            "`{root}` is a workspace of Clientwright already\nhint: `{} new NAME` adds a provider to it",
            called()
        )
        .into());
    }
    if fs::symlink_metadata(&manifest).is_ok() {
        return Err(anyhow::anyhow!(
            "`{}` is there already\n\
             hint: add `[workspace.metadata.clientwright]` to it, and `generated/*` to its members, or choose another folder",
            slashed(manifest.strip_prefix(".").unwrap_or(&manifest))
        )
        .into());
    }
    // Whatever is wrong with the document is known before anything is written.
    let (provider, decisions) = new::texts(arguments.from.as_deref(), &names)?;
    let runtime = setup_of(folder, arguments.runtime_path.as_deref())?.runtime;
    let mut files = workspace(&runtime);
    files.extend(provider.into_iter().map(|(path, text)| (format!("specs/{}/{path}", names.provider), text)));
    let kept = write(folder, &files)?;
    match arguments.format {
        Format::Json => {
            let written: Vec<&String> = files.keys().filter(|path| !kept.contains(path)).collect();
            let folder = slashed(folder);
            outln!(
                "{:#}",
                json!({ "folder": folder, "written": written, "kept": kept, "decisions": decisions })
            );
        }
        Format::Text => {
            new::decide::print(&decisions);
            next_steps(folder, &names, &kept);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The workspace's own files.
fn workspace(runtime: &RuntimeSource) -> BTreeMap<String, String> {
    let runtime: toml_edit::InlineTable = runtime.keys().collect();
    let manifest = include_str!("templates/Cargo.toml")
        .replace("{{rust-version}}", MIN_RUST)
        .replace("{{runtime}}", &runtime.to_string());
    [
        ("Cargo.toml", manifest.as_str()),
        ("README.md", include_str!("templates/README.md")),
        (".gitignore", "/target\n/.clientwright\n"),
        (".gitattributes", "specs/*/openapi.yaml diff=openapi\ngenerated/** linguist-generated\n"),
        (".github/workflows/check.yml", include_str!("templates/ci.yml")),
        ("generated/rustfmt.toml", UNFORMATTED),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .into()
}

/// Writes what is not there yet, the manifest last: without it nothing is a workspace. Gives what stays as it is. When
/// something cannot be written, what was written before is taken away again.
fn write(folder: &Path, files: &BTreeMap<String, String>) -> Result<Vec<String>> {
    let specs = folder.join("specs");
    if specs.exists() && fs::read_dir(&specs).is_ok_and(|mut entries| entries.next().is_some()) {
        bail!("`{}` holds something already\nhint: choose another folder", slashed(&specs));
    }
    let (last, first): (Vec<_>, Vec<_>) = files.iter().partition(|(path, _)| *path == "Cargo.toml");
    let (mut kept, mut written) = (Vec::new(), Vec::new());
    for (path, text) in first.into_iter().chain(last) {
        let target = folder.join(path);
        if fs::symlink_metadata(&target).is_ok() {
            kept.push(path.clone());
            continue;
        }
        if let Err(error) = write_file(&target, text) {
            for target in written {
                let _ = fs::remove_file(target);
            }
            return Err(error).with_context(|| format!("`{}` cannot be written", slashed(&target)));
        }
        written.push(target);
    }
    Ok(kept)
}

fn write_file(target: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(target, text)
}

fn next_steps(folder: &Path, names: &Names, kept: &[String]) {
    let (shown, program, provider) = (slashed(folder), called(), &names.provider);
    errln!("{shown}: a workspace of client crates, with specs/{provider}");
    if !kept.is_empty() {
        errln!("  left alone, since they were there: {}", few(kept));
    }
    errln!("\nnext:");
    if folder != Path::new(".") {
        errln!("  cd {shown}");
    }
    errln!("  {program} generate   writes generated/{provider}, to be read and committed");
    errln!("  cargo test              runs what the documentation shows against it");
}
