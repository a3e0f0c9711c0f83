//! Reads YAML that people write by hand: collects every problem with its place, and carries on.

use serde_yaml::{Mapping, Value};

use crate::diagnostics::{self, Diagnostics};
use crate::pointer::Pointer;

/// A mapping with its place. Problems go to the [`Diagnostics`] that every method is given.
pub(super) struct Table<'a> {
    pub(super) at: Pointer,
    entries: &'a Mapping,
}

impl<'a> Table<'a> {
    /// The mapping at a place; anything else is a problem.
    pub(super) fn new(at: Pointer, value: &'a Value, found: &mut Diagnostics) -> Option<Self> {
        match value {
            Value::Mapping(entries) => Some(Self { at, entries }),
            _ => {
                found.push(diagnostics::provider_wrong_type(&at, "a mapping"));
                None
            }
        }
    }

    /// Reports every key that is not one of these.
    pub(super) fn only(&self, known: &[&str], found: &mut Diagnostics) {
        for (key, _) in self.entries {
            let key = key_text(key);
            if !known.contains(&key.as_str()) {
                found.push(diagnostics::provider_unknown_key(&self.at.join(&key), &key, known));
            }
        }
    }

    /// The value of a key; `null` counts as absent.
    pub(super) fn get(&self, key: &str) -> Option<(Pointer, &'a Value)> {
        let value = self.entries.get(key).filter(|value| !value.is_null())?;
        Some((self.at.join(key), value))
    }

    /// The mapping of a key.
    pub(super) fn table(&self, key: &str, found: &mut Diagnostics) -> Option<Self> {
        let (at, value) = self.get(key)?;
        Self::new(at, value, found)
    }

    /// The text of a key.
    pub(super) fn text(&self, key: &str, found: &mut Diagnostics) -> Option<String> {
        let (at, value) = self.get(key)?;
        text(&at, value, found)
    }

    /// The text of a key that has to be there.
    pub(super) fn required_text(&self, key: &str, found: &mut Diagnostics) -> String {
        if self.get(key).is_none() {
            found.push(diagnostics::provider_missing_key(&self.at, key));
        }
        self.text(key, found).unwrap_or_default()
    }

    /// The whole number of a key.
    pub(super) fn number(&self, key: &str, found: &mut Diagnostics) -> Option<u64> {
        let (at, value) = self.get(key)?;
        let number = value.as_u64();
        if number.is_none() {
            found.push(diagnostics::provider_wrong_type(&at, "a whole number"));
        }
        number
    }

    /// Whether a key says yes; without it, no.
    pub(super) fn flag(&self, key: &str, found: &mut Diagnostics) -> bool {
        let Some((at, value)) = self.get(key) else { return false };
        value.as_bool().unwrap_or_else(|| {
            found.push(diagnostics::provider_wrong_type(&at, "`true` or `false`"));
            false
        })
    }

    /// The list of a key, with the place of each item.
    pub(super) fn list(&self, key: &str, found: &mut Diagnostics) -> Vec<(Pointer, &'a Value)> {
        match self.get(key) {
            None => Vec::new(),
            Some((at, Value::Sequence(items))) => {
                items.iter().enumerate().map(|(index, item)| (at.join(index), item)).collect()
            }
            Some((at, _)) => {
                found.push(diagnostics::provider_wrong_type(&at, "a list"));
                Vec::new()
            }
        }
    }

    /// The list of texts of a key.
    pub(super) fn texts(&self, key: &str, found: &mut Diagnostics) -> Vec<(Pointer, String)> {
        let items = self.list(key, found);
        items.into_iter().filter_map(|(at, item)| text(&at, item, found).map(|text| (at, text))).collect()
    }

    /// Every entry, in the file's order.
    pub(super) fn entries(&self) -> impl Iterator<Item = (String, Pointer, &'a Value)> + '_ {
        self.entries.iter().map(|(key, value)| {
            let key = key_text(key);
            let at = self.at.join(&key);
            (key, at, value)
        })
    }
}

/// The text at a place; anything else is a problem.
pub(super) fn text(at: &Pointer, value: &Value, found: &mut Diagnostics) -> Option<String> {
    let text = value.as_str();
    if text.is_none() {
        found.push(diagnostics::provider_wrong_type(at, "a text"));
    }
    text.map(str::to_owned)
}

fn key_text(key: &Value) -> String {
    match key {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(value) => value.to_string(),
        _ => String::new(),
    }
}
