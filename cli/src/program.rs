//! From the words of the command line to the exit code.

use std::process::ExitCode;
use std::sync::OnceLock;

use clap::Parser;

use crate::failure::Failure;
use crate::output::{self, Format};

/// A command line.
pub trait Commands: Parser {
    /// Runs the command that was given; also says how it writes problems.
    fn run(&self) -> (Format, Result<ExitCode, Failure>);
}

static CALLED: OnceLock<&str> = OnceLock::new();

/// How people call the program: hints hold it.
pub fn called() -> &'static str {
    CALLED.get().copied().unwrap_or("clientwright")
}

/// Runs a command line that people call by this name.
pub fn start<C: Commands>(name: &'static str) -> ExitCode {
    CALLED.get_or_init(|| name);
    let parser = C::command().bin_name(name);
    let parsed = parser.try_get_matches().and_then(|matches| C::from_arg_matches(&matches));
    let code = match parsed {
        Ok(arguments) => {
            let (format, result) = arguments.run();
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
        styled_err!("{}", text.ansi());
        ExitCode::from(2)
    } else {
        styled_out!("{}", text.ansi());
        ExitCode::SUCCESS
    }
}
