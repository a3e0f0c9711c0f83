//! `$dynamicRef: '#node'` means the outermost schema on the way that has the anchor, which may be one that extends
//! this one. In one document it is nearly always the schema around it: then it is a `$ref` to that schema.

use super::{Rewrite, Site};
use crate::kind::{Holds, Kind};
use crate::path::Path;
use crate::value::{Mapping, Value};
use crate::walk;

pub(super) const REWRITE: Rewrite = Rewrite {
    name: "dynamic_refs",
    at: &[Kind::Schema],
    keys: &["$dynamicAnchor", "$recursiveAnchor"],
    apply,
};

fn apply(schema: &mut Value, site: &mut Site<'_>) {
    let dynamic = schema.get("$dynamicAnchor").and_then(Value::as_str).map(|name| format!("#{name}"));
    let is_recursive = schema.get("$recursiveAnchor") == Some(&Value::Bool(true));
    let place = site.path.pointer();
    let here = Value::String(place.in_file("").to_string());
    walk::walk_mut(schema, Holds::One(Kind::Schema), &Path::From(&place), &mut |value, _, _| {
        let Some(mapping) = value.as_mapping_mut() else { return };
        let text = |mapping: &Mapping, key| mapping.get(key).and_then(Value::as_str).map(str::to_owned);
        if dynamic.is_some() && text(mapping, "$dynamicRef") == dynamic {
            super::replace_key(mapping, "$dynamicRef", "$ref", here.clone());
        }
        if is_recursive && text(mapping, "$recursiveRef").as_deref() == Some("#") {
            super::replace_key(mapping, "$recursiveRef", "$ref", here.clone());
        }
    });
}
