//! `$ref: '#/$defs/Name'` in a schema that was a file of its own once means the `$defs` of that schema. Other
//! references into `$defs` are pointers like any other.

use super::{Rewrite, Site};
use crate::kind::{Holds, Kind};
use crate::path::Path;
use crate::pointer::Pointer;
use crate::value::{Mapping, Value};
use crate::walk;

pub(super) const REWRITE: Rewrite =
    Rewrite { name: "defs", at: &[Kind::Schema], keys: &["$defs", "definitions"], apply };

fn apply(schema: &mut Value, site: &mut Site<'_>) {
    let place = site.path.pointer();
    // At a file's root the pointer is right as it is.
    if place == Pointer::of_file(place.file()) {
        return;
    }
    let mut names = Vec::new();
    for key in ["$defs", "definitions"] {
        for name in schema.get(key).and_then(Value::as_mapping).into_iter().flat_map(Mapping::keys) {
            let short = Pointer::root().join(key).join(name).to_string();
            names.push((short, place.in_file("").join(key).join(name).to_string()));
        }
    }
    walk::walk_mut(schema, Holds::One(Kind::Schema), &Path::From(&place), &mut |value, _, _| {
        if let Some(Value::String(reference)) =
            value.as_mapping_mut().and_then(|mapping| mapping.get_mut("$ref"))
            && let Some((_, long)) = names.iter().find(|(short, _)| short == reference)
        {
            reference.clone_from(long);
        }
    });
}
