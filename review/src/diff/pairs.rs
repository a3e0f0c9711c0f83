//! Things with names: which are gone, which are new, and which are in both documents.

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
        Self::by(base, head, |one, other| one == other)
    }

    /// Whether capitals are used does not matter.
    pub(super) fn ignoring_case(base: Vec<Named<'d>>, head: Vec<Named<'d>>) -> Self {
        Self::by(base, head, str::eq_ignore_ascii_case)
    }

    fn by(base: Vec<Named<'d>>, head: Vec<Named<'d>>, is_same: fn(&str, &str) -> bool) -> Self {
        let mut pairs = Self { both: Vec::new(), removed: Vec::new(), added: head };
        for (name, node) in base {
            match pairs.added.iter().position(|(other, _)| is_same(name, other)) {
                Some(index) => {
                    let (_, other) = pairs.added.remove(index);
                    pairs.both.push((name, node, other));
                }
                None => pairs.removed.push((name, node)),
            }
        }
        pairs
    }
}
