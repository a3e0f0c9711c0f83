//! Webhooks.

use serde::Serialize;

use super::{Ident, Type, Union};
use crate::wire::{Docs, Signature};

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
