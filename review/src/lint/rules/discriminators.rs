use crate::lint::{Findings, Subject};
use clientwright_codegen::api::Kind as SchemaKind;
use clientwright_document::pointer::Pointer;
use clientwright_document::{Kind, Value};

/// A value of the discriminator that means a schema beside the alternatives.
pub(super) fn mapping(subject: &Subject<'_>, found: &mut Findings) {
    for schema in subject.of(Kind::Schema) {
        let mapping = schema.value.get("discriminator").and_then(|found| found.get("mapping"));
        let members: Vec<Pointer> = ["oneOf", "anyOf"]
            .into_iter()
            .flat_map(|key| {
                let count = schema.value.get(key).and_then(Value::as_sequence).map_or(0, <[_]>::len);
                let at = schema.at.join(key);
                (0..count).map(move |index| at.join(index))
            })
            .filter_map(|place| Some(subject.follow(&place)?.0))
            .collect();
        if members.is_empty() {
            continue;
        }
        let at = schema.at.join_all(["discriminator", "mapping"]);
        for (value, target) in mapping.and_then(Value::as_mapping).into_iter().flatten() {
            let Some(name) = target.as_str() else { continue };
            let component = Pointer::root().join_all(["components", "schemas", name]);
            let target = match subject.document.get(&component) {
                Some(_) => Some(component),
                // One that means nothing is refused by `lower`.
                None => subject.document.resolve(name, &at).ok(),
            };
            let target = target.and_then(|target| subject.follow(&target));
            if target.is_some_and(|(target, _)| !members.contains(&target)) {
                let message = format!("`{name}` is none of the alternatives");
                found.value(&at.join(value), message, "add it to the alternatives, or take the value out");
            }
        }
    }
}

/// A member that the discriminator cannot choose: it has nothing to read.
pub(super) fn property(subject: &Subject<'_>, found: &mut Findings) {
    for (_, schema) in subject.api.schemas.iter() {
        let SchemaKind::Union(union) = &schema.kind else { continue };
        let Some(tag) = &union.tag else { continue };
        for member in &union.members {
            let member = &subject.api.schemas[member.usage.schema];
            let SchemaKind::Object(object) = &member.kind else { continue };
            // What the document did not say, lowering has added: the place is where it would stand.
            let stated = object
                .properties
                .iter()
                .any(|property| property.name == *tag && subject.document.get(&property.at).is_some());
            if !stated {
                let message = format!("there is no `{tag}`, which tells the members of a union apart");
                let hint = format!("add the property, and require it: the union stands at {}", schema.at);
                found.key(&member.at, message, &hint);
            }
        }
    }
}
