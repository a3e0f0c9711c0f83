use crate::wire::{Evidence, WireName};
use clientwright_document::pointer::Pointer;
use serde::Serialize;

/// A rule between the properties of an object. Every name is that of a property.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// Where it stands.
    pub at: Pointer,
    /// What it asks for.
    pub kind: RuleKind,
    /// How sure it is.
    pub evidence: Evidence,
    /// The page that states it, where the place names one.
    pub page: Option<String>,
    /// The Rust name that provider.yaml gives.
    pub rust_name: Option<String>,
}

/// What a rule asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum RuleKind {
    /// `oneOf` of `required`: all properties of exactly one.
    ExactlyOne(Vec<Alternative>),
    /// `anyOf` of `required`: all properties of at least one.
    AtLeastOne(Vec<Alternative>),
    /// `dependentRequired`: with the first, the others.
    Requires(WireName, Vec<WireName>),
    /// `if`, `then`, `else`: what a property's value requires.
    When(Condition),
}

/// Properties that are needed together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Alternative {
    /// In the document's order.
    pub names: Vec<WireName>,
    /// `x-rust-name`, or the title.
    pub name: Option<String>,
}

/// What a property's value requires.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Condition {
    /// The property.
    pub property: WireName,
    /// The values: the text of a string, the JSON of anything else.
    pub values: Vec<String>,
    /// Whether it is meant too where the property is left out.
    pub or_absent: bool,
    /// What is needed with one of the values.
    pub then: Vec<WireName>,
    /// What is needed otherwise.
    pub otherwise: Vec<WireName>,
}

impl Rule {
    /// The names of all properties that it speaks of.
    pub fn names(&self) -> Vec<&WireName> {
        match &self.kind {
            RuleKind::ExactlyOne(alternatives) | RuleKind::AtLeastOne(alternatives) => {
                alternatives.iter().flat_map(|alternative| &alternative.names).collect()
            }
            RuleKind::Requires(name, others) => std::iter::once(name).chain(others).collect(),
            RuleKind::When(Condition { property, then, otherwise, .. }) => {
                std::iter::once(property).chain(then).chain(otherwise).collect()
            }
        }
    }
}
