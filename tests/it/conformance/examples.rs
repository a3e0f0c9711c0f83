//! The examples of a document, wherever OpenAPI has some, each with the schema that it claims to be of. Found by the
//! document's text alone, without the generator.

use serde_json::Value;

/// A documented value.
pub(super) struct Example<'d> {
    /// The JSON pointer of the schema, with `#`.
    pub(super) schema: String,
    /// Its own.
    pub(super) at: String,
    pub(super) value: &'d Value,
}

/// All of a file.
pub(super) fn of(document: &Value) -> Vec<Example<'_>> {
    let mut walk = Walk { document, found: Vec::new() };
    walk.object(document, "#");
    walk.found
}

struct Walk<'d> {
    document: &'d Value,
    found: Vec<Example<'d>>,
}

impl<'d> Walk<'d> {
    /// Anything that is not a schema: paths, operations, parameters, media types…
    fn object(&mut self, value: &'d Value, at: &str) {
        for (key, below, at) in entries(value, at) {
            match key {
                "example" | "examples" => {}
                "schema" => self.schema(below, &at),
                "schemas" if at == "#/components/schemas" => self.schemas(below, &at),
                key if key.starts_with("x-") => {}
                _ => self.object(below, &at),
            }
        }
        if value.get("schema").is_some() {
            let schema = format!("{at}/schema");
            self.add(value.get("example"), &schema, format!("{at}/example"));
            for (_, example, at) in
                value.get("examples").into_iter().flat_map(|all| entries(all, &format!("{at}/examples")))
            {
                let reference = example.get("$ref").and_then(Value::as_str);
                let example =
                    reference.map_or(Some(example), |place| self.document.pointer(place.strip_prefix('#')?));
                self.add(example.and_then(|example| example.get("value")), &schema, format!("{at}/value"));
            }
        }
    }

    fn schemas(&mut self, all: &'d Value, at: &str) {
        for (_, schema, at) in entries(all, at) {
            self.schema(schema, &at);
        }
    }

    fn schema(&mut self, schema: &'d Value, at: &str) {
        for (key, below, at) in entries(schema, at) {
            match key {
                "properties" | "patternProperties" | "$defs" | "dependentSchemas" | "allOf" | "anyOf"
                | "oneOf" | "prefixItems" => self.schemas(below, &at),
                "items"
                | "additionalProperties"
                | "not"
                | "if"
                | "then"
                | "else"
                | "contains"
                | "propertyNames"
                | "unevaluatedItems"
                | "unevaluatedProperties" => self.schema(below, &at),
                _ => {}
            }
        }
        self.add(schema.get("example"), at, format!("{at}/example"));
        for (index, example) in
            schema.get("examples").and_then(Value::as_array).into_iter().flatten().enumerate()
        {
            self.add(Some(example), at, format!("{at}/examples/{index}"));
        }
    }

    fn add(&mut self, value: Option<&'d Value>, schema: &str, at: String) {
        self.found.extend(value.map(|value| Example { schema: schema.to_owned(), at, value }));
    }
}

/// Members or items, with their pointers.
fn entries<'v>(value: &'v Value, at: &str) -> Vec<(&'v str, &'v Value, String)> {
    let below = |step: &str| format!("{at}/{}", step.replace('~', "~0").replace('/', "~1"));
    match value {
        Value::Object(members) => {
            members.iter().map(|(key, value)| (key.as_str(), value, below(key))).collect()
        }
        Value::Array(items) => {
            items.iter().enumerate().map(|(index, value)| ("", value, below(&index.to_string()))).collect()
        }
        _ => Vec::new(),
    }
}
