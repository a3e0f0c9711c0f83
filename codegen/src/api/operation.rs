use super::{Body, Param, Requirement, Response, Usage};
use crate::wire::{Docs, HttpMethod, LookupSource, RetryClass, Status, StatusRange, Wrapping};
use clientwright_document::pointer::Pointer;
use clientwright_document::value::Value;
use indexmap::IndexMap;
use serde::Serialize;

/// One method of one path.
#[derive(Clone, Debug, Serialize)]
pub struct Operation {
    /// `operationId`, or made from method and path where the document has none.
    pub id: String,
    /// Whether the document gave the id.
    pub id_given: bool,
    /// `x-rust-name`.
    pub rust_name: Option<String>,
    /// Where it stands.
    pub at: Pointer,
    /// GET, POST…
    pub method: HttpMethod,
    /// The path.
    pub path: PathTemplate,
    /// The areas it belongs to, the first one counts.
    pub tags: Vec<String>,
    /// What the document says of it.
    pub docs: Docs,
    /// Path, query, header and cookie parameters, those of the path item included.
    pub params: Vec<Param>,
    /// What the request carries.
    pub body: Option<Body>,
    /// In the document's order.
    pub responses: Vec<Response>,
    /// What its successful responses are wrapped in; `None` where they are not.
    pub envelope: Option<Wrapping>,
    /// Alternatives; `None` in the document means the API's own.
    pub security: Vec<Requirement>,
    /// Where it is called, for each of the API's environments, when that is not where the others are. `None` for an
    /// environment of which that is not known: it cannot be called there.
    pub bases: Option<Vec<Option<String>>>,
    /// Which calls may be repeated; `None` where the document does not say.
    pub retry: Option<RetryClass>,
    /// Why.
    pub retry_note: Option<String>,
    /// `x-lookup`.
    pub lookup: Option<Lookup>,
    /// `x-status`.
    pub status: Status,
}

/// What shows what became of a call whose response is lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Lookup {
    /// Nothing, for this reason.
    None(String),
    /// An operation.
    By {
        /// Its id.
        operation: String,
        /// Where its parameters come from.
        by: IndexMap<String, LookupSource>,
        /// When it shows that the call worked: a clause.
        found: String,
    },
}

impl Operation {
    /// Whether any number of calls has the effect of one.
    pub fn is_safe(&self) -> bool {
        self.retry.map_or_else(|| self.method.is_safe(), |retry| retry == RetryClass::Safe)
    }

    /// Successes, and everything else.
    pub fn by_success(&self) -> (Vec<&Response>, Vec<&Response>) {
        self.responses.iter().partition(|response| self.is_success(response))
    }

    /// Whether a response of the operation means that the call worked. A document that beside failures names nothing but
    /// `default` means the answer by it, unless that has the body of a failure.
    pub fn is_success(&self, response: &Response) -> bool {
        let body = |response: &Response| response.content().map(|payload| payload.kind.clone());
        let is_failure = |other: &Response| {
            matches!(other.status, StatusRange::Exact(400..) | StatusRange::Class(4..))
                && body(other) != body(response)
        };
        let others = || self.responses.iter().filter(|other| other.status != StatusRange::Default);
        response.status.is_success() || response.status == StatusRange::Default && others().all(is_failure)
    }
}

/// A path as a list of its parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PathTemplate {
    /// As in the document.
    pub text: String,
    /// Literal text and parameters, in order.
    pub segments: Vec<Segment>,
}

/// A part of a path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Segment {
    /// Text, slashes included.
    Literal(String),
    /// The parameter of this name.
    Param(String),
}

/// An area of the API.
#[derive(Clone, Debug, Serialize)]
pub struct Tag {
    /// As operations name it.
    pub name: String,
    /// What the document says of it.
    pub docs: Docs,
}

/// A request that the provider sends.
#[derive(Clone, Debug, Serialize)]
pub struct Webhook {
    /// Its key in the document.
    pub name: String,
    /// `operationId`, or the name.
    pub id: String,
    /// Where it stands.
    pub at: Pointer,
    /// What the document says of it.
    pub docs: Docs,
    /// What it carries; `None` when the document does not say.
    pub payload: Option<Usage>,
    /// The documentation's examples.
    pub examples: Vec<Example>,
}

/// A documented example.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Example {
    /// Its key, or `example`.
    pub name: String,
    /// One line about it.
    pub summary: Option<String>,
    /// Where the value stands.
    pub at: Pointer,
    /// As documented, digit by digit.
    pub value: Value,
}
