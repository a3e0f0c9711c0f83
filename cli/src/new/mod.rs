//! `new`: a provider's folder, ready to edit.

mod compose;
pub(crate) mod decide;
pub(crate) mod folder;
mod import;
mod insert;
mod lines;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;
use serde_json::{Value, json};

use crate::called;
use crate::failure::Failure;
use crate::output::Format;
use crate::workspace::Workspace;
use folder::{Folder, Names};

/// Creates `specs/<provider>`: a commented example, or an OpenAPI document with the decisions that it leaves open
#[derive(Args)]
pub struct Arguments {
    /// Name of the folder, and the first part of the crate's name
    provider: String,
    /// OpenAPI document (3.0 to 3.2), YAML or JSON, with the files that it refers to
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let workspace = Workspace::find()?;
    let names = Names::of(&arguments.provider)?;
    let target = workspace.spec(&names.provider);
    if std::fs::symlink_metadata(&target).is_ok() {
        let shown = workspace.display(&target);
        return Err(Failure::Other(anyhow::anyhow!(
            "`{shown}` is there already\nhint: edit it, or choose another name"
        )));
    }
    let (folder, decisions) = texts(arguments.from.as_deref(), &names)?;
    write(&workspace, &names, &folder)?;
    let shown = workspace.display(&target);
    match arguments.format {
        Format::Json => outln!(
            "{:#}",
            json!({ "folder": shown, "files": folder.keys().collect::<Vec<_>>(), "decisions": decisions })
        ),
        Format::Text => {
            decide::print(&decisions);
            next_steps(&names, &shown, &folder, !decisions.is_empty());
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// A provider's folder: a small API, or a document with what it leaves to decide.
pub(crate) fn texts(document: Option<&Path>, names: &Names) -> Result<(Folder, Vec<Value>), Failure> {
    match document {
        None => Ok((folder::template(names), Vec::new())),
        Some(document) => import::document(document, names),
    }
}

/// All of the folder, or nothing: it is made beside its place and moved there.
fn write(workspace: &Workspace, names: &Names, folder: &Folder) -> Result<()> {
    let target = workspace.spec(&names.provider);
    let shown = workspace.display(&target);
    let context = |error: std::io::Error| anyhow::anyhow!("`{shown}` cannot be made: {error}");
    let staging = tempfile::Builder::new().prefix(".new-").tempdir_in(workspace.root()).map_err(context)?;
    let made = staging.path().join(&names.provider);
    for (path, text) in folder {
        let path = made.join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(&made)).map_err(context)?;
        std::fs::write(path, text).map_err(context)?;
    }
    if std::fs::symlink_metadata(&target).is_ok() {
        bail!("`{shown}` is there already");
    }
    std::fs::rename(&made, &target).map_err(context)
}

fn next_steps(names: &Names, shown: &str, folder: &Folder, open: bool) {
    let provider = &names.provider;
    let files = match folder.len() {
        count @ 9.. => format!("{count} files"),
        _ => folder.keys().map(String::as_str).collect::<Vec<_>>().join(", "),
    };
    errln!("{shown}: {files}\n\nnext:");
    if open {
        errln!("  decide what is listed above; waivers are suggested at the end of {shown}/provider.yaml");
    } else {
        errln!("  transcribe the documentation into {shown}; the comments say how");
    }
    let program = called();
    errln!("  {program} generate {provider}   writes generated/{provider}, to be read and committed");
    errln!("  {program} coverage {provider}   the documentation against the spec");
}
