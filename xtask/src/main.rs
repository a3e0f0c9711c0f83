//! The workspace's own automation: the commands of `clientwright`, and those that only this repository needs.

#[macro_use(errln, outln)]
extern crate clientwright;

mod bench;
mod faults;
mod judge;
mod prism;
mod scratch;
mod types;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use clientwright::Commands;
use clientwright::failure::Failure;
use clientwright::output::Format;

/// Turns OpenAPI documents into typed Rust client crates
#[derive(Parser)]
#[command(name = "clientwright", version = clientwright::VERSION, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    #[command(flatten)]
    Everybody(clientwright::Command),
    Bench(bench::Arguments),
    Faults(faults::Arguments),
    #[command(hide = true)]
    JudgeDriver(judge::Arguments),
    #[command(hide = true)]
    PrismDriver(prism::Arguments),
}

impl Commands for Arguments {
    fn run(&self) -> (Format, Result<ExitCode, Failure>) {
        match &self.command {
            Command::Everybody(command) => command.run(),
            Command::Bench(command) => (command.format(), bench::run(command)),
            Command::Faults(command) => (command.format, faults::run(command)),
            Command::JudgeDriver(command) => (Format::Text, judge::run(command)),
            Command::PrismDriver(command) => (Format::Text, prism::run(command)),
        }
    }
}

/// A generator makes and drops small pieces: the system's allocator takes a third of its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    clientwright::start::<Arguments>("cargo xtask")
}
