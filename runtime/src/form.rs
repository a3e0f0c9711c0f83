//! `application/x-www-form-urlencoded` bodies, written from the JSON of a value.
//!
//! Models know one codec, JSON. A form is its members: a list repeats its name, what has parts of its own is JSON, `null` is
//! left out. A member with a [`Style`] is written as a parameter of a query is. Numbers keep the text they were written with.

use crate::encode::{push_pair, value as encoded};
use crate::json::{Json, Kind};
use crate::param::{ToParam, scalar_text};
use crate::style::{Style, push_query};

/// The form of a JSON object; `None` for any other JSON.
pub(crate) fn from_json(json: &Json, styles: &[(&str, Style)]) -> Option<String> {
    let mut form = String::new();
    for (name, value) in json.members()? {
        match styles.iter().find(|(styled, _)| *styled == name) {
            Some((_, Style::DeepObject)) => push_deep(&mut form, &name, &value),
            Some((_, style)) => push_query(&mut form, *style, &name, &value.to_param()),
            None => push_member(&mut form, &name, &value),
        }
    }
    Some(form)
}

fn push_member(form: &mut String, name: &str, json: &Json) {
    match json.items() {
        Some(items) => items.iter().for_each(|item| push_one(form, name, item)),
        None => push_one(form, name, json),
    }
}

fn push_one(form: &mut String, name: &str, json: &Json) {
    if json.kind() != Kind::Null {
        push_pair(form, "&", encoded(name), encoded(&scalar_text(json)));
    }
}

/// Appends a value of the style `deepObject`, however deep: `name[key][inner]=…`, `name[0]=…`.
pub(crate) fn push_deep(out: &mut String, name: &str, json: &Json) {
    match json.kind() {
        Kind::Array => {
            for (index, item) in json.items().unwrap_or_default().iter().enumerate() {
                push_deep(out, &format!("{name}[{index}]"), item);
            }
        }
        Kind::Object => {
            for (key, value) in json.members().unwrap_or_default() {
                push_deep(out, &format!("{name}[{key}]"), &value);
            }
        }
        Kind::Null | Kind::String | Kind::Bool | Kind::Number => push_one(out, name, json),
    }
}
