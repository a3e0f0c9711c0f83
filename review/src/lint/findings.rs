//! What a rule has found.

use clientwright_codegen::diagnostics::{Diagnostic, Place};
use clientwright_document::pointer::Pointer;

/// Collects the findings of one rule.
pub(super) struct Findings {
    rule: &'static str,
    found: Vec<Diagnostic>,
}

impl Findings {
    pub(super) fn new(rule: &'static str) -> Self {
        Self { rule, found: Vec::new() }
    }

    /// Something about a value; `hint` says what to do and may be empty.
    pub(super) fn value(&mut self, at: &Pointer, message: impl Into<String>, hint: &str) {
        self.add(Place::Value(at.clone()), message.into(), hint);
    }

    /// Something about a key, or about the object under it.
    pub(super) fn key(&mut self, at: &Pointer, message: impl Into<String>, hint: &str) {
        self.add(Place::Key(at.clone()), message.into(), hint);
    }

    fn add(&mut self, at: Place, message: String, hint: &str) {
        let hint = (!hint.is_empty()).then(|| hint.to_owned());
        self.found.push(Diagnostic { id: self.rule, at, message, hint });
    }

    /// The findings by place, each once: what several operations share is looked at from each.
    pub(super) fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.found.sort_by(|left, right| {
            (left.at.pointer(), &left.message).cmp(&(right.at.pointer(), &right.message))
        });
        self.found.dedup();
        self.found
    }
}
