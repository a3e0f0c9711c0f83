//! What a schema is: objects, lists, maps and values without parts.

use super::Context;
use super::compose::Conflict;
use super::shape::{Extra, Part, Shape, Type};
use crate::api::{
    Additional, Array, Effect, Integer, Kind, Map, Number, Object, Property, Scalar, Schema, SchemaId,
    StringFormat, Usage,
};
use crate::diagnostics;
use crate::wire::WireName;
use clientwright_document::pointer::Pointer;

impl<'a> Context<'a> {
    /// Reads the schema that the parts make together.
    pub(super) fn schema(&mut self, id: SchemaId, parts: &[Part], at: Pointer) -> Schema {
        let mut shape = self.merged(parts).unwrap_or_else(|Conflict { at, reason }| {
            self.report.problem(diagnostics::unmergeable(&at, &reason), Effect::Untyped);
            Shape { broken: true, ..Shape::default() }
        });
        let kind = self.kind(id, parts, &at, &mut shape);
        // A string enum has taken its values; what is left is a limit.
        shape.constraints.values = shape.values.iter().flatten().map(|entry| entry.value.to_json()).collect();
        let about = shape.about;
        Schema {
            origin: self.origin(&at),
            // At a property the name is the field's, not the type's.
            rust_name: about.rust_name.filter(|_| !is_property(&at)),
            docs: about.docs,
            kind,
            constraints: shape.constraints,
            sensitive: about.sensitive,
            examples: about.examples,
            at,
        }
    }

    fn kind(&mut self, id: SchemaId, parts: &[Part], at: &Pointer, shape: &mut Shape<'a>) -> Kind {
        if shape.broken {
            return Kind::Any;
        }
        if let Some(children) = self.children(at, shape) {
            // The base says nothing that its children do not: they include it.
            let (discriminator, constraints) = (shape.discriminator.take(), shape.constraints.clone());
            let about = std::mem::take(&mut shape.about);
            *shape = Shape { choices: vec![children], discriminator, constraints, about, ..Shape::default() };
        }
        if !shape.choices.is_empty() {
            return self.union(id, parts, at, shape);
        }
        self.kind_without_choice(at, shape)
    }

    /// What a schema is, its alternatives left aside.
    pub(super) fn kind_without_choice(&mut self, at: &Pointer, shape: &mut Shape<'a>) -> Kind {
        if let Some(discriminator) = &shape.discriminator {
            let problem = diagnostics::lone_discriminator(&discriminator.at);
            self.report.problem(problem, Effect::Ignored);
        }
        let kind = shape.kind_of_value();
        self.check_stray(at, shape, kind);
        if kind != Some(Type::Object) {
            self.known_rules(shape);
        }
        match kind {
            Some(Type::Object) => self.object(at, shape),
            Some(Type::Array) => self.array(at, shape),
            Some(Type::String) => match shape.values.take() {
                Some(values) => self.string_enum(values),
                None => Kind::Scalar(Scalar::String(string_format(shape))),
            },
            Some(Type::Integer) => Kind::Scalar(Scalar::Integer(integer(shape))),
            Some(Type::Number) => Kind::Scalar(Scalar::Number(number(shape))),
            Some(Type::Boolean) => Kind::Scalar(Scalar::Boolean),
            Some(Type::Null) => Kind::Scalar(Scalar::Null),
            None if shape.is_null() => Kind::Scalar(Scalar::Null),
            None if shape.values.is_some() => self.untyped(diagnostics::mixed_enum(&at.join("enum"))),
            None => Kind::Any,
        }
    }

    fn object(&mut self, at: &Pointer, shape: &mut Shape<'a>) -> Kind {
        let additional = match &shape.extra {
            Extra::Unstated => Additional::Unstated,
            Extra::Any => Additional::Any,
            Extra::Forbidden => Additional::Forbidden,
            Extra::Typed(parts) => Additional::Typed(self.usage_of(parts, parts[parts.len() - 1].at())),
        };
        for name in shape.required.iter().filter(|name| !shape.properties.contains_key(*name)) {
            let problem = diagnostics::undeclared_required(&at.join("required"), name);
            self.report.problem(problem, Effect::Ignored);
        }
        let rules = self.known_rules(shape);
        if shape.properties.is_empty() {
            return match additional {
                Additional::Forbidden => {
                    Kind::Object(Object { properties: Vec::new(), additional, rules: Vec::new() })
                }
                Additional::Typed(values) => Kind::Map(Map { values }),
                Additional::Unstated | Additional::Any => Kind::Map(Map { values: self.any(at) }),
            };
        }
        let properties = std::mem::take(&mut shape.properties);
        let properties = properties
            .into_iter()
            .map(|(name, parts)| {
                let required = shape.required.contains(&name);
                self.property(name, &parts, required)
            })
            .collect();
        Kind::Object(Object { properties, additional, rules })
    }

    fn property(&mut self, name: String, parts: &[Part], required: bool) -> Property {
        let at = parts[parts.len() - 1].at().clone();
        let usage = self.usage_of(parts, &at);
        let mut property = Property {
            name: WireName(name),
            usage,
            required,
            docs: Default::default(),
            read_only: false,
            write_only: false,
            sensitive: None,
            default: None,
            constant: None,
            rust_name: None,
            at,
        };
        // What an earlier part says holds until a later one says otherwise.
        for part in parts {
            let shape = self.shape(part.at());
            if shape.reference.is_some() {
                continue;
            }
            let about = &shape.about;
            if !about.docs.is_empty() || about.docs.is_qualified() {
                property.docs = about.docs.clone();
            }
            property.docs.deprecated |= about.docs.deprecated;
            property.read_only |= about.read_only;
            property.write_only |= about.write_only;
            property.sensitive = about.sensitive.or(property.sensitive);
            property.default = shape.constraints.default.clone().or(property.default);
            property.rust_name = about.rust_name.clone().or(property.rust_name);
        }
        // A reference has no room for words, and provider.yaml has.
        if property.rust_name.is_none() {
            property.rust_name = self.rust_name(&property.at);
        }
        property
    }

    fn array(&mut self, at: &Pointer, shape: &Shape<'a>) -> Kind {
        let items = match shape.items.as_slice() {
            [] => self.any(at),
            items => self.usage_of(items, items[items.len() - 1].at()),
        };
        Kind::Array(Array { items })
    }

    /// Any JSON below a place that says nothing of it.
    fn any(&mut self, at: &Pointer) -> Usage {
        self.synthetic(&at.join("items"), Kind::Any)
    }

    /// Parts of a value that has none: the type is believed.
    fn check_stray(&mut self, at: &Pointer, shape: &Shape<'a>, kind: Option<Type>) {
        let Some(kind) = kind else { return };
        let strays = [
            ("properties", kind != Type::Object && !shape.properties.is_empty()),
            ("items", kind != Type::Array && !shape.items.is_empty()),
        ];
        for (key, _) in strays.into_iter().filter(|(_, is_stray)| *is_stray) {
            self.report.problem(diagnostics::stray_keyword(&at.join(key), key), Effect::Ignored);
        }
    }
}

/// Whether a schema stands at a property of an object.
fn is_property(at: &Pointer) -> bool {
    at.parent().last().is_some_and(|step| step == "properties")
}

/// What a text means.
pub(super) fn string_format(shape: &Shape<'_>) -> StringFormat {
    let format = shape.constraints.format.as_deref();
    match format {
        _ if shape.decimal => StringFormat::Decimal,
        None | Some("") => StringFormat::Plain,
        Some("uuid") => StringFormat::Uuid,
        Some("date") => StringFormat::Date,
        Some("date-time") => StringFormat::DateTime,
        Some("binary") => StringFormat::Binary,
        Some("byte") => StringFormat::Base64,
        Some("decimal" | "money") => StringFormat::Decimal,
        Some(other) => StringFormat::Other(other.to_owned()),
    }
}

fn integer(shape: &Shape<'_>) -> Integer {
    match shape.constraints.format.as_deref() {
        Some("int32" | "int16" | "int8") => Integer::I32,
        Some("uint32" | "uint16" | "uint8") => Integer::U32,
        Some("uint64" | "uint") => Integer::U64,
        _ => Integer::I64,
    }
}

fn number(shape: &Shape<'_>) -> Number {
    match shape.constraints.format.as_deref() {
        _ if shape.decimal => Number::Decimal,
        Some("decimal" | "money") => Number::Decimal,
        // More digits than a binary number has; a fraction is still no mistake of the server's.
        Some("int64" | "uint64") => Number::Decimal,
        _ => Number::F64,
    }
}
