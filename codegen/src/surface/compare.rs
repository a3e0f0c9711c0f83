//! Two surfaces: what a caller's program has to be changed for.

use std::collections::BTreeMap;
use std::fmt;

use super::item::{Item, Surface};
use super::kinds::Kind;
use super::owner_and_name;

/// What a change does to the version of a crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bump {
    /// The crate stays as it is.
    None,
    /// Documentation and behaviour.
    Patch,
    /// New items.
    Minor,
    /// Code that used the crate may not compile or not work any more.
    Major,
}

impl Bump {
    /// The level as Cargo calls it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl fmt::Display for Bump {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A difference between two surfaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The item's path.
    pub path: String,
    /// The item before; `None` when it is new.
    pub before: Option<Item>,
    /// The item now; `None` when it is gone.
    pub after: Option<Item>,
    /// The effect on callers.
    pub bump: Bump,
}

/// Compares two surfaces, in the order of their paths.
///
/// By Rust's rules: what goes away or changes its signature breaks callers; what is new does not, but for fields and
/// variants of items that are not open.
pub fn compare(base: &Surface, head: &Surface) -> Vec<Change> {
    let mut changes = BTreeMap::new();
    for (path, before) in base.iter() {
        let after = head.get(path);
        if after != Some(before) {
            changes.insert(path, (Some(before), after, Bump::Major));
        }
    }
    for (path, after) in head.iter().filter(|(path, _)| base.get(path).is_none()) {
        // Of a new struct all fields are new, and nobody could have named them.
        let owner = owner_and_name(path).filter(|_| after.is_field()).and_then(|(owner, _)| base.get(owner));
        let bump = if owner.is_some_and(is_closed) { Bump::Major } else { Bump::Minor };
        changes.insert(path, (None, Some(after), bump));
    }
    let changes = changes.into_iter().map(|(path, (before, after, bump))| Change {
        path: path.to_owned(),
        before: before.cloned(),
        after: after.cloned(),
        bump,
    });
    changes.collect()
}

/// Whether callers name all of its parts: a variant's are given together.
fn is_closed(item: &Item) -> bool {
    *item == Item::Unit
        || matches!(item, Item::Type { kind, gives: None } if Kind::of(kind).is_some_and(|kind| !kind.is_open))
}
