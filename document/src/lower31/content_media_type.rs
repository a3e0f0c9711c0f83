//! `contentMediaType: application/octet-stream` without an encoding is `format: binary`. Text and JSON stay text.

use super::{Rewrite, Site};
use crate::http::MediaType;
use crate::kind::Kind;
use crate::note::Effect;
use crate::value::Value;

pub(super) const REWRITE: Rewrite =
    Rewrite { name: "content_media_type", at: &[Kind::Schema], keys: &["contentMediaType"], apply };

fn apply(schema: &mut Value, site: &mut Site<'_>) {
    let Some(mapping) = schema.as_mapping_mut() else { return };
    let Some(media_type) = mapping.get("contentMediaType").and_then(Value::as_str).map(MediaType::new) else {
        return;
    };
    if media_type.is_json() || media_type.is_form() || media_type.as_str().ends_with("xml") {
        let reason = format!("text that holds {media_type} is not looked into");
        site.note("contentMediaType", "content-media-type", Effect::Ignored, reason);
        return;
    }
    let is_encoded = mapping.contains_key("contentEncoding") || mapping.contains_key("format");
    let is_string = mapping.get("type").is_none_or(|name| name.as_str() == Some("string"));
    if is_string && !is_encoded && !media_type.is_text() {
        mapping.entry("type".to_owned()).or_insert_with(|| "string".into());
        mapping.insert("format".to_owned(), "binary".into());
    }
}
