//! The rewrites that turn OpenAPI 3.1 into the shape of 3.0. They apply to documents of 3.0 as well: where those use
//! what only 3.1 has, they mean the same.
//!
//! A rewrite looks at one object and changes it in place. It moves as little as it can: a pointer into the tree is
//! also a place in the text, and references use it. A keyword without a shape in 3.0 stays where it stands, where
//! readers of 3.0 pass over it, and is named in a note.

mod boolean_schemas;
mod const_value;
mod content_encoding;
mod content_media_type;
mod defs;
mod dynamic_refs;
mod enum_texts;
mod examples;
mod exclusive_bounds;
mod null_in_enum;
mod null_members;
mod optional_fields;
mod pattern_properties;
mod prefix_items;
mod ref_siblings;
mod type_arrays;
mod unsupported;

use super::kind::Kind;
use super::path::Path;
use super::value::{Mapping, Value};
use crate::note::{Effect, Note};

/// One way in which 3.1 differs from 3.0.
pub struct Rewrite {
    /// Its file here, and its folder of cases in `tests/lower31`.
    pub name: &'static str,
    at: &'static [Kind],
    /// It has nothing to do where none of these keys stands; empty: wherever it applies.
    keys: &'static [&'static str],
    apply: fn(&mut Value, &mut Site<'_>),
}

/// All rewrites, in the order in which they apply to an object.
pub const REWRITES: &[Rewrite] = &[
    boolean_schemas::REWRITE,
    dynamic_refs::REWRITE,
    ref_siblings::REWRITE,
    defs::REWRITE,
    const_value::REWRITE,
    null_members::REWRITE,
    type_arrays::REWRITE,
    null_in_enum::REWRITE,
    enum_texts::REWRITE,
    exclusive_bounds::REWRITE,
    content_encoding::REWRITE,
    content_media_type::REWRITE,
    examples::REWRITE,
    prefix_items::REWRITE,
    pattern_properties::REWRITE,
    unsupported::REWRITE,
    optional_fields::REWRITE,
];

/// Those that only make references mean the same everywhere: keywords stay as they are written.
pub(super) const REFERENCES: &[Rewrite] = &[dynamic_refs::REWRITE, defs::REWRITE];

/// The object that a rewrite looks at.
pub(super) struct Site<'s> {
    pub(super) kind: Kind,
    pub(super) path: &'s Path<'s>,
    pub(super) notes: &'s mut Vec<Note>,
}

impl Site<'_> {
    /// Tells what got lost at the object.
    fn note_here(&mut self, id: &'static str, effect: Effect, reason: impl Into<String>) {
        self.notes.push(Note { at: self.path.pointer(), id, effect, reason: reason.into(), hint: None });
    }

    /// Tells what got lost at a key of the object.
    fn note(&mut self, key: &str, id: &'static str, effect: Effect, reason: impl Into<String>) {
        self.notes.push(Note {
            at: self.path.pointer().join(key),
            id,
            effect,
            reason: reason.into(),
            hint: None,
        });
    }
}

pub(super) fn apply_all(rewrites: &[Rewrite], value: &mut Value, site: &mut Site<'_>) {
    for rewrite in rewrites {
        if rewrite.at.contains(&site.kind) && (rewrite.keys.is_empty() || has_any(value, rewrite.keys)) {
            (rewrite.apply)(value, site);
        }
    }
}

/// Objects have few keys: comparing them is faster than hashing ours.
fn has_any(value: &Value, keys: &[&str]) -> bool {
    value.as_mapping().is_some_and(|mapping| mapping.keys().any(|key| keys.contains(&key.as_str())))
}

/// Puts a key before all others, so that what a reader wants to know first comes first.
fn insert_first(mapping: &mut Mapping, key: &str, value: Value) {
    mapping.shift_insert(0, key.to_owned(), value);
}

/// Gives a key's place to another key.
fn replace_key(mapping: &mut Mapping, old: &str, new: &str, value: Value) {
    match mapping.get_index_of(old) {
        Some(index) if !mapping.contains_key(new) => {
            mapping.shift_remove(old);
            mapping.shift_insert(index, new.to_owned(), value);
        }
        _ => {
            mapping.shift_remove(old);
            mapping.insert(new.to_owned(), value);
        }
    }
}

/// Whether a schema allows `null` and nothing else, in any spelling.
fn is_null_schema(schema: &Value) -> bool {
    let is_null = |value: &Value| matches!(value, Value::Null) || value.as_str() == Some("null");
    let only = |key: &str| match schema.get(key) {
        Some(Value::Sequence(items)) => items.len() == 1 && is_null(&items[0]),
        _ => false,
    };
    schema.get("type").is_some_and(is_null)
        || only("type")
        || schema.get("enum").and_then(Value::as_sequence).is_some_and(|items| items == [Value::Null])
        || schema.get("const") == Some(&Value::Null)
}
