//! What types of every generated crate have, whatever the document says: signatures, sorted. `surface` describes them,
//! and `plan` keeps their names free.

/// What a crate exports of the runtime.
pub const ROOT: &[&str] = &["CallError", "Delivery", "Error", "Json", "Outcome", "Response"];

/// Every call.
pub const CALL: &[&str] = &[
    "idempotency_key(&self) -> Option<&str>",
    "request(&self) -> Result<Request, BuildError>",
    "resume(self, &Intent) -> Self",
    "send(self) -> Result<Response<<O as Operation>::Output>, CallError<<O as Operation>::Error>>",
    "send_blocking(self) -> Result<Response<<O as Operation>::Output>, CallError<<O as Operation>::Error>>",
    "with_attempt_timeout(self, Duration) -> Self",
    "with_header(self, &str, &str) -> Self",
    "with_idempotency_key(self, impl AsRef<str>) -> Self",
    "with_intent_id(self, impl Into<String>) -> Self",
    "with_retries(self, RetryPolicy) -> Self",
    "with_timeout(self, Duration) -> Self",
];

/// The client.
pub const CLIENT: &[&str] = &[
    "builder(Environment) -> ClientBuilder",
    "call<O: Operation>(&self) -> Call<O>",
    "from_env() -> Result<Self, ConfigError>",
];

/// Every enum of strings.
pub const STRING_ENUM: &[&str] = &[
    "VALUES: &'static [&'static str]",
    "as_str(&self) -> &str",
    "from_wire(&str) -> Self",
    "is_unknown(&self) -> bool",
];

/// The name of a signature.
pub fn name(signature: &str) -> &str {
    signature.split(['(', '<', ':']).next().unwrap_or(signature)
}
