//! What tells edits apart that have the same place: what came, where no sentence says it.

use std::collections::BTreeMap;

use super::change::Fnv;
use super::view::Node;
use clientwright_document::Value;

/// Names a value by all that it says, through every reference, whatever the order of keys.
pub(super) fn of(node: Node<'_>) -> String {
    of_both(None, Some(node))
}

/// Names how a value was and how it is.
pub(super) fn of_both(base: Option<Node<'_>>, head: Option<Node<'_>>) -> String {
    let mut hash = Fnv::default();
    for side in [base, head] {
        let mut content = Content { hash: &mut hash, numbers: BTreeMap::new(), waiting: Vec::new() };
        match side {
            Some(node) => content.write_all(node),
            None => hash.write(""),
        }
    }
    hash.shown()
}

/// A value that is being named. What references lead to has a number there, and its own turn: components can lead far, and
/// back to themselves.
struct Content<'d, 'h> {
    hash: &'h mut Fnv,
    numbers: BTreeMap<usize, usize>,
    waiting: Vec<Node<'d>>,
}

impl<'d> Content<'d, '_> {
    fn write_all(&mut self, node: Node<'d>) {
        self.write(node);
        let mut next = 0;
        while let Some(node) = self.waiting.get(next).copied() {
            next += 1;
            self.write_own(node);
        }
    }

    fn write(&mut self, node: Node<'d>) {
        if node.reference().is_none() {
            return self.write_own(node);
        }
        let new = self.numbers.len();
        let number = *self.numbers.entry(node.address()).or_insert(new);
        if number == new {
            self.waiting.push(node);
        }
        self.hash.write(&format!("reference {number}"));
    }

    fn write_own(&mut self, node: Node<'d>) {
        match node.value() {
            Value::Mapping(_) => {
                let mut entries = node.entries();
                entries.retain(|(key, _)| !is_prose(key));
                entries.sort_by_key(|(key, _)| *key);
                self.hash.write("{");
                for (key, below) in entries {
                    self.hash.write(key);
                    self.write(below);
                }
                self.hash.write("}");
            }
            Value::Sequence(_) => {
                self.hash.write("[");
                node.items().into_iter().for_each(|item| self.write(item));
                self.hash.write("]");
            }
            scalar => self.hash.write(&scalar.to_json()),
        }
    }
}

fn is_prose(key: &str) -> bool {
    matches!(key, "description" | "summary" | "example" | "examples" | "externalDocs")
}
