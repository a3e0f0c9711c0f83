use super::{Example, Style, Usage};
use crate::wire::{Docs, MediaType};
use clientwright_document::pointer::Pointer;
use serde::Serialize;

/// What a request carries.
#[derive(Clone, Debug, Serialize)]
pub struct Body {
    /// Where it stands.
    pub at: Pointer,
    /// What the document says of it.
    pub docs: Docs,
    /// Whether a request without it is refused.
    pub required: bool,
    /// One per media type, in the document's order.
    pub payloads: Vec<Payload>,
}

/// One media type of a request's or response's content.
#[derive(Clone, Debug, Serialize)]
pub struct Payload {
    /// Where it stands.
    pub at: Pointer,
    /// Its key.
    pub media_type: MediaType,
    /// How it is written.
    pub kind: BodyKind,
    /// Of a form: how properties are written that have a style of their own, and whether lists and objects are several pairs.
    pub styles: Vec<(String, Style, bool)>,
    /// The documentation's examples.
    pub examples: Vec<Example>,
}

/// How a body is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum BodyKind {
    /// JSON.
    Json(Usage),
    /// `application/x-www-form-urlencoded`.
    Form(Usage),
    /// `multipart/form-data`; `json_parts` names the properties that are JSON whatever they are.
    Multipart {
        /// An object.
        schema: Usage,
        /// Properties whose encoding says so.
        json_parts: Vec<String>,
    },
    /// Text that is not JSON.
    Text,
    /// Anything else.
    Bytes,
    /// A series of events, each of this type when it is known.
    Events(Option<Usage>),
}
