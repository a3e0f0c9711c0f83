//! What scratch crates have in common: crates that are printed, built and run below `target/`.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use clientwright::workspace::Workspace;

/// Cargo, as it was started.
pub(crate) fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Gives a scratch crate the same versions of everything as the repository.
pub(crate) fn copy_lock(workspace: &Workspace, folder: &Path) -> Result<()> {
    let lock = workspace.root().join("Cargo.lock");
    fs::copy(&lock, folder.join("Cargo.lock"))
        .with_context(|| format!("`{}` cannot be copied", lock.display()))?;
    Ok(())
}
