use super::{BodyKind, Payload, Usage};
use crate::wire::{Advice, CodeEffect, Docs, Evidence, StatusRange};
use clientwright_document::pointer::Pointer;
use serde::Serialize;

/// An answer that the document names.
#[derive(Clone, Debug, Serialize)]
pub struct Response {
    /// Where it stands.
    pub at: Pointer,
    /// Whether several operations can give it.
    pub shared: bool,
    /// Which statuses it is for.
    pub status: StatusRange,
    /// What the document says of it.
    pub docs: Docs,
    /// One per media type, in the document's order; empty when there is no body.
    pub payloads: Vec<Payload>,
    /// What is read of the body, where an envelope is opened.
    pub opened: Option<Opened>,
    /// `x-error-codes`, in the document's order.
    pub error_codes: Vec<ErrorCode>,
    /// Names of the documented headers.
    pub headers: Vec<String>,
}

impl Response {
    /// The content that is read: JSON where there is a choice.
    pub fn content(&self) -> Option<&Payload> {
        let is_json = |payload: &&Payload| matches!(payload.kind, BodyKind::Json(_));
        self.payloads.iter().find(is_json).or(self.payloads.first())
    }
}

/// An envelope that fits a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Opened {
    /// What it holds.
    pub data: Usage,
    /// What else stands there, as JSON pointers: neither success, nor data, nor what errors carry.
    pub beside: Vec<String>,
}

/// A documented error code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ErrorCode {
    /// As it is sent.
    pub code: String,
    /// `snake_case`, from the spec.
    pub name: Option<String>,
    /// What it means.
    pub meaning: Option<String>,
    /// Whether trying again helps.
    pub retry: Option<Advice>,
    /// Whether the call had its effect, where the status does not tell.
    pub effect: Option<CodeEffect>,
    /// How sure it is that the answer carries it.
    pub evidence: Evidence,
    /// Why it is as sure as that.
    pub note: Option<String>,
}
