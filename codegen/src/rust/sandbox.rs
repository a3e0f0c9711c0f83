use super::Ident;
use crate::wire::{Docs, WireName};
use serde::Serialize;

/// Test triggers of one environment.
#[derive(Clone, Debug, Serialize)]
pub struct Sandbox {
    /// The environment's variant.
    pub environment: Ident,
    /// One per property.
    pub triggers: Vec<Trigger>,
}

/// A property by which callers choose what the environment does.
#[derive(Clone, Debug, Serialize)]
pub struct Trigger {
    /// The method that makes the property's value.
    pub method: Ident,
    /// The enum of what can be chosen.
    pub outcome: Ident,
    /// The property.
    pub property: WireName,
    /// What it is.
    pub docs: Docs,
    /// Whether the choice ends a value of the caller's, or is the value.
    pub is_ending: bool,
    /// Variant, value, meaning.
    pub outcomes: Vec<(Ident, String, Docs)>,
}
