//! What ends a command early.

use std::process::ExitCode;

use clientwright_document::diagnostics::Diagnostics;
use clientwright_document::files::Files;
use clientwright_review::report;

use crate::output::Format;

/// What ends a command early: always the user's to mend, so always exit code 2.
pub enum Failure {
    /// Problems of a spec, with the texts that they stand in.
    Spec(Diagnostics, Box<Files>),
    /// Anything else: a file that cannot be read, a provider that is not there.
    Other(anyhow::Error),
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Other(error)
    }
}

impl From<(Diagnostics, Box<Files>)> for Failure {
    fn from((problems, files): (Diagnostics, Box<Files>)) -> Self {
        Self::Spec(problems, files)
    }
}

impl Failure {
    /// Writes the failure to stderr.
    pub fn report(self, format: Format) -> ExitCode {
        match self {
            Self::Spec(diagnostics, files) if format == Format::Json => {
                let problems = report::to_json(&diagnostics, &files);
                outln!("{:#}", serde_json::json!({ "diagnostics": problems }));
            }
            Self::Spec(diagnostics, files) => {
                styled_err!("{}", report::to_text(&diagnostics, &files));
                let count = diagnostics.0.len();
                errln!("{count} {}", if count == 1 { "problem" } else { "problems" });
            }
            Self::Other(error) if format == Format::Json => {
                outln!("{}", serde_json::json!({ "error": format!("{error:#}") }));
            }
            Self::Other(error) => errln!("error: {error:#}"),
        }
        ExitCode::from(2)
    }
}
