use crate::lint::{Findings, Subject};
use clientwright_document::pointer::Pointer;
use clientwright_document::{Kind, Value};

pub(super) fn empty_enum(subject: &Subject<'_>, found: &mut Findings) {
    for schema in subject.of(Kind::Schema) {
        if schema.value.get("enum").and_then(Value::as_sequence).is_some_and(<[_]>::is_empty) {
            found.key(
                &schema.at.join("enum"),
                "the list allows no value",
                "name the values, or leave it out",
            );
        }
    }
}

/// A space that a documentation page had around a name is sent, and compared.
pub(super) fn stray_whitespace(subject: &Subject<'_>, found: &mut Findings) {
    let mut check = |at: &Pointer, text: &str, is_key: bool| {
        if text.trim().len() == text.len() || text.is_empty() {
            return;
        }
        let message = format!("`{text}` has white space around it");
        match is_key {
            true => found.key(at, message, ""),
            false => found.value(at, message, ""),
        }
    };
    for object in subject.objects() {
        let at = &object.at;
        match object.kind {
            Kind::Schema => {
                let values = object.value.get("enum").and_then(Value::as_sequence).unwrap_or_default();
                for (index, value) in values.iter().enumerate() {
                    check(&at.join("enum").join(index), value.as_str().unwrap_or_default(), false);
                }
                let properties = object.value.get("properties").and_then(Value::as_mapping);
                for name in properties.into_iter().flat_map(|properties| properties.keys()) {
                    check(&at.join("properties").join(name), name, true);
                }
            }
            Kind::Parameter | Kind::Tag | Kind::SecurityScheme => {
                let name = object.value.get("name").and_then(Value::as_str).unwrap_or_default();
                check(&at.join("name"), name, false);
            }
            Kind::Operation => {
                let id = object.value.get("operationId").and_then(Value::as_str).unwrap_or_default();
                check(&at.join("operationId"), id, false);
            }
            _ => {}
        }
    }
}
