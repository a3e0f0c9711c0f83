//! `contentEncoding: base64` is `format: byte`. Other encodings stay text.

use super::{Rewrite, Site};
use crate::kind::Kind;
use crate::note::Effect;
use crate::value::Value;

pub(super) const REWRITE: Rewrite =
    Rewrite { name: "content_encoding", at: &[Kind::Schema], keys: &["contentEncoding"], apply };

fn apply(schema: &mut Value, site: &mut Site<'_>) {
    let Some(mapping) = schema.as_mapping_mut() else { return };
    let Some(encoding) = mapping.get("contentEncoding").and_then(Value::as_str) else { return };
    if !encoding.eq_ignore_ascii_case("base64") {
        let reason = format!("text in the encoding `{encoding}` is not decoded");
        site.note("contentEncoding", "content-encoding", Effect::Ignored, reason);
    } else if !mapping.contains_key("format") {
        mapping.entry("type".to_owned()).or_insert_with(|| "string".into());
        mapping.insert("format".to_owned(), "byte".into());
    }
}
