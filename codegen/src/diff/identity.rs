//! What tells edits apart that have the same place: what came, where no sentence says it.

use std::collections::BTreeMap;

use super::change::Fnv;
use super::view::Node;
use crate::source::Value;

/// Names a value by all that it says, through every reference, whatever the order of keys.
pub(super) fn of(node: Node<'_>) -> String {
    of_both(None, Some(node))
}

/// Names how a value was and how it is.
pub(super) fn of_both(base: Option<Node<'_>>, head: Option<Node<'_>>) -> String {
    let mut hash = Fnv::default();
    for side in [base, head] {
        match side {
            Some(node) => write(node, &mut hash, &mut BTreeMap::new()),
            None => hash.write(""),
        }
    }
    hash.shown()
}

/// What references lead to counts once: later, its number stands for it.
fn write(node: Node<'_>, hash: &mut Fnv, seen: &mut BTreeMap<usize, usize>) {
    if node.reference().is_some() {
        let number = seen.len();
        if let Some(number) = seen.get(&node.address()) {
            return hash.write(&format!("again {number}"));
        }
        seen.insert(node.address(), number);
    }
    match node.value() {
        Value::Mapping(_) => {
            let mut entries = node.entries();
            entries.retain(|(key, _)| !is_prose(key));
            entries.sort_by_key(|(key, _)| *key);
            hash.write("{");
            for (key, below) in entries {
                hash.write(key);
                write(below, hash, seen);
            }
            hash.write("}");
        }
        Value::Sequence(_) => {
            hash.write("[");
            node.items().into_iter().for_each(|item| write(item, hash, seen));
            hash.write("]");
        }
        scalar => hash.write(&scalar.to_json()),
    }
}

fn is_prose(key: &str) -> bool {
    matches!(key, "description" | "summary" | "example" | "examples" | "externalDocs")
}
