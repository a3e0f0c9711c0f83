//! Values for a schema: what the documentation shows, and what fits where it shows nothing.

use clientwright_codegen::api::{
    Additional, Alternative, Constraints, Integer, Kind, Number, Object, Property, Rule, RuleKind, Scalar,
    Schema, Schemas, StringFormat, Usage,
};
use clientwright_codegen::wire::WireName;
use serde_json::{Map, Value, json};

/// Deeper than this, only what is required is made: schemas may hold themselves.
const DEPTH: usize = 6;

/// Deeper than this, nothing is made: a schema that requires itself has no value.
const MAX_DEPTH: usize = 100;

/// How much of a value is made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// What a request is refused without.
    Required,
    /// Every property.
    Everything,
}

/// A value for a request. `shown` is what the documentation has at this place; its parts are taken where they are.
pub(crate) fn value(schemas: &Schemas, usage: Usage, shown: Option<&Value>, extent: Extent) -> Value {
    Maker { schemas }.value(usage, shown, extent, 0)
}

struct Maker<'a> {
    schemas: &'a Schemas,
}

impl Maker<'_> {
    fn value(&self, usage: Usage, shown: Option<&Value>, extent: Extent, depth: usize) -> Value {
        if depth > MAX_DEPTH {
            return Value::Null;
        }
        let schema = &self.schemas[usage.schema];
        let extent = if depth > DEPTH { Extent::Required } else { extent };
        let example =
            schema.examples.iter().find_map(|value| serde_json::from_str::<Value>(&value.to_json()).ok());
        let shown = shown.filter(|value| !value.is_null()).or(example.as_ref());
        match &schema.kind {
            Kind::Object(object) => self.object(object, shown, extent, depth),
            Kind::Array(array) => {
                let shown = shown.and_then(Value::as_array).filter(|items| !items.is_empty());
                // An empty list shows nothing, and in a query or a form it is not there at all.
                let least = if depth > DEPTH { 0 } else { 1 };
                let least = schema
                    .constraints
                    .min_items
                    .map_or(least, |items| usize::try_from(items).unwrap_or(least));
                let items = match shown {
                    Some(items) => items
                        .iter()
                        .map(|item| self.value(array.items, Some(item), extent, depth + 1))
                        .collect(),
                    None => vec![self.value(array.items, None, extent, depth + 1); least],
                };
                Value::Array(items)
            }
            Kind::Map(map) => match shown {
                Some(shown) => shown.clone(),
                None if extent == Extent::Everything => {
                    json!({ "key": self.value(map.values, None, extent, depth + 1) })
                }
                None => json!({}),
            },
            Kind::Union(union) => {
                let Some(member) = union.members.first() else { return Value::Null };
                // Which member the documentation shows is not worked out: it is taken as it is.
                if let Some(shown) = shown {
                    return shown.clone();
                }
                let mut value = self.value(member.usage, None, extent, depth + 1);
                if let (Some(tag), Some(name), Some(object)) =
                    (&union.tag, member.tags.first(), value.as_object_mut())
                {
                    object.insert(tag.as_str().to_owned(), json!(name));
                }
                value
            }
            Kind::StringEnum(values) => {
                shown.cloned().unwrap_or_else(|| json!(values.values.first().map(|value| &value.value)))
            }
            Kind::Scalar(scalar) => shown.cloned().unwrap_or_else(|| self::scalar(scalar, schema)),
            Kind::Any => shown.cloned().unwrap_or_else(|| json!({})),
        }
    }

    fn object(&self, object: &Object, shown: Option<&Value>, extent: Extent, depth: usize) -> Value {
        let left_out = left_out(object, shown);
        let mut members = Map::new();
        for property in object.properties.iter().filter(|property| !property.read_only) {
            let is_left_out = left_out.contains(&property.name.as_str());
            if property.required || (extent == Extent::Everything && !is_left_out) {
                self.member(property, shown, extent, depth, &mut members);
            }
        }
        // What a rule adds can be what another one asks more for.
        loop {
            let needed = object.rules.iter().flat_map(|rule| needed(rule, shown, &members));
            let missing: Vec<&Property> = needed
                .filter(|name| !members.contains_key(name.as_str()))
                .filter_map(|name| object.properties.iter().find(|property| property.name == name))
                .collect();
            if missing.is_empty() {
                break;
            }
            for property in missing {
                self.member(property, shown, extent, depth, &mut members);
            }
        }
        if let (Additional::Typed(usage), Extent::Everything) = (object.additional, extent) {
            members.insert("another".to_owned(), self.value(usage, None, extent, depth + 1));
        }
        Value::Object(members)
    }

    fn member(
        &self,
        property: &Property,
        shown: Option<&Value>,
        extent: Extent,
        depth: usize,
        members: &mut Map<String, Value>,
    ) {
        let shown = shown.and_then(|shown| shown.get(property.name.as_str()));
        let value = match &property.constant {
            Some(constant) => json!(constant),
            None => self.value(property.usage, shown, extent, depth + 1),
        };
        members.insert(property.name.as_str().to_owned(), value);
    }
}

/// The alternative that the documentation shows, or the first.
fn chosen<'a>(alternatives: &'a [Alternative], shown: Option<&Value>) -> Option<&'a Alternative> {
    let is_shown = |name: &WireName| shown.is_some_and(|shown| shown.get(name.as_str()).is_some());
    alternatives.iter().find(|it| it.names.iter().all(is_shown)).or(alternatives.first())
}

/// The properties of the alternatives that are not chosen, where only one may be.
fn left_out<'a>(object: &'a Object, shown: Option<&Value>) -> Vec<&'a str> {
    let mut names = Vec::new();
    for rule in &object.rules {
        if let RuleKind::ExactlyOne(alternatives) = &rule.kind
            && let Some(chosen) = chosen(alternatives, shown)
        {
            let others = alternatives.iter().flat_map(|it| &it.names).filter(|it| !chosen.names.contains(it));
            names.extend(others.map(WireName::as_str));
        }
    }
    names
}

/// What a rule asks for beside these members.
fn needed(rule: &Rule, shown: Option<&Value>, members: &Map<String, Value>) -> Vec<WireName> {
    match &rule.kind {
        RuleKind::ExactlyOne(all) | RuleKind::AtLeastOne(all) => {
            chosen(all, shown).map(|it| it.names.clone()).unwrap_or_default()
        }
        RuleKind::Requires(name, others) if members.contains_key(name.as_str()) => others.clone(),
        RuleKind::Requires(..) => Vec::new(),
        RuleKind::When(it) => {
            let value = members.get(it.property.as_str());
            let text = value.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
            let holds = text.map_or(it.or_absent, |text| it.values.contains(&text));
            if holds { it.then.clone() } else { it.otherwise.clone() }
        }
    }
}

fn scalar(scalar: &Scalar, schema: &Schema) -> Value {
    let constraints = &schema.constraints;
    if let Some(value) = constraints.values.first().or(constraints.default.as_ref()) {
        return serde_json::from_str(value).unwrap_or_default();
    }
    match scalar {
        Scalar::String(format) => json!(text(format, constraints)),
        Scalar::Integer(Integer::I32 | Integer::I64 | Integer::U32 | Integer::U64)
        | Scalar::Number(Number::F64 | Number::Decimal) => number(constraints),
        Scalar::Boolean => json!(true),
        Scalar::Null => Value::Null,
    }
}

/// A text of the format. A pattern is not read: where one stands, the spec needs an example.
fn text(format: &StringFormat, constraints: &Constraints) -> String {
    let text = match format {
        StringFormat::Uuid => "550e8400-e29b-41d4-a716-446655440000",
        StringFormat::Date => "2026-01-31",
        StringFormat::DateTime => "2026-01-31T12:00:00Z",
        StringFormat::Binary | StringFormat::Base64 => "dGV4dA==",
        StringFormat::Decimal => "1",
        StringFormat::Other(name) => match name.as_str() {
            "email" => "someone@example.com",
            "uri" | "url" => "https://example.com/",
            "ipv4" | "ip" => "203.0.113.42",
            "ipv6" => "2001:db8::1",
            _ => "text",
        },
        StringFormat::Plain => "text",
    };
    let length = |limit: Option<u64>| limit.and_then(|limit| usize::try_from(limit).ok());
    let longest = length(constraints.max_length).unwrap_or(usize::MAX);
    let shortest = length(constraints.min_length).unwrap_or(0);
    let padding = "x".repeat(shortest.saturating_sub(text.len()));
    format!("{text}{padding}").chars().take(longest).collect()
}

/// The whole number nearest to 1 that the constraints allow.
fn number(constraints: &Constraints) -> Value {
    let bound = |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<f64>().ok());
    let step = bound(&constraints.multiple_of).unwrap_or(1.0);
    let least = bound(&constraints.minimum).map_or(1.0, |least| {
        let next = (least / step).ceil() * step;
        if constraints.exclusive_minimum && next <= least { next + step } else { next }
    });
    let most = bound(&constraints.maximum).unwrap_or(f64::INFINITY);
    let number = least.max(step).min(most);
    #[expect(clippy::cast_possible_truncation, reason = "a whole number of a few digits")]
    if number.fract() == 0.0 { json!(number as i64) } else { json!(number) }
}

#[cfg(test)]
mod tests {
    use clientwright_codegen::provider::Provider;
    use clientwright_codegen::{api::BodyKind, lower};
    use clientwright_document::Sources;
    use serde_json::{Value, json};

    use super::{DEPTH, Extent, value};

    /// A value for the body that this schema describes.
    fn body(schema: &Value, shown: Option<&Value>, extent: Extent) -> Value {
        body_in("3.0.3", schema, shown, extent)
    }

    fn body_in(version: &str, schema: &Value, shown: Option<&Value>, extent: Extent) -> Value {
        let content = json!({ "application/json": { "schema": schema } });
        let document = json!({
            "openapi": version,
            "info": { "title": "Acme", "version": "1" },
            "paths": { "/things": { "post": {
                "requestBody": { "required": true, "content": content },
                "responses": { "204": { "description": "done" } },
            } } },
            "components": { "schemas": { "Tree": { "type": "object", "properties": {
                "trees": { "type": "array", "items": { "$ref": "#/components/schemas/Tree" } },
            } } } },
        });
        let document =
            clientwright_document::parse(&Sources::new("openapi.json", &document.to_string())).unwrap();
        let api = lower::lower(&document, &Provider::for_document("acme")).unwrap();
        let payload = &api.operations[0].body.as_ref().unwrap().payloads[0];
        let BodyKind::Json(usage) = payload.kind else { panic!("the body is JSON") };
        value(&api.schemas, usage, shown, extent)
    }

    #[test]
    fn rules_between_properties_are_kept() {
        let text = || json!({ "type": "string" });
        let schema = json!({
            "type": "object",
            "required": ["kind"],
            "properties": {
                "kind": { "type": "string", "enum": ["own", "other"] },
                "a": text(), "b": text(), "c": text(), "wallet": text(), "city": text(),
            },
            "oneOf": [{ "required": ["a"] }, { "required": ["b"] }],
            "dependentRequired": { "a": ["c"] },
            "if": { "properties": { "kind": { "const": "own" } }, "required": ["kind"] },
            "then": { "required": ["wallet"] },
        });
        let least = json!({ "kind": "own", "a": "text", "c": "text", "wallet": "text" });
        assert_eq!(body_in("3.1.0", &schema, None, Extent::Required), least);
        let most = json!({ "kind": "own", "a": "text", "c": "text", "wallet": "text", "city": "text" });
        assert_eq!(body_in("3.1.0", &schema, None, Extent::Everything), most);
        let shown = json!({ "kind": "other", "b": "shown" });
        assert_eq!(body_in("3.1.0", &schema, Some(&shown), Extent::Required), shown);
    }

    #[test]
    fn what_fits_is_made() {
        for (schema, made) in [
            (json!({ "type": "string" }), json!("text")),
            (json!({ "type": "string", "minLength": 6 }), json!("textxx")),
            (json!({ "type": "string", "maxLength": 2 }), json!("te")),
            (json!({ "type": "string", "format": "date" }), json!("2026-01-31")),
            (json!({ "type": "string", "enum": ["a", "b"] }), json!("a")),
            (json!({ "type": "string", "pattern": "^[0-9]$", "example": "7" }), json!("7")),
            (json!({ "type": "integer" }), json!(1)),
            (json!({ "type": "integer", "minimum": 5 }), json!(5)),
            (json!({ "type": "integer", "minimum": 5, "exclusiveMinimum": true }), json!(6)),
            (json!({ "type": "integer", "maximum": -2 }), json!(-2)),
            (json!({ "type": "integer", "minimum": 7, "multipleOf": 5 }), json!(10)),
            (json!({ "type": "number", "maximum": 0.5 }), json!(0.5)),
            (json!({ "type": "array", "minItems": 2, "items": { "type": "boolean" } }), json!([true, true])),
        ] {
            assert_eq!(body(&schema, None, Extent::Required), made, "{schema}");
        }
    }

    #[test]
    fn what_the_documentation_shows_is_taken() {
        let schema = json!({ "type": "object", "required": ["a"], "properties": {
            "a": { "type": "string" }, "b": { "type": "integer" }, "c": { "type": "string", "readOnly": true },
        } });
        let shown = json!({ "a": "shown", "b": 9, "other": 1 });
        assert_eq!(body(&schema, Some(&shown), Extent::Required), json!({ "a": "shown" }));
        assert_eq!(body(&schema, Some(&shown), Extent::Everything), json!({ "a": "shown", "b": 9 }));
        assert_eq!(body(&schema, None, Extent::Everything), json!({ "a": "text", "b": 1 }));
    }

    #[test]
    fn a_schema_that_holds_itself_ends() {
        let mut tree = &body(&json!({ "$ref": "#/components/schemas/Tree" }), None, Extent::Everything);
        let mut depth = 0;
        while let Some(inner) = tree.pointer("/trees/0") {
            (tree, depth) = (inner, depth + 1);
        }
        assert!((1..=DEPTH).contains(&depth), "{depth}");
    }
}
