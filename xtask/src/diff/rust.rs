//! What a change does to Rust callers, and what it comes from.

use clientwright_codegen::diff::Bump;
use clientwright_codegen::provider::{Mode, Provider};
use clientwright_codegen::source::{self, Sources};
use clientwright_codegen::{lower, plan, surface};

use crate::callers::{self, Change, Level};

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

/// A spec and what we decided about it.
pub(super) struct Side<'s> {
    pub(super) sources: &'s Sources,
    pub(super) provider: &'s Provider,
}

/// What callers have to know, by cause; `None` when a side makes no crate.
///
/// `released` is the surface that the old spec had with the generator of its time.
pub(super) fn compare(
    base: &Side<'_>,
    head: &Side<'_>,
    released: Option<&str>,
) -> Option<Vec<(Cause, Change)>> {
    let (old, new) = (describe(base.sources, base.provider)?, describe(head.sources, head.provider)?);
    // The new spec under the old decisions; where they no longer fit, both sides changed together.
    let between = match base.provider == head.provider {
        true => new.clone(),
        false => describe(head.sources, base.provider).unwrap_or_else(|| new.clone()),
    };
    let steps = [
        (Cause::Generator, released.unwrap_or(&old), old.as_str()),
        (Cause::Spec, &old, &between),
        (Cause::Decisions, &between, &new),
    ];
    let changes = steps.into_iter().flat_map(|(cause, before, after)| {
        callers::changes(before, after).into_iter().map(move |change| (cause, change))
    });
    let mut changes: Vec<_> = changes.collect();
    changes.sort_by_key(|(_, change)| std::cmp::Reverse(change.level));
    Some(changes)
}

/// The surface of the crate that a spec makes; `None` when it makes none.
fn describe(sources: &Sources, provider: &Provider) -> Option<String> {
    // A reviewer wants to know also while something is still to be mended.
    let provider = &Provider { mode: Mode::Lenient, coverage: None, ..provider.clone() };
    let document = source::parse(sources).ok()?;
    let api = lower::lower(&document, provider).ok()?;
    Some(surface::describe(&plan(&api, provider).ok()?))
}

/// The version that follows from what changed for callers.
pub(super) fn bump(changes: &[(Cause, Change)]) -> Bump {
    let worst = changes.iter().map(|(_, change)| change.level).max();
    worst.map_or(Bump::None, |level| match level {
        Level::Patch => Bump::Patch,
        Level::Minor => Bump::Minor,
        Level::Major => Bump::Major,
    })
}
