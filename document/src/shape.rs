//! Finds values of the wrong shape, by the table of kinds.
//!
//! This comes before serde does. What is read below a schema is untagged, where serde no longer knows the place; and
//! `openapiv3` reads a wrong schema twice at every level, which takes forever at a depth of forty.

use super::kind::{Holds, Kind};
use super::path::Path;
use super::value::{Number, Value};
use super::walk;
use crate::diagnostics::{self, Diagnostic};
use crate::pointer::Pointer;

/// The first value at or below a place that is not what the table says.
pub(super) fn wrong(value: &Value, holds: Holds, at: &Pointer) -> Option<Diagnostic> {
    let mut found = None;
    walk::walk(value, holds, &Path::From(at), &mut |value, holds, path| {
        if found.is_none()
            && let Some(message) = complaint(value, holds)
        {
            found = Some(diagnostics::wrong_shape(&path.pointer(), &message));
        }
    });
    found
}

fn complaint(value: &Value, holds: Holds) -> Option<String> {
    match walk::reference(value, holds) {
        Some(_) if holds.is_referable() => return None,
        // It would have been replaced.
        Some(reference) if holds != Holds::Plain => {
            return Some(format!("`{reference}` means nothing, or itself"));
        }
        _ => {}
    }
    if let Some(expected) = expected(value, holds) {
        return Some(format!("expected {expected}, found {}", value.type_name()));
    }
    let needed = match holds {
        Holds::One(Kind::Discriminator) => "propertyName",
        Holds::One(Kind::ExternalDocs) => "url",
        Holds::One(Kind::Schema) => return schema_complaint(value),
        _ => return None,
    };
    value.get(needed).is_none().then(|| format!("missing field `{needed}`"))
}

/// What should stand there, when something else does.
fn expected(value: &Value, holds: Holds) -> Option<&'static str> {
    let (is_right, name) = match (holds, value) {
        // Where a boolean is no schema, a rewrite has made it one.
        (Holds::One(Kind::Schema), Value::Bool(_)) => (true, ""),
        (Holds::One(_) | Holds::Map(_) | Holds::TextMap, value) => {
            (value.as_mapping().is_some(), "an object")
        }
        (Holds::List(_), value) => (value.as_sequence().is_some(), "a list"),
        (Holds::Texts, value) => (value.as_sequence().is_some(), "a list of strings"),
        (Holds::Text, value) => (value.as_str().is_some(), "a string"),
        (Holds::Flag, value) => (value.as_bool().is_some(), "a boolean"),
        (Holds::Number, value) => {
            (value.as_number().is_some_and(|number| number.as_f64().is_finite()), "a finite number")
        }
        (Holds::Count, Value::Number(number)) => (is_count(number), "a whole number from 0"),
        (Holds::Count, _) => (false, "a whole number from 0"),
        (Holds::Plain | Holds::Data, _) => (true, ""),
    };
    (!is_right).then_some(name)
}

fn is_count(number: &Number) -> bool {
    matches!(number, Number::Signed(0..) | Number::Unsigned(_))
}

/// Of keys that are data or that rewrites have settled.
fn schema_complaint(schema: &Value) -> Option<String> {
    let is_wrong = |key, is_right: fn(&Value) -> bool| schema.get(key).is_some_and(|value| !is_right(value));
    if is_wrong("type", |value| value.as_str().is_some()) {
        Some("`type` is neither a string nor a list of strings".to_owned())
    } else if is_wrong("enum", |value| value.as_sequence().is_some()) {
        Some("`enum` is no list".to_owned())
    } else {
        None
    }
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
        for (schema, expected) in [
            (
                "{type: object, properties: {b: {type: array, items: {type: string, minLength: -1}}}}",
                "/properties/b/items/minLength: expected a whole number from 0, found a number",
            ),
            ("{type: object, properties: [b]}", "/properties: expected an object, found a list"),
            (
                "{properties: {b: {nullable: 'true'}}}",
                "/properties/b/nullable: expected a boolean, found a string",
            ),
            (
                "{properties: {b: {type: {}}}}",
                "/properties/b: `type` is neither a string nor a list of strings",
            ),
            ("{properties: {b: {enum: a}}}", "/properties/b: `enum` is no list"),
            ("{discriminator: {mapping: {}}}", "/discriminator: missing field `propertyName`"),
            ("{properties: {$ref: '#/nothing'}}", "/properties: `#/nothing` means nothing, or itself"),
            ("{maximum: .inf}", "/maximum: expected a finite number, found a number"),
        ] {
            let expected = format!("error[wrong-shape]: #/components/schemas/A{expected}");
            assert_eq!(problem::<openapiv3::Schema>(schema), expected);
        }
    }

    /// Twice the time at every level would not end.
    #[test]
    fn a_mistake_far_below_is_found_in_no_time() {
        for mistake in [
            "minLength: -1",
            "type: {}",
            "enum: 1",
            "externalDocs: {}",
            "discriminator: {}",
            "required: true",
        ] {
            let schema = format!("{}{{{mistake}}}{}", "{items: ".repeat(50), "}".repeat(50));
            problem::<openapiv3::Schema>(&schema);
        }
    }
}
