//! The values of a string's `enum` are text, with or without quotes: `enum: [1.10, on, true]`.

use super::{Rewrite, Site};
use crate::kind::Kind;
use crate::value::Value;

pub(super) const REWRITE: Rewrite =
    Rewrite { name: "enum_texts", at: &[Kind::Schema], keys: &["enum"], apply };

fn apply(schema: &mut Value, _site: &mut Site<'_>) {
    let Some(mapping) = schema.as_mapping_mut() else { return };
    if mapping.get("type").and_then(Value::as_str) != Some("string") {
        return;
    }
    if let Some(Value::Sequence(values)) = mapping.get_mut("enum") {
        for value in values {
            if let (Value::Bool(_) | Value::Number(_), Some(text)) = (&*value, value.scalar_text()) {
                *value = Value::String(text);
            }
        }
    }
}
