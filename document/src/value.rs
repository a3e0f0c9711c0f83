//! Values as a YAML or JSON text says them, in their order and without loss: the tree of a document, and the examples in it.

use std::fmt;

use indexmap::IndexMap;

use crate::ledger;
use crate::pointer::Pointer;

/// The keys and values of an object, in the text's order. Every key is text, `200:` too.
///
/// Most work of reading a spec is to look up keys: the standard library's hasher takes several times as long.
pub type Mapping = IndexMap<String, Value, foldhash::fast::RandomState>;

/// A value of a YAML or JSON text.
///
/// Neither `serde_yaml::Value` nor `serde_json::Value` would do: the one cannot hold a number below `i64`, the
/// other loses `1.10` to `1.1`, and both keep the last of two equal keys without a word.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names are JSON's own")]
pub enum Value {
    Null,
    Bool(bool),
    Number(Number),
    String(String),
    Sequence(Vec<Value>),
    Mapping(Mapping),
}

/// A number, as exact as its text.
#[derive(Clone, Debug, PartialEq)]
pub enum Number {
    /// A whole number within `i64`.
    Signed(i64),
    /// A whole number beyond `i64` and within `u64`.
    Unsigned(u64),
    /// A number that its shortest decimal form says completely.
    Float(f64),
    /// A number whose text says more than its value: beyond 64 bits, or `1.10`.
    Verbatim {
        /// The nearest value.
        value: f64,
        /// As it stands in the text.
        text: Box<str>,
    },
}

impl Number {
    /// The nearest binary number.
    pub fn as_f64(&self) -> f64 {
        match *self {
            Self::Signed(number) => number as f64,
            Self::Unsigned(number) => number as f64,
            Self::Float(value) | Self::Verbatim { value, .. } => value,
        }
    }
}

/// As in the text; a form that JSON does not know (`.inf`, `0x1F`) is still YAML's.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Signed(number) => number.fmt(f),
            Self::Unsigned(number) => number.fmt(f),
            // `{:?}` and not `{}`: 1.0 stays `1.0`, and 1e300 stays short.
            Self::Float(value) => write!(f, "{value:?}"),
            Self::Verbatim { text, .. } => f.write_str(text),
        }
    }
}

impl Value {
    /// The value below, by a key or by a list's index.
    pub fn get(&self, step: &str) -> Option<&Self> {
        let below = match self {
            Self::Mapping(mapping) => mapping.get(step),
            Self::Sequence(items) => items.get(step.parse::<usize>().ok()?),
            _ => None,
        };
        below.inspect(|value| ledger::asked(value))
    }

    /// As [`Value::get`], to change it.
    pub fn get_mut(&mut self, step: &str) -> Option<&mut Self> {
        match self {
            Self::Mapping(mapping) => mapping.get_mut(step),
            Self::Sequence(items) => items.get_mut(step.parse::<usize>().ok()?),
            _ => None,
        }
    }

    /// The value at a pointer's steps; the pointer's file is not looked at.
    pub fn at(&self, pointer: &Pointer) -> Option<&Self> {
        pointer.steps().try_fold(self, |value, step| value.get(&step))
    }

    /// As [`Value::at`], to change it.
    pub fn at_mut(&mut self, pointer: &Pointer) -> Option<&mut Self> {
        pointer.steps().try_fold(self, |value, step| value.get_mut(&step))
    }

    /// The text, where it is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// `true` or `false`, where it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The number, where it is one.
    pub fn as_number(&self) -> Option<&Number> {
        match self {
            Self::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The list, where it is one.
    pub fn as_sequence(&self) -> Option<&[Self]> {
        match self {
            Self::Sequence(items) => Some(items),
            _ => None,
        }
    }

    /// The object, where it is one.
    pub fn as_mapping(&self) -> Option<&Mapping> {
        match self {
            Self::Mapping(mapping) => Some(mapping),
            _ => None,
        }
    }

    /// As [`Value::as_mapping`], to change it.
    pub fn as_mapping_mut(&mut self) -> Option<&mut Mapping> {
        match self {
            Self::Mapping(mapping) => Some(mapping),
            _ => None,
        }
    }

    /// The text of a scalar, as it would be written without quotes: `true`, `1.10`, `null`.
    pub fn scalar_text(&self) -> Option<String> {
        match self {
            Self::Null => Some("null".to_owned()),
            Self::Bool(value) => Some(value.to_string()),
            Self::Number(number) => Some(number.to_string()),
            Self::String(text) => Some(text.clone()),
            Self::Sequence(_) | Self::Mapping(_) => None,
        }
    }

    /// How many values it is made of, itself included.
    pub(crate) fn count(&self) -> usize {
        match self {
            Self::Sequence(items) => 1 + items.iter().map(Self::count).sum::<usize>(),
            Self::Mapping(mapping) => 1 + mapping.values().map(Self::count).sum::<usize>(),
            _ => 1,
        }
    }

    /// What it is, as a message names it.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Sequence(_) => "a list",
            Self::Mapping(_) => "an object",
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}
