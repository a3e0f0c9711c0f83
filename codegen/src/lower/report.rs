//! What becomes of problems: errors for a provider of ours, notes for any other document.

use std::collections::BTreeSet;

use crate::api::{Effect, Note};
use crate::diagnostics::{self, Diagnostic, Diagnostics, Place};
use crate::pointer::Pointer;
use crate::provider::{self, Provider};

/// Collects what is found. A thing that is read twice (a shared parameter) is reported once.
pub(super) struct Report<'a> {
    provider: &'a Provider,
    notes: Vec<Note>,
    found: Diagnostics,
    seen: BTreeSet<(Pointer, &'static str, String)>,
    waived: BTreeSet<usize>,
}

impl<'a> Report<'a> {
    pub(super) fn new(provider: &'a Provider) -> Self {
        Self {
            provider,
            notes: Vec::new(),
            found: Diagnostics::default(),
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
        let at = place(&problem);
        if self.is_strict() && !self.is_waived(problem.id, &at) {
            self.error(problem);
        } else {
            self.note(Note { at, id: problem.id, effect, reason: problem.message });
        }
    }

    /// Something that is wrong for a provider of ours, and nobody's business elsewhere.
    pub(super) fn rule(&mut self, problem: Diagnostic) {
        if self.is_strict() && !self.is_waived(problem.id, &place(&problem)) {
            self.error(problem);
        }
    }

    /// Something without which there is no sense in going on.
    pub(super) fn error(&mut self, problem: Diagnostic) {
        if self.seen.insert((place(&problem), problem.id, problem.message.clone())) {
            self.found.push(problem);
        }
    }

    /// Something that the reader of the report should know, and that is not wrong.
    pub(super) fn note(&mut self, note: Note) {
        if self.seen.insert((note.at.clone(), note.id, note.reason.clone())) {
            self.notes.push(note);
        }
    }

    /// Reports the waivers of rules of this stage that no finding has asked for. Waivers of other rules are `lint`'s.
    pub(super) fn unused_waivers(&mut self) {
        for (index, waiver) in self.provider.waivers.iter().enumerate() {
            if !self.waived.contains(&index) && diagnostics::LOWER_IDS.contains(&waiver.rule.as_str()) {
                let at = Pointer::of_file(provider::FILE).join("waivers").join(index);
                self.found.push(diagnostics::unused_waiver(&at, &waiver.rule, &waiver.pointer));
            }
        }
    }

    /// The notes, or the errors.
    pub(super) fn finish(self) -> Result<Vec<Note>, Diagnostics> {
        self.found.into_result().map(|()| self.notes)
    }

    fn is_waived(&mut self, id: &str, at: &Pointer) -> bool {
        let index =
            self.provider.waivers.iter().position(|waiver| waiver.rule == id && waiver.pointer == *at);
        self.waived.extend(index);
        index.is_some()
    }
}

fn place(problem: &Diagnostic) -> Pointer {
    match &problem.at {
        Place::Value(at) | Place::Key(at) => at.clone(),
        Place::Offset { file, .. } => Pointer::of_file(file.clone()),
    }
}
