//! A tuple is a list of whatever its places have in common: one schema for all, or any value.

use super::{Rewrite, Site};
use crate::kind::Kind;
use crate::note::Effect;
use crate::value::{Mapping, Value};

pub(super) const REWRITE: Rewrite =
    Rewrite { name: "prefix_items", at: &[Kind::Schema], keys: &["prefixItems"], apply };

fn apply(schema: &mut Value, site: &mut Site<'_>) {
    let Some(mapping) = schema.as_mapping_mut() else { return };
    let Some(Value::Sequence(places)) = mapping.get("prefixItems") else { return };
    let others = mapping.get("items").filter(|items| items.as_mapping().is_some());
    let mut schemas = places.iter().chain(others).peekable();
    let first = schemas.peek().map(|first| (*first).clone());
    let items = match first {
        Some(first) if schemas.all(|schema| *schema == first) => {
            site.note("prefixItems", "prefix-items", Effect::Ignored, "how long a tuple is, is not checked");
            first
        }
        _ => {
            site.note(
                "prefixItems",
                "prefix-items",
                Effect::Untyped,
                "the places of a tuple have several types",
            );
            Value::Mapping(Mapping::default())
        }
    };
    mapping.insert("items".to_owned(), items);
    mapping.entry("type".to_owned()).or_insert_with(|| "array".into());
}
