//! The changes of a spec as a reader wants them: one entry for an edit, however many operations it concerns.

use std::collections::BTreeMap;

use crate::diff::{self, Bump, Change, Level, rules};
use clientwright_codegen::provider;
use clientwright_document::pointer::Pointer;

use super::rust;
use crate::callers;
use clientwright_document::files::{Files, Locator, Spot};

/// Two specs, compared.
pub struct Comparison {
    /// The provider, when it is one of ours.
    pub(super) name: Option<String>,
    /// Worst first, then in the order of the document.
    pub(super) edits: Vec<Edit>,
    /// Whether the crates were compared, or could not be.
    pub(super) is_rust_asked: bool,
    /// What Rust callers have to know, worst first; `None` when a side makes no crate.
    pub(super) rust: Option<Vec<rust::Change>>,
    /// The generated files that are different, with the lines added and removed.
    pub files: Vec<Lines>,
}

/// How a generated file differs.
pub struct Lines {
    /// Where it stands.
    pub path: String,
    /// The lines that are new.
    pub added: usize,
    /// The lines that are gone.
    pub removed: usize,
}

/// One edit of a spec.
pub struct Edit {
    pub(super) fingerprint: String,
    /// The same change, once for each operation. Never empty.
    pub(super) changes: Vec<Change>,
    /// Where it was.
    pub(super) base: Option<Spot>,
    /// Where it is.
    pub(super) head: Option<Spot>,
    /// Where it is in the new spec, or the nearest place when it is not there any more.
    pub(super) nearest: Option<Spot>,
    /// Another entry says more of the same edit: people are not told this one.
    pub(super) is_covered: bool,
    /// Why it may be.
    pub(super) approved: Option<String>,
}

impl Comparison {
    pub(super) fn new(name: Option<String>, changes: Vec<Change>, base: &Files, head: &Files) -> Self {
        let mut index: BTreeMap<String, usize> = BTreeMap::new();
        let mut groups: Vec<(String, Vec<Change>)> = Vec::new();
        for change in changes {
            // Two providers can say the same, and what is approved of one is not of the other.
            let fingerprint = match &name {
                Some(name) => diff::fingerprint([name.as_str(), &change.fingerprint()]),
                None => change.fingerprint(),
            };
            match index.get(&fingerprint) {
                Some(at) => groups[*at].1.push(change),
                None => {
                    index.insert(fingerprint.clone(), groups.len());
                    groups.push((fingerprint, vec![change]));
                }
            }
        }
        let (mut base, mut head) = (Places::of(base), Places::of(head));
        let mut edits: Vec<Edit> = groups
            .into_iter()
            .map(|(fingerprint, changes)| {
                let first = &changes[0];
                Edit {
                    base: first.base.as_ref().and_then(|at| base.find(at)),
                    head: first.head.as_ref().and_then(|at| head.find(at)),
                    nearest: first.pointer().and_then(|at| head.find(at)),
                    fingerprint,
                    changes,
                    is_covered: false,
                    approved: None,
                }
            })
            .collect();
        mark_covered(&mut edits);
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.level()));
        Self { name, edits, is_rust_asked: false, rust: None, files: Vec::new() }
    }

    /// With what the crates of both sides differ in. A rule of documents only supposes what it does to the crate; this is
    /// known.
    pub(super) fn with_rust(mut self, rust: Option<Vec<rust::Change>>) -> Self {
        if let Some(rust) = &rust {
            let most = rust::bump(rust).max(Bump::Patch);
            let supposed = self.edits.iter_mut().filter(|edit| !edit.is_decided());
            for change in supposed.flat_map(|edit| &mut edit.changes) {
                change.rust = change.rust.min(most);
            }
        }
        self.is_rust_asked = true;
        self.rust = rust;
        self
    }

    /// What the version of the crate has to do.
    pub fn bump(&self) -> Bump {
        let edits = self.edits.iter().flat_map(|edit| &edit.changes).map(|change| change.rust).max();
        let known = self.rust.as_deref().map_or(Bump::None, rust::bump);
        let is_other = self.files.iter().any(|file| file.path.contains("/src/"));
        edits.unwrap_or(Bump::None).max(known).max(if is_other { Bump::Patch } else { Bump::None })
    }

    /// How much is as bad as that and approved by nobody: edits of the spec, changes that break code.
    pub fn refused(&self, worst: Level) -> [usize; 2] {
        let edits = self.edits.iter().filter(|edit| edit.approved.is_none() && edit.level() >= worst);
        let code = self.rust.iter().flatten().filter(|change| change.breaks());
        [edits.count(), code.count()]
    }

    /// The edits that people are told.
    pub fn shown(&self) -> impl Iterator<Item = &Edit> {
        self.edits.iter().filter(|edit| !edit.is_covered)
    }
}

impl Edit {
    pub(super) fn first(&self) -> &Change {
        &self.changes[0]
    }

    /// Whom it hurts.
    pub fn level(&self) -> Level {
        self.first().rule.level
    }

    /// Whether it is an edit of `provider.yaml`, of which the rule says what it does to the crate.
    fn is_decided(&self) -> bool {
        self.first().pointer().is_some_and(|at| at.file() == provider::FILE)
    }

    /// Whether no signature shows it.
    pub fn is_beside_surface(&self) -> bool {
        const SHOWN: [&str; 3] = ["environment-removed", "rename-changed", "webhook-signature-removed"];
        let rule = &self.first().rule;
        (self.is_decided() || rule.rust <= Bump::Patch) && !SHOWN.contains(&&*rule.id)
    }

    /// The line of a changelog.
    pub fn line(&self) -> callers::Change {
        let bump = self.first().rust.max(Bump::Patch);
        callers::Change::new(
            bump,
            match self.operations() {
                operations if operations.is_empty() => self.first().text(),
                operations => format!("`{operations}`: {}", self.first().text()),
            },
        )
    }

    /// `GET /orders and 3 more`; empty when it concerns no operation.
    pub(super) fn operations(&self) -> String {
        let mut operations: Vec<String> = Vec::new();
        for change in &self.changes {
            let name = operation(change);
            if !name.is_empty() && !operations.contains(&name) {
                operations.push(name);
            }
        }
        match operations.len() {
            0 => String::new(),
            1 => operations.remove(0),
            count => format!("{} and {} more", operations[0], count - 1),
        }
    }
}

/// `GET /orders`.
pub(super) fn operation(change: &Change) -> String {
    match (&change.operation, &change.path) {
        (Some(method), Some(path)) => format!("{method} {path}"),
        (None, Some(path)) => path.clone(),
        _ => String::new(),
    }
}

/// How many edits there are of each level: errors that nobody approved, warnings that nobody approved, others.
pub(super) fn counts<'e>(edits: impl Iterator<Item = &'e Edit>) -> [usize; 3] {
    let mut counts = [0; 3];
    for edit in edits {
        let at = match (edit.level(), &edit.approved) {
            (Level::Error, None) => 0,
            (Level::Warning, None) => 1,
            _ => 2,
        };
        counts[at] += 1;
    }
    counts
}

/// An edit is said once: what it does to responses is no news where it breaks requests, and a rule of ours may say more
/// than an adopted one.
fn mark_covered(edits: &mut [Edit]) {
    let told: Vec<Change> = edits.iter().map(|edit| edit.first().clone()).collect();
    // Only what shares a place with a change can cover it.
    let mut at_base: BTreeMap<&Pointer, Vec<&Change>> = BTreeMap::new();
    let mut at_head: BTreeMap<&Pointer, Vec<&Change>> = BTreeMap::new();
    for change in &told {
        for (place, at) in [(&change.base, &mut at_base), (&change.head, &mut at_head)] {
            if let Some(place) = place {
                at.entry(place).or_default().push(change);
            }
        }
    }
    for edit in edits {
        let change = &edit.changes[0];
        let beside = [(&change.base, &at_base), (&change.head, &at_head)].into_iter();
        let mut beside = beside.filter_map(|(place, at)| at.get(place.as_ref()?)).flatten();
        edit.is_covered = beside.any(|other| {
            let shares = |one: &Option<Pointer>, other: &Option<Pointer>| one.is_some() && one == other;
            let is_at_both = shares(&other.base, &change.base) && shares(&other.head, &change.head);
            let is_worse = change.rule.level == Level::Info && other.rule.level > Level::Info;
            other.through == change.through
                && ((is_at_both && is_worse) || rules::covers(&other.rule.id, &change.rule.id))
        });
    }
}

/// Finds each place once.
struct Places<'f> {
    locator: Locator<'f>,
    found: BTreeMap<Pointer, Option<Spot>>,
}

impl<'f> Places<'f> {
    fn of(files: &'f Files) -> Self {
        Self { locator: files.locator(), found: BTreeMap::new() }
    }

    fn find(&mut self, at: &Pointer) -> Option<Spot> {
        self.found.entry(at.clone()).or_insert_with(|| self.locator.spot(at)).clone()
    }
}
