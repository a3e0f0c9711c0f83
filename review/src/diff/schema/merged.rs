//! `allOf` merged into what is around it: a part of an object that got a name of its own is no change.

use std::collections::{BTreeMap, BTreeSet};

use super::read::Schema;
use super::{Pair, alike, pair};
use crate::diff::cx::Cx;
use crate::diff::view::Node;
use clientwright_document::vocabulary::is_note;

/// An object that is not made of parts any more.
#[derive(Default)]
struct Merged<'d> {
    properties: BTreeMap<&'d str, Node<'d>>,
    required: BTreeSet<String>,
    /// Any other keyword.
    others: BTreeMap<&'d str, Node<'d>>,
    /// What was added already.
    added: BTreeSet<Pair>,
}

/// The properties of both, when they say the same, and one is made of parts and the other is not.
pub(super) fn same<'d>(
    cx: &mut Cx<'d>,
    base: Schema<'d>,
    head: Schema<'d>,
) -> Option<Vec<(&'d str, Node<'d>, Node<'d>)>> {
    if base.has("allOf") == head.has("allOf") {
        return None;
    }
    let merged = |schema: Schema<'d>| {
        let mut merged = Merged::default();
        merged.add(schema, 0).map(|()| merged)
    };
    let (one, other) = (merged(base)?, merged(head)?);
    let is_same = one.required == other.required
        && one.others.len() == other.others.len()
        && one.properties.len() == other.properties.len()
        && one
            .others
            .iter()
            .all(|(key, node)| other.others.get(key).is_some_and(|there| cx.same(*node, *there)));
    let properties = one.properties.into_iter();
    let pairs = properties.map(|(name, node)| Some((name, node, *other.properties.get(name)?)));
    let pairs: Vec<_> = pairs.collect::<Option<_>>()?;
    (is_same && pairs.iter().all(|(_, one, other)| alike(cx, *one, *other))).then_some(pairs)
}

impl<'d> Merged<'d> {
    /// Adds what a schema says; nothing when two parts disagree, and so say more than each.
    fn add(&mut self, schema: Schema<'d>, depth: usize) -> Option<()> {
        /// A part can be made of parts, and of itself.
        const MAX_DEPTH: usize = 8;
        if depth > MAX_DEPTH {
            return None;
        }
        // Twice the same says no more, and lists of lists would say it any number of times.
        if !self.added.insert(pair(schema.node(), schema.node())) {
            return Some(());
        }
        for (key, node) in schema.node().entries() {
            match key {
                "allOf" => {
                    for member in schema.members(key) {
                        // What only documents is told as such.
                        (!member.only_documents()).then_some(())?;
                        self.add(Schema::new(member.node), depth + 1)?;
                    }
                }
                "properties" => {
                    for (name, node) in node.entries() {
                        add(&mut self.properties, name, node)?;
                    }
                }
                "required" => self.required.extend(schema.node().texts_of(key)),
                _ if is_note(key) => {}
                _ => add(&mut self.others, key, node)?,
            }
        }
        Some(())
    }
}

fn add<'d>(map: &mut BTreeMap<&'d str, Node<'d>>, key: &'d str, node: Node<'d>) -> Option<()> {
    let there = *map.entry(key).or_insert(node);
    (there.value() == node.value()).then_some(())
}
