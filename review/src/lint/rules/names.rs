use std::collections::BTreeMap;

use crate::lint::words::folded;
use crate::lint::{Findings, Subject};
use clientwright_document::pointer::Pointer;
use clientwright_document::{Kind, Value};

/// Names side by side that differ in case or separators only: one is a slip of the pen, or Rust cannot tell them
/// apart.
pub(super) fn similar_names(subject: &Subject<'_>, found: &mut Findings) {
    let schemas = subject.components("schemas").map(|(name, at, _)| (name, at, true));
    report(schemas, found);
    let ids = subject.api.operations.iter().filter(|operation| operation.id_given);
    let ids = ids.map(|operation| (operation.id.as_str(), operation.at.join("operationId"), false));
    report(ids, found);
    for schema in subject.of(Kind::Schema) {
        let properties = schema.value.get("properties").and_then(Value::as_mapping);
        let names = properties.into_iter().flat_map(|properties| properties.keys());
        let at = schema.at.join("properties");
        report(names.map(|name| (name.as_str(), at.join(name), true)), found);
        let values = schema.value.get("enum").and_then(Value::as_sequence).unwrap_or_default();
        let at = schema.at.join("enum");
        let values = values
            .iter()
            .enumerate()
            .filter_map(|(index, value)| Some((value.as_str()?, at.join(index), false)));
        report(values, found);
    }
}

/// Names with their places, and whether the place is a key. The same name twice is somebody else's finding.
fn report<'n>(names: impl Iterator<Item = (&'n str, Pointer, bool)>, found: &mut Findings) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (name, at, is_key) in names {
        if !name.contains(char::is_alphabetic) {
            continue;
        }
        let first = *seen.entry(folded(name)).or_insert(name);
        if first == name {
            continue;
        }
        let message = format!("`{name}` differs from `{first}` in spelling only");
        match is_key {
            true => found.key(&at, message, ""),
            false => found.value(&at, message, ""),
        }
    }
}
