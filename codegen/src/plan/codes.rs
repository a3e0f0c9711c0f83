//! Documented error codes → one enum: those that answers name, then those that only the schema of a body lists.

use std::collections::BTreeSet;

use indexmap::{IndexMap, IndexSet};

use super::names::{self, Scope};
use crate::api::{Api, BodyKind, ErrorCode, Kind, SchemaId};
use crate::provider::Provider;
use crate::rust::{Code, Meaning};
use crate::wire::{CodeEffect, WireName};

/// What is said of a code, wherever it is.
#[derive(Default)]
struct Said {
    name: Option<String>,
    meanings: Vec<Meaning>,
    effects: Vec<Option<CodeEffect>>,
}

impl Said {
    fn add(&mut self, operation: &str, code: &ErrorCode) {
        self.name = self.name.take().or_else(|| code.name.clone());
        self.effects.push(code.effect);
        let is_it = |it: &&mut Meaning| (&it.text, it.advice) == (&code.meaning, code.retry);
        let operations = match self.meanings.iter_mut().find(is_it) {
            Some(meaning) => &mut meaning.operations,
            None => {
                let (text, advice) = (code.meaning.clone(), code.retry);
                self.meanings.push(Meaning { text, advice, operations: Vec::new() });
                &mut self.meanings.last_mut().expect("one was added").operations
            }
        };
        if operations.last().is_none_or(|last| last != operation) {
            operations.push(operation.to_owned());
        }
    }

    /// Where meanings differ, the one of most operations comes last and stands for all others.
    fn meanings(mut self) -> Vec<Meaning> {
        let most = self.meanings.iter().map(|meaning| meaning.operations.len()).max().unwrap_or(0);
        if let Some(usual) = self.meanings.iter().position(|meaning| meaning.operations.len() == most) {
            let usual = self.meanings.remove(usual);
            self.meanings.push(Meaning { operations: Vec::new(), ..usual });
        }
        self.meanings
    }

    /// What is said wherever the code stands; where that differs, it is open.
    fn effect(&self) -> Option<CodeEffect> {
        let first = self.effects.first().copied().flatten();
        if self.effects.iter().all(|effect| *effect == first) {
            return first;
        }
        let may_have = |effect: &Option<CodeEffect>| effect.is_some_and(|effect| effect != CodeEffect::None);
        self.effects.iter().any(may_have).then_some(CodeEffect::Possible)
    }
}

/// The codes of all operations, in the order in which they are met.
pub(super) fn codes(api: &Api, provider: &Provider) -> Vec<Code> {
    let mut said: IndexMap<&str, Said> = IndexMap::new();
    let responses =
        || api.operations.iter().flat_map(|it| it.responses.iter().map(move |response| (it, response)));
    for (operation, response) in responses() {
        for code in &response.error_codes {
            said.entry(&code.code).or_default().add(&operation.id, code);
        }
    }
    for id in enums(api, provider) {
        let Kind::StringEnum(list) = &api.schemas[id].kind else { continue };
        for value in &list.values {
            said.entry(&value.value).or_insert_with(|| Said {
                name: value.rust_name.clone(),
                meanings: vec![Meaning {
                    text: value.docs.description.clone(),
                    advice: None,
                    operations: Vec::new(),
                }],
                effects: Vec::new(),
            });
        }
    }
    let mut scope = Scope::with(&["Unknown"]);
    said.into_iter()
        .map(|(wire, said)| Code {
            ident: scope.allocate(&names::camel(said.name.as_deref().unwrap_or(wire), "Code"), &["Code"]),
            wire: WireName(wire.to_owned()),
            effect: said.effect(),
            meanings: said.meanings(),
            links: Vec::new(),
        })
        .collect()
}

/// The enums that list codes in the bodies of failures, in the order in which they are met.
pub(super) fn enums(api: &Api, provider: &Provider) -> IndexSet<SchemaId> {
    let (mut seen, mut found) = (BTreeSet::new(), IndexSet::new());
    let responses = api.operations.iter().flat_map(|operation| &operation.responses);
    let failures = responses.filter(|response| !response.status.is_success());
    for payload in failures.flat_map(|response| &response.payloads) {
        let BodyKind::Json(usage) = payload.kind else { continue };
        for pointer in &provider.errors.code {
            let steps: Vec<&str> = pointer.split('/').skip(1).collect();
            if seen.insert((usage.schema, pointer)) {
                find_enum(api, usage.schema, &steps, &mut found);
            }
        }
    }
    found
}

/// Adds the enum that is at a pointer into a body.
fn find_enum(api: &Api, id: SchemaId, steps: &[&str], found: &mut IndexSet<SchemaId>) {
    match (&api.schemas[id].kind, steps) {
        (Kind::StringEnum(_), []) => {
            found.insert(id);
        }
        (Kind::Object(object), [step, rest @ ..]) => {
            let property = object.properties.iter().find(|property| property.name.as_str() == *step);
            if let Some(property) = property {
                find_enum(api, property.usage.schema, rest, found);
            }
        }
        // A body that is a union has its codes in its members; one that holds itself comes back with fewer steps.
        (Kind::Union(union), [_, ..]) => {
            for member in &union.members {
                if !matches!(api.schemas[member.usage.schema].kind, Kind::Union(_)) {
                    find_enum(api, member.usage.schema, steps, found);
                }
            }
        }
        _ => {}
    }
}
