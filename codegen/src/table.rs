//! Reads the small YAML files that people write beside a spec: collects every problem with its place, and carries on.

use serde_yaml::Mapping;
pub(crate) use serde_yaml::Value;

use crate::diagnostics::{self, Diagnostic, Diagnostics};
use clientwright_document::pointer::Pointer;

/// The root of a file as a mapping; the file's name is its path relative to the spec's folder.
pub(crate) fn parse(file: &str, text: &str) -> Result<Value, Diagnostics> {
    serde_yaml::from_str(text).map_err(|error| {
        let (mut offset, mut message) = (0, error.to_string());
        if let Some(location) = error.location() {
            offset = location.index();
            let place = format!(" at line {} column {}", location.line(), location.column());
            message = message.replacen(&place, "", 1);
        }
        diagnostics::syntax(file, offset, &message).into()
    })
}

/// A mapping with its place. Problems go to the [`Diagnostics`] that every method is given.
pub(crate) struct Table<'a> {
    pub(crate) at: Pointer,
    entries: &'a Mapping,
}

impl<'a> Table<'a> {
    /// The mapping at a place; anything else is a problem.
    pub(crate) fn new(at: Pointer, value: &'a Value, found: &mut Diagnostics) -> Option<Self> {
        match value {
            Value::Mapping(entries) => Some(Self { at, entries }),
            _ => {
                found.push(wrong_type(&at, "a mapping", value));
                None
            }
        }
    }

    /// Reports every key that is not one of these.
    pub(crate) fn only(&self, known: &[&str], found: &mut Diagnostics) {
        for (key, _) in self.entries {
            let key = key_text(key);
            if !known.contains(&key.as_str()) {
                found.push(diagnostics::unexpected_key(&self.at.join(&key), &key, known));
            }
        }
    }

    /// The value of a key; `null` counts as absent.
    pub(crate) fn get(&self, key: &str) -> Option<(Pointer, &'a Value)> {
        let value = self.entries.get(key).filter(|value| !value.is_null())?;
        Some((self.at.join(key), value))
    }

    /// The mapping of a key.
    pub(crate) fn table(&self, key: &str, found: &mut Diagnostics) -> Option<Self> {
        let (at, value) = self.get(key)?;
        Self::new(at, value, found)
    }

    /// The text of a key.
    pub(crate) fn text(&self, key: &str, found: &mut Diagnostics) -> Option<String> {
        let (at, value) = self.get(key)?;
        text(&at, value, found)
    }

    /// The text of a key that has to be there.
    pub(crate) fn required_text(&self, key: &str, found: &mut Diagnostics) -> String {
        if self.get(key).is_none() {
            found.push(diagnostics::missing_key(&self.at, key));
        }
        self.text(key, found).unwrap_or_default()
    }

    /// The whole number of a key.
    pub(crate) fn number(&self, key: &str, found: &mut Diagnostics) -> Option<u64> {
        let (at, value) = self.get(key)?;
        let number = value.as_u64();
        if number.is_none() {
            found.push(wrong_type(&at, "a whole number", value));
        }
        number
    }

    /// Whether a key says yes; without it, no.
    pub(crate) fn flag(&self, key: &str, found: &mut Diagnostics) -> bool {
        let Some((at, value)) = self.get(key) else { return false };
        value.as_bool().unwrap_or_else(|| {
            found.push(wrong_type(&at, "`true` or `false`", value));
            false
        })
    }

    /// The list of a key, with the place of each item.
    pub(crate) fn list(&self, key: &str, found: &mut Diagnostics) -> Vec<(Pointer, &'a Value)> {
        match self.get(key) {
            None => Vec::new(),
            Some((at, Value::Sequence(items))) => {
                items.iter().enumerate().map(|(index, item)| (at.join(index), item)).collect()
            }
            Some((at, value)) => {
                found.push(wrong_type(&at, "a list", value));
                Vec::new()
            }
        }
    }

    /// The list of texts of a key.
    pub(crate) fn texts(&self, key: &str, found: &mut Diagnostics) -> Vec<(Pointer, String)> {
        let items = self.list(key, found);
        items.into_iter().filter_map(|(at, item)| text(&at, item, found).map(|text| (at, text))).collect()
    }

    /// Every entry, in the file's order.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (String, Pointer, &'a Value)> + '_ {
        self.entries.iter().map(|(key, value)| {
            let key = key_text(key);
            let at = self.at.join(&key);
            (key, at, value)
        })
    }
}

/// The text at a place; anything else is a problem.
pub(crate) fn text(at: &Pointer, value: &Value, found: &mut Diagnostics) -> Option<String> {
    let text = value.as_str();
    if text.is_none() {
        found.push(wrong_type(at, "a text", value));
    }
    text.map(str::to_owned)
}

fn wrong_type(at: &Pointer, expected: &str, value: &Value) -> Diagnostic {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Sequence(_) => "a list",
        Value::Mapping(_) => "a mapping",
        Value::Tagged(_) => "a tag",
    };
    diagnostics::wrong_type(at, expected, kind)
}

fn key_text(key: &Value) -> String {
    match key {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(value) => value.to_string(),
        _ => String::new(),
    }
}
