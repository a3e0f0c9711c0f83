//! One value out of a JSON body, by a JSON pointer.

use crate::json::{self, Json, Kind};
use crate::param::scalar_text;

/// The text of the first pointer that leads to a string, a number or a boolean.
pub(crate) fn first_text(body: &[u8], pointers: &[&str]) -> Option<String> {
    if pointers.is_empty() {
        return None;
    }
    let document: Json = json::from_slice(body).ok()?;
    pointers.iter().find_map(|pointer| text_at(&document, pointer))
}

fn text_at(document: &Json, pointer: &str) -> Option<String> {
    let mut value = document.clone();
    for token in pointer.strip_prefix('/')?.split('/') {
        let token = token.replace("~1", "/").replace("~0", "~");
        value = match value.kind() {
            Kind::Array => value.items()?.into_iter().nth(token.parse().ok()?)?,
            _ => value.get(&token)?,
        };
    }
    match value.kind() {
        Kind::Object | Kind::Array | Kind::Null => None,
        Kind::String | Kind::Bool | Kind::Number => Some(scalar_text(&value)),
    }
}
