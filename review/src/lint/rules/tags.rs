use std::collections::BTreeSet;

use crate::lint::{Findings, Subject};
use clientwright_document::Value;
use clientwright_document::near::nearest;
use clientwright_document::pointer::Pointer;

/// A tag of an operation that the document's list does not have, told once. A document without a list says nothing
/// of tags.
pub(super) fn undeclared_tag(subject: &Subject<'_>, found: &mut Findings) {
    let declared: Vec<&str> = subject.api.tags.iter().map(|tag| tag.name.as_str()).collect();
    if declared.is_empty() {
        return;
    }
    let mut told = BTreeSet::new();
    for operation in &subject.api.operations {
        for (index, tag) in operation.tags.iter().enumerate() {
            if !declared.contains(&tag.as_str()) && told.insert(tag) {
                let hint = match nearest(tag, declared.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`"),
                    None => "declare it under `tags`, with what it is for".to_owned(),
                };
                let at = operation.at.join("tags").join(index);
                found.value(&at, format!("the tag `{tag}` is not declared"), &hint);
            }
        }
    }
}

/// A declared tag that no operation has.
pub(super) fn unused_tag(subject: &Subject<'_>, found: &mut Findings) {
    let used: BTreeSet<&str> = subject
        .objects()
        .iter()
        .filter_map(|object| object.value.get("tags"))
        .flat_map(|tags| tags.as_sequence().unwrap_or_default())
        .filter_map(Value::as_str)
        .collect();
    let at = Pointer::root().join("tags");
    let declared = subject.document.get(&at).and_then(Value::as_sequence).unwrap_or_default();
    for (index, tag) in declared.iter().enumerate() {
        let Some(name) = tag.get("name").and_then(Value::as_str) else { continue };
        if !used.contains(name) {
            found.value(&at.join(index).join("name"), format!("no operation has the tag `{name}`"), "");
        }
    }
}
