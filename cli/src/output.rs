//! The one place that writes to stdout and stderr.
//!
//! A reader that is gone, as in `lint | head -1`, is no mistake: what it does not read is dropped, and the command goes on
//! to its own exit code, as cargo's commands do. A crate must not stay half written, nor an upload without its tag, because
//! nobody reads on. Whatever else stdout refuses, a full disk say, is an error at the end.

use std::fmt::Arguments;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;
use std::sync::OnceLock;

use clap::ValueEnum;

/// How problems and summaries are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Text,
    /// For programs: one JSON object on stdout
    Json,
}

/// Writes to stdout, without a line's end.
#[macro_export]
macro_rules! out {
    ($($text:tt)*) => { $crate::output::to_stdout(format_args!($($text)*)) };
}

/// Writes a line to stdout.
#[macro_export]
macro_rules! outln {
    () => { $crate::out!("\n") };
    ($($text:tt)*) => { $crate::out!("{}\n", format_args!($($text)*)) };
}

/// Writes to stderr, without a line's end.
#[macro_export]
macro_rules! err {
    ($($text:tt)*) => { $crate::output::to_stderr(format_args!($($text)*)) };
}

/// Writes a line to stderr.
#[macro_export]
macro_rules! errln {
    ($($text:tt)*) => { $crate::err!("{}\n", format_args!($($text)*)) };
}

/// Why stdout takes no more.
static STDOUT: OnceLock<io::Error> = OnceLock::new();

/// Colours are for terminals: elsewhere the text is written without them.
pub fn to_stdout(text: Arguments<'_>) {
    if STDOUT.get().is_none() {
        keep(anstream::stdout().lock().write_fmt(text));
    }
}

/// Nobody can be told that stderr does not take a text.
pub fn to_stderr(text: Arguments<'_>) {
    let _ = anstream::stderr().lock().write_fmt(text);
}

/// The exit code, when everything was written that somebody wanted to read.
pub fn finish(code: ExitCode) -> ExitCode {
    keep(io::stdout().flush());
    match STDOUT.get() {
        Some(error) if error.kind() != ErrorKind::BrokenPipe => {
            errln!("error: stdout cannot be written: {error}");
            ExitCode::from(2)
        }
        _ => code,
    }
}

/// The first of many, in a message.
pub fn few<T: AsRef<str>>(all: impl IntoIterator<Item = T>) -> String {
    const SHOWN: usize = 5;
    let all: Vec<String> = all.into_iter().map(|one| format!("`{}`", one.as_ref())).collect();
    match all.len().saturating_sub(SHOWN) {
        0 => all.join(", "),
        more => format!("{} and {more} more", all[..SHOWN].join(", ")),
    }
}

fn keep(written: io::Result<()>) {
    if let Err(error) = written {
        STDOUT.get_or_init(|| error);
    }
}
