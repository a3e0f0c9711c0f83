//! Which places a spec reaches, beyond those that the table of kinds leads to: by `$ref`, through any file.

use std::collections::{BTreeMap, BTreeSet};

use super::kind::{Holds, Kind};
use super::path::Path;
use super::reference;
use crate::pointer::Pointer;

/// What stands where, as far as the spec reaches.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    /// What stands below a place follows from the table of kinds.
    from: BTreeMap<Pointer, Vec<Holds>>,
}

impl Places {
    /// The places to walk from, with what they hold.
    pub(super) fn starts(&self) -> impl Iterator<Item = (&Pointer, Holds)> {
        self.from.iter().flat_map(|(at, holds)| holds.iter().map(move |holds| (at, *holds)))
    }

    /// What a place holds: it can be reached as several things.
    pub(super) fn holds(&self, place: &Pointer) -> Vec<Holds> {
        let mut found = Vec::new();
        let mut steps_down = Vec::new();
        let mut at = place.clone();
        loop {
            for holds in self.from.get(&at).into_iter().flatten() {
                found.push(steps_down.iter().rev().fold(*holds, |holds, step: &String| holds.below(step)));
            }
            let Some(step) = at.last() else { return found };
            steps_down.push(step);
            at = at.parent();
        }
    }
}

/// The places to walk from. Each is handed out once, and only when no other leads to it.
pub(super) struct Reach<'s> {
    root_name: &'s str,
    places: Places,
    waiting: Vec<(Pointer, Holds)>,
}

impl<'s> Reach<'s> {
    /// From the root of the root file.
    pub(super) fn new(root_name: &'s str) -> Self {
        let mut reach = Self { root_name, places: Places::default(), waiting: Vec::new() };
        reach.add(Pointer::root(), Holds::One(Kind::OpenApi));
        reach
    }

    /// Adds what a reference means. What it means when it means nothing is for its readers to say.
    pub(super) fn add_reference(&mut self, reference: &str, path: &Path<'_>, holds: Holds) {
        if path.file().is_empty() && names_component(reference, holds) {
            return;
        }
        // Only the file counts for what it means.
        if let Ok(target) = reference::target(reference, &Pointer::of_file(path.file()), self.root_name) {
            self.add(target, holds);
        }
    }

    fn add(&mut self, place: Pointer, holds: Holds) {
        if !self.places.holds(&place).contains(&holds) {
            self.places.from.entry(place.clone()).or_default().push(holds);
            self.waiting.push((place, holds));
        }
    }

    /// The next place to walk from.
    pub(super) fn next(&mut self) -> Option<(Pointer, Holds)> {
        self.waiting.pop()
    }

    /// The files that were reached.
    pub(super) fn files(&self) -> BTreeSet<&str> {
        self.places.from.keys().map(Pointer::file).collect()
    }

    /// All that was reached.
    pub(super) fn into_places(self) -> Places {
        self.places
    }
}

/// Whether the reference is one that the walk from the root meets anyway. Most are, and this takes no memory.
fn names_component(reference: &str, holds: Holds) -> bool {
    reference.strip_prefix("#/components/").and_then(|rest| rest.split_once('/')).is_some_and(
        |(section, name)| !name.contains('/') && Kind::Components.field(section).below(name) == holds,
    )
}
