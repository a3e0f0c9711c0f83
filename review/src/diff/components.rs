//! Schemas that the document has a name for.

use std::collections::{BTreeMap, BTreeSet};

use super::cx::Cx;
use super::rules::document::API_SCHEMA_REMOVED;
use super::view::Node;
use clientwright_document::Value;

/// Compares which schemas have a name.
pub(super) fn compare<'d>(cx: &mut Cx<'d>) {
    let (was, is) = (schemas(cx.base), schemas(cx.head));
    let removed = was.into_iter().filter(|(name, _)| !is.iter().any(|(other, _)| other == name));
    let removed: Vec<(&str, Node<'d>)> = removed.collect();
    if removed.is_empty() {
        return;
    }
    let (unnamed_before, unnamed_after) = (unnamed(cx.base), unnamed(cx.head));
    for (name, schema) in removed {
        let mut count = |unnamed: &BTreeMap<usize, Vec<Node<'d>>>| {
            let alike = schema.value().as_mapping().and_then(|keys| unnamed.get(&keys.len()));
            alike.into_iter().flatten().filter(|other| cx.same(schema, **other)).count()
        };
        // Where it stands in the place of its references, the document says the same.
        if count(&unnamed_after) <= count(&unnamed_before) {
            cx.emit(API_SCHEMA_REMOVED, format!("the schema `{name}`"), &[], Some(schema.written()), None);
        }
    }
}

fn schemas(root: Node<'_>) -> Vec<(&str, Node<'_>)> {
    root.get("components").map(|components| components.entries_of("schemas")).unwrap_or_default()
}

/// The objects of a document that are no schemas with a name, by how many keys they have.
fn unnamed(root: Node<'_>) -> BTreeMap<usize, Vec<Node<'_>>> {
    let named: BTreeSet<usize> = schemas(root).iter().map(|(_, node)| node.address()).collect();
    let mut found: BTreeMap<usize, Vec<Node<'_>>> = BTreeMap::new();
    let mut waiting: Vec<Node<'_>> = root.files().map(|(file, tree)| root.in_file(file, tree)).collect();
    while let Some(node) = waiting.pop() {
        match node.value() {
            Value::Mapping(mapping) => {
                if !named.contains(&node.address()) {
                    found.entry(mapping.len()).or_default().push(node);
                }
                waiting.extend(mapping.values().map(|below| node.with(below)));
            }
            Value::Sequence(items) => waiting.extend(items.iter().map(|below| node.with(below))),
            _ => {}
        }
    }
    found
}
