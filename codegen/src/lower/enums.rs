//! Lists of values.

use std::collections::BTreeSet;

use super::Context;
use super::shape::Entry;
use crate::api::{Effect, EnumValue, Kind, StringEnum};
use crate::diagnostics;
use crate::wire::Docs;
use clientwright_document::Value;

impl<'a> Context<'a> {
    /// A string with a list of values.
    pub(super) fn string_enum(&mut self, entries: Vec<Entry<'a>>) -> Kind {
        let mut values: Vec<EnumValue> = Vec::with_capacity(entries.len());
        let mut seen = BTreeSet::new();
        for entry in entries {
            // `null` makes the schema nullable and is no value.
            if *entry.value == Value::Null {
                continue;
            }
            let Some(text) = entry.value.scalar_text() else {
                self.report.problem(diagnostics::value_without_text(&entry.at), Effect::Ignored);
                continue;
            };
            if !seen.insert(text.clone()) {
                self.report.problem(diagnostics::duplicate_value(&entry.at, &text), Effect::Ignored);
                continue;
            }
            let docs = Docs { description: entry.description, ..Docs::default() };
            values.push(EnumValue { value: text, docs, rust_name: entry.rust_name });
        }
        Kind::StringEnum(StringEnum { values })
    }
}
