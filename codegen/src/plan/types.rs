//! Schemas → types.

use std::collections::BTreeSet;

use super::directions::{self, Direction};
use super::schemas::{Name, Names};
use crate::api::{self, Api, Integer, Kind, Number, Origin, SchemaId, StringFormat, Usage};
use crate::rust::{Runtime, Scalar, Type};

/// Everything that says which type a schema is.
pub(super) struct Types<'a> {
    pub(super) api: &'a Api,
    pub(super) directions: &'a [Direction],
    names: &'a Names,
    /// Schemas of structs that contain themselves, not counting what lists, maps and unions hold.
    recursive: BTreeSet<(SchemaId, SchemaId)>,
    /// Inline one-value enums of properties.
    constants: BTreeSet<SchemaId>,
}

impl<'a> Types<'a> {
    pub(super) fn new(api: &'a Api, directions: &'a [Direction], names: &'a Names) -> Self {
        Self { api, directions, names, recursive: recursive(api), constants: constants(api) }
    }

    /// What a schema is used for.
    pub(super) fn direction(&self, id: SchemaId) -> Direction {
        self.directions[id.index()]
    }

    /// The name of a schema that is an item.
    pub(super) fn name(&self, id: SchemaId) -> &Name {
        self.names.get(id).expect("items are named")
    }

    /// Whether a field of `owner` with this type has to be on the heap.
    pub(super) fn needs_box(&self, owner: SchemaId, field: SchemaId) -> bool {
        self.recursive.contains(&(owner, field))
    }

    /// The type of a value that is there and not null.
    pub(super) fn of(&self, usage: Usage) -> Type {
        self.resolve(usage.schema, &mut Vec::new())
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

    fn resolve(&self, id: SchemaId, within: &mut Vec<SchemaId>) -> Type {
        let schema = &self.api.schemas[id];
        if within.contains(&id) {
            // A list of itself has no finite type without a name of its own; a union has one.
            let union = matches!(schema.kind, Kind::Union(_));
            return if union {
                Type::Model(self.name(id).ident.clone())
            } else {
                Type::Runtime(Runtime::Json)
            };
        }
        within.push(id);
        let ty = match &schema.kind {
            Kind::Object(_) | Kind::StringEnum(_) => Type::Model(self.name(id).ident.clone()),
            Kind::Union(_) => match self.members(id, within).as_slice() {
                [] => Type::Runtime(Runtime::Json),
                [only] => only.clone(),
                _ => Type::Model(self.name(id).ident.clone()),
            },
            Kind::Array(array) => Type::Vec(Box::new(self.resolve_nullable(array.items, within))),
            Kind::Map(map) => Type::Map(Box::new(self.resolve_nullable(map.values, within))),
            Kind::Scalar(scalar) => of_scalar(scalar),
            Kind::Any => Type::Runtime(Runtime::Json),
        };
        within.pop();
        ty
    }

    fn resolve_nullable(&self, usage: Usage, within: &mut Vec<SchemaId>) -> Type {
        let ty = self.resolve(usage.schema, within);
        if usage.nullable { ty.optional() } else { ty }
    }

    /// The distinct types of a union's members. A tagged union stays one even with a single type.
    fn members(&self, id: SchemaId, within: &mut Vec<SchemaId>) -> Vec<Type> {
        let Kind::Union(union) = &self.api.schemas[id].kind else { return Vec::new() };
        let mut types: Vec<Type> = Vec::new();
        for member in &union.members {
            let ty = self.resolve(member.usage.schema, within);
            if union.tag.is_some() || !types.contains(&ty) {
                types.push(ty);
            }
        }
        types
    }

    /// Whether a schema is nothing but the constant of properties, which are strings.
    pub(super) fn is_constant(&self, id: SchemaId) -> bool {
        self.constants.contains(&id)
    }

    /// Whether a schema is an item: some unions turn out to be one type.
    pub(super) fn is_item(&self, id: SchemaId) -> bool {
        match &self.api.schemas[id].kind {
            Kind::Object(_) | Kind::StringEnum(_) => true,
            Kind::Union(_) => self.members(id, &mut vec![id]).len() > 1,
            Kind::Array(_) | Kind::Map(_) | Kind::Scalar(_) | Kind::Any => false,
        }
    }
}

fn of_scalar(scalar: &api::Scalar) -> Type {
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

/// Pairs of structs where the second stands in the first and the first in the second, directly or not.
fn recursive(api: &Api) -> BTreeSet<(SchemaId, SchemaId)> {
    // Lists, maps and unions (whose structs are always boxed) are already on the heap.
    let mut direct: Vec<Vec<SchemaId>> = vec![Vec::new(); api.schemas.len()];
    for (id, schema) in api.schemas.iter() {
        if let Kind::Object(_) = &schema.kind {
            directions::parts(&schema.kind, |property, usage| {
                if property.is_some() && matches!(api.schemas[usage.schema].kind, Kind::Object(_)) {
                    direct[id.index()].push(usage.schema);
                }
            });
        }
    }
    let component = components(&direct);
    let mut pairs = BTreeSet::new();
    for (id, _) in api.schemas.iter() {
        for &field in &direct[id.index()] {
            if component[id.index()] == component[field.index()] {
                pairs.insert((id, field));
            }
        }
    }
    pairs
}

/// Strongly connected components (Tarjan, without recursion: documents may be deep).
fn components(edges: &[Vec<SchemaId>]) -> Vec<usize> {
    const NEW: usize = usize::MAX;
    let mut order = vec![NEW; edges.len()];
    let mut low = vec![0; edges.len()];
    let mut component = vec![NEW; edges.len()];
    let (mut stack, mut next, mut found) = (Vec::new(), 0, 0);
    for start in 0..edges.len() {
        let mut calls = if order[start] == NEW { vec![(start, 0)] } else { Vec::new() };
        while let Some((node, edge)) = calls.pop() {
            if edge == 0 {
                order[node] = next;
                low[node] = next;
                next += 1;
                stack.push(node);
            } else {
                low[node] = low[node].min(low[edges[node][edge - 1].index()]);
            }
            let mut rest = edges[node].iter().enumerate().skip(edge);
            let descend = rest.find_map(|(index, target)| {
                let target = target.index();
                if order[target] == NEW {
                    return Some((index, target));
                }
                if component[target] == NEW {
                    low[node] = low[node].min(order[target]);
                }
                None
            });
            if let Some((index, target)) = descend {
                calls.push((node, index + 1));
                calls.push((target, 0));
            } else if low[node] == order[node] {
                while let Some(member) = stack.pop() {
                    component[member] = found;
                    if member == node {
                        break;
                    }
                }
                found += 1;
            }
        }
    }
    component
}
