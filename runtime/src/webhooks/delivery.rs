//! What a receiver gets: the event, or what could not be read.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;

use crate::json::{self, Decode, DecodeError, Json};

/// A webhook that is the provider's, whether or not its body is what is documented.
///
/// Answer it with success in both cases and keep what could not be read: a provider sends what is refused again and
/// again, and gives up in the end.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Delivery<T> {
    /// The event, or the body that could not be read as one.
    pub event: Result<T, Undecoded>,
}

impl<T: Decode> Delivery<T> {
    pub(super) fn read(body: &[u8]) -> Self {
        let undecoded = |error| Undecoded { error, body: Bytes::copy_from_slice(body) };
        Self { event: json::from_slice(body).map_err(undecoded) }
    }
}

/// The body of a webhook that is the provider's and not what is documented.
///
/// `Display` and `Debug` say where it differs and show nothing of the body.
#[derive(Clone)]
pub struct Undecoded {
    error: DecodeError,
    body: Bytes,
}

impl Undecoded {
    /// Where and how the body is not what is documented.
    pub fn error(&self) -> &DecodeError {
        &self.error
    }

    /// The body as it came.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body as JSON, for the `Unknown` variant of an event, say. What is no JSON becomes a string of its text.
    pub fn to_json(&self) -> Json {
        let text = || Json::from(String::from_utf8_lossy(&self.body).into_owned());
        json::from_slice(&self.body).unwrap_or_else(|_| text())
    }
}

impl fmt::Display for Undecoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "webhook: the body cannot be read: {}", self.error)
    }
}

impl fmt::Debug for Undecoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Undecoded({}, {} bytes)", self.error, self.body.len())
    }
}

impl StdError for Undecoded {}
