//! Schemas → types.

use std::collections::BTreeSet;

use super::directions::{self, Direction};
use super::names::Scope;
use super::reserved;
use super::resolve;
use super::schemas::{Name, Names};
use crate::api::{self, Api, Integer, Kind, Member, Number, Origin, SchemaId, StringFormat, Usage};
use crate::graph;
use crate::rust::{Runtime, Scalar, Type};

/// Everything that says which type a schema is.
pub(super) struct Types<'a> {
    pub(super) api: &'a Api,
    pub(super) directions: &'a [Direction],
    names: &'a Names,
    /// By [`SchemaId::index`].
    types: Vec<Type>,
    /// Schemas of structs that contain themselves, not counting what lists, maps and unions hold.
    recursive: BTreeSet<(SchemaId, SchemaId)>,
    /// Inline one-value enums of properties.
    constants: BTreeSet<SchemaId>,
    /// Envelopes that hold nothing but the data of responses, which is what is read of them.
    envelopes: BTreeSet<SchemaId>,
}

impl<'a> Types<'a> {
    pub(super) fn new(api: &'a Api, directions: &'a [Direction], names: &'a Names) -> Self {
        let (types, recursive) = (resolve::types(api, names), recursive(api));
        Self {
            api,
            directions,
            names,
            types,
            recursive,
            constants: constants(api),
            envelopes: envelopes(api),
        }
    }

    /// What a schema is used for.
    pub(super) fn direction(&self, id: SchemaId) -> Direction {
        self.directions[id.index()]
    }

    /// The name of a schema that is an item.
    pub(super) fn name(&self, id: SchemaId) -> &Name {
        self.names.get(id).expect("items are named")
    }

    /// The names that a file of models cannot give to anything else.
    pub(super) fn scope_of_file(&self) -> Scope {
        let mut scope = reserved::models();
        let names = self.api.schemas.ids().filter_map(|id| self.names.get(id));
        let taken: Vec<&str> = names.flat_map(|name| [name.ident.as_str(), name.required.as_str()]).collect();
        scope.reserve(&taken);
        scope
    }

    /// Whether a field of `owner` with this type has to be on the heap.
    pub(super) fn needs_box(&self, owner: SchemaId, field: SchemaId) -> bool {
        self.recursive.contains(&(owner, field))
    }

    /// The type of a value that is there and not null.
    pub(super) fn of(&self, usage: Usage) -> Type {
        self.types[usage.schema.index()].clone()
    }

    /// The type of a value that is there; `Option` when it may be null.
    pub(super) fn of_nullable(&self, usage: Usage) -> Type {
        let ty = self.of(usage);
        if usage.nullable { ty.optional() } else { ty }
    }

    /// The type of a part of a multipart form.
    pub(super) fn of_part(&self, usage: Usage) -> Type {
        match &self.api.schemas[usage.schema].kind {
            Kind::Scalar(api::Scalar::String(StringFormat::Binary)) => Type::Runtime(Runtime::File),
            Kind::Array(array) => Type::Vec(Box::new(self.of_part(array.items))),
            _ => self.of(usage),
        }
    }

    /// Whether a schema is nothing but the constant of properties, which are strings.
    pub(super) fn is_constant(&self, id: SchemaId) -> bool {
        self.constants.contains(&id)
    }

    /// Whether a schema is nothing but an envelope: no type is made of it.
    pub(super) fn is_envelope(&self, id: SchemaId) -> bool {
        self.envelopes.contains(&id)
    }

    /// What a schema is; for a union that turned out to be one type, what its members are.
    pub(super) fn kind(&self, mut id: SchemaId) -> &'a Kind {
        loop {
            match &self.api.schemas[id].kind {
                Kind::Union(union) if !union.members.is_empty() && !self.is_item(id) => {
                    id = union.members[0].usage.schema;
                }
                kind => return kind,
            }
        }
    }

    /// Whether a schema is an item: some unions turn out to be one type.
    pub(super) fn is_item(&self, id: SchemaId) -> bool {
        let name = self.names.get(id).filter(|_| !self.is_envelope(id));
        matches!(&self.types[id.index()], Type::Model(ident) if name.is_some_and(|name| name.ident == *ident))
    }
}

/// The type of a value without parts.
pub(super) fn of_scalar(scalar: &api::Scalar) -> Type {
    match scalar {
        api::Scalar::String(format) => match format {
            StringFormat::Uuid => Type::Runtime(Runtime::Uuid),
            StringFormat::Date => Type::Runtime(Runtime::Date),
            StringFormat::DateTime => Type::Runtime(Runtime::DateTime),
            StringFormat::Decimal => Type::Runtime(Runtime::DecimalString),
            StringFormat::Plain | StringFormat::Binary | StringFormat::Base64 | StringFormat::Other(_) => {
                Type::Scalar(Scalar::String)
            }
        },
        api::Scalar::Integer(Integer::I32) => Type::Scalar(Scalar::I32),
        api::Scalar::Integer(Integer::I64) => Type::Scalar(Scalar::I64),
        api::Scalar::Integer(Integer::U32) => Type::Scalar(Scalar::U32),
        api::Scalar::Integer(Integer::U64) => Type::Scalar(Scalar::U64),
        api::Scalar::Number(Number::F64) => Type::Scalar(Scalar::F64),
        api::Scalar::Number(Number::Decimal) => Type::Runtime(Runtime::Decimal),
        api::Scalar::Boolean => Type::Scalar(Scalar::Bool),
        api::Scalar::Null => Type::Runtime(Runtime::Json),
    }
}

/// The types of a union, each with the first member that has it.
pub(super) fn alternatives(union: &api::Union, mut of: impl FnMut(&Member) -> Type) -> Vec<(Type, &Member)> {
    let mut types: Vec<(Type, &Member)> = Vec::with_capacity(union.members.len());
    for member in &union.members {
        let ty = of(member);
        let known = types.iter_mut().find_map(|(known, _)| Some((joined(known, &ty)?, known)));
        match known {
            // A tagged union stays one even with a single type.
            Some((joined, known)) if union.tag.is_none() => *known = joined,
            _ => types.push((ty, member)),
        }
    }
    types
}

/// What reads all that two types read which JSON does not tell apart; `None` where they stay two.
fn joined(one: &Type, other: &Type) -> Option<Type> {
    use {Runtime::Decimal, Scalar::*};
    match (one, other) {
        _ if one == other => Some(one.clone()),
        (Type::Scalar(I32 | I64 | U32), Type::Scalar(I32 | I64 | U32)) => Some(Type::Scalar(I64)),
        (Type::Scalar(U32 | U64), Type::Scalar(U32 | U64)) => Some(Type::Scalar(U64)),
        (Type::Scalar(F64), Type::Runtime(Decimal)) | (Type::Runtime(Decimal), Type::Scalar(F64)) => {
            Some(Type::Runtime(Decimal))
        }
        _ => None,
    }
}

/// Schemas that are only mentioned by properties with a constant.
fn constants(api: &Api) -> BTreeSet<SchemaId> {
    let mut constants = BTreeSet::new();
    for (_, schema) in api.schemas.iter() {
        let Kind::Object(object) = &schema.kind else { continue };
        for property in object.properties.iter().filter(|property| property.constant.is_some()) {
            if matches!(api.schemas[property.usage.schema].origin, Origin::Inline { .. }) {
                constants.insert(property.usage.schema);
            }
        }
    }
    constants
}

/// Schemas that are only mentioned as the envelopes of responses, and have nothing beside the data.
fn envelopes(api: &Api) -> BTreeSet<SchemaId> {
    let mut opened = BTreeSet::new();
    let mut mentioned = BTreeSet::new();
    for operation in &api.operations {
        mentioned.extend(operation.params.iter().map(|param| param.usage.schema));
        let sent = operation.body.iter().flat_map(|body| &body.payloads);
        mentioned.extend(sent.filter_map(|payload| Some(directions::payload_usage(&payload.kind)?.schema)));
        for response in &operation.responses {
            let is_bare = response.opened.as_ref().is_some_and(|opened| opened.beside.is_empty());
            for payload in &response.payloads {
                let is_read = response.content().is_some_and(|read| std::ptr::eq(read, payload));
                let mentions = if is_bare && is_read { &mut opened } else { &mut mentioned };
                mentions.extend(directions::payload_usage(&payload.kind).map(|usage| usage.schema));
            }
        }
    }
    mentioned.extend(api.webhooks.iter().filter_map(|webhook| Some(webhook.payload?.schema)));
    for (_, schema) in api.schemas.iter() {
        directions::parts(&schema.kind, |_, usage| {
            mentioned.insert(usage.schema);
        });
    }
    &opened - &mentioned
}

/// Pairs of structs where the second stands in the first and the first in the second, directly or not.
fn recursive(api: &Api) -> BTreeSet<(SchemaId, SchemaId)> {
    // Lists, maps and unions (whose structs are always boxed) are already on the heap.
    let mut direct: Vec<Vec<usize>> = vec![Vec::new(); api.schemas.len()];
    let mut pairs = BTreeSet::new();
    for (id, schema) in api.schemas.iter() {
        if let Kind::Object(_) = &schema.kind {
            directions::parts(&schema.kind, |property, usage| {
                if property.is_some() && matches!(api.schemas[usage.schema].kind, Kind::Object(_)) {
                    direct[id.index()].push(usage.schema.index());
                    pairs.insert((id, usage.schema));
                }
            });
        }
    }
    let component = graph::components(&direct);
    pairs.retain(|(owner, field)| component[owner.index()] == component[field.index()]);
    pairs
}
