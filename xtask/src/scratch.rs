//! What scratch crates have in common: crates that are printed, built and run below `target/`.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use clientwright::tree;
use clientwright::workspace::Workspace;

/// Cargo, as it was started.
pub(crate) fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Writes a scratch crate, with the same versions of everything as the repository. Whatever is in the folder may go.
pub(crate) fn write(workspace: &Workspace, folder: &Path, files: &BTreeMap<String, String>) -> Result<()> {
    tree::claim(folder, workspace.display(folder))?.update(files, true)?;
    let lock = workspace.root().join("Cargo.lock");
    fs::copy(&lock, folder.join("Cargo.lock"))
        .with_context(|| format!("`{}` cannot be copied", lock.display()))?;
    Ok(())
}
