//! A string that never shows itself.

use std::fmt;

use bytes::Bytes;
use secrecy::{ExposeSecret, SecretString};

/// A credential: an API key, a token, a password, a webhook secret.
///
/// `Debug` prints `[redacted]`, there is no `Display`, and what is inside can be given to the runtime and not be taken out
/// of it again. The memory of a secret, and of the headers that a client makes of it, is overwritten when the last copy
/// goes. Not overwritten are the text that a secret was made of elsewhere, a key that stands in a URL, what a transport
/// writes to a connection, and what the system swaps out.
#[derive(Clone)]
pub struct Secret(SecretString);

/// The bytes of a secret, for those who share it.
struct Memory(Secret);

impl AsRef<[u8]> for Memory {
    fn as_ref(&self) -> &[u8] {
        self.0.expose().as_bytes()
    }
}

impl Secret {
    /// Keeps `text` as a secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(SecretString::from(text.into()))
    }

    /// A secret of parts. The text is made at its full length, so that growing leaves no copy behind.
    pub(crate) fn joined(parts: &[&str]) -> Self {
        Self::new(parts.concat())
    }

    /// The same memory as bytes.
    pub(crate) fn into_bytes(self) -> Bytes {
        Bytes::from_owner(Memory(self))
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

/// Sources compare what was refused with what they have. How long it takes depends on the length alone.
impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        let (own, other) = (self.expose().as_bytes(), other.expose().as_bytes());
        let differing = own.iter().zip(other).fold(0, |bits, (a, b)| bits | (a ^ b));
        own.len() == other.len() && differing == 0
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
