//! What a change of type or format does to the values.

use super::null::Nulls;
use super::place::Place;
use super::read::Schema;
use crate::diff::rules::schema::EditKind;
use crate::diff::view::Node;
use clientwright_document::vocabulary::is_note;
use clientwright_document::{Number, Value};

/// A type, or a format, that took another's place.
pub(super) struct TypeChange {
    base: Type,
    head: Type,
    /// A list whose items have the old type: a query with the key once is a list of one.
    is_wrapped_in_list: bool,
}

#[derive(PartialEq)]
struct Type {
    names: Vec<String>,
    format: Option<String>,
}

impl TypeChange {
    /// The change between two schemas, if there is one. `null` beside other types is told of elsewhere.
    pub(super) fn between(base: Schema<'_>, head: Schema<'_>, nulls: Nulls) -> Option<Self> {
        let (mut was, mut is) = (Type::of(base), Type::of(head));
        if nulls.are_of_both() && (was.is_null() || is.is_null()) {
            [&mut was, &mut is].into_iter().filter(|it| !it.is_null()).for_each(Type::add_null);
        }
        was.take_for_granted(base, &is);
        is.take_for_granted(head, &was);
        let change = Self { base: was, head: is, is_wrapped_in_list: is_list_of(head, base) };
        (change.base.format != change.head.format || !change.is_same_set()).then_some(change)
    }

    pub(super) fn args(&self) -> [String; 2] {
        [self.base.to_string(), self.head.to_string()]
    }

    /// Whether no value is of both types.
    pub(super) fn is_to_another(&self) -> bool {
        let (base, head) = (&self.base.names, &self.head.names);
        !base.is_empty()
            && !head.is_empty()
            && !base.iter().any(|name| is_covered(name, head) || is_covering(name, head))
    }

    fn is_same_set(&self) -> bool {
        let (base, head) = (&self.base, &self.head);
        base.names == head.names || is_subset(base, head) && is_subset(head, base)
    }

    /// The edit that this is at a place. Where values are typed, the number `1` is not the text `1`.
    pub(super) fn kind(&self, place: Place, is_typed: bool) -> EditKind {
        let (base, head) = (&self.base, &self.head);
        let (from, to) = if place.is_received() { (head, base) } else { (base, head) };
        if place.is_property_of_parameter() {
            // How an object is sent, JSON or pairs, is seldom said.
            return match (breaks(from, to, true), breaks(from, to, false)) {
                (true, true) => EditKind::TypeSpecialized,
                (false, false) => EditKind::TypeGeneralized,
                _ => EditKind::TypeChanged,
            };
        }
        if place.is_query() && self.is_wrapped_in_list {
            return EditKind::TypeGeneralized;
        }
        let is_widened = is_subset(base, head);
        let is_swap = !self.is_same_set() && !base.names.is_empty() && !head.names.is_empty();
        match (breaks(from, to, is_typed), place.is_received()) {
            (true, true) if !self.is_same_set() && is_widened => EditKind::TypeGeneralized,
            (true, _) => EditKind::TypeChanged,
            (false, true) if is_swap && !is_subset(head, base) => EditKind::TypeCompatible,
            (false, true) => EditKind::TypeSpecialized,
            (false, false) if is_swap && !is_widened && place.tells_compatible() => EditKind::TypeCompatible,
            (false, false) => EditKind::TypeGeneralized,
        }
    }
}

impl Type {
    fn of(schema: Schema<'_>) -> Self {
        Self {
            names: schema.types().into_iter().map(str::to_owned).collect(),
            format: schema.text("format").map(str::to_owned),
        }
    }

    fn is_null(&self) -> bool {
        self.names == ["null"]
    }

    fn add_null(&mut self) {
        self.names.push("null".to_owned());
    }

    /// A schema without a type has the other one's where it speaks of such values all the same.
    fn take_for_granted(&mut self, schema: Schema<'_>, other: &Self) {
        let is_meant = |name: &String| match name.as_str() {
            "object" => schema.has("properties"),
            "array" => schema.has("items"),
            _ => false,
        };
        let are_values = || {
            let values = schema.values().unwrap_or_default();
            !values.is_empty() && values.iter().all(|value| is_covered(type_of(value.value()), &other.names))
        };
        if self.names.is_empty() && (matches!(&other.names[..], [name] if is_meant(name)) || are_values()) {
            self.names.clone_from(&other.names);
        }
    }
}

impl std::fmt::Display for Type {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = if self.names.is_empty() { "any".to_owned() } else { self.names.join(" or ") };
        match &self.format {
            None => f.write_str(&names),
            Some(format) => write!(f, "{names} ({format})"),
        }
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(Number::Signed(_) | Number::Unsigned(_)) => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Sequence(_) => "array",
        Value::Mapping(_) => "object",
    }
}

/// Whether values of one type are not all values of the other.
fn breaks(from: &Type, to: &Type, is_typed: bool) -> bool {
    let added: Vec<&String> = to.names.iter().filter(|name| !from.names.contains(name)).collect();
    let removed: Vec<&String> = from.names.iter().filter(|name| !to.names.contains(name)).collect();
    let is_changed = !added.is_empty() || !removed.is_empty();
    if is_changed && to.names.is_empty() {
        return false;
    }
    let fits = is_subset(from, to)
        || match (&added[..], &removed[..]) {
            ([to], [from]) if is_subtype(from, to) => true,
            (added, _) => {
                !is_typed && matches!(added, [] | [_]) && added.iter().all(|name| *name == "string")
            }
        };
    is_changed && !fits || from.format != to.format && !format_fits(from, to)
}

fn is_subset(one: &Type, other: &Type) -> bool {
    !one.names.is_empty() && one.names.iter().all(|name| is_covered(name, &other.names))
}

fn is_covered(name: &str, by: &[String]) -> bool {
    by.iter().any(|by| is_subtype(name, by))
}

fn is_covering(name: &str, names: &[String]) -> bool {
    names.iter().any(|other| is_subtype(other, name))
}

fn is_subtype(name: &str, of: &str) -> bool {
    name == of || (name, of) == ("integer", "number")
}

/// Formats whose values are all of another's.
const WIDER: &[(&str, &str, &str)] = &[
    ("number", "float", "double"),
    ("integer", "int32", "int64"),
    ("integer", "int32", "bigint"),
    ("integer", "int64", "bigint"),
    ("string", "date", "date-time"),
    ("string", "time", "date-time"),
];

fn format_fits(from: &Type, to: &Type) -> bool {
    let Some(to_format) = &to.format else { return true };
    let (Some(from_format), [name]) = (&from.format, &to.names[..]) else { return false };
    WIDER.contains(&(name, from_format, to_format))
}

/// Whether a schema is a list of any number of what the other one is.
fn is_list_of(list: Schema<'_>, item: Schema<'_>) -> bool {
    let Some(items) = list.get("items").map(Schema::new) else { return false };
    let is_free = !["minItems", "maxItems", "uniqueItems", "prefixItems"].iter().any(|key| list.has(key));
    let fits = |key: &str| match (items.raw(key), item.raw(key)) {
        (None, _) => true,
        (Some(one), other) => Some(one) == other,
    };
    list.types() == ["array"]
        && is_free
        && !item.types().is_empty()
        && is_covered_by(item.types(), items.types())
        && keywords(items.node()).filter(|key| *key != "type").all(fits)
}

fn is_covered_by(types: Vec<&str>, by: Vec<&str>) -> bool {
    // In a query everything is text.
    by == ["string"] || types.iter().all(|name| by.iter().any(|by| is_subtype(name, by)))
}

fn keywords(node: Node<'_>) -> impl Iterator<Item = &str> {
    let keys = node.value().as_mapping().into_iter().flat_map(|mapping| mapping.keys());
    keys.map(String::as_str).filter(|key| !is_note(key))
}
