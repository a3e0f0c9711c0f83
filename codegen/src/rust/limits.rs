use super::{Ident, Type};
use crate::wire::Docs;
use serde::Serialize;

/// What is checked of a value before it is sent: the runtime's `Check` of the same name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names are JSON Schema's own")]
pub enum Check {
    MinLength(u64),
    MaxLength(u64),
    Minimum(String),
    Maximum(String),
    ExclusiveMinimum(String),
    ExclusiveMaximum(String),
    MultipleOf(String),
    MinItems(u64),
    MaxItems(u64),
    UniqueItems,
    MinProperties(u64),
    MaxProperties(u64),
    Items(Vec<Check>),
    Values(Vec<Check>),
}

/// What is checked of a value, with the page that documents it where that is not the operation's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Checks {
    /// In the order of JSON Schema.
    pub checks: Vec<Check>,
    /// The page.
    pub page: Option<String>,
}

/// What is checked between the members of an object, by their names on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names are the runtime's own")]
pub enum Rule {
    ExactlyOne(Vec<Vec<String>>),
    AtLeastOne(Vec<Vec<String>>),
    Requires(String, Vec<String>),
    When { member: String, is: Vec<String>, or_absent: bool, then: Vec<String>, otherwise: Vec<String> },
}

/// The rules of an object, with the page that documents them where that is not the operation's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Rules {
    /// In the document's order.
    pub rules: Vec<Rule>,
    /// The page.
    pub page: Option<String>,
}

/// An enum that fills several fields of a struct: part of its constructor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// The enum.
    pub ident: Ident,
    /// The field of `Required`.
    pub field: Ident,
    /// What it decides.
    pub docs: Docs,
    /// The field that every variant sets, with its type; the variants have the names of that type's.
    pub key: Option<(Ident, Ident)>,
    /// Whether nothing else sets the fields of the variants.
    pub is_exclusive: bool,
    /// In the document's order.
    pub variants: Vec<ChoiceVariant>,
}

/// A variant of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChoiceVariant {
    /// Its name.
    pub ident: Ident,
    /// The fields of the struct that it fills, each with what it takes.
    pub fields: Vec<(Ident, Type)>,
    /// Whether it is a tuple: its name says which field is meant.
    pub is_tuple: bool,
}
