//! A second opinion on what is valid: the `jsonschema` crate, over the documents as they are written and without
//! anything of ours.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Value, json};

use crate::instances::Way;

/// What a spec's files say of their schemas.
pub struct Judge {
    /// By their path in the spec's folder.
    files: BTreeMap<String, Arc<Value>>,
    registry: Registry<'static>,
}

const BASE: &str = "spec:///";

impl fmt::Debug for Judge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Judge").field("files", &self.files.keys()).finish_non_exhaustive()
    }
}

impl Judge {
    /// Reads documents by their paths in the spec's folder.
    ///
    /// # Errors
    ///
    /// A text that is no YAML, or a reference that leads nowhere.
    pub fn of<'t>(texts: impl IntoIterator<Item = (String, &'t str)>, way: Way) -> Result<Self, String> {
        let read = |(name, text): (String, &str)| match serde_yaml::from_str(text) {
            Ok(tree) => Ok((name, tree)),
            Err(error) => Err(format!("{name}: {error}")),
        };
        let mut files: BTreeMap<String, Value> = texts.into_iter().map(read).collect::<Result<_, _>>()?;
        files.values_mut().for_each(mend_references);
        files.values_mut().for_each(|tree| release(tree, way));
        if files
            .values()
            .any(|tree| tree["openapi"].as_str().is_some_and(|version| version.starts_with("3.0")))
        {
            files.values_mut().for_each(upgrade);
        }
        Self::of_trees(files.into_iter().map(|(name, tree)| (name, Arc::new(tree))).collect())
    }

    fn of_trees(files: BTreeMap<String, Arc<Value>>) -> Result<Self, String> {
        let named = files.iter().map(|(path, tree)| (format!("{BASE}{path}"), Arc::clone(tree)));
        let registry = Registry::new().draft(Draft::Draft202012).extend(named);
        let registry = registry.and_then(|registry| registry.prepare()).map_err(|error| error.to_string())?;
        Ok(Self { registry, files })
    }

    /// The files as they are written, by their path.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.files.iter().map(|(path, tree)| (path.as_str(), &**tree))
    }

    /// The validator for the schema at a place: `openapi.yaml#/components/schemas/User`.
    ///
    /// # Errors
    ///
    /// What the document's fault is: a reference that leads nowhere, for one.
    pub fn schema(&self, place: &str) -> Result<Validator, String> {
        let schema = json!({ "$ref": format!("{BASE}{}", in_uri(&place.replace('%', "%25"))) });
        let options = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_registry(&self.registry)
            .should_validate_formats(true);
        options.build(&schema).map_err(|error| error.to_string())
    }
}

/// Escapes what a URI cannot hold: paths have braces, and names may be in any language.
fn in_uri(reference: &str) -> String {
    let escape = |byte: u8| match byte {
        b'!'..=b'~' if !b"\"<>\\^`{|}".contains(&byte) => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    reference.bytes().map(escape).collect()
}

/// References as people write them are not always URIs.
fn mend_references(tree: &mut Value) {
    match tree {
        Value::Array(items) => items.iter_mut().for_each(mend_references),
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get_mut("$ref") {
                *reference = in_uri(reference);
            }
            members.values_mut().for_each(mend_references);
        }
        _ => {}
    }
}

/// Takes the properties that only go the other way out of `required`: OpenAPI asks for them there alone.
fn release(schema: &mut Value, way: Way) {
    let key = match way {
        Way::Sent => "readOnly",
        Way::Received => "writeOnly",
        Way::Both => return,
    };
    match schema {
        Value::Array(items) => items.iter_mut().for_each(|item| release(item, way)),
        Value::Object(members) => {
            let properties = members.get("properties").and_then(Value::as_object);
            let other_way: Vec<String> = properties
                .into_iter()
                .flatten()
                .filter(|(_, property)| property[key] == true)
                .map(|(name, _)| name.clone())
                .collect();
            if let Some(Value::Array(required)) = members.get_mut("required") {
                required.retain(|name| !other_way.iter().any(|other| name == other));
            }
            members.values_mut().for_each(|member| release(member, way));
        }
        _ => {}
    }
}

/// The few words of OpenAPI 3.0 that JSON Schema says otherwise.
fn upgrade(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(upgrade),
        Value::Object(members) => {
            members.values_mut().for_each(upgrade);
            for (bound, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
                if members.get(exclusive) == Some(&Value::Bool(true)) {
                    let limit = members.remove(bound).unwrap_or_default();
                    members.insert(exclusive.to_owned(), limit);
                } else if members.get(exclusive) == Some(&Value::Bool(false)) {
                    members.remove(exclusive);
                }
            }
            if members.remove("nullable") == Some(Value::Bool(true)) {
                let schema = Value::Object(std::mem::take(members));
                members.insert("anyOf".to_owned(), json!([schema, { "type": "null" }]));
            }
        }
        _ => {}
    }
}
