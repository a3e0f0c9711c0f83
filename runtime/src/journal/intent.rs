//! What is noted of a call.

use std::fmt::Write as _;
use std::time::{SystemTime, UNIX_EPOCH};

use sha2::{Digest as _, Sha256};

use crate::attempts::Attempts;
use crate::draft::Draft;
use crate::error::{BuildError, Problem};
use crate::json::{self, DecodeError};
use crate::request::Request;
use crate::value::DateTime;

/// What a call is about to do: enough to recognise it after a restart, and to send it again with the same key.
///
/// It holds no credential and none of the call's arguments but its key, and a digest of method, path, query and body. As
/// JSON it fits into a column or a line:
///
/// ```
/// # use clientwright_runtime::journal::Intent;
/// # let noted = concat!(r#"{"id":"order-17","operation":"pay","key":"k-1","digest":"d1","attempt":1,"#,
/// #     r#""first_sent":"2026-02-28T12:30:00Z"}"#);
/// let intent = Intent::from_json(noted)?;
/// assert_eq!((intent.id(), intent.operation()), ("order-17", "pay"));
/// assert_eq!(intent.to_json(), noted);
/// # Ok::<(), clientwright_runtime::DecodeError>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct Intent {
    id: String,
    operation: String,
    key: Option<String>,
    digest: String,
    attempt: u32,
    first_sent: Option<DateTime>,
}

crate::object! {
    Intent {
        id: "id",
        operation: "operation",
        key: "key" [optional redacted],
        digest: "digest",
        attempt: "attempt",
        first_sent: "first_sent" [optional],
    }
}

impl Intent {
    pub(super) fn of(draft: &Draft, request: &Request) -> Result<Self, BuildError> {
        let key = draft.idempotency_key();
        let id = draft.intent.id.as_deref().or_else(|| draft.attempts.name());
        let id = id.ok_or_else(|| BuildError::new(draft.meta.id(), "", Problem::Randomness))?;
        Ok(Self {
            id: id.to_owned(),
            operation: draft.meta.id().to_owned(),
            key: key.map(str::to_owned),
            digest: digest(request),
            attempt: 0,
            first_sent: None,
        })
    }

    /// Makes it that of the next attempt.
    pub(super) fn next_attempt(&mut self, attempts: &Attempts, now: SystemTime) {
        let (begun, first) = attempts.history();
        self.attempt = begun + 1;
        self.first_sent = date(first.unwrap_or(now));
    }

    /// Whether it is the intent of a request of an operation.
    pub(crate) fn is_of(&self, operation: &str, request: &Request) -> bool {
        self.operation == operation && self.digest == digest(request)
    }

    /// The name of the call, the same for all its attempts and clones: what `with_intent_id` set, or a random UUID.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The `operationId`.
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// The idempotency key, where the operation takes one.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// The SHA-256 of method, path, query and body, in hexadecimal digits.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Which attempt it is: 1 for the first.
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// When the first attempt was about to be sent, to the second below.
    pub fn first_sent(&self) -> Option<&DateTime> {
        self.first_sent.as_ref()
    }

    /// The intent as JSON of one line.
    pub fn to_json(&self) -> String {
        json::to_string(self)
    }

    /// Reads what [`to_json`](Self::to_json) wrote.
    ///
    /// # Errors
    ///
    /// It is something else.
    pub fn from_json(text: &str) -> Result<Self, DecodeError> {
        json::from_str(text)
    }
}

fn date(time: SystemTime) -> Option<DateTime> {
    let seconds = time.duration_since(UNIX_EPOCH).ok()?.as_secs();
    DateTime::from_unix(i64::try_from(seconds).ok()?, 0)
}

/// Each part with its length before it, so that no two requests run into the same bytes.
fn digest(request: &Request) -> String {
    let body = request.body.to_bytes();
    let mut sha = Sha256::new();
    let parts =
        [request.method.as_str().as_bytes(), request.path.as_bytes(), request.query.as_bytes(), &body];
    for part in parts {
        sha.update((part.len() as u64).to_be_bytes());
        sha.update(part);
    }
    let mut digits = String::with_capacity(64);
    for byte in sha.finalize() {
        // Writing into a String cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}
