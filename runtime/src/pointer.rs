//! One value out of a JSON body, by a JSON pointer.

use crate::json::{self, DecodeError, Decoder, Json, Kind};
use crate::param::scalar_text;

/// The text of the first pointer that leads to a string, a number or a boolean.
pub(crate) fn first_text(body: &[u8], pointers: &[&str]) -> Option<String> {
    if pointers.is_empty() {
        return None;
    }
    let document: Json = json::from_slice(body).ok()?;
    pointers.iter().find_map(|pointer| text_at(&document, pointer))
}

/// The JSON text of what a pointer leads to through objects. The last of several members of one name counts.
pub(crate) fn raw_at<'j>(document: &'j str, pointer: &str) -> Result<Option<&'j str>, DecodeError> {
    let mut value = document;
    for token in tokens(pointer).into_iter().flatten() {
        match member(value, &token)? {
            Some(inner) => value = inner,
            None => return Ok(None),
        }
    }
    Ok(Some(value))
}

fn member<'j>(json: &'j str, name: &str) -> Result<Option<&'j str>, DecodeError> {
    let mut decoder = Decoder::new(json);
    let mut found = None;
    if decoder.kind()? == Kind::Object {
        decoder.object(&mut |decoder, key| {
            if key == name {
                found = Some(decoder.raw()?);
                return Ok(());
            }
            decoder.skip()
        })?;
    } else {
        decoder.skip()?;
    }
    decoder.finish().map(|()| found)
}

/// The same error, further out: at what a pointer leads to.
pub(crate) fn within(pointer: &str, error: DecodeError) -> DecodeError {
    tokens(pointer).into_iter().flatten().rev().fold(error, DecodeError::at_key)
}

/// The unescaped tokens of a pointer; `None` for the text of no pointer.
fn tokens(pointer: &str) -> Option<impl DoubleEndedIterator<Item = String>> {
    let tokens = pointer.strip_prefix('/')?.split('/');
    Some(tokens.map(|token| token.replace("~1", "/").replace("~0", "~")))
}

fn text_at(document: &Json, pointer: &str) -> Option<String> {
    let mut value = document.clone();
    for token in tokens(pointer)? {
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
