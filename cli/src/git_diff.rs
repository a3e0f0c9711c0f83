//! `git-diff`: what git calls to show how a document differs.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use clientwright_document::files::Texts;
use clientwright_review::comparison::{self, Side};
use clientwright_review::plain;

use crate::check;
use crate::clock::today;
use crate::failure::Failure;
use crate::spec::{read, without_mark};

/// Shows in `git diff` what a document's changes do to callers
///
/// Tell git once: `git config diff.openapi.command "clientwright git-diff"`, and in `.gitattributes` which files are meant:
/// `specs/*/openapi.yaml diff=openapi`. A document that cannot be compared is shown as text, and so is one that refers to
/// other files: git gives the old one without them.
#[derive(Args)]
pub struct Arguments {
    /// Words from git: path, old file, old hash, old mode, new file, new hash, new mode
    #[arg(value_name = "FROM GIT", num_args = 1..)]
    words: Vec<String>,
}

/// Runs the command. Git takes another code than 0 for a reason to stop.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let words: Vec<&str> = arguments.words.iter().map(String::as_str).collect();
    let [path, old, _, _, new, ..] = words[..] else {
        if let [path] = words[..] {
            outln!("{path}: not merged");
            return Ok(ExitCode::SUCCESS);
        }
        return Err(anyhow::anyhow!(
            "git gives seven words to a diff command\nhint: `git config diff.openapi.command \"clientwright git-diff\"`"
        )
        .into());
    };
    styled_out!("\x1b[1m{}\x1b[0m\n\n", plain(path));
    if let (Some(base), Some(head)) = (side(old, path), side(new, path)) {
        let compared = [comparison::compare_documents(&base, &head, today())];
        styled_out!("{}", comparison::to_text(&compared));
        outln!("{}\n", comparison::summary(&compared));
        return Ok(ExitCode::SUCCESS);
    }
    let text = |file: &str| match is_nothing(file) {
        true => Ok(String::new()),
        false => read(Path::new(file), path),
    };
    check::unified(path, path, &text(old)?, &text(new)?);
    Ok(ExitCode::SUCCESS)
}

/// A document, when it is one and refers to nothing outside.
fn side(file: &str, path: &str) -> Option<Side> {
    let text = fs::read_to_string(file).ok().filter(|_| !is_nothing(file))?;
    let name = Path::new(path).file_name()?.to_string_lossy();
    let texts = Texts::load(&name, without_mark(text), |_| None, |_| path.to_owned()).ok()?;
    Side::new(texts, None).ok().filter(|side| side.missing_files().next().is_none())
}

/// What git calls a file that is not there.
fn is_nothing(file: &str) -> bool {
    file == "/dev/null" || file == "nul"
}
