//! `application/x-www-form-urlencoded` bodies, written from the JSON of a value.
//!
//! Models know one codec, JSON. A form is that JSON flattened: a list repeats its key, an object inside becomes
//! `outer[inner]`, `null` is left out. Numbers keep the text they were written with.

use crate::encode::{push_pair, value as encoded};
use crate::json::{Json, Kind};
use crate::param::scalar_text;

/// The form of a JSON object; `None` for any other JSON.
pub(crate) fn from_json(json: &Json) -> Option<String> {
    let mut form = String::new();
    for (name, value) in json.members()? {
        push_member(&mut form, &name, &value);
    }
    Some(form)
}

fn push_member(form: &mut String, name: &str, json: &Json) {
    match json.kind() {
        Kind::Null => {}
        Kind::Array => {
            for item in json.items().unwrap_or_default() {
                push_member(form, name, &item);
            }
        }
        Kind::Object => {
            for (inner, value) in json.members().unwrap_or_default() {
                push_member(form, &format!("{name}[{inner}]"), &value);
            }
        }
        Kind::String | Kind::Bool | Kind::Number => {
            push_pair(form, "&", encoded(name), encoded(&scalar_text(json)));
        }
    }
}
