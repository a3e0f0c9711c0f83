//! `anyOf: [X, {type: null}]` is `anyOf: [X], nullable: true`.

use super::{Rewrite, Site, is_null_schema};
use crate::kind::Kind;
use crate::value::Value;

pub(super) const REWRITE: Rewrite =
    Rewrite { name: "null_members", at: &[Kind::Schema], keys: &["anyOf", "oneOf"], apply };

fn apply(schema: &mut Value, _site: &mut Site<'_>) {
    let Some(mapping) = schema.as_mapping_mut() else { return };
    let mut nullable = false;
    for key in ["anyOf", "oneOf"] {
        let Some(Value::Sequence(members)) = mapping.get_mut(key) else { continue };
        if members.iter().all(is_null_schema) {
            continue;
        }
        nullable |= members.iter().any(is_null_schema);
        // Those before others stay, so that the others stay where they are; readers pass over them.
        while members.last().is_some_and(is_null_schema) {
            members.pop();
        }
    }
    if nullable {
        mapping.insert("nullable".to_owned(), true.into());
    }
}
