//! A string that never shows itself.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// A credential: an API key, a token, a password, a webhook secret.
///
/// `Debug` prints `[redacted]`, there is no `Display`, and the memory is overwritten when the last copy goes.
/// What is inside can be given to the runtime and not be taken out of it again.
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// Keeps `text` as a secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(SecretString::from(text.into()))
    }

    pub(crate) fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
