//! Which member of a union, or of `allOf`, is which in the other document.

use std::mem;

use super::alike_but_null;
use super::read::{Member, Schema};
use crate::diff::cx::Cx;
use crate::diff::view::Node;
use clientwright_document::Value;

pub(super) struct Matched<'d> {
    pub(super) pairs: Vec<(Member<'d>, Member<'d>)>,
    pub(super) removed: Vec<Member<'d>>,
    pub(super) added: Vec<Member<'d>>,
}

impl<'d> Matched<'d> {
    /// Pairs up what a test takes for the same, first with first.
    fn pair_up(&mut self, mut is_pair: impl FnMut(&Member<'d>, &Member<'d>) -> bool) {
        for one in mem::take(&mut self.removed) {
            match self.added.iter().position(|other| is_pair(&one, other)) {
                Some(index) => self.pairs.push((one, self.added.remove(index))),
                None => self.removed.push(one),
            }
        }
    }
}

/// Finds each member again: by its name, by what it says, by its title, by the constants that mark it, by its shape, and,
/// when one is left on each side, as the only one that is left. Two names are two things, whatever they say.
pub(super) fn matched<'d>(cx: &mut Cx<'d>, removed: Vec<Member<'d>>, added: Vec<Member<'d>>) -> Matched<'d> {
    let mut matched = Matched { pairs: Vec::new(), removed, added };
    matched.pair_up(|one, other| one.name.is_some() && one.name == other.name);
    matched.pair_up(|one, other| {
        (one.name.is_none() || other.name.is_none()) && alike_but_null(cx, one.node, other.node)
    });
    let title = |member: &Member<'d>| {
        member.node.text("title").filter(|title| member.name.is_none() && !title.is_empty())
    };
    matched.pair_up(|one, other| title(one).is_some() && title(one) == title(other));
    matched.pair_up(|one, other| !marks(one).is_empty() && marks(one) == marks(other));
    let is_plain =
        |member: &Member<'d>| member.name.is_none() && title(member).is_none() && marks(member).is_empty();
    matched.pair_up(|one, other| is_plain(one) && is_plain(other) && shape(one.node) == shape(other.node));
    let is_lone = |members: &[Member<'d>]| {
        let mut inline = members.iter().filter(|member| member.name.is_none());
        inline.next().is_some_and(|member| title(member).is_none()) && inline.next().is_none()
    };
    if is_lone(&matched.removed) && is_lone(&matched.added) {
        matched.pair_up(|one, other| one.name.is_none() && other.name.is_none());
    }
    matched
}

/// The properties of a member without a name that have one value only, with that value.
fn marks<'d>(member: &Member<'d>) -> Vec<(&'d str, &'d Value)> {
    if member.name.is_some() {
        return Vec::new();
    }
    let properties = member.node.entries_of("properties").into_iter();
    let mark = |(name, node): (&'d str, Node<'d>)| match Schema::new(node).values()?[..] {
        [value] => Some((name, value.value())),
        _ => None,
    };
    properties.filter_map(mark).collect()
}

/// The types of a schema, of its properties and of its items: what an edit of a detail leaves as it is.
fn shape<'d>(node: Node<'d>) -> Vec<(&'d str, Vec<&'d str>)> {
    let part = |(name, node): (&'d str, Node<'d>)| (name, Schema::new(node).types());
    let items = node.get("items").map(|items| ("items", items));
    let parts = node.entries_of("properties").into_iter().chain(items);
    let mut shape: Vec<_> = [("", node)].into_iter().chain(parts).map(part).collect();
    shape.sort();
    shape
}
