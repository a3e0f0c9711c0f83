//! The command line, and all of the project's reading and writing.
//!
//! Data goes to stdout, everything else to stderr. Exit code 0: fine; 1: there are findings; 2: the user's mistake.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this is the command line")]

mod bench;
mod check;
mod coverage;
mod failure;
mod figures;
mod generate;
mod lint;
mod locate;
mod new;
mod prism;
mod publish;
mod report;
mod spec;
mod tree;
mod types;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

/// Turns OpenAPI documents into typed Rust client crates
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// How problems and summaries are written
    #[arg(long, value_enum, default_value_t, global = true)]
    format: Format,
}

#[derive(Subcommand)]
enum Command {
    /// Writes client crates: `generated/<provider>` from `specs/<provider>`, or any document into any folder
    Generate(generate::Arguments),
    Coverage(coverage::Arguments),
    Lint(lint::Arguments),
    New(new::Arguments),
    Publish(publish::Arguments),
    Bench(bench::Arguments),
    #[command(hide = true)]
    PrismDriver(prism::Arguments),
}

/// How problems and summaries are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    #[default]
    Text,
    /// For programs: one JSON object on stdout
    Json,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match &arguments.command {
        Command::Generate(command) => generate::run(command, arguments.format),
        Command::Coverage(command) => coverage::run(command, arguments.format),
        Command::Lint(command) => lint::run(command, arguments.format),
        Command::New(command) => new::run(command, arguments.format),
        Command::Publish(command) => publish::run(command, arguments.format),
        Command::Bench(command) => bench::run(command, arguments.format),
        Command::PrismDriver(command) => prism::run(command),
    };
    match result {
        Ok(code) => code,
        Err(failure) => failure.report(arguments.format),
    }
}
