//! Nouns: what a client crate is, free of the API's quirks. Every decision is taken: `emit` only spells.

mod client;
mod codes;
mod coverage;
mod example;
mod ident;
mod item;
mod limits;
mod lookup;
pub mod members;
mod operation;
mod package;
mod sandbox;
mod ty;
mod webhooks;

pub use client::{AuthKind, AuthScheme, Client, Environment};
pub use codes::{Code, Meaning};
pub use coverage::Coverage;
pub use example::{ChoiceExpr, Example, ExampleCall, Examples, Expr, Program, StructExpr};
pub use ident::Ident;
pub use item::{
    Constructor, Extra, Field, Item, Presence, Required, StringEnum, Struct, StructCodec, Tagging, Union,
    Variant,
};
pub use limits::{Check, Checks, Choice, ChoiceVariant, Rule, Rules};
pub use lookup::{Known, Lookup, LookupCall};
pub use operation::{
    Answer, AnswerCode, Argument, Beside, BodyKind, Feature, Idempotency, Method, Outcome, Part, Repeating,
    Resource, Setter, StatusCase, StatusEnum,
};
pub use package::{ALL_RESOURCES, Package};
pub use sandbox::{Sandbox, Trigger};
pub use ty::{Passing, Paths, Runtime, Scalar, Type};
pub use webhooks::{Events, Webhooks};

use serde::Serialize;
use std::collections::BTreeMap;

use crate::wire::Docs;

/// A client crate.
#[derive(Clone, Debug, Serialize)]
pub struct Crate {
    /// What Cargo.toml says.
    pub package: Package,
    /// How generated files say where they come from.
    pub origin: String,
    /// What the provider is called in prose.
    pub title: String,
    /// The crate's landing page.
    pub docs: Docs,
    /// The client.
    pub client: Client,
    /// Models, one file each, sorted by name.
    pub modules: Vec<Module>,
    /// Which type each component schema and each JSON body became, by the schema's place in the document.
    pub places: BTreeMap<String, Type>,
    /// Handles, one file each, in the document's order.
    pub resources: Vec<Resource>,
    /// The documented error codes, in the order in which they are met.
    pub error_codes: Vec<Code>,
    /// The call that the landing page begins with.
    pub first_call: Option<FirstCall>,
    /// What the provider sends.
    pub webhooks: Option<Webhooks>,
    /// What only the test environment has.
    pub sandbox: Option<Sandbox>,
    /// The documentation's examples.
    pub examples: Examples,
    /// What the documentation names, against the crate; only of a provider of ours.
    pub coverage: Option<Coverage>,
}

/// A file of models.
#[derive(Clone, Debug, Serialize)]
pub struct Module {
    /// The file's name.
    pub ident: Ident,
    /// In the order in which they are met.
    pub items: Vec<Item>,
    /// The features any of which turns it on; none where it is always there.
    pub features: Vec<String>,
}

/// A call that needs nothing but text.
#[derive(Clone, Debug, Serialize)]
pub struct FirstCall {
    /// The handle's method on the client.
    pub resource: Ident,
    /// The handle's method.
    pub method: Ident,
    /// Documented values.
    pub arguments: Vec<String>,
}
