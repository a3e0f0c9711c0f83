use crate::lint::{Findings, Subject};
use clientwright_document::{Kind, Value};

const HINT: &str = "put it in quotes";

/// What one reader of YAML takes for text, and another for a date, a number or a boolean.
pub(super) fn unquoted_scalar(subject: &Subject<'_>, found: &mut Findings) {
    for plain in subject.sources.plain() {
        found.value(&plain.at, format!("some readers of YAML take this for {}", plain.meaning), HINT);
    }
    subject.document.visit_written(subject.sources, &mut |object, kind, at| {
        let is_other = |value: &Value| matches!(value, Value::Bool(_) | Value::Number(_));
        for (key, value) in object.as_mapping().into_iter().flatten() {
            if kind.holds_text(key) && is_other(value) {
                let message = format!("expected text, and without quotes this is {}", value.type_name());
                found.value(&at().join(key), message, HINT);
            }
        }
        if kind == Kind::Schema && object.get("type").and_then(Value::as_str) == Some("string") {
            let values = object.get("enum").and_then(Value::as_sequence).unwrap_or_default();
            for (index, value) in values.iter().enumerate().filter(|(_, value)| is_other(value)) {
                let message = format!("a string's value, and without quotes this is {}", value.type_name());
                found.value(&at().join("enum").join(index), message, HINT);
            }
        }
    });
}
