//! The property that tells the members of a union apart.

use std::collections::BTreeMap;

use super::alike;
use super::edit::Delta;
use super::read::{self, Schema};
use crate::diff::cx::Cx;
use crate::diff::rules::schema::EditKind;
use crate::diff::view::Node;

const KEY: &str = "discriminator";

pub(super) fn compare<'d>(cx: &mut Cx<'d>, delta: &mut Delta<'d>, base: Schema<'d>, head: Schema<'d>) {
    let name = |node: Node<'d>| node.text("propertyName").unwrap_or_default();
    let (was, is) = match (base.get(KEY), head.get(KEY)) {
        (None, None) => return,
        (None, Some(is)) => {
            return delta.edit(EditKind::DiscriminatorAdded, &[name(is)], Some(base.node()), Some(is));
        }
        (Some(was), None) => {
            return delta.edit(EditKind::DiscriminatorRemoved, &[name(was)], Some(was), Some(head.node()));
        }
        (Some(was), Some(is)) => (was, is),
    };
    if name(was) != name(is) {
        let at = |node: Node<'d>| node.get("propertyName").or(Some(node));
        for kind in [EditKind::DiscriminatorPropertyChanged, EditKind::DiscriminatorRenamed] {
            delta.edit(kind, &[name(was), name(is)], at(was), at(is));
        }
    }
    mapping(cx, delta, [base, head], [was, is]);
}

/// The values of the property. A member's own name is a value, too, and needs no row.
fn mapping<'d>(
    cx: &mut Cx<'d>,
    delta: &mut Delta<'d>,
    [base, head]: [Schema<'d>; 2],
    [was, is]: [Node<'d>; 2],
) {
    let (from, to) = (rows(was), rows(is));
    let at = |node: Node<'d>| node.get("mapping").or(Some(node));
    let values = |schema: Schema<'d>| {
        let members = ["oneOf", "anyOf"].into_iter().flat_map(move |key| schema.members(key));
        members.filter_map(|member| member.name).collect::<Vec<_>>()
    };
    for (value, (target, node)) in &from {
        let args = [*value, target];
        match to.get(value) {
            None => {
                delta.edit(EditKind::DiscriminatorMappingRemoved, &args, Some(*node), at(is));
                if !(value == target && values(head).contains(target)) {
                    delta.edit(EditKind::DiscriminatorValueRemoved, &args, Some(*node), at(is));
                }
            }
            Some((other, there)) if other != target && !is_renamed_file(cx, *node, *there) => {
                for kind in [EditKind::DiscriminatorMappingChanged, EditKind::DiscriminatorValueChanged] {
                    delta.edit(kind, &[value, target, other], Some(*node), Some(*there));
                }
            }
            Some(_) => {}
        }
    }
    for (value, (target, node)) in to.iter().filter(|(value, _)| !from.contains_key(*value)) {
        let args = [*value, target];
        delta.edit(EditKind::DiscriminatorMappingAdded, &args, at(was), Some(*node));
        if !(value == target && values(base).contains(target)) {
            delta.edit(EditKind::DiscriminatorValueAdded, &args, at(was), Some(*node));
        }
    }
}

/// Whether a component became a file, or a file got another name, and says the same.
fn is_renamed_file<'d>(cx: &mut Cx<'d>, base: Node<'d>, head: Node<'d>) -> bool {
    let is_file =
        |node: Node<'d>| node.value().as_str().is_some_and(|text| text.contains('.') && !text.contains('#'));
    let (true, Some(one), Some(other)) = (is_file(base) || is_file(head), base.meant(), head.meant()) else {
        return false;
    };
    alike(cx, one, other)
}

/// Each value with the name of the schema that it means, and its place.
fn rows<'d>(discriminator: Node<'d>) -> BTreeMap<&'d str, (&'d str, Node<'d>)> {
    let entries = discriminator.entries_of("mapping").into_iter();
    entries
        .filter_map(|(value, node)| {
            let target = node.value().as_str()?;
            Some((value, (read::name(target).unwrap_or(target), node)))
        })
        .collect()
}
