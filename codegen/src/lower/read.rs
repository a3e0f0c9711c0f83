//! The document piece by piece, as openapiv3's types.

use serde::de::DeserializeOwned;

use super::Context;
use crate::api::{Effect, Note};
use crate::diagnostics::{self, Diagnostic};
use crate::provider::Mode;
use clientwright_document::pointer::Pointer;
use clientwright_document::{Mapping, Value};

/// Which keys of an object are read. What it nests is left out and read under its own place, so that no subtree is
/// read twice, and one bad keyword spoils nothing but itself.
pub(super) struct Piece {
    pub(super) keys: &'static [&'static str],
    /// What openapiv3 insists on and is left out, or is often forgotten.
    pub(super) stubs: &'static [(&'static str, Stub)],
}

/// What stands for a key that is not read.
#[derive(Clone, Copy)]
pub(super) enum Stub {
    /// `{}`
    Object,
    /// `{"$ref": ""}`
    Reference,
    /// `""`, when there is none.
    Text,
}

impl<'a> Context<'a> {
    /// The value at a place that is known to be there.
    pub(super) fn node(&self, at: &Pointer) -> &'a Value {
        self.document.get(at).unwrap_or(&Value::Null)
    }

    /// Follows `$ref` until there is none.
    pub(super) fn follow(&self, at: &Pointer) -> Result<Pointer, Diagnostic> {
        let end = self.document.follow(at)?;
        if end != *at {
            self.followed.borrow_mut().insert(end.clone());
        }
        Ok(end)
    }

    /// Names the components that nothing in the crate comes from. Schemas are types, whoever refers to them.
    pub(super) fn note_unused_components(&mut self) {
        let components = Pointer::root().join("components");
        let sections = self.node(&components).as_mapping().into_iter().flat_map(|sections| sections.keys());
        for section in sections.filter(|section| !section.starts_with("x-")) {
            if matches!(section.as_str(), "schemas" | "securitySchemes") {
                continue;
            }
            for (_, at) in self.entries(&components, section) {
                if !self.followed.borrow().contains(&at) {
                    self.aside(at, "unused-component", "no operation of the client uses it");
                }
            }
        }
    }

    /// The object at a place as an openapiv3 type. A keyword of the wrong type is reported and left out; `None` when
    /// nothing is left without it.
    pub(super) fn piece<T: DeserializeOwned>(&mut self, at: &Pointer, piece: &Piece) -> Option<T> {
        self.mapping(at)?;
        let node = self.node(at);
        let mut object: serde_json::Map<String, serde_json::Value> =
            piece.keys.iter().filter_map(|key| Some(((*key).to_owned(), json(node.get(key)?)))).collect();
        for (key, stub) in piece.stubs {
            match stub {
                Stub::Object => drop(object.insert((*key).to_owned(), serde_json::json!({}))),
                Stub::Reference => drop(object.insert((*key).to_owned(), serde_json::json!({"$ref": ""}))),
                Stub::Text => drop(object.entry(*key).or_insert_with(|| "".into())),
            }
        }
        let error = match T::deserialize(serde_json::Value::Object(object.clone())) {
            Ok(value) => return Some(value),
            Err(error) => error,
        };
        // Rare: find out which keywords are to blame, and read the rest.
        let keys: Vec<String> = object.keys().cloned().collect();
        for key in &keys {
            let mut rest = object.clone();
            rest.remove(key);
            if let Ok(value) = T::deserialize(serde_json::Value::Object(rest)) {
                let problem = diagnostics::bad_keyword(&at.join(key), &error.to_string());
                self.report.problem(problem, Effect::Ignored);
                return Some(value);
            }
        }
        self.report.problem(diagnostics::bad_object(at, &error.to_string()), Effect::Ignored);
        None
    }

    /// Something that is understood, and about which nothing is done.
    pub(super) fn ignored(&mut self, at: Pointer, id: &'static str, reason: String) {
        self.report.note(Note { at, id, effect: Effect::Ignored, reason, hint: None });
    }

    /// Something whose loss no spec could avoid: what it says is for people, or the caller's to do.
    pub(super) fn aside(&mut self, at: Pointer, id: &'static str, reason: impl Into<String>) {
        // Who writes a spec here knows what it is for.
        if self.provider.mode != Mode::Ours {
            self.report.aside(Note { at, id, effect: Effect::Ignored, reason: reason.into(), hint: None });
        }
    }

    /// The object at a place; anything else is a problem.
    pub(super) fn mapping(&mut self, at: &Pointer) -> Option<&'a Mapping> {
        let node = self.node(at);
        if node.as_mapping().is_none() {
            let problem = diagnostics::wrong_type(at, "an object", node.type_name());
            self.report.problem(problem, Effect::Ignored);
        }
        node.as_mapping()
    }

    /// The entries of an object under a key, with their places; nothing when there is no such key. Vendor keys are
    /// no entries.
    pub(super) fn entries(&mut self, at: &Pointer, key: &str) -> Vec<(&'a str, Pointer)> {
        let at = at.join(key);
        if matches!(self.document.get(&at), None | Some(Value::Null)) {
            return Vec::new();
        }
        let entries = self.mapping(&at).into_iter().flatten();
        entries.map(|(name, _)| (name.as_str(), at.join(name))).collect()
    }

    /// The places of a list's items under a key; nothing when there is no such key.
    pub(super) fn items(&mut self, at: &Pointer, key: &str) -> Vec<Pointer> {
        let at = at.join(key);
        match self.document.get(&at) {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Sequence(items)) => (0..items.len()).map(|index| at.join(index)).collect(),
            Some(other) => {
                let problem = diagnostics::wrong_type(&at, "a list", other.type_name());
                self.report.problem(problem, Effect::Ignored);
                Vec::new()
            }
        }
    }
}

fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(value) => (*value).into(),
        Value::Number(number) => {
            serde_json::from_str(&number.to_string()).unwrap_or_else(|_| number.as_f64().into())
        }
        Value::String(text) => text.as_str().into(),
        Value::Sequence(items) => items.iter().map(json).collect(),
        Value::Mapping(entries) => entries.iter().map(|(key, value)| (key.clone(), json(value))).collect(),
    }
}
