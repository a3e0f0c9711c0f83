//! What can be wrong with the user's input: every message is a constructor function, in the package of its stage.

mod reading;

pub use reading::*;

use std::fmt;

use crate::pointer::Pointer;

/// One problem, with its place and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable, kebab-case.
    pub id: &'static str,
    /// Where it stands.
    pub at: Place,
    /// One clause, lower case, without a full stop.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// Where a problem stands: in a file of the spec's folder, `provider.yaml` and `coverage.yaml` among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The value at the pointer.
    Value(Pointer),
    /// The key that the pointer ends with.
    Key(Pointer),
    /// A byte offset, where there is no tree yet.
    Offset {
        /// Relative to the spec's folder; empty for the root file.
        file: String,
        /// From the file's start.
        offset: usize,
    },
}

impl Place {
    /// The place in the tree; the file's root where there is no tree yet.
    pub fn pointer(&self) -> Pointer {
        match self {
            Self::Value(at) | Self::Key(at) => at.clone(),
            Self::Offset { file, .. } => Pointer::of_file(file.clone()),
        }
    }
}

/// Everything that a stage found. Never empty when returned as an error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(pub Vec<Diagnostic>);

impl Diagnostics {
    /// Adds a problem.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// `Ok` when nothing was found.
    pub fn into_result(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(at) | Self::Key(at) => at.fmt(f),
            Self::Offset { file, offset } => write!(f, "{file}@{offset}"),
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error[{}]: {}: {}", self.id, self.at, self.message)?;
        if let Some(hint) = &self.hint {
            write!(f, "\nhint: {hint}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for diagnostic in &self.0 {
            writeln!(f, "{diagnostic}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}

/// A problem of the value at a place.
pub fn at_value(id: &'static str, at: &Pointer, message: String, hint: &str) -> Diagnostic {
    Diagnostic { id, at: Place::Value(at.clone()), message, hint: some(hint) }
}

/// A problem of the key that a place ends with.
pub fn at_key(id: &'static str, at: &Pointer, message: String, hint: &str) -> Diagnostic {
    Diagnostic { id, at: Place::Key(at.clone()), message, hint: some(hint) }
}

fn some(hint: &str) -> Option<String> {
    (!hint.is_empty()).then(|| hint.to_owned())
}
