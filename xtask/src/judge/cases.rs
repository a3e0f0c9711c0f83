//! A line that a program reads: a JSON object whose values keep their digits.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::Value;

/// A line: JSON texts by name.
#[derive(Clone, Default)]
pub(super) struct Case(BTreeMap<String, String>);

impl Case {
    pub(super) fn of(kind: &str) -> Self {
        Self::default().with("kind", kind)
    }

    #[must_use]
    pub(super) fn with(self, name: &str, value: impl Into<Value>) -> Self {
        self.with_json(name, value.into().to_string())
    }

    #[must_use]
    pub(super) fn with_json(mut self, name: &str, json: String) -> Self {
        self.add_json(name, json);
        self
    }

    pub(super) fn add_json(&mut self, name: &str, json: String) {
        self.0.insert(name.to_owned(), json);
    }

    pub(super) fn write(self, out: &mut impl Write) -> io::Result<()> {
        let member = |(name, json): (&String, &String)| format!("{}:{json}", Value::from(name.as_str()));
        let members: Vec<String> = self.0.iter().map(member).collect();
        writeln!(out, "{{{}}}", members.join(","))
    }
}
