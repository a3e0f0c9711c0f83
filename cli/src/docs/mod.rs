//! `docs`: what became of the providers' documentation since the specs were made from it.

mod accept;
mod address;
mod cache;
mod check;
mod compare;
mod draft;
mod fetch;
mod html;
mod provider;
mod reader;
mod saved;

pub(crate) use provider::lock;

use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::failure::Failure;
use crate::output::Format;

/// Compares the providers' documentation with what the specs were made from
#[derive(Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(check::Arguments),
    Accept(accept::Arguments),
    Compare(compare::Arguments),
    Draft(draft::Arguments),
}

impl Arguments {
    /// Runs it; also says how it writes problems.
    pub(crate) fn run(&self) -> (Format, Result<ExitCode, Failure>) {
        match &self.command {
            Command::Check(command) => (command.format(), check::run(command)),
            Command::Accept(command) => (Format::Text, accept::run(command)),
            Command::Compare(command) => (command.format, compare::run(command)),
            Command::Draft(command) => (Format::Text, draft::run(command)),
        }
    }
}
