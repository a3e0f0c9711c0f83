//! Runs git.

use std::path::Path;
use std::process::{Command, Output};

use anyhow::{Context, Result};

/// A command in a folder of the repository.
pub(crate) fn command(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.current_dir(folder).args(words);
    command
}

/// What a command says, and how it ends.
pub(crate) fn output(folder: &Path, words: &[&str]) -> Result<Output> {
    command(folder, words).output().context("git cannot run\nhint: install git")
}
