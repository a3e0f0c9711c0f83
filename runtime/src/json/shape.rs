//! What JSON a type takes, as data.

use super::{Decode, Kind};
use crate::limits::Check;

/// The JSON that a type takes, as far as it tells the members of a union apart.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Shape {
    /// Any JSON
    Any,
    /// A boolean
    Bool,
    /// A whole number
    Integer,
    /// A number
    Number,
    /// A string, and, where the type has an opinion, a test for the ones it means
    Text(Option<fn(&str) -> bool>),
    /// An array of such items
    Array(&'static Shape),
    /// An object whose members all have one shape
    Map(&'static Shape),
    /// An object with these members
    Object(&'static [Field]),
    /// `null` or the other
    Nullable(&'static Shape),
    /// One of several. Functions, because a type may be a member of itself.
    OneOf(&'static [fn() -> Shape]),
}

/// [`Decode::SHAPE`] as a function, for [`Shape::OneOf`].
pub fn shape_of<T: Decode>() -> Shape {
    T::SHAPE
}

impl Shape {
    /// Whether a value of this kind can be one, as far as its first byte tells.
    pub(super) fn admits(self, kind: Kind) -> bool {
        match self {
            Self::Any | Self::OneOf(_) => true,
            Self::Bool => kind == Kind::Bool,
            Self::Integer => kind == Kind::Number,
            // A decimal may be sent as either.
            Self::Number | Self::Text(Some(_)) => matches!(kind, Kind::Number | Kind::String),
            Self::Text(None) => kind == Kind::String,
            Self::Array(_) => kind == Kind::Array,
            Self::Map(_) | Self::Object(_) => kind == Kind::Object,
            Self::Nullable(shape) => kind == Kind::Null || shape.admits(kind),
        }
    }

    /// What errors call it: `a string`.
    pub const fn expected(self) -> &'static str {
        match self {
            Self::Any | Self::OneOf(_) => "a value",
            Self::Bool => "a boolean",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::Text(_) => "a string",
            Self::Array(_) => "an array",
            Self::Map(_) | Self::Object(_) => "an object",
            Self::Nullable(shape) => shape.expected(),
        }
    }
}

/// A member of an object, as [`object!`](crate::object) knows it.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    pub(super) name: &'static str,
    /// Whether the name needs no escapes; found out while compiling.
    pub(super) plain: bool,
    pub(super) optional: bool,
    pub(super) redacted: bool,
    pub(super) constant: Option<&'static str>,
    pub(super) checks: &'static [Check],
    pub(super) page: Option<&'static str>,
}

impl Field {
    /// A required member of this name on the wire.
    pub const fn new(name: &'static str) -> Self {
        let plain = is_plain(name);
        Self { name, plain, optional: false, redacted: false, constant: None, checks: &[], page: None }
    }

    /// It may be missing; it is left out when it [is absent](super::Encode::is_absent).
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// It may be `null`. This changes nothing, because the Rust type says so too; it is for the reader.
    #[must_use]
    pub const fn nullable(self) -> Self {
        self
    }

    /// `Debug` prints `[redacted]` for it.
    #[must_use]
    pub const fn redacted(mut self) -> Self {
        self.redacted = true;
        self
    }

    /// It is always this string, which tells the object apart from others.
    #[must_use]
    pub const fn constant(mut self, value: &'static str) -> Self {
        self.constant = Some(value);
        self
    }

    /// What is checked before it is sent.
    #[must_use]
    pub const fn checks(mut self, checks: &'static [Check]) -> Self {
        self.checks = checks;
        self
    }

    /// The page that documents it, where that is not the operation's.
    #[must_use]
    pub const fn page(mut self, url: &'static str) -> Self {
        self.page = Some(url);
        self
    }
}

const fn is_plain(name: &str) -> bool {
    let bytes = name.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] < b' ' || bytes[at] == b'"' || bytes[at] == b'\\' {
            return false;
        }
        at += 1;
    }
    true
}
