//! `exclusiveMinimum: 5` is `minimum: 5, exclusiveMinimum: true`.

use super::{Rewrite, Site, replace_key};
use crate::kind::Kind;
use crate::value::{Number, Value};

pub(super) const REWRITE: Rewrite = Rewrite {
    name: "exclusive_bounds",
    at: &[Kind::Schema],
    keys: &["exclusiveMinimum", "exclusiveMaximum"],
    apply,
};

fn apply(schema: &mut Value, _site: &mut Site<'_>) {
    bound(schema, "minimum", "exclusiveMinimum", |inclusive, exclusive| inclusive > exclusive);
    bound(schema, "maximum", "exclusiveMaximum", |inclusive, exclusive| inclusive < exclusive);
}

fn bound(schema: &mut Value, inclusive: &str, exclusive: &str, is_stricter: fn(f64, f64) -> bool) {
    let Some(mapping) = schema.as_mapping_mut() else { return };
    let Some(Value::Number(limit)) = mapping.get(exclusive).cloned() else { return };
    let other = mapping.get(inclusive).and_then(Value::as_number).map(Number::as_f64);
    if other.is_some_and(|other| is_stricter(other, limit.as_f64())) {
        mapping.shift_remove(exclusive);
        return;
    }
    if other.is_none() {
        replace_key(mapping, exclusive, inclusive, Value::Number(limit));
    } else {
        mapping.insert(inclusive.to_owned(), Value::Number(limit));
    }
    mapping.insert(exclusive.to_owned(), true.into());
}
