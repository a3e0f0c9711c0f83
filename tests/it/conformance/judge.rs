//! A second opinion on what is valid: the `jsonschema` crate, over the documents as they are written and without
//! anything of ours.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Value, json};

/// What a spec's files say of their schemas.
pub(super) struct Judge {
    /// By their path in the spec's folder.
    files: BTreeMap<String, Arc<Value>>,
    registry: Registry<'static>,
}

const BASE: &str = "spec:///";

impl Judge {
    /// Reads the documents of a folder that have these names.
    pub(super) fn of(folder: &Path, names: &[String]) -> Self {
        let read = |name: &String| {
            let text =
                fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
            let tree = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            (name.clone(), tree)
        };
        let mut files: BTreeMap<String, Value> = names.iter().map(read).collect();
        files.values_mut().for_each(mend_references);
        if files
            .values()
            .any(|tree| tree["openapi"].as_str().is_some_and(|version| version.starts_with("3.0")))
        {
            files.values_mut().for_each(upgrade);
        }
        Self::of_trees(files.into_iter().map(|(name, tree)| (name, Arc::new(tree))).collect())
    }

    fn of_trees(files: BTreeMap<String, Arc<Value>>) -> Self {
        let named = files.iter().map(|(path, tree)| (format!("{BASE}{path}"), Arc::clone(tree)));
        let registry = Registry::new().draft(Draft::Draft202012).extend(named).expect("paths are URIs");
        Self { registry: registry.prepare().expect("references lead somewhere"), files }
    }

    /// The files as they are written, by their path.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.files.iter().map(|(path, tree)| (path.as_str(), &**tree))
    }

    /// The validator for the schema at a place: `openapi.yaml#/components/schemas/User`.
    ///
    /// `Err` says what the document's fault is: a reference that leads nowhere, for one.
    pub(super) fn schema(&self, place: &str) -> Result<Validator, String> {
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
