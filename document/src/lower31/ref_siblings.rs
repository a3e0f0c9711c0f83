//! What stands beside a `$ref` counts in 3.1, and readers of 3.0 pass over it, descriptions and `nullable` too: the
//! reference becomes a member of `allOf`.

use super::{Rewrite, Site, replace_key};
use crate::kind::Kind;
use crate::value::{Mapping, Value};

pub(super) const REWRITE: Rewrite =
    Rewrite { name: "ref_siblings", at: &[Kind::Schema], keys: &["$ref"], apply };

fn apply(schema: &mut Value, _site: &mut Site<'_>) {
    let Some(mapping) = schema.as_mapping_mut() else { return };
    let Some(reference @ Value::String(_)) = mapping.get("$ref").cloned() else { return };
    if mapping.len() == 1 {
        return;
    }
    let member = Value::Mapping(Mapping::from_iter([("$ref".to_owned(), reference)]));
    if let Some(Value::Sequence(members)) = mapping.get_mut("allOf") {
        // Last, so that the others stay where they are.
        members.push(member);
        mapping.shift_remove("$ref");
    } else {
        replace_key(mapping, "$ref", "allOf", Value::Sequence(vec![member]));
    }
}
