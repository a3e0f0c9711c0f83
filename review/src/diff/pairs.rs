//! Things with names: which are gone, which are new, and which are in both documents.

use std::collections::{BTreeMap, VecDeque};

use super::view::Node;

type Named<'d> = (&'d str, Node<'d>);

/// How the entries of two objects belong together.
pub(super) struct Pairs<'d> {
    /// With the old name.
    pub(super) both: Vec<(&'d str, Node<'d>, Node<'d>)>,
    pub(super) removed: Vec<Named<'d>>,
    pub(super) added: Vec<Named<'d>>,
}

impl<'d> Pairs<'d> {
    /// By the names as they are written.
    pub(super) fn of(base: Vec<Named<'d>>, head: Vec<Named<'d>>) -> Self {
        Self::by(base, head, str::to_owned)
    }

    /// Whether capitals are used does not matter.
    pub(super) fn ignoring_case(base: Vec<Named<'d>>, head: Vec<Named<'d>>) -> Self {
        Self::by(base, head, str::to_ascii_lowercase)
    }

    /// Things are the same whose names have the same key: of several, the first with the first.
    fn by(base: Vec<Named<'d>>, head: Vec<Named<'d>>, key: fn(&str) -> String) -> Self {
        let mut places: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
        for (index, (name, _)) in head.iter().enumerate() {
            places.entry(key(name)).or_default().push_back(index);
        }
        let mut added: Vec<Option<Named<'d>>> = head.into_iter().map(Some).collect();
        let (mut both, mut removed) = (Vec::new(), Vec::new());
        for (name, node) in base {
            let place = places.get_mut(&key(name)).and_then(VecDeque::pop_front);
            match place.and_then(|index| added[index].take()) {
                Some((_, other)) => both.push((name, node, other)),
                None => removed.push((name, node)),
            }
        }
        Self { both, removed, added: added.into_iter().flatten().collect() }
    }
}
