//! Nouns: what an API is, free of OpenAPI's spelling and of Rust.

mod auth;
mod body;
mod operation;
mod param;
mod response;
mod rule;
mod sandbox;
mod schema;

pub use auth::{Requirement, Scheme, SchemeKind};
pub use body::{Body, BodyKind, Payload, choices};
pub use operation::{Example, Lookup, Operation, PathTemplate, Segment, Tag, Webhook};
pub use param::{In, Param, Style};
pub use response::{ErrorCode, Opened, Response};
pub use rule::{Alternative, Condition, Rule, RuleKind};
pub use sandbox::Trigger;
pub use schema::{
    Additional, Array, Constraints, EnumValue, Integer, Kind, Map, Member, Number, Object, Origin, Property,
    Scalar, Schema, SchemaId, Schemas, StringEnum, StringFormat, Union, Usage,
};

pub use clientwright_document::note::{Effect, Note};

use crate::wire::Docs;
use clientwright_document::pointer::Pointer;
use serde::Serialize;

/// An API: everything that the stages behind `lower` know of it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Api {
    /// What the provider calls it.
    pub title: String,
    /// The provider's version.
    pub version: String,
    /// What it is for.
    pub docs: Docs,
    /// Where it answers.
    pub servers: Vec<Server>,
    /// What clients can be pointed at.
    pub environments: Vec<Environment>,
    /// How callers prove who they are.
    pub schemes: Vec<Scheme>,
    /// The areas, in the document's order.
    pub tags: Vec<Tag>,
    /// In the document's order.
    pub operations: Vec<Operation>,
    /// What the provider calls.
    pub webhooks: Vec<Webhook>,
    /// The payloads of webhooks as one union, in the order of those that have one; `None` where no property tells them apart.
    pub events: Option<Union>,
    /// How callers choose what a test environment does.
    pub sandbox: Vec<Trigger>,
    /// All schemas, named and inline.
    pub schemas: Schemas,
    /// What could not be typed or was left out: every one is named in the report.
    pub notes: Vec<Note>,
}

/// Something that clients can be pointed at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Environment {
    /// Its name in provider.yaml.
    pub name: Option<String>,
    /// Where it answers.
    pub server: Server,
}

impl Environment {
    /// What messages call it.
    pub fn called(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.server.url)
    }
}

/// A base URL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Server {
    /// Where it stands.
    pub at: Pointer,
    /// As in the document, with its variables replaced by their defaults.
    pub url: String,
    /// What the document says of it.
    pub description: Option<String>,
    /// What the URL was made with.
    pub variables: Vec<ServerVariable>,
}

/// A part of a server's URL that can be another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ServerVariable {
    /// Its name in the template.
    pub name: String,
    /// The default, with which the URL is made.
    pub value: String,
    /// The other values that the document lists.
    pub others: Vec<String>,
    /// What the document says of it.
    pub description: Option<String>,
}
