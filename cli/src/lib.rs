//! The command line, and all of the project's reading and writing.
//!
//! Data goes to stdout, everything else to stderr. Exit code 0: fine; 1: there are findings; 2: the user's mistake.
//!
//! The binary is `clientwright`. The workspace's own automation, `cargo xtask`, adds commands to the same ones.

#[macro_use]
pub mod output;

mod check;
mod clock;
mod coverage;
mod diff;
mod docs;
mod encoding;
pub mod failure;
pub mod figures;
mod generate;
mod git;
mod git_diff;
mod help;
mod init;
mod lint;
mod new;
mod out;
mod program;
mod progress;
mod publish;
mod runtime;
pub mod spec;
pub mod tree;
pub mod workspace;

pub use program::{Commands, called, start};

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::failure::Failure;
use crate::output::Format;

/// The generator's version. Nothing that it writes holds it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Turns OpenAPI documents into typed Rust client crates
#[derive(Parser)]
#[command(name = "clientwright", version = VERSION, disable_help_subcommand = true)]
pub struct Clientwright {
    #[command(subcommand)]
    command: Command,
}

impl Commands for Clientwright {
    fn run(&self) -> (Format, Result<ExitCode, Failure>) {
        self.command.run()
    }
}

/// The commands for everybody.
#[derive(Subcommand)]
#[expect(missing_docs, reason = "the texts of the arguments are what users read")]
pub enum Command {
    /// Generates client crates: `specs/<provider>` to `generated/<provider>`, or any document to any folder
    Generate(generate::Arguments),
    Diff(diff::Arguments),
    Lint(lint::Arguments),
    Coverage(coverage::Arguments),
    Docs(docs::Arguments),
    New(new::Arguments),
    Publish(publish::Arguments),
    Init(init::Arguments),
    GitDiff(git_diff::Arguments),
    Completions(help::Completions),
    Man(help::Man),
}

impl Command {
    /// Runs it; also says how it writes problems.
    pub fn run(&self) -> (Format, Result<ExitCode, Failure>) {
        match self {
            Self::Generate(command) => (command.format, generate::run(command)),
            Self::Diff(command) => (command.format(), diff::run(command)),
            Self::Lint(command) => (command.format, lint::run(command)),
            Self::Coverage(command) => (command.format, coverage::run(command)),
            Self::Docs(command) => command.run(),
            Self::New(command) => (command.format, new::run(command)),
            Self::Publish(command) => (command.format, publish::run(command)),
            Self::Init(command) => (command.format, init::run(command)),
            Self::GitDiff(command) => (Format::Text, git_diff::run(command)),
            Self::Completions(command) => (Format::Text, help::completions::<Clientwright>(command)),
            Self::Man(command) => (Format::Text, help::man::<Clientwright>(command)),
        }
    }
}
