//! Webhooks.

use serde::Serialize;

use super::{Ident, Type, Union};
use crate::wire::{Docs, SignatureScheme};

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
    pub scheme: SignatureScheme,
    /// The header that carries it.
    pub header: String,
    /// What stands before the signature in the header.
    pub prefix: Option<String>,
    /// Whether it may also be missing.
    pub prefix_optional: bool,
    /// The header with the time that is signed too.
    pub timestamp_header: Option<String>,
    /// What stands between time and body in what is signed.
    pub separator: Option<String>,
    /// How old a delivery may be, in seconds.
    pub tolerance: Option<u64>,
    /// What callers should know of it, such as how sure it is.
    pub note: Option<String>,
}
