//! What ends a command early.

use std::process::ExitCode;

use clientwright_codegen::diagnostics::Diagnostics;

use crate::output::Format;
use crate::report::{self, Files};

/// What ends a command early: always the user's to mend, so always exit code 2.
pub(crate) enum Failure {
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

impl Failure {
    /// Writes the failure to stderr.
    pub(crate) fn report(self, format: Format) -> ExitCode {
        match self {
            Self::Spec(diagnostics, files) => report::print(&diagnostics, &files, format),
            Self::Other(error) if format == Format::Json => {
                outln!("{}", serde_json::json!({ "error": format!("{error:#}") }));
            }
            Self::Other(error) => errln!("error: {error:#}"),
        }
        ExitCode::from(2)
    }
}
