//! The command line, and all of the project's reading and writing.
//!
//! Data goes to stdout, everything else to stderr. Exit code 0: fine; 1: there are findings; 2: the user's mistake.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this is the command line")]

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
mod prism;
mod publish;
mod report;
mod spec;
mod tree;
mod types;
mod workspace;

use std::process::ExitCode;

use anyhow::anyhow;
use clap::{Parser, Subcommand, ValueEnum};

/// Turns OpenAPI documents into typed Rust client crates
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// How problems and summaries are written
    #[arg(long, value_enum, default_value_t, global = true)]
    format: Style,
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

/// What `--format` offers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Style {
    /// For people
    #[default]
    Text,
    /// For programs: one JSON object on stdout
    Json,
    /// For pull requests; `diff` only
    Markdown,
    /// Annotations of GitHub Actions; `diff` only
    Github,
}

impl Style {
    /// How problems are written beside it.
    fn format(self) -> Format {
        if self == Self::Json { Format::Json } else { Format::Text }
    }
}

/// How problems and summaries are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// For people
    Text,
    /// For programs: one JSON object on stdout
    Json,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let format = arguments.format.format();
    let result = match &arguments.command {
        Command::Diff(command) => diff::run(command, arguments.format),
        _ if matches!(arguments.format, Style::Markdown | Style::Github) => {
            Err(anyhow!("`--format markdown` and `--format github` are for `diff`").into())
        }
        Command::Generate(command) => generate::run(command, format),
        Command::Coverage(command) => coverage::run(command, format),
        Command::Lint(command) => lint::run(command, format),
        Command::New(command) => new::run(command, format),
        Command::Publish(command) => publish::run(command, format),
        Command::Bench(command) => bench::run(command, format),
        Command::PrismDriver(command) => prism::run(command),
    };
    match result {
        Ok(code) => code,
        Err(failure) => failure.report(format),
    }
}
