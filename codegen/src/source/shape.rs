//! Finds the innermost value of the wrong shape.

use super::kind::{Holds, Kind};
use super::path::Path;
use super::value::{Number, Value};
use super::walk;
use crate::diagnostics::{self, Diagnostic};
use crate::pointer::Pointer;

/// The first value at or below a place that is not what the table of kinds says.
pub(super) fn wrong(value: &Value, holds: Holds, at: &Pointer) -> Option<Diagnostic> {
    let mut found = None;
    walk::walk(value, holds, &Path::From(at), &mut |value, holds, path| {
        if found.is_none()
            && walk::reference(value, holds).is_none()
            && let Some(expected) = expected(value, holds)
        {
            let message = format!("expected {expected}, found {}", value.type_name());
            found = Some(diagnostics::wrong_shape(&path.pointer(), &message));
        }
    });
    found
}

/// What should stand there, when something else does.
fn expected(value: &Value, holds: Holds) -> Option<&'static str> {
    let (is_right, name) = match (holds, value) {
        // Where a boolean is no schema, a rewrite has made it one.
        (Holds::One(Kind::Schema), Value::Bool(_)) => (true, ""),
        (Holds::One(_) | Holds::Map(_), value) => (value.as_mapping().is_some(), "an object"),
        (Holds::List(_), value) => (value.as_sequence().is_some(), "a list"),
        (Holds::Texts, value) => (value.as_sequence().is_some(), "a list of strings"),
        (Holds::Text, value) => (value.as_str().is_some(), "a string"),
        (Holds::Flag, value) => (value.as_bool().is_some(), "a boolean"),
        (Holds::Number, value) => (value.as_number().is_some(), "a number"),
        (Holds::Count, Value::Number(number)) => (is_count(number), "a whole number from 0"),
        (Holds::Count, _) => (false, "a whole number from 0"),
        (Holds::Plain | Holds::Data, _) => (true, ""),
    };
    (!is_right).then_some(name)
}

fn is_count(number: &Number) -> bool {
    matches!(number, Number::Signed(0..) | Number::Unsigned(_))
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Sources, parse};
    use crate::pointer::Pointer;

    fn problem<T: serde::de::DeserializeOwned + std::fmt::Debug>(schema: &str) -> String {
        let text = format!("{{openapi: 3.0.3, components: {{schemas: {{A: {schema}}}}}}}");
        let document: Document = parse(&Sources::new("", &text)).unwrap();
        let at = Pointer::root().join_all(["components", "schemas", "A"]);
        document.read::<T>(&at).unwrap_err().to_string()
    }

    #[test]
    fn the_innermost_place_is_named() {
        let schema = "{type: object, properties: {b: {type: array, items: {type: string, minLength: -1}}}}";
        assert_eq!(
            problem::<openapiv3::Schema>(schema),
            "error[wrong-shape]: #/components/schemas/A/properties/b/items/minLength: \
             expected a whole number from 0, found a number"
        );
        assert_eq!(
            problem::<openapiv3::Schema>("{type: object, properties: [b]}"),
            "error[wrong-shape]: #/components/schemas/A/properties: expected an object, found a list"
        );
        assert_eq!(
            problem::<openapiv3::Schema>("{properties: {b: {nullable: 'true'}}}"),
            "error[wrong-shape]: #/components/schemas/A/properties/b/nullable: expected a boolean, found a string"
        );
    }
}
