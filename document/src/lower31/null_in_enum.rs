//! `enum: [a, null]` is `enum: [a], nullable: true`.

use super::{Rewrite, Site};
use crate::kind::Kind;
use crate::value::Value;

pub(super) const REWRITE: Rewrite =
    Rewrite { name: "null_in_enum", at: &[Kind::Schema], keys: &["enum"], apply };

fn apply(schema: &mut Value, _site: &mut Site<'_>) {
    let Some(mapping) = schema.as_mapping_mut() else { return };
    let Some(Value::Sequence(values)) = mapping.get_mut("enum") else { return };
    if !values.contains(&Value::Null) {
        return;
    }
    // `null` alone is how 3.0 spells the type `null`.
    if values.iter().any(|value| *value != Value::Null) {
        values.retain(|value| *value != Value::Null);
    }
    mapping.insert("nullable".to_owned(), true.into());
}
