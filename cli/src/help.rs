//! `completions` and `man`: what a shell and `man` know of the commands.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::failure::Failure;

/// Prints completions for a shell
#[derive(Args)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

/// Writes manual pages, one per command
#[derive(Args)]
pub struct Man {
    /// Folder for the pages, such as ~/.local/share/man/man1
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// Runs `completions`.
pub(crate) fn completions<C: CommandFactory>(arguments: &Completions) -> Result<ExitCode, Failure> {
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut C::command(), "clientwright", &mut text);
    out!("{}", String::from_utf8_lossy(&text));
    Ok(ExitCode::SUCCESS)
}

/// Runs `man`.
pub(crate) fn man<C: CommandFactory>(arguments: &Man) -> Result<ExitCode, Failure> {
    let out = &arguments.out;
    fs::create_dir_all(out).with_context(|| format!("`{}` cannot be made", out.display()))?;
    clap_mangen::generate_to(C::command(), out)
        .with_context(|| format!("`{}` cannot be written", out.display()))?;
    errln!("{}: the pages of `clientwright` and its commands", out.display());
    Ok(ExitCode::SUCCESS)
}
