//! Media types of bodies: which of the one document is which of the other.

use super::view::Node;

/// A `content` map's entry.
#[derive(Clone, Copy)]
pub(super) struct Media<'d> {
    /// As it is written.
    pub(super) name: &'d str,
    pub(super) node: Node<'d>,
}

/// How two `content` maps belong together.
#[derive(Default)]
pub(super) struct Matched<'d> {
    pub(super) both: Vec<(Media<'d>, Media<'d>)>,
    pub(super) removed: Vec<Media<'d>>,
    pub(super) added: Vec<Media<'d>>,
}

/// How two names differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Naming {
    Same,
    /// Every body of the new type is one of the old type.
    Specialized,
    Generalized,
    /// Only parameters differ: `charset=utf-8`.
    Parameters,
    /// Nearly the same.
    Changed,
}

/// Pairs the entries of two `content` maps: by name, then those that are nearly the same.
pub(super) fn matched<'d>(base: Node<'d>, head: Node<'d>) -> Matched<'d> {
    let content = |node: Node<'d>| {
        node.entries_of("content").into_iter().map(|(name, node)| Media { name, node }).collect::<Vec<_>>()
    };
    let mut matched = Matched { added: content(head), removed: content(base), ..Matched::default() };
    for is_pair in [is_same, is_near] {
        let mut left = Vec::new();
        for media in std::mem::take(&mut matched.removed) {
            match matched.added.iter().position(|other| is_pair(media.name, other.name)) {
                Some(index) => matched.both.push((media, matched.added.remove(index))),
                None => left.push(media),
            }
        }
        matched.removed = left;
    }
    matched
}

/// How the name of a pair changed.
pub(super) fn naming(base: &str, head: &str) -> Naming {
    let (was, is) = (Name::read(base), Name::read(head));
    match (was == is, was.holds(&is), is.holds(&was)) {
        (true, ..) => Naming::Same,
        (_, true, _) => Naming::Specialized,
        (_, _, true) => Naming::Generalized,
        _ if was.bare() == is.bare() => Naming::Parameters,
        _ => Naming::Changed,
    }
}

fn is_same(base: &str, head: &str) -> bool {
    Name::read(base) == Name::read(head)
}

fn is_near(base: &str, head: &str) -> bool {
    let (was, is) = (Name::read(base).bare(), Name::read(head).bare());
    was.holds(&is) || is.holds(&was)
}

/// A media type, taken apart.
#[derive(PartialEq, Eq)]
struct Name {
    kind: String,
    subtype: String,
    parameters: Vec<String>,
}

impl Name {
    fn read(text: &str) -> Self {
        let mut parts = text.split(';').map(|part| part.trim().to_ascii_lowercase());
        let name = parts.next().unwrap_or_default();
        let (kind, subtype) = name.split_once('/').unwrap_or((&name, ""));
        let (kind, subtype) = (kind.to_owned(), subtype.to_owned());
        let mut parameters: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
        parameters.sort();
        Self { kind, subtype, parameters }
    }

    fn bare(self) -> Self {
        Self { parameters: Vec::new(), ..self }
    }

    /// Whether the other is a kind of this: `application/json` holds `application/problem+json`.
    fn holds(&self, other: &Self) -> bool {
        let subtype = self.subtype == "*"
            || self.subtype == other.subtype
            || other.subtype.rsplit_once('+').is_some_and(|(_, suffix)| suffix == self.subtype);
        let kind = self.kind == other.kind || (self.kind == "*" && self.subtype == "*");
        kind && subtype && self.parameters == other.parameters
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_by_what_they_hold() {
        for (base, head, expected) in [
            ("application/json", "Application/JSON", Naming::Same),
            ("application/json; charset=utf-8", "application/json;charset=utf-8", Naming::Same),
            ("application/json", "application/problem+json", Naming::Specialized),
            ("text/plain", "text/*", Naming::Generalized),
            ("application/json", "application/json;q=1", Naming::Parameters),
            ("application/json", "application/problem+json;q=1", Naming::Changed),
        ] {
            assert_eq!(naming(base, head), expected, "{base} {head}");
        }
        assert!(!is_near("application/json", "application/xml"));
    }
}
