//! What later versions allow to leave out, and 3.0 asks for: `paths` and an operation's `responses` since 3.1, a
//! response's `description` since 3.2. Documents of 3.0 leave them out too, and nothing is unclear then.

use super::{Rewrite, Site};
use crate::kind::Kind;
use crate::value::{Mapping, Value};

pub(super) const REWRITE: Rewrite = Rewrite {
    name: "optional_fields",
    at: &[Kind::OpenApi, Kind::Operation, Kind::Response],
    keys: &[],
    apply,
};

fn apply(value: &mut Value, site: &mut Site<'_>) {
    let Some(mapping) = value.as_mapping_mut().filter(|mapping| !mapping.contains_key("$ref")) else {
        return;
    };
    let (key, default) = match site.kind {
        Kind::OpenApi => ("paths", Value::Mapping(Mapping::default())),
        Kind::Operation => ("responses", Value::Mapping(Mapping::default())),
        _ => ("description", Value::from("")),
    };
    mapping.entry(key.to_owned()).or_insert(default);
}
