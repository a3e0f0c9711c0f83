//! Keywords without a shape in 3.0: they stay where they stand, and are named.

use super::{Rewrite, Site};
use crate::kind::Kind;
use crate::note::Effect;
use crate::value::{Mapping, Value};

pub(super) const REWRITE: Rewrite = Rewrite { name: "unsupported", at: &[Kind::Schema], keys: KEYS, apply };

const KEYS: &[&str] = &[
    "$dynamicRef",
    "$recursiveRef",
    "additionalItems",
    "contains",
    "contentSchema",
    "dependencies",
    "dependentSchemas",
    "not",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
];

fn apply(schema: &mut Value, site: &mut Site<'_>) {
    let Some(mapping) = schema.as_mapping() else { return };
    for (key, value) in mapping {
        let Some((id, effect, reason)) = lost(key, value, mapping) else { continue };
        site.note(key, id, effect, reason);
    }
}

fn lost(key: &str, value: &Value, schema: &Mapping) -> Option<(&'static str, Effect, &'static str)> {
    let ignored = |id, reason| Some((id, Effect::Ignored, reason));
    match key {
        "$dynamicRef" => Some(("dynamic-ref", Effect::Untyped, "what it means depends on who asks")),
        "$recursiveRef" => Some(("recursive-ref", Effect::Untyped, "what it means depends on who asks")),
        // What everything is allowed by restricts nothing.
        "unevaluatedProperties" | "unevaluatedItems" | "additionalItems" if *value == Value::Bool(true) => {
            None
        }
        "additionalItems" => ignored("additional-items", "items behind a tuple's are not checked"),
        "contains" => ignored("contains", "which items a list has to have is not checked"),
        "contentSchema" => ignored("content-schema", "what text holds is not looked into"),
        "dependencies" => ignored("dependencies", "which properties need others is not checked"),
        "dependentSchemas" => ignored("dependent-schemas", "what properties ask of others is not checked"),
        "propertyNames" => ignored("property-names", "the names of properties are not checked"),
        "unevaluatedItems" => ignored("unevaluated-items", "items beyond those described are not checked"),
        "unevaluatedProperties" => {
            ignored("unevaluated-properties", "properties beyond those described are not checked")
        }
        // `{not: {}}` is how 3.0 spells `false`.
        "not" if value.as_mapping().is_some_and(Mapping::is_empty) => None,
        "not"
            if ["type", "properties", "allOf", "anyOf", "oneOf", "enum"]
                .iter()
                .any(|key| schema.contains_key(*key)) =>
        {
            ignored("not", "values that are not allowed are not checked")
        }
        "not" => Some(("not", Effect::Untyped, "a schema that only says what a value is not")),
        _ => None,
    }
}
