//! A writer of compact JSON.

use std::fmt::{Display, Write};

use super::path::Segment;
use super::scan::plain_length;
use super::search::Search;
use super::{Encode, Field};
use crate::limits::{Rules, Violation, check};
use crate::value::Decimal;

/// Bytes that a request of the usual size has.
const ROOM: usize = 512;

/// Writes compact JSON, one value after the other.
#[derive(Debug, Default)]
pub struct Encoder {
    out: String,
    /// Whether the text goes on to a format whose numbers are no better than `f64`.
    numbers_are_rounded: bool,
    /// Whether sensitive values are left out: see [`Redacted`](super::Redacted).
    hides: bool,
    /// Instead of the text, the place of a value is what is wanted.
    search: Option<Search>,
    /// Whether documented limits are checked, and the first that is not kept.
    checks: bool,
    violation: Option<Violation>,
}

impl Encoder {
    /// An encoder that has written nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// An encoder with room for a document of the usual size, which then does not move while it grows.
    pub(super) fn with_room() -> Self {
        Self { out: String::with_capacity(ROOM), ..Self::default() }
    }

    /// An encoder for a text that serde takes further.
    #[cfg(feature = "serde")]
    pub(super) fn for_serde() -> Self {
        Self { numbers_are_rounded: true, ..Self::default() }
    }

    /// Whether sensitive values are left out.
    pub(super) fn hides(&self) -> bool {
        self.hides
    }

    /// Writes something without its sensitive values.
    pub(super) fn hiding(&mut self, write: &mut dyn FnMut(&mut Self)) {
        let before = std::mem::replace(&mut self.hides, true);
        write(self);
        self.hides = before;
    }

    /// An encoder that checks documented limits too.
    pub(super) fn checking() -> Self {
        Self { checks: true, ..Self::with_room() }
    }

    /// What an encoder that was [`checking`](Self::checking) has written, and the first limit that is not kept.
    pub(super) fn into_checked(self) -> (String, Option<Violation>) {
        (self.out, self.violation)
    }

    /// Where the next value begins.
    pub(super) fn position(&self) -> usize {
        self.out.len()
    }

    /// Checks the rules of the object that was written from `start` on.
    pub(super) fn check_rules(&mut self, rules: &Rules, start: usize) {
        if self.checks && self.violation.is_none() {
            self.violation = rules.check(&self.out[start..]).err();
        }
    }

    /// An encoder that looks for a value.
    pub(super) fn searching(search: Search) -> Self {
        Self { search: Some(search), ..Self::default() }
    }

    /// What an encoder that was [`searching`](Self::searching) has found.
    pub(super) fn into_search(self) -> Option<Search> {
        self.search
    }

    /// What was written.
    pub fn into_string(self) -> String {
        self.out
    }

    /// Writes `null`.
    pub fn null(&mut self) {
        self.out.push_str("null");
    }

    /// Writes a boolean.
    pub fn bool(&mut self, value: bool) {
        self.out.push_str(if value { "true" } else { "false" });
    }

    /// Writes a whole number. `number` must print as JSON does; every integer of Rust does.
    pub(super) fn integer(&mut self, number: impl Display) {
        write!(self.out, "{number}").expect("writing to a string does not fail");
    }

    /// Writes a number in the shortest form that reads back as the same one. JSON has no NaN and no infinity:
    /// they become `null`, as serde_json does it.
    pub fn f64(&mut self, number: f64) {
        if number.is_finite() {
            // `Debug` and not `Display`: it uses an exponent instead of 300 zeros, and says `1.0` for 1.
            write!(self.out, "{number:?}").expect("writing to a string does not fail");
        } else {
            self.null();
        }
    }

    /// Writes a number of this text. Where numbers are rounded on the way and this one would suffer, it becomes a
    /// string, from which [`Decimal`] can be read too.
    pub(crate) fn decimal(&mut self, number: &Decimal) {
        if self.numbers_are_rounded && !number.is_exact_f64() {
            self.str(number.as_str());
        } else {
            self.out.push_str(number.as_str());
        }
    }

    /// Writes a string with its quotes. Only what must be escaped is.
    pub fn str(&mut self, text: &str) {
        self.out.push('"');
        let mut rest = text;
        loop {
            let at = plain_length(rest.as_bytes());
            self.out.push_str(&rest[..at]);
            let Some(byte) = rest.as_bytes().get(at) else { break };
            match byte {
                b'"' => self.out.push_str("\\\""),
                b'\\' => self.out.push_str("\\\\"),
                b'\n' => self.out.push_str("\\n"),
                b'\r' => self.out.push_str("\\r"),
                b'\t' => self.out.push_str("\\t"),
                0x08 => self.out.push_str("\\b"),
                0x0c => self.out.push_str("\\f"),
                control => {
                    write!(self.out, "\\u{control:04x}").expect("writing to a string does not fail");
                }
            }
            rest = &rest[at + 1..];
        }
        self.out.push('"');
    }

    /// Writes JSON that is known to be valid and compact as it stands.
    pub(crate) fn raw(&mut self, json: &str) {
        self.out.push_str(json);
    }

    /// Writes an array of all `items`.
    pub fn array(&mut self, items: &mut dyn Iterator<Item = &dyn Encode>) {
        self.out.push('[');
        let mut first = true;
        for (index, item) in items.enumerate() {
            self.separate(&mut first);
            self.value(|| Segment::Index(index), item);
        }
        self.out.push(']');
    }

    /// Writes an object of all `members`, in their order.
    pub fn map<'a>(&mut self, members: &mut dyn Iterator<Item = (&'a str, &'a dyn Encode)>) {
        self.out.push('{');
        let mut first = true;
        for (name, value) in members {
            self.member(&mut first, name, value);
        }
        self.out.push('}');
    }

    /// Writes one member of the object that was begun with [`raw`](Self::raw)`("{")`.
    pub(super) fn member(&mut self, first: &mut bool, name: &str, value: &dyn Encode) {
        self.separate(first);
        self.str(name);
        self.out.push(':');
        let is_checked = self.checks;
        let segment = || if is_checked { Segment::Any } else { Segment::Key(name.to_owned().into()) };
        self.value(segment, value);
    }

    /// Like [`member`](Self::member), for a name that is known beforehand.
    pub(super) fn field(&mut self, first: &mut bool, field: &Field, value: &dyn Encode) {
        self.separate(first);
        if field.plain {
            self.out.push('"');
            self.out.push_str(field.name);
            self.out.push_str("\":");
        } else {
            self.str(field.name);
            self.out.push(':');
        }
        let start = self.out.len();
        self.value(|| Segment::Key(field.name.into()), value);
        if self.checks && self.violation.is_none() && !field.checks.is_empty() {
            let checked = check(field.checks, &self.out[start..]);
            self.violation = checked.err().map(|found| found.within(field.name).on(field.page));
        }
    }

    /// Takes notice of a field that is left out.
    #[inline]
    pub(super) fn absent(&mut self, field: &Field, value: &dyn Encode) {
        if self.search.is_some() {
            self.value(|| Segment::Key(field.name.into()), value);
        }
    }

    #[inline]
    fn value(&mut self, segment: impl FnOnce() -> Segment, value: &dyn Encode) {
        match &mut self.search {
            None if self.checks && self.violation.is_none() => {
                value.encode(self);
                if let Some(violation) = &mut self.violation {
                    violation.push(segment());
                }
            }
            None => value.encode(self),
            Some(search) => {
                search.enter(segment(), value);
                value.encode(self);
                self.search.iter_mut().for_each(Search::leave);
            }
        }
    }

    fn separate(&mut self, first: &mut bool) {
        if !std::mem::take(first) {
            self.out.push(',');
        }
    }
}
