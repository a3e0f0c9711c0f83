//! The command line, and all of the project's reading and writing.
//!
//! Data goes to stdout, everything else to stderr. Exit code 0: fine; 1: there are findings; 2: the user's mistake.

#[macro_use]
mod output;

mod bench;
mod callers;
mod check;
mod clock;
mod coverage;
mod diff;
mod failure;
mod figures;
mod generate;
mod git;
mod lint;
mod locate;
mod new;
mod out;
mod prism;
mod publish;
mod report;
mod runtime;
mod spec;
mod tree;
mod types;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::failure::Failure;
use crate::output::Format;

/// Turns OpenAPI documents into typed Rust client crates
#[derive(Parser)]
#[command(name = "clientwright", bin_name = "cargo xtask", version = clientwright_codegen::VERSION)]
#[command(disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes client crates: `generated/<provider>` from `specs/<provider>`, or any document into any folder
    Generate(generate::Arguments),
    Diff(diff::Arguments),
    Lint(lint::Arguments),
    Coverage(coverage::Arguments),
    New(new::Arguments),
    Publish(publish::Arguments),
    Bench(bench::Arguments),
    #[command(hide = true)]
    PrismDriver(prism::Arguments),
}

impl Command {
    /// Runs it; also says how it writes problems.
    fn run(&self) -> (Format, Result<ExitCode, Failure>) {
        match self {
            Self::Generate(command) => (command.format, generate::run(command)),
            Self::Diff(command) => (command.format(), diff::run(command)),
            Self::Lint(command) => (command.format, lint::run(command)),
            Self::Coverage(command) => (command.format, coverage::run(command)),
            Self::New(command) => (command.format, new::run(command)),
            Self::Publish(command) => (command.format, publish::run(command)),
            Self::Bench(command) => (command.format, bench::run(command)),
            Self::PrismDriver(command) => (Format::Text, prism::run(command)),
        }
    }
}

fn main() -> ExitCode {
    let code = match Arguments::try_parse() {
        Ok(arguments) => {
            let (format, result) = arguments.command.run();
            result.unwrap_or_else(|failure| failure.report(format))
        }
        Err(said) => usage(&said),
    };
    output::finish(code)
}

/// What was asked for (`--help`, `--version`), or what is wrong with the words.
fn usage(said: &clap::Error) -> ExitCode {
    let text = said.render();
    if said.use_stderr() {
        err!("{}", text.ansi());
        ExitCode::from(2)
    } else {
        out!("{}", text.ansi());
        ExitCode::SUCCESS
    }
}
