//! Nouns: what a client crate is, free of the API's quirks. Every decision is taken: `emit` only spells.

mod example;
mod ident;
mod item;
pub mod members;
mod operation;
mod sandbox;
mod ty;

pub use example::{Example, ExampleCall, Examples, Expr, Program, StructExpr};
pub use ident::Ident;
pub use item::{
    Constructor, Extra, Field, Item, Presence, Required, StringEnum, Struct, StructCodec, Tagging, Union,
    Variant,
};
pub use operation::{
    Answer, AnswerCode, Argument, BodyKind, Idempotency, Method, Outcome, Part, Repeating, Resource, Setter,
    StatusCase, StatusEnum, StatusMatch,
};
pub use sandbox::{Sandbox, Trigger};
pub use ty::{Passing, Paths, Runtime, Scalar, Type};

use serde::Serialize;
use std::collections::BTreeMap;

use crate::wire::{Advice, CodeEffect, Docs, Link, WireName};

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

/// What the documentation names, against the crate.
#[derive(Clone, Debug, Serialize)]
pub struct Coverage {
    /// How many operations are in the crate, left out, and not described well enough.
    pub operations: [usize; 3],
    /// The same of webhooks.
    pub webhooks: [usize; 3],
    /// How many statements there are of each kind of evidence, in the order of `Evidence::ALL`.
    pub evidence: [usize; 4],
    /// The day on which the page was read that nobody has looked at for longest.
    pub oldest_checked: Option<String>,
    /// What is not in the crate, and why.
    pub missing: Vec<(String, String)>,
}

/// The features of every crate; each turns on the runtime's of the same name.
pub const FEATURES: [&str; 5] = ["blocking", "reqwest", "serde", "test-util", "webhooks"];

/// What Cargo.toml says.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names are Cargo's own")]
pub struct Package {
    pub name: String,
    pub version: String,
    pub description: String,
    pub documentation: Option<String>,
    pub keywords: Vec<String>,
    pub rust_version: String,
    pub license: Option<String>,
    pub repository: Option<String>,
    pub authors: Vec<String>,
    pub runtime: Dependency,
    /// Whether the crate is a workspace of its own, and not to be published.
    pub standalone: bool,
}

/// Where a package comes from.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names are Cargo's own")]
pub struct Dependency {
    pub version: Option<String>,
    /// Relative to the crate's folder.
    pub path: Option<String>,
    /// `git`, `registry` and their like.
    pub others: BTreeMap<String, String>,
}

/// The client.
#[derive(Clone, Debug, Serialize)]
pub struct Client {
    /// Where it can be pointed at, in the order of provider.yaml.
    pub environments: Vec<Environment>,
    /// How keys begin, by environment; also of environments that it cannot be pointed at.
    pub key_prefixes: Vec<(String, String)>,
    /// How callers prove who they are.
    pub schemes: Vec<AuthScheme>,
    /// JSON pointers at which an error body carries its code.
    pub error_code: Vec<String>,
    /// JSON pointers at which an error body carries its message.
    pub error_message: Vec<String>,
    /// The variable that names the environment for `from_env`.
    pub environment_variable: String,
}

/// A base URL with a name.
#[derive(Clone, Debug, Serialize)]
pub struct Environment {
    /// The variant.
    pub ident: Ident,
    /// Its name in provider.yaml and in the environment variable.
    pub name: String,
    /// The base URL.
    pub url: String,
    /// What it is.
    pub docs: Docs,
}

/// How callers prove who they are.
#[derive(Clone, Debug, Serialize)]
pub struct AuthScheme {
    /// Its key in the document.
    pub name: String,
    /// What is sent.
    pub kind: AuthKind,
    /// The variable that holds the credential.
    pub variable: String,
}

/// What a scheme sends.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names are OpenAPI's own")]
pub enum AuthKind {
    ApiKeyHeader(String),
    ApiKeyQuery(String),
    ApiKeyCookie(String),
    Bearer,
    Basic,
}

/// A file of models.
#[derive(Clone, Debug, Serialize)]
pub struct Module {
    /// The file's name.
    pub ident: Ident,
    /// In the order in which they are met.
    pub items: Vec<Item>,
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

/// A documented error code.
#[derive(Clone, Debug, Serialize)]
pub struct Code {
    /// The variant.
    pub ident: Ident,
    /// As it is sent.
    pub wire: WireName,
    /// What it means; several where operations differ.
    pub meanings: Vec<Meaning>,
    /// Whether a call that failed with it had its effect, where the status does not tell.
    pub effect: Option<CodeEffect>,
    /// Names in the meanings that are something in the crate.
    pub links: Vec<Link>,
}

/// What an error code means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Meaning {
    /// What went wrong.
    pub text: Option<String>,
    /// Whether trying again helps.
    pub advice: Option<Advice>,
    /// The ids of the operations at which it means this; empty for all others.
    pub operations: Vec<String>,
}

/// What the provider sends.
#[derive(Clone, Debug, Serialize)]
pub struct Webhooks {
    /// How an event is told apart.
    pub events: Events,
    /// How a delivery proves where it comes from.
    pub signature: Option<Signature>,
}

/// How an event is told apart.
#[derive(Clone, Debug, Serialize)]
pub enum Events {
    /// By a property: one type for all events.
    Tagged(Box<Union>),
    /// Only by the address that it is sent to: a function per event, with its type and docs.
    ByAddress(Vec<(Ident, Type, Docs)>),
}

/// How a webhook proves where it comes from.
#[derive(Clone, Debug, Serialize)]
pub struct Signature {
    /// What the header holds.
    pub kind: SignatureKind,
    /// The header that carries it.
    pub header: String,
    /// What stands before the signature in the header.
    pub prefix: Option<String>,
    /// Whether it may also be missing.
    pub prefix_optional: bool,
    /// The header with the time that is signed too.
    pub timestamp_header: Option<String>,
    /// How old a delivery may be, in seconds.
    pub tolerance: Option<u64>,
}

/// What a signature header holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum SignatureKind {
    /// HMAC-SHA256 in hexadecimal digits.
    HmacSha256Hex,
    /// The secret itself.
    StaticToken,
}
