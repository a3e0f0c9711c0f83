use super::{Example, Schemas, Style, Usage};
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
    /// Its schema, also where it is written as something that has no type.
    pub schema: Option<Usage>,
    /// How it is written.
    pub kind: BodyKind,
    /// Of a form: how properties are written that have a style of their own, and whether lists and objects are several pairs.
    pub styles: Vec<(String, Style, bool)>,
    /// The documentation's examples.
    pub examples: Vec<Example>,
}

/// The media types of a content that hold something of their own, in the order in which callers would want them. What holds
/// the same as one before is another spelling of it, and parts of a series are nobody's choice beside a whole.
pub fn choices<'p>(content: &'p [Payload], schemas: &Schemas) -> Vec<&'p Payload> {
    let rank = |payload: &&Payload| match payload.kind {
        BodyKind::Json(_) => 0,
        BodyKind::Form(_) => 1,
        BodyKind::Multipart { .. } => 2,
        BodyKind::Text => 3,
        BodyKind::Bytes | BodyKind::Events(_) => 4,
    };
    let kind = |payload: &Payload| payload.schema.map(|usage| &schemas[usage.schema].kind);
    let is_same = |one: &Payload, other: &Payload| match (one.schema, other.schema) {
        (Some(left), Some(right)) if left.schema == right.schema => true,
        (Some(_), Some(_)) => one.kind == other.kind || kind(one) == kind(other),
        (None, None) => one.kind == other.kind && one.media_type.as_str() == other.media_type.as_str(),
        _ => false,
    };
    let mut ranked: Vec<&Payload> = content.iter().collect();
    ranked.sort_by_key(rank);
    let mut chosen: Vec<&Payload> = Vec::new();
    for payload in ranked {
        let is_series = matches!(payload.kind, BodyKind::Events(_));
        if chosen.is_empty() || !is_series && !chosen.iter().any(|other| is_same(other, payload)) {
            chosen.push(payload);
        }
    }
    chosen
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
