//! YAML's scalars, where OpenAPI knows better what is meant.

use super::kind::Holds;
use super::value::{Mapping, Value};

/// Text is the text that was written (`version: 1.10`), and a key without a value is not there.
pub(super) fn settle(value: &mut Value, holds: Holds) {
    match (holds, &mut *value) {
        (Holds::Text, Value::Bool(_) | Value::Number(_)) => {
            *value = Value::String(value.scalar_text().unwrap_or_default());
        }
        (Holds::Texts, Value::Null) => *value = Value::Sequence(Vec::new()),
        (Holds::One(_), Value::Mapping(mapping)) if mapping.values().any(is_null) => {
            mapping.retain(|key, value| !is_null(value) || is_null_allowed(holds.below(key)));
        }
        // A name with nothing behind it is a name all the same: `204:`, `application/json:`.
        (Holds::Map(_), Value::Mapping(mapping)) => {
            for value in mapping.values_mut().filter(|value| is_null(value)) {
                *value = Value::Mapping(Mapping::default());
            }
        }
        _ => {}
    }
}

fn is_null(value: &Value) -> bool {
    *value == Value::Null
}

fn is_null_allowed(holds: Holds) -> bool {
    matches!(holds, Holds::Data | Holds::Plain | Holds::Texts)
}

#[cfg(test)]
mod tests {
    use super::super::{Sources, parse};
    use crate::pointer::Pointer;

    #[test]
    fn text_is_as_written_and_keys_without_values_are_not_there() {
        let text = "
openapi: 3.0.3
info: {title: 7, version: 1.10}
security: [{oauth: }]
paths:
  /a:
    parameters:
    get: {summary: null, tags: [on, 2.0], responses: {204: }}
    post:
components:
  schemas:
    A: {required: [1], description: yes, default: null, example: null, properties: {b: }}
";
        let document = parse(&Sources::new("openapi.yaml", text)).unwrap();
        assert_eq!(
            document.get(&Pointer::root()).unwrap().to_json(),
            concat!(
                r#"{"openapi":"3.0.3","info":{"title":"7","version":"1.10"},"security":[{"oauth":[]}],"#,
                r#""paths":{"/a":{"get":{"tags":["on","2.0"],"responses":{"204":{"description":""}}}}},"#,
                r#""components":{"schemas":{"A":{"required":["1"],"description":"yes","default":null,"example":null,"#,
                r#""properties":{"b":{}}}}}}"#,
            )
        );
    }
}
