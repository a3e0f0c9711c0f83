//! Which type each schema is, worked out once and without recursion: documents may be deep, and lead back to themselves.

use super::schemas::Names;
use super::types::{alternatives, of_scalar};
use crate::api::{Api, Kind, SchemaId, Usage};
use crate::rust::{Runtime, Type};

/// How many lists and maps a union of one type may stand for; of more, it is an item of its own.
const MAX_DEPTH: usize = 32;

/// How far a schema is.
#[derive(Clone)]
enum State {
    New,
    /// Its parts are being looked at; whether one of them is it again.
    Open {
        leads_back: bool,
    },
    Done(Type),
}

/// The types of all schemas, by [`SchemaId::index`].
pub(super) fn types(api: &Api, names: &Names) -> Vec<Type> {
    let mut resolver = Resolver { api, names, states: vec![State::New; api.schemas.len()] };
    let is_union = |id: &SchemaId| matches!(api.schemas[*id].kind, Kind::Union(_));
    // Unions first: what leads back to itself gets its name from them.
    let (unions, others): (Vec<_>, Vec<_>) = api.schemas.ids().partition(is_union);
    for id in unions.into_iter().chain(others) {
        resolver.resolve(id);
    }
    let done = |state| if let State::Done(ty) = state { ty } else { Type::Runtime(Runtime::Json) };
    resolver.states.into_iter().map(done).collect()
}

struct Resolver<'a> {
    api: &'a Api,
    names: &'a Names,
    states: Vec<State>,
}

impl Resolver<'_> {
    fn resolve(&mut self, id: SchemaId) {
        // A schema stands here twice: to be opened, and to be done behind its parts.
        let mut waiting = vec![id];
        while let Some(&id) = waiting.last() {
            match self.states[id.index()] {
                State::New => {
                    self.states[id.index()] = State::Open { leads_back: false };
                    let parts = self.parts(id).into_iter().map(|usage| usage.schema);
                    waiting.extend(parts.filter(|part| matches!(self.states[part.index()], State::New)));
                }
                State::Open { .. } => {
                    let ty = self.ty(id);
                    self.states[id.index()] = State::Done(ty);
                    waiting.pop();
                }
                State::Done(_) => drop(waiting.pop()),
            }
        }
    }

    /// What its type depends on. The parts of an object do not count: it has a name.
    fn parts(&self, id: SchemaId) -> Vec<Usage> {
        match &self.api.schemas[id].kind {
            Kind::Array(array) => vec![array.items],
            Kind::Map(map) => vec![map.values],
            Kind::Union(union) => union.members.iter().map(|member| member.usage).collect(),
            Kind::Object(_) | Kind::StringEnum(_) | Kind::Scalar(_) | Kind::Any => Vec::new(),
        }
    }

    /// The type of a schema whose parts are done, or lead back to it.
    fn ty(&mut self, id: SchemaId) -> Type {
        let api = self.api;
        match &api.schemas[id].kind {
            Kind::Object(_) | Kind::StringEnum(_) => self.model(id),
            Kind::Array(array) => Type::Vec(Box::new(self.part(array.items))),
            Kind::Map(map) => Type::Map(Box::new(self.part(map.values))),
            Kind::Scalar(scalar) => of_scalar(scalar),
            Kind::Any => Type::Runtime(Runtime::Json),
            Kind::Union(union) => {
                let types =
                    alternatives(union, |member| self.part(Usage { nullable: false, ..member.usage }));
                let leads_back = matches!(self.states[id.index()], State::Open { leads_back: true });
                match types.as_slice() {
                    [] => Type::Runtime(Runtime::Json),
                    [(only, _)] if !leads_back && only.depth() <= MAX_DEPTH => only.clone(),
                    _ => self.model(id),
                }
            }
        }
    }

    fn part(&mut self, usage: Usage) -> Type {
        let id = usage.schema;
        let ty = match &mut self.states[id.index()] {
            State::Done(ty) => ty.clone(),
            State::Open { leads_back } if matches!(self.api.schemas[id].kind, Kind::Union(_)) => {
                *leads_back = true;
                self.model(id)
            }
            // A list of itself has no finite type without a name of its own.
            State::Open { .. } | State::New => Type::Runtime(Runtime::Json),
        };
        if usage.nullable { ty.optional() } else { ty }
    }

    fn model(&self, id: SchemaId) -> Type {
        Type::Model(self.names.get(id).expect("items are named").ident.clone())
    }
}
