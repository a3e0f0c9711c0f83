//! What a change does to Rust callers, and what it comes from.

use crate::diff::{self, Bump};

use super::side::Side;
use clientwright_codegen::surface::Surface;

use crate::callers;

/// What a change of the crate comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// What the document says.
    Spec,
    /// What we decided: `provider.yaml`.
    Decisions,
    /// The generator: the old spec gives another crate than it gave.
    Generator,
}

impl Cause {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Spec => "spec",
            Self::Decisions => "provider.yaml",
            Self::Generator => "generator",
        }
    }
}

/// Something that callers of the crate have to know.
pub(super) struct Change {
    pub(super) cause: Cause,
    pub(super) said: callers::Change,
    /// Names it, as an edit of a spec is named.
    pub(super) fingerprint: String,
    /// Why it may be.
    pub(super) approved: Option<String>,
}

impl Change {
    /// Whether code that used the crate does not compile any more, and nobody approved that.
    pub(super) fn breaks(&self) -> bool {
        self.said.bump == Bump::Major && self.approved.is_none()
    }
}

/// What callers of the crate have to know, worst first; `None` when a side makes no crate.
///
/// `released` is the surface that the old spec had with the generator of its time.
pub(super) fn compare(
    name: &str,
    base: &Side,
    head: &Side,
    released: Option<&Surface>,
) -> Option<Vec<Change>> {
    let (old, new) = (&base.planned.as_ref()?.surface, &head.planned.as_ref()?.surface);
    // The new spec under the old decisions; where they no longer fit, both sides changed together.
    let between = match base.decisions == head.decisions {
        true => None,
        false => base.decisions.as_ref().and_then(|decisions| head.plan(decisions)),
    };
    let between = between.map_or_else(|| new.clone(), |planned| planned.surface);
    let steps = [
        (Cause::Generator, released.unwrap_or(old), old),
        (Cause::Spec, old, &between),
        (Cause::Decisions, &between, new),
    ];
    let changes = steps.into_iter().flat_map(|(cause, before, after)| {
        callers::changes(before, after).into_iter().map(move |said| {
            let fingerprint = diff::fingerprint([name, "crate", cause.as_str(), &said.text]);
            Change { cause, said, fingerprint, approved: None }
        })
    });
    let mut changes: Vec<_> = changes.collect();
    changes.sort_by_key(|change| std::cmp::Reverse(change.said.bump));
    Some(changes)
}

/// The version that follows from what changed for callers.
pub(super) fn bump(changes: &[Change]) -> Bump {
    changes.iter().map(|change| change.said.bump).max().unwrap_or(Bump::None)
}
