use super::Usage;
use crate::wire::{Docs, IdempotencyKey, Sensitive, WireName};
use clientwright_document::parameter::Identity;
pub use clientwright_document::parameter::{In, Style};
use clientwright_document::pointer::Pointer;
use clientwright_document::value::Value;
use serde::Serialize;

/// A parameter of an operation.
#[derive(Clone, Debug, Serialize)]
pub struct Param {
    /// As it is sent.
    pub name: WireName,
    /// Where it stands in the document.
    pub at: Pointer,
    /// Where it stands in the request.
    pub place: In,
    /// Whether a request without it is refused.
    pub required: bool,
    /// Its type.
    pub usage: Usage,
    /// How lists and objects are written.
    pub style: Style,
    /// Whether lists and objects are written as several parameters.
    pub explode: bool,
    /// Whether the value is JSON (`content` rather than `schema`).
    pub json: bool,
    /// What the document says of it.
    pub docs: Docs,
    /// The value that the server takes when there is none, as JSON text.
    pub default: Option<String>,
    /// The only value that it can have.
    pub constant: Option<String>,
    /// The documentation's examples.
    pub examples: Vec<Value>,
    /// For the header that carries the idempotency key.
    pub idempotency_key: Option<IdempotencyKey>,
    /// Whether it must not be logged.
    pub sensitive: Option<Sensitive>,
    /// `x-rust-name`.
    pub rust_name: Option<String>,
}

impl Param {
    /// Which parameter of its operation it is.
    pub fn identity(&self) -> Identity<'_> {
        Identity { location: self.place.as_str(), name: self.name.as_str() }
    }
}
