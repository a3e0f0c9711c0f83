//! A schema's list of `examples` gives its first one as `example`. The list stays for who wants all.

use super::{Rewrite, Site};
use crate::kind::Kind;
use crate::value::Value;

pub(super) const REWRITE: Rewrite =
    Rewrite { name: "examples", at: &[Kind::Schema], keys: &["examples"], apply };

fn apply(schema: &mut Value, _site: &mut Site<'_>) {
    let Some(mapping) = schema.as_mapping_mut() else { return };
    let first = match mapping.get("examples") {
        Some(Value::Sequence(examples)) => examples.first(),
        // Written as if it were a parameter's: names, and objects with a value.
        Some(Value::Mapping(examples)) => examples.values().find_map(|example| example.get("value")),
        _ => None,
    };
    if let Some(first) = first.cloned() {
        mapping.entry("example".to_owned()).or_insert(first);
    }
}
