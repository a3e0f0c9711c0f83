//! The one place that writes to stdout and stderr.
//!
//! A reader that is gone, as in `lint | head -1`, is no mistake: what it does not read is dropped, and the command goes on
//! to its own exit code, as cargo's commands do. A crate must not stay half written, nor an upload without its tag, because
//! nobody reads on. Whatever else stdout refuses, a full disk say, is an error at the end.

use std::borrow::Cow;
use std::fmt::Arguments;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::OnceLock;

use anstream::ColorChoice;
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
    ($($text:tt)*) => { $crate::output::to_stdout(format_args!($($text)*), $crate::output::Colors::None) };
}

/// Writes to stdout a text with colours of ours, in which the escapes of others are seen.
#[macro_export]
macro_rules! styled_out {
    ($($text:tt)*) => { $crate::output::to_stdout(format_args!($($text)*), $crate::output::Colors::Ours) };
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
    ($($text:tt)*) => { $crate::output::to_stderr(format_args!($($text)*), $crate::output::Colors::None) };
}

/// Writes to stderr a text with colours of ours, in which the escapes of others are seen.
#[macro_export]
macro_rules! styled_err {
    ($($text:tt)*) => { $crate::output::to_stderr(format_args!($($text)*), $crate::output::Colors::Ours) };
}

/// Whose colours a text has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Colors {
    /// Nobody's: every escape in it is a document's.
    None,
    /// Ours: the escapes of documents were replaced.
    Ours,
}

/// Writes a line to stderr.
#[macro_export]
macro_rules! errln {
    ($($text:tt)*) => { $crate::err!("{}\n", format_args!($($text)*)) };
}

/// Why stdout takes no more.
static STDOUT: OnceLock<io::Error> = OnceLock::new();

/// Colours are for terminals: elsewhere the text is written without them.
pub fn to_stdout(text: Arguments<'_>, colors: Colors) {
    if STDOUT.get().is_none() {
        let mut stdout = anstream::stdout().lock();
        let choice = stdout.current_choice();
        keep(stdout.write_all(shown(&text.to_string(), io::stdout().is_terminal(), choice, colors).as_bytes()));
    }
}

/// Nobody can be told that stderr does not take a text.
pub fn to_stderr(text: Arguments<'_>, colors: Colors) {
    let mut stderr = anstream::stderr().lock();
    let choice = stderr.current_choice();
    let _ = stderr.write_all(shown(&text.to_string(), io::stderr().is_terminal(), choice, colors).as_bytes());
}

/// A text as it may reach a terminal. Documents, paths and servers have their words in it, and none of them may clear the
/// screen, hide a line or turn it around: of what controls a terminal only the colours that we use are left, and the
/// rest is spelled out. What goes to a file or a program is theirs as it is.
fn shown(text: &str, is_terminal: bool, choice: ColorChoice, colors: Colors) -> Cow<'_, str> {
    let is_plain = |c: char| !controls(c) || matches!(c, '\n' | '\t');
    if !(is_terminal || choice != ColorChoice::Never) || text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let taken = color(rest).filter(|_| colors == Colors::Ours).unwrap_or(next.len_utf8());
        match is_plain(next) || taken > next.len_utf8() {
            true => shown.push_str(&rest[..taken]),
            false => shown.extend(next.escape_default()),
        }
        rest = &rest[taken..];
    }
    Cow::Owned(shown)
}

/// The length of the colour that a text begins with: bold, faint, underlined, a bright or dark colour of the text, none.
fn color(text: &str) -> Option<usize> {
    let codes = text.strip_prefix("\x1b[")?;
    let end = codes.find('m')?;
    let is_ours = |code: &str| {
        code.is_empty()
            || code.parse().is_ok_and(|code: u8| matches!(code, 0..=2 | 4 | 22 | 24 | 31..=36 | 39 | 91..=96))
    };
    codes[..end].split(';').all(is_ours).then_some("\x1b[m".len() + end)
}

/// Whether a character does something to a terminal rather than being seen.
fn controls(c: char) -> bool {
    c.is_control() || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_does_nothing_to_a_terminal() {
        for (text, expected) in [
            ("plain\tand\n", "plain\tand\n"),
            ("\x1b[1;31merror\x1b[0m \x1b[2mfaint\x1b[m", "\x1b[1;31merror\x1b[0m \x1b[2mfaint\x1b[m"),
            ("/a\x1b[2Jb", "/a\\u{1b}[2Jb"),
            ("\x1b]0;title\x07", "\\u{1b}]0;title\\u{7}"),
            // Hidden, and black: a change that nobody sees.
            ("\x1b[8mgone\x1b[30m", "\\u{1b}[8mgone\\u{1b}[30m"),
            ("over\rwritten\x08", "over\\rwritten\\u{8}"),
            ("\u{202e}turned\u{9b}31m", "\\u{202e}turned\\u{9b}31m"),
            ("\x1b[", "\\u{1b}["),
        ] {
            assert_eq!(shown(text, true, ColorChoice::Never, Colors::Ours), expected, "{text:?}");
            assert_eq!(shown(text, false, ColorChoice::Always, Colors::Ours), expected, "{text:?}");
            assert_eq!(shown(text, false, ColorChoice::Never, Colors::Ours), text, "{text:?}");
        }
        let red = "\x1b[31mred";
        assert_eq!(shown(red, true, ColorChoice::Always, Colors::None), "\\u{1b}[31mred");
    }
}
