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

impl Webhooks {
    /// Calls `visit` with every type that an event can have.
    pub fn types(&self, visit: &mut impl FnMut(&Type)) {
        match &self.events {
            Events::Tagged(union) => union.variants.iter().for_each(|variant| visit(&variant.ty)),
            Events::ByAddress(functions) => functions.iter().for_each(|(_, ty, _)| visit(ty)),
        }
    }
}

/// How an event is told apart.
#[derive(Clone, Debug, Serialize)]
pub enum Events {
    /// By a property: one type for all events.
    Tagged(Box<Union>),
    /// Only by the address that it is sent to: a function per event, with its type and docs.
    ByAddress(Vec<(Ident, Type, Docs)>),
}
