//! `patternProperties` with one schema is `additionalProperties` with that schema: names are not checked.

use super::{Rewrite, Site, replace_key};
use crate::kind::Kind;
use crate::note::Effect;
use crate::value::{Mapping, Value};

pub(super) const REWRITE: Rewrite =
    Rewrite { name: "pattern_properties", at: &[Kind::Schema], keys: &["patternProperties"], apply };

fn apply(schema: &mut Value, site: &mut Site<'_>) {
    let Some(mapping) = schema.as_mapping_mut() else { return };
    let Some(Value::Mapping(patterns)) = mapping.get("patternProperties") else { return };
    let is_open = |value: &&Value| **value != Value::Bool(false);
    let mut schemas = patterns.values().chain(mapping.get("additionalProperties").filter(is_open));
    let Some(first) = schemas.next().cloned() else { return };
    if schemas.all(|schema| *schema == first) {
        site.note(
            "patternProperties",
            "pattern-properties",
            Effect::Ignored,
            "the pattern of names is not checked",
        );
        mapping.shift_remove("additionalProperties");
        replace_key(mapping, "patternProperties", "additionalProperties", first);
    } else {
        let reason = "names of several patterns have several types";
        site.note("patternProperties", "pattern-properties", Effect::Untyped, reason);
        mapping.insert("additionalProperties".to_owned(), Value::Mapping(Mapping::default()));
    }
}
