//! What becomes of problems: errors for a provider of ours, notes for any other document.

use std::collections::BTreeSet;

use super::Examined;
use crate::api::{Api, Effect, Note};
use crate::diagnostics::{self, Diagnostic, Diagnostics};
use crate::provider::{self, Provider};
use clientwright_document::pointer::Pointer;

/// Collects what is found. A thing that is read twice (a shared parameter) is reported once.
pub(super) struct Report<'a> {
    provider: &'a Provider,
    notes: Vec<Note>,
    remarks: Vec<Note>,
    errors: Diagnostics,
    tolerated: Diagnostics,
    seen: BTreeSet<(Pointer, &'static str, String)>,
    waived: BTreeSet<usize>,
}

impl<'a> Report<'a> {
    pub(super) fn new(provider: &'a Provider) -> Self {
        Self {
            provider,
            notes: Vec::new(),
            remarks: Vec::new(),
            errors: Diagnostics::default(),
            tolerated: Diagnostics::default(),
            seen: BTreeSet::new(),
            waived: BTreeSet::new(),
        }
    }

    /// Whether this is a provider of ours.
    pub(super) fn is_strict(&self) -> bool {
        self.provider.is_strict()
    }

    /// Something that is wrong or not supported. For a provider of ours it is an error unless waived; otherwise the
    /// effect is what becomes of it.
    pub(super) fn problem(&mut self, problem: Diagnostic, effect: Effect) {
        let at = problem.at.pointer();
        if self.is_strict() && !self.is_waived(problem.id, &at) {
            self.error(problem);
            return;
        }
        let note =
            Note { at, id: problem.id, effect, reason: problem.message.clone(), hint: problem.hint.clone() };
        if self.keep(note) && !self.is_strict() {
            self.tolerated.push(problem);
        }
    }

    /// Something that is wrong for a provider of ours, and nobody's business elsewhere.
    pub(super) fn rule(&mut self, problem: Diagnostic) {
        if self.provider.is_ours() && !self.is_waived(problem.id, &problem.at.pointer()) {
            self.error(problem);
        }
    }

    /// Something without which there is no sense in going on.
    pub(super) fn error(&mut self, problem: Diagnostic) {
        if self.seen.insert((problem.at.pointer(), problem.id, problem.message.clone())) {
            self.errors.push(problem);
        }
    }

    /// Something that the reader of the report should know, and that is not wrong.
    pub(super) fn note(&mut self, note: Note) {
        if self.keep(note.clone()) {
            self.remarks.push(note);
        }
    }

    /// Something that the reader of the report should know, and no reviewer of a spec of ours has to accept.
    pub(super) fn aside(&mut self, note: Note) {
        self.keep(note);
    }

    /// Whether the note is new.
    fn keep(&mut self, note: Note) -> bool {
        let is_new = self.seen.insert((note.at.clone(), note.id, note.reason.clone()));
        if is_new {
            self.notes.push(note);
        }
        is_new
    }

    /// Reports the waivers of rules of this stage that no finding has asked for. Waivers of other rules are `lint`'s.
    pub(super) fn unused_waivers(&mut self) {
        for (index, waiver) in self.provider.waivers.iter().enumerate() {
            if !self.waived.contains(&index) && diagnostics::LOWER_IDS.contains(&waiver.rule.as_str()) {
                let at = Pointer::of_file(provider::FILE).join("waivers").join(index);
                self.errors.push(diagnostics::unused_waiver(&at, &waiver.rule, &waiver.pointer));
            }
        }
    }

    /// All that was found, with the API.
    pub(super) fn finish(self, api: Api) -> Examined {
        let Self { notes, remarks, errors, tolerated, waived, .. } = self;
        Examined { api: Api { notes, ..api }, errors, tolerated, remarks, waived }
    }

    fn is_waived(&mut self, id: &str, at: &Pointer) -> bool {
        let index =
            self.provider.waivers.iter().position(|waiver| waiver.rule == id && waiver.pointer == *at);
        self.waived.extend(index);
        index.is_some()
    }
}
