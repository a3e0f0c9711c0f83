//! `const: v` is `enum: [v]`.

use super::{Rewrite, Site, replace_key};
use crate::kind::Kind;
use crate::value::Value;

pub(super) const REWRITE: Rewrite =
    Rewrite { name: "const_value", at: &[Kind::Schema], keys: &["const"], apply };

fn apply(schema: &mut Value, _site: &mut Site<'_>) {
    let Some(mapping) = schema.as_mapping_mut() else { return };
    let Some(value) = mapping.get("const").cloned() else { return };
    if !mapping.contains_key("type")
        && let Some(name) = type_of(&value)
    {
        super::insert_first(mapping, "type", name.into());
    }
    replace_key(mapping, "const", "enum", Value::Sequence(vec![value]));
}

/// A constant tells its type; without one, readers would not know that it is text.
fn type_of(value: &Value) -> Option<&'static str> {
    match value {
        Value::Bool(_) => Some("boolean"),
        Value::String(_) => Some("string"),
        _ => None,
    }
}
