use crate::wire::{Docs, WireName};
use clientwright_document::pointer::Pointer;
use serde::Serialize;

/// A property by which callers choose what a test environment does: `x-sandbox`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trigger {
    /// Where the property stands.
    pub at: Pointer,
    /// The property.
    pub property: WireName,
    /// What is chosen, as a name.
    pub name: Option<String>,
    /// What the document says of the property.
    pub docs: Docs,
    /// The environment of `provider.yaml` that knows the values; no other does.
    pub environment: String,
    /// Whether a value stands for itself, or ends whatever the property holds.
    pub is_ending: bool,
    /// The values and what they do, in the document's order.
    pub outcomes: Vec<(String, String)>,
}
