//! What a receiver gets: the event, or what could not be read.

use std::error::Error as StdError;
use std::fmt;
use std::time::SystemTime;

use bytes::Bytes;

use crate::json::{self, Decode, DecodeError, Json};

/// A webhook that is the provider's, whether or not its body is what is documented.
///
/// Answer it with success in both cases and keep what could not be read: a provider sends what is refused again and
/// again, and gives up in the end. `Debug` shows the event as its own `Debug` does, and nothing else of the body.
#[derive(Clone)]
#[non_exhaustive]
pub struct Delivery<T> {
    /// The event, or the body that could not be read as one. Unknown members are kept, unknown kinds of events are the
    /// event's `Unknown`.
    pub event: Result<T, Undecoded>,
    /// What tells the delivery from others: the signed `webhook-id` of Standard Webhooks, otherwise the SHA-256 of what
    /// is signed (the body of a static token) in hexadecimal digits. What is sent again as it was has the same.
    pub id: String,
    /// When it was received.
    pub received: SystemTime,
    /// The body as it came.
    pub raw: Bytes,
}

impl<T: Decode> Delivery<T> {
    pub(super) fn read(body: &[u8], id: String, received: SystemTime) -> Self {
        let raw = Bytes::copy_from_slice(body);
        let event = json::from_slice(body).map_err(|error| Undecoded { error, body: raw.clone() });
        Self { event, id, received, raw }
    }
}

impl<T: fmt::Debug> fmt::Debug for Delivery<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery")
            .field("event", &self.event)
            .field("id", &self.id)
            .field("received", &self.received)
            .field("raw", &format_args!("{} bytes", self.raw.len()))
            .finish()
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
