//! Two surfaces: what a caller's program has to be changed for.

use std::collections::BTreeMap;

use super::kinds::Kind;

/// A difference between two surfaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The item: its line without the signature.
    pub item: String,
    /// The line before; `None` for a new item.
    pub before: Option<String>,
    /// The line now; `None` for an item that is gone.
    pub after: Option<String>,
    /// What it does to callers.
    pub effect: Effect,
}

/// What a difference does to programs that use the crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// They go on compiling.
    Minor,
    /// Some stop compiling.
    Major,
}

/// Compares two `api.txt`, in the order of their lines.
///
/// By Rust's rules: what goes away or changes its signature breaks callers; what is new does not, but for fields and
/// variants of items that are not open.
pub fn compare(base: &str, head: &str) -> Vec<Change> {
    let (base, head) = (items(base), items(head));
    let mut changes = BTreeMap::new();
    for (item, before) in &base {
        let after = head.get(item);
        if after != Some(before) {
            changes.insert(*item, (Some(*before), after.copied(), Effect::Major));
        }
    }
    for (item, after) in head.iter().filter(|(item, _)| !base.contains_key(*item)) {
        // Of a new struct all fields are new, and nobody could have named them.
        let closed = owner(item).and_then(|owner| base.get(owner)).is_some_and(|line| is_closed(line));
        changes.insert(*item, (None, Some(*after), if closed { Effect::Major } else { Effect::Minor }));
    }
    let owned = |line: Option<&str>| line.map(str::to_owned);
    changes
        .into_iter()
        .map(|(item, (before, after, effect))| Change {
            item: item.to_owned(),
            before: owned(before),
            after: owned(after),
            effect,
        })
        .collect()
}

/// The lines by what they are about.
fn items(text: &str) -> BTreeMap<&str, &str> {
    text.lines().map(|line| (item(line), line)).collect()
}

/// The line up to its signature: `models::User.name`, `models::User::new`, `models::User`.
fn item(line: &str) -> &str {
    let end = [" = ", ": ", "("].iter().filter_map(|sign| line.find(sign)).min();
    &line[..end.unwrap_or(line.len())]
}

/// The struct of a field.
fn owner(item: &str) -> Option<&str> {
    item.rsplit_once('.').map(|(owner, _)| owner)
}

fn is_closed(line: &str) -> bool {
    line.split_once(" = ").and_then(|(_, kind)| Kind::of(kind)).is_some_and(|kind| !kind.is_open)
}
