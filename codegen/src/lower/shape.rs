//! One schema as it is written, without what it nests: nested schemas are places.

use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};
use openapiv3::{AnySchema, SchemaData};

use super::Context;
use super::extension::{Site, has_extensions};
use super::read::Piece;
use crate::api::{Constraints, Effect, Rule};
use crate::diagnostics;
use crate::wire::{Docs, Sensitive};
use clientwright_document::Value;
use clientwright_document::pointer::Pointer;

/// A schema without what it nests.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape<'a> {
    /// What it is nothing else than.
    pub(super) reference: Option<Pointer>,
    /// Whether it cannot be read: its reference leads nowhere, it is not an object…
    pub(super) broken: bool,
    pub(super) types: Option<Type>,
    pub(super) properties: IndexMap<String, Vec<Part>>,
    pub(super) required: IndexSet<String>,
    pub(super) items: Vec<Part>,
    pub(super) extra: Extra,
    pub(super) all_of: Vec<Pointer>,
    pub(super) choices: Vec<Choice>,
    pub(super) rules: Vec<Rule>,
    pub(super) discriminator: Option<Discriminator>,
    pub(super) values: Option<Vec<Entry<'a>>>,
    pub(super) constraints: Constraints,
    pub(super) decimal: bool,
    pub(super) nullable: bool,
    pub(super) about: About,
}

/// What is said about a schema, and is not a part of what it is.
#[derive(Clone, Debug, Default)]
pub(super) struct About {
    pub(super) docs: Docs,
    pub(super) title: Option<String>,
    pub(super) read_only: bool,
    pub(super) write_only: bool,
    pub(super) sensitive: Option<Sensitive>,
    pub(super) rust_name: Option<String>,
    pub(super) examples: Vec<Value>,
}

/// A schema that another is made of: several that stand together are all true at once, as in `allOf`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Part {
    /// The schema at the place.
    Whole(Pointer),
    /// The schema at the place without its alternatives: what they have in common.
    Common(Pointer),
}

/// `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Object,
    Array,
    String,
    Integer,
    Number,
    Boolean,
    Null,
}

/// What an object may hold besides its properties.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Extra {
    #[default]
    Unstated,
    Any,
    Forbidden,
    Typed(Vec<Part>),
}

/// `oneOf` or `anyOf`.
#[derive(Clone, Debug, Default)]
pub(super) struct Choice {
    /// The places of its members, without those that are only `null`.
    pub(super) members: Vec<Pointer>,
    /// Whether one was only `null`.
    pub(super) null: bool,
    /// Whether it is `oneOf`.
    pub(super) is_exclusive: bool,
}

/// Which property tells the members apart.
#[derive(Clone, Debug)]
pub(super) struct Discriminator {
    pub(super) at: Pointer,
    pub(super) property: String,
    /// Value and member, where the document says it.
    pub(super) mapping: Vec<(String, Pointer)>,
}

/// A value of an `enum`, with its place.
#[derive(Clone, Debug)]
pub(super) struct Entry<'a> {
    pub(super) at: Pointer,
    pub(super) value: &'a Value,
    /// `x-enum-varnames` and `x-enum-descriptions`, or provider.yaml.
    pub(super) rust_name: Option<String>,
    pub(super) description: Option<String>,
}

impl Part {
    /// Its place.
    pub(super) fn at(&self) -> &Pointer {
        match self {
            Self::Whole(at) | Self::Common(at) => at,
        }
    }
}

impl Shape<'_> {
    /// Whether it says only things about a schema and nothing that makes another one: a description, `nullable`…
    /// `type` alone beside a reference repeats what the reference says.
    pub(super) fn is_annotation(&self) -> bool {
        self.all_of.is_empty() && self.choices.is_empty() && self.adds_nothing()
    }

    /// The same, whatever it is made of.
    pub(super) fn adds_nothing(&self) -> bool {
        !self.broken
            && self.reference.is_none()
            && self.properties.is_empty()
            && self.required.is_empty()
            && self.items.is_empty()
            && !matches!(self.extra, Extra::Typed(_))
            && self.rules.is_empty()
            && self.values.is_none()
            && !self.decimal
            && self.constraints
                == Constraints { default: self.constraints.default.clone(), ..Constraints::default() }
    }

    /// Whether `null` is all that it allows.
    pub(super) fn is_null(&self) -> bool {
        let only_null =
            |values: &Vec<Entry<'_>>| matches!(values.as_slice(), [entry] if *entry.value == Value::Null);
        self.types == Some(Type::Null) || self.values.as_ref().is_some_and(only_null)
    }

    /// Whether it stands among alternatives for `null`: `{nullable: true}` alone is how schemars writes it for 3.0.
    pub(super) fn is_null_alternative(&self) -> bool {
        self.is_null() || self.nullable && self.types.is_none() && self.is_annotation()
    }

    /// `type`, or what the keywords say in its stead.
    pub(super) fn kind_of_value(&self) -> Option<Type> {
        let constraints = &self.constraints;
        let all = |test: fn(&Value) -> bool| {
            self.values
                .as_ref()
                .is_some_and(|values| !values.is_empty() && values.iter().all(|e| test(e.value)))
        };
        self.types.or_else(|| {
            Some(match () {
                () if !self.properties.is_empty() || self.extra != Extra::Unstated => Type::Object,
                () if !self.items.is_empty() => Type::Array,
                () if all(|value| value.as_str().is_some()) => Type::String,
                () if all(is_whole) => Type::Integer,
                () if all(|value| value.as_number().is_some()) => Type::Number,
                () if all(|value| value.as_bool().is_some()) => Type::Boolean,
                () if self.values.is_some() => return None,
                () if constraints.pattern.is_some() || constraints.max_length.is_some() => Type::String,
                () => match constraints.format.as_deref()? {
                    "int32" | "int64" => Type::Integer,
                    "float" | "double" => Type::Number,
                    "date" | "date-time" | "uuid" | "uri" | "email" | "binary" | "byte" => Type::String,
                    _ => return None,
                },
            })
        })
    }
}

fn is_whole(value: &Value) -> bool {
    value
        .as_number()
        .is_some_and(|number| number.to_string().bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'))
}

const FACTS: Piece = Piece {
    keys: &[
        "type",
        "format",
        "pattern",
        "multipleOf",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "uniqueItems",
        "minProperties",
        "maxProperties",
        "required",
    ],
    stubs: &[],
};

const DATA: Piece = Piece {
    keys: &["nullable", "readOnly", "writeOnly", "deprecated", "title", "discriminator"],
    stubs: &[],
};

impl<'a> Context<'a> {
    /// The schema at a place, read once.
    pub(super) fn shape(&mut self, at: &Pointer) -> Rc<Shape<'a>> {
        if let Some(shape) = self.shapes.get(at) {
            return Rc::clone(shape);
        }
        let shape = Rc::new(self.read_shape(at));
        self.shapes.insert(at.clone(), Rc::clone(&shape));
        shape
    }

    fn read_shape(&mut self, at: &Pointer) -> Shape<'a> {
        let broken = Shape { broken: true, ..Shape::default() };
        let node = self.node(at);
        if let Some(reference) = node.get("$ref").and_then(Value::as_str) {
            return match self.document.resolve(reference, &at.join("$ref")) {
                Ok(target) => Shape { reference: Some(target), ..Shape::default() },
                Err(problem) => {
                    self.report.problem(problem, Effect::Untyped);
                    broken
                }
            };
        }
        if node.as_mapping().is_none() {
            let problem = diagnostics::wrong_type(at, "a schema", node.type_name());
            self.report.problem(problem, Effect::Untyped);
            return broken;
        }
        let facts: AnySchema = self.piece_if_any(at, &FACTS);
        let data: SchemaData = self.piece_if_any(at, &DATA);
        self.check_extensions(at, Site::Schema);
        let place = |(name, place): (&str, Pointer)| (name.to_owned(), vec![Part::Whole(place)]);
        let has = |key: &str| node.get(key).is_some();
        let decimal = has_extensions(node) && self.flag(at, "x-decimal");
        let about = self.about(at, &data);
        Shape {
            reference: None,
            broken: false,
            types: facts.typ.as_deref().and_then(|name| self.type_of(&at.join("type"), name)),
            properties: match has("properties") {
                true => self.entries(at, "properties").into_iter().map(place).collect(),
                false => IndexMap::new(),
            },
            items: has("items").then(|| Part::Whole(at.join("items"))).into_iter().collect(),
            extra: match node.get("additionalProperties") {
                None | Some(Value::Null) => Extra::Unstated,
                Some(Value::Bool(true)) => Extra::Any,
                Some(Value::Bool(false)) => Extra::Forbidden,
                Some(Value::Mapping(schema)) if schema.is_empty() => Extra::Any,
                Some(_) => Extra::Typed(vec![Part::Whole(at.join("additionalProperties"))]),
            },
            all_of: if has("allOf") { self.items(at, "allOf") } else { Vec::new() },
            choices: ["oneOf", "anyOf"]
                .into_iter()
                .filter(|key| has(key))
                .filter_map(|key| self.choice(at, key))
                .collect(),
            rules: if has("if") || has("dependentRequired") {
                self.rules(at, &about.docs)
            } else {
                Vec::new()
            },
            discriminator: data.discriminator.as_ref().map(|_| self.discriminator(at)),
            values: if has("enum") { self.values(at) } else { None },
            constraints: constraints(node, &facts),
            required: facts.required.into_iter().collect(),
            decimal,
            nullable: data.nullable,
            about,
        }
    }

    /// Nothing to read is the ordinary case, and costs nothing.
    fn piece_if_any<T: serde::de::DeserializeOwned + Default>(&mut self, at: &Pointer, piece: &Piece) -> T {
        let node = self.node(at);
        match piece.keys.iter().any(|key| node.get(key).is_some()) {
            true => self.piece(at, piece).unwrap_or_default(),
            false => T::default(),
        }
    }

    fn about(&mut self, at: &Pointer, data: &SchemaData) -> About {
        let node = self.node(at);
        let mut examples: Vec<Value> = node.get("example").cloned().into_iter().collect();
        for example in node.get("examples").and_then(Value::as_sequence).into_iter().flatten() {
            if !examples.contains(example) {
                examples.push(example.clone());
            }
        }
        About {
            docs: self.docs(at),
            title: data.title.clone(),
            read_only: data.read_only,
            write_only: data.write_only,
            sensitive: if has_extensions(node) { self.sensitive(at) } else { None },
            rust_name: self.rust_name(at),
            examples,
        }
    }

    fn type_of(&mut self, at: &Pointer, name: &str) -> Option<Type> {
        Some(match name {
            "object" => Type::Object,
            "array" => Type::Array,
            "string" => Type::String,
            "integer" => Type::Integer,
            "number" => Type::Number,
            "boolean" => Type::Boolean,
            "null" => Type::Null,
            _ => {
                self.report.problem(diagnostics::unknown_type(at, name), Effect::Untyped);
                return None;
            }
        })
    }

    fn choice(&mut self, at: &Pointer, key: &str) -> Option<Choice> {
        let places = self.items(at, key);
        if places.is_empty() {
            return None;
        }
        let (nulls, members): (Vec<_>, Vec<_>) =
            places.into_iter().partition(|place| self.shape(place).is_null_alternative());
        // Null alone is a choice that is no choice; it stays, and is null.
        let null = !nulls.is_empty();
        let members = if members.is_empty() { nulls } else { members };
        Some(Choice { members, null, is_exclusive: key == "oneOf" })
    }

    fn discriminator(&mut self, at: &Pointer) -> Discriminator {
        let at = at.join("discriminator");
        let property = self.node(&at).get("propertyName").and_then(Value::scalar_text).unwrap_or_default();
        let mut mapping = Vec::new();
        for (value, place) in self.entries(&at, "mapping") {
            let Some(target) = self.node(&place).as_str() else { continue };
            // A bare word is a component's name, as the specification has it; anything else is a reference.
            let component = Pointer::root().join_all(["components", "schemas", target]);
            let target = match self.document.get(&component) {
                Some(_) => Ok(component),
                None => self.document.resolve(target, &place),
            };
            match target.and_then(|target| self.follow(&target)) {
                Ok(target) => mapping.push((value.to_owned(), target)),
                Err(problem) => self.report.problem(problem, Effect::Ignored),
            }
        }
        mapping.sort();
        Discriminator { at, property, mapping }
    }

    fn values(&mut self, at: &Pointer) -> Option<Vec<Entry<'a>>> {
        let places = self.items(at, "enum");
        if places.is_empty() {
            return None;
        }
        let names = self.words_of_values(at, "x-enum-varnames", places.len());
        let descriptions = self.words_of_values(at, "x-enum-descriptions", places.len());
        let entries = places.into_iter().enumerate().map(|(index, place)| Entry {
            value: self.node(&place),
            rust_name: self.rust_name(&place).or_else(|| names.get(index).cloned()),
            description: descriptions.get(index).cloned(),
            at: place,
        });
        Some(entries.collect())
    }

    /// A list of words, one for each value; of another length it would put names on the wrong values.
    fn words_of_values(&mut self, at: &Pointer, key: &str, count: usize) -> Vec<String> {
        let Some(value) = self.node(at).get(key) else { return Vec::new() };
        let words = value.as_sequence().unwrap_or_default().iter().filter_map(Value::scalar_text);
        let words: Vec<String> = words.collect();
        if words.len() != count {
            self.bad_extension(&at.join(key), "a list with one text for each value of `enum`");
            return Vec::new();
        }
        words
    }
}

/// Lengths as openapiv3 reads them, numbers from the tree: a limit of money must not be rounded.
fn constraints(node: &Value, facts: &AnySchema) -> Constraints {
    let wide = |value: Option<usize>| value.map(|value| value as u64);
    let exact = |key: &str| node.get(key).and_then(Value::as_number).map(ToString::to_string);
    Constraints {
        min_length: wide(facts.min_length),
        max_length: wide(facts.max_length),
        pattern: facts.pattern.clone(),
        minimum: facts.minimum.and_then(|_| exact("minimum")),
        maximum: facts.maximum.and_then(|_| exact("maximum")),
        exclusive_minimum: facts.exclusive_minimum.unwrap_or_default(),
        exclusive_maximum: facts.exclusive_maximum.unwrap_or_default(),
        multiple_of: facts.multiple_of.and_then(|_| exact("multipleOf")),
        min_items: wide(facts.min_items),
        max_items: wide(facts.max_items),
        unique_items: facts.unique_items.unwrap_or_default(),
        min_properties: wide(facts.min_properties),
        max_properties: wide(facts.max_properties),
        format: facts.format.clone(),
        values: Vec::new(),
        default: node.get("default").map(Value::to_json),
    }
}
