//! Whether a value is what a schema says.
//!
//! A validator of JSON Schema would say the same, of JSON. Here are trees of the document, references into its files,
//! the places of what is wrong, and the properties that only requests or only responses have.

mod facts;

use std::cell::RefCell;
use std::collections::BTreeMap;

use regex_lite::Regex;

use super::Findings;
use super::subject::follow;
use clientwright_document::pointer::Pointer;
use clientwright_document::{Document, Value};

/// How many schemas a value may be held against: alternatives of alternatives would never end.
const MAX_CHECKS: usize = 20_000;

/// How deep values in values and schemas in schemas may go: schemas that include themselves would never end.
const MAX_DEPTH: usize = 200;

/// Which way a value goes: it decides which properties may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Request,
    Response,
    /// Nobody knows.
    Either,
}

/// What is wrong with a value, or with a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Complaint {
    /// The way to the part, the last step first.
    steps: Vec<String>,
    /// Whether it is about the key that the way ends with.
    is_key: bool,
    message: String,
}

impl Complaint {
    fn here(message: impl Into<String>) -> Self {
        Self { steps: Vec::new(), is_key: false, message: message.into() }
    }

    /// Tells it of a value at a place.
    pub(super) fn report(self, value: &Pointer, hint: &str, found: &mut Findings) {
        let at = self.place(value);
        match self.is_key {
            true => found.key(&at, self.message, hint),
            false => found.value(&at, self.message, hint),
        }
    }

    /// The place of the part, in a value at this place.
    fn place(&self, value: &Pointer) -> Pointer {
        self.steps.iter().rev().fold(value.clone(), |at, step| at.join(step))
    }
}

/// Holds values against schemas of a document.
pub(super) struct Judge<'d> {
    document: &'d Document,
    /// Those that are no regular expression here are not looked at: their language is another one.
    patterns: RefCell<BTreeMap<&'d str, Option<Regex>>>,
}

/// One value being held against one schema.
struct Trial {
    direction: Direction,
    checks: usize,
    depth: usize,
}

impl<'d> Judge<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        Self { document, patterns: RefCell::default() }
    }

    /// What is wrong with a value, by the schema at a place.
    pub(super) fn complaints(&self, value: &Value, schema: &Pointer, direction: Direction) -> Vec<Complaint> {
        let mut trial = Trial { direction, checks: 0, depth: 0 };
        let complaints = self.check(value, schema, &mut trial);
        if trial.checks > MAX_CHECKS {
            return vec![Complaint::here("the schema is too entangled to hold this against it")];
        }
        complaints
    }

    /// What is wrong with a value, by the keywords of one schema other than `enum`, leaving its parts aside.
    pub(super) fn complaints_of_facts(&self, value: &Value, schema: &'d Value) -> Vec<Complaint> {
        let mut found = Vec::new();
        self.facts(value, schema, &mut found);
        found
    }

    fn check(&self, value: &Value, schema: &Pointer, trial: &mut Trial) -> Vec<Complaint> {
        trial.checks += 1;
        if trial.depth > MAX_DEPTH {
            trial.checks = MAX_CHECKS + 1;
        }
        let Some((at, schema)) = follow(self.document, schema) else { return Vec::new() };
        if trial.checks > MAX_CHECKS {
            return Vec::new();
        }
        let is_nullable = schema.get("nullable").and_then(Value::as_bool) == Some(true);
        if *value == Value::Null && is_nullable {
            return Vec::new();
        }
        trial.depth += 1;
        let mut found = Vec::new();
        self.facts(value, schema, &mut found);
        if let Some(values) = schema.get("enum").and_then(Value::as_sequence)
            && found.is_empty()
            && !values.iter().any(|known| facts::equal(known, value))
        {
            found.push(Complaint::here(format!("{} is none of the values of `enum`", facts::shown(value))));
        }
        match value {
            Value::Mapping(_) => self.check_object(value, schema, &at, trial, &mut found),
            Value::Sequence(items) if schema.get("items").is_some() => {
                let at = at.join("items");
                for (index, item) in items.iter().enumerate() {
                    self.check_part(item, &index.to_string(), &at, trial, &mut found);
                }
            }
            _ => {}
        }
        let members = |key: &str| schema.get(key).and_then(Value::as_sequence).map_or(0, <[_]>::len);
        for index in 0..members("allOf") {
            found.extend(self.check(value, &at.join("allOf").join(index), trial));
        }
        for key in ["oneOf", "anyOf"] {
            if members(key) > 0 {
                let places = (0..members(key)).map(|index| at.join(key).join(index)).collect();
                found.extend(self.check_choice(value, schema, key, places, trial));
            }
        }
        trial.depth -= 1;
        found
    }

    fn check_part(
        &self,
        part: &Value,
        step: &str,
        schema: &Pointer,
        trial: &mut Trial,
        found: &mut Vec<Complaint>,
    ) {
        found.extend(self.check(part, schema, trial).into_iter().map(|mut complaint| {
            complaint.steps.push(step.to_owned());
            complaint
        }));
    }

    fn check_object(
        &self,
        object: &Value,
        schema: &Value,
        at: &Pointer,
        trial: &mut Trial,
        found: &mut Vec<Complaint>,
    ) {
        let properties = schema.get("properties").and_then(Value::as_mapping);
        for name in schema.get("required").and_then(Value::as_sequence).unwrap_or_default() {
            let Some(name) = name.as_str().filter(|name| object.get(name).is_none()) else { continue };
            let declared = at.join("properties").join(name);
            let property = follow(self.document, &declared).map(|(_, schema)| schema);
            let is_only = |key: &str| {
                property.and_then(|property| property.get(key)).and_then(Value::as_bool) == Some(true)
            };
            let is_excused = is_only("readOnly") && trial.direction != Direction::Response
                || is_only("writeOnly") && trial.direction != Direction::Request;
            if !is_excused {
                found.push(Complaint::here(format!("`{name}` is required and missing")));
            }
        }
        let additional = schema.get("additionalProperties");
        for (name, part) in object.as_mapping().into_iter().flatten() {
            if properties.is_some_and(|properties| properties.contains_key(name)) {
                self.check_part(part, name, &at.join("properties").join(name), trial, found);
            } else if schema.get("patternProperties").is_none() {
                match additional {
                    Some(Value::Bool(false)) => {
                        let message = format!("the schema has no property `{name}`, and allows no other");
                        found.push(Complaint { steps: vec![name.clone()], is_key: true, message });
                    }
                    Some(Value::Mapping(_)) => {
                        self.check_part(part, name, &at.join("additionalProperties"), trial, found);
                    }
                    _ => {}
                }
            }
        }
    }

    /// A value has to fit one of the alternatives. That it fits two of `oneOf` is nothing that an example could
    /// mend.
    fn check_choice(
        &self,
        value: &Value,
        schema: &Value,
        key: &str,
        places: Vec<Pointer>,
        trial: &mut Trial,
    ) -> Vec<Complaint> {
        if let Some(chosen) = self.chosen(value, schema, &places) {
            return self.check(value, &chosen, trial);
        }
        let mut nearest: Option<Vec<Complaint>> = None;
        for place in &places {
            let complaints = self.check(value, place, trial);
            if complaints.is_empty() {
                return complaints;
            }
            // Something deep inside is nearer than another type.
            let distance =
                |found: &[Complaint]| (found.iter().any(|complaint| complaint.steps.is_empty()), found.len());
            if nearest.as_deref().is_none_or(|nearest| distance(&complaints) < distance(nearest)) {
                nearest = Some(complaints);
            }
        }
        match (nearest, places.len()) {
            (Some(only), 1) => only,
            (Some(nearest), _) => {
                let first = &nearest[0];
                let mut steps = first.place(&Pointer::root()).to_string();
                steps = if first.steps.is_empty() { String::new() } else { format!(" at {steps}") };
                let message =
                    format!("fits no alternative of `{key}`; in the nearest,{steps} {}", first.message);
                vec![Complaint::here(message)]
            }
            (None, _) => Vec::new(),
        }
    }

    /// The alternative that the discriminator's value names.
    fn chosen(&self, value: &Value, schema: &Value, places: &[Pointer]) -> Option<Pointer> {
        let discriminator = schema.get("discriminator")?;
        let tag = value.get(discriminator.get("propertyName")?.as_str()?)?.as_str()?;
        let mapped =
            discriminator.get("mapping").and_then(|mapping| mapping.get(tag)).and_then(Value::as_str);
        let name = mapped.unwrap_or(tag);
        let component = Pointer::root().join_all(["components", "schemas", name]);
        let target = match self.document.get(&component) {
            Some(_) => component,
            None => self.document.resolve(name, &Pointer::of_file(places.first()?.file())).ok()?,
        };
        places
            .iter()
            .find(|place| {
                let reference = self.document.get(place).and_then(|value| value.get("$ref"));
                let reference = reference.and_then(Value::as_str);
                reference.and_then(|text| self.document.resolve(text, place).ok()).as_ref() == Some(&target)
            })
            .cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clientwright_document::{Sources, parse};

    fn complaints(schemas: &str, value: &str, direction: Direction) -> Vec<String> {
        let text = format!("{{openapi: 3.1.0, components: {{schemas: {schemas}}}, x-value: {value}}}");
        let document = parse(&Sources::new("", &text)).unwrap();
        let schema = Pointer::root().join_all(["components", "schemas", "A"]);
        let value = document.root().get("x-value").unwrap();
        let found = Judge::new(&document).complaints(value, &schema, direction);
        let told = found.iter().map(|one| format!("{}: {}", one.place(&Pointer::root()), one.message));
        told.collect()
    }

    #[test]
    fn which_way_a_value_goes_decides_what_may_be_missing() {
        let schemas = "{A: {required: [r, w], properties: {r: {readOnly: true}, w: {writeOnly: true}}}}";
        let missing = |direction| complaints(schemas, "{}", direction);
        assert_eq!(missing(Direction::Request), ["#: `w` is required and missing"]);
        assert_eq!(missing(Direction::Response), ["#: `r` is required and missing"]);
        assert_eq!(missing(Direction::Either), [""; 0]);
    }

    #[test]
    fn numbers_are_compared_as_written() {
        let schemas = "{A: {type: array, items: {enum: [1.0], multipleOf: 0.1}}}";
        assert_eq!(complaints(schemas, "[1]", Direction::Either), [""; 0]);
        let schemas = "{A: {type: array, items: {multipleOf: 0.1, exclusiveMaximum: 0.3}}}";
        assert_eq!(
            complaints(schemas, "[0.2, 0.25, 0.3]", Direction::Either),
            ["#/1: 0.25 is no multiple of 0.1", "#/2: 0.3 is not below 0.3"]
        );
    }

    #[test]
    fn what_would_not_end_is_told() {
        let endless = ["#: the schema is too entangled to hold this against it"];
        let itself = "{A: {allOf: [{$ref: '#/components/schemas/A'}]}}";
        assert_eq!(complaints(itself, "1", Direction::Either), endless);
        let member = "{properties: {a: {$ref: '#/components/schemas/A'}}}";
        let doubling = format!("{{A: {{type: object, oneOf: [{member}, {member}]}}}}");
        let value = format!("{}1{}", "{a: ".repeat(40), "}".repeat(40));
        assert_eq!(complaints(&doubling, &value, Direction::Either), endless);
    }
}
