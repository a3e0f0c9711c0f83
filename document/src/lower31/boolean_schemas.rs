//! `true` allows everything, as `{}` does; `false` allows nothing, as `{not: {}}` does.

use super::{Rewrite, Site};
use crate::kind::Kind;
use crate::note::Effect;
use crate::value::{Mapping, Value};

pub(super) const REWRITE: Rewrite =
    Rewrite { name: "boolean_schemas", at: &[Kind::Schema], keys: &[], apply };

fn apply(schema: &mut Value, site: &mut Site<'_>) {
    let Value::Bool(allows) = *schema else { return };
    // Here 3.0 knows booleans, or does not know the key.
    let key = site.path.key().unwrap_or_default();
    if matches!(
        key,
        "additionalProperties" | "unevaluatedProperties" | "unevaluatedItems" | "additionalItems"
    ) {
        return;
    }
    let mut mapping = Mapping::default();
    if !allows {
        mapping.insert("not".to_owned(), Value::Mapping(Mapping::default()));
        site.note_here("false-schema", Effect::Untyped, "a schema that allows no value");
    }
    *schema = Value::Mapping(mapping);
}
