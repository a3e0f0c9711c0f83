//! A string that never shows itself.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// A credential: an API key, a token, a password, a webhook secret.
///
/// `Debug` prints `[redacted]`, there is no `Display`, and what is inside can be given to the runtime and not be taken out
/// of it again. The memory of our own copies is overwritten when they go: not that of the text that a secret was made of
/// elsewhere, of requests on their way, or of what a transport keeps.
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

    /// What can be in no secret. It goes on after "the secret".
    pub(crate) fn damage(&self) -> Option<&'static str> {
        if self.expose().is_empty() {
            return Some("is empty");
        }
        let is_broken = self.expose().chars().any(char::is_control);
        is_broken.then_some("contains a control character, such as a line break at its end")
    }

    /// What is in no key: damage, and the other usual accidents of copying one.
    pub(crate) fn accident(&self) -> Option<&'static str> {
        let text = self.expose();
        let is_padded = || (text.trim() != text).then_some("begins or ends with a space");
        let is_foreign = || (!text.is_ascii()).then_some("contains a character beyond ASCII");
        self.damage().or_else(is_padded).or_else(is_foreign)
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
