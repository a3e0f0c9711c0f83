//! `type: [string, 'null']` is `type: string, nullable: true`; several types are a choice between schemas, each with
//! the keywords that speak of its type.

use super::{Rewrite, Site, insert_first, is_null_schema, replace_key};
use crate::kind::Kind;
use crate::note::Effect;
use crate::value::{Mapping, Value};

pub(super) const REWRITE: Rewrite =
    Rewrite { name: "type_arrays", at: &[Kind::Schema], keys: &["type"], apply };

fn apply(schema: &mut Value, site: &mut Site<'_>) {
    let is_null = is_null_schema(schema);
    let Some(mapping) = schema.as_mapping_mut() else { return };
    let Some(names) = mapping.get("type").and_then(type_names) else { return };
    if is_null && names.iter().all(|name| name == "null") {
        mapping.shift_remove("type");
        mapping.insert("nullable".to_owned(), true.into());
        mapping.insert("enum".to_owned(), Value::Sequence(vec![Value::Null]));
        return;
    }
    let nullable = names.iter().any(|name| name == "null");
    let mut types: Vec<&str> = names.iter().map(String::as_str).filter(|name| *name != "null").collect();
    if types.contains(&"number") {
        // Every integer is a number.
        types.retain(|name| *name != "integer");
    }
    match types[..] {
        [name] => {
            mapping.insert("type".to_owned(), name.into());
        }
        // Any type at all.
        [] | [_, _, _, _, _, ..] => {
            mapping.shift_remove("type");
        }
        _ if mapping.contains_key("anyOf") || mapping.contains_key("oneOf") => {
            mapping.shift_remove("type");
            site.note(
                "type",
                "type-array",
                Effect::Ignored,
                "several types beside a composition are not checked",
            );
        }
        _ => {
            let members = types.iter().map(|name| Value::Mapping(take_member(mapping, name))).collect();
            mapping.shift_remove("enum");
            replace_key(mapping, "type", "anyOf", Value::Sequence(members));
        }
    }
    if nullable {
        let index = mapping.get_index_of("type").map_or(mapping.len(), |index| index + 1);
        match mapping.get_mut("nullable") {
            Some(value) => *value = true.into(),
            None => {
                mapping.shift_insert(index, "nullable".to_owned(), true.into());
            }
        }
    }
}

/// The names of a list of types, each once; of a single type only when it is `null`.
fn type_names(value: &Value) -> Option<Vec<String>> {
    match value {
        // YAML's `null` without quotes.
        Value::Null => Some(vec!["null".to_owned()]),
        Value::String(name) if name == "null" => Some(vec!["null".to_owned()]),
        Value::Sequence(items) => {
            let mut names: Vec<String> = Vec::new();
            for name in items.iter().filter_map(Value::scalar_text) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            Some(names)
        }
        _ => None,
    }
}

/// The schema of one type, with the keywords that speak of it, which the others have no use for.
fn take_member(mapping: &mut Mapping, name: &str) -> Mapping {
    let mut member = Mapping::default();
    let speaks_of = |key: &str| Kind::Schema.key(key).is_some_and(|key| key.speaks_of(name));
    let keys: Vec<String> = mapping.keys().filter(|key| speaks_of(key)).cloned().collect();
    for key in keys {
        if let Some(value) = mapping.shift_remove(&key) {
            member.insert(key, value);
        }
    }
    if let Some(Value::Sequence(values)) = mapping.get("enum") {
        let values: Vec<Value> = values.iter().filter(|value| is_of(value, name)).cloned().collect();
        if !values.is_empty() {
            member.insert("enum".to_owned(), Value::Sequence(values));
        }
    }
    if let Some(format) = mapping.get("format").and_then(Value::as_str)
        && is_format_of(format, name)
        && let Some(format) = mapping.shift_remove("format")
    {
        member.insert("format".to_owned(), format);
    }
    insert_first(&mut member, "type", name.into());
    member
}

fn is_format_of(format: &str, name: &str) -> bool {
    let numeric = matches!(format, "int32" | "int64" | "uint32" | "uint64" | "float" | "double");
    match name {
        "string" => !numeric,
        "number" | "integer" => numeric,
        _ => false,
    }
}

fn is_of(value: &Value, name: &str) -> bool {
    matches!(
        (value, name),
        (Value::Bool(_), "boolean")
            | (Value::Number(_), "number" | "integer")
            | (Value::String(_), "string")
            | (Value::Sequence(_), "array")
            | (Value::Mapping(_), "object")
    )
}
