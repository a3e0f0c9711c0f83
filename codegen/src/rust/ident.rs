use serde::Serialize;
use std::fmt;

/// A valid Rust identifier, unique in its scope, keywords escaped. Only `plan::names` makes them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Ident(String);

impl Ident {
    pub(crate) fn allocated(text: String) -> Self {
        Self(text)
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
