//! What discriminators ask of the members of their unions. OpenAPI wants a member to require the property, and members
//! that do not say so get it nevertheless.

use std::collections::BTreeMap;

use clientwright_document::pointer::Pointer;
use clientwright_document::{Document, Mapping, Value};

/// For each member: the property, and the values that mean the member.
pub type Tags = BTreeMap<Pointer, Vec<(String, String)>>;

/// All of the root file.
pub fn of(document: &Document) -> Tags {
    let mut tags = Tags::new();
    walk(document, &Pointer::root(), document.root(), &mut tags);
    tags
}

fn walk(document: &Document, at: &Pointer, value: &Value, tags: &mut Tags) {
    match value {
        Value::Mapping(mapping) => {
            if let Some(discriminator) = mapping.get("discriminator") {
                add(document, at, mapping, discriminator, tags);
            }
            mapping.iter().for_each(|(key, below)| walk(document, &at.join(key), below, tags));
        }
        Value::Sequence(items) => {
            items.iter().enumerate().for_each(|(index, below)| walk(document, &at.join(index), below, tags));
        }
        _ => {}
    }
}

fn add(document: &Document, at: &Pointer, schema: &Mapping, discriminator: &Value, tags: &mut Tags) {
    let Some(property) = discriminator.get("propertyName").and_then(Value::as_str) else { return };
    let named = |text: &str| {
        let component = Pointer::root().join_all(["components", "schemas", text]);
        if document.get(&component).is_some() { Some(component) } else { document.resolve(text, at).ok() }
    };
    let mapping = discriminator.get("mapping").and_then(Value::as_mapping);
    let mapped: Vec<(&String, Option<Pointer>)> = mapping
        .into_iter()
        .flatten()
        .map(|(value, target)| (value, target.as_str().and_then(named)))
        .collect();
    for key in ["oneOf", "anyOf"] {
        for member in schema.get(key).and_then(Value::as_sequence).into_iter().flatten() {
            let Some(target) = member.get("$ref").and_then(Value::as_str).and_then(named) else { continue };
            let mut values: Vec<String> = mapped
                .iter()
                .filter(|(_, place)| place.as_ref() == Some(&target))
                .map(|(value, _)| (*value).clone())
                .collect();
            if values.is_empty() {
                values.extend(target.last());
            }
            tags.insert(target, values.into_iter().map(|value| (property.to_owned(), value)).collect());
        }
    }
}
