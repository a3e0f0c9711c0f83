//! Documented error codes → one enum: those that answers name, then those that only the schema of a body lists.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::names::{self, Scope};
use crate::api::{Api, BodyKind, Kind, SchemaId};
use crate::provider::Provider;
use crate::rust::{Code, Meaning};
use crate::wire::WireName;

/// What is said of a code, wherever it is.
#[derive(Default)]
struct Said {
    name: Option<String>,
    meanings: Vec<Meaning>,
}

/// The codes of all operations, in the order in which they are met.
pub(super) fn codes(api: &Api, provider: &Provider) -> Vec<Code> {
    let mut said: IndexMap<&str, Said> = IndexMap::new();
    let responses = || api.operations.iter().flat_map(|operation| &operation.responses);
    for code in responses().flat_map(|response| &response.error_codes) {
        let said = said.entry(&code.code).or_default();
        said.name = said.name.take().or_else(|| code.name.clone());
        let meaning = Meaning { text: code.meaning.clone(), advice: code.retry };
        if !said.meanings.contains(&meaning) {
            said.meanings.push(meaning);
        }
    }
    let mut seen = BTreeSet::new();
    for payload in responses().filter(|response| !response.status.is_success()).flat_map(|it| &it.payloads) {
        let BodyKind::Json(usage) = payload.kind else { continue };
        for pointer in &provider.errors.code {
            let steps: Vec<&str> = pointer.split('/').skip(1).collect();
            if seen.insert((usage.schema, pointer)) {
                listed(api, usage.schema, &steps, &mut said);
            }
        }
    }
    let mut scope = Scope::with(&["Unknown"]);
    said.into_iter()
        .map(|(wire, said)| Code {
            ident: scope.allocate(&names::camel(said.name.as_deref().unwrap_or(wire), "Code"), &["Code"]),
            wire: WireName(wire.to_owned()),
            meanings: said.meanings,
            links: Vec::new(),
        })
        .collect()
}

/// Adds the values of the enum that stands at a pointer into a body.
fn listed<'a>(api: &'a Api, id: SchemaId, steps: &[&str], said: &mut IndexMap<&'a str, Said>) {
    match (&api.schemas[id].kind, steps) {
        (Kind::StringEnum(list), []) => {
            for value in &list.values {
                said.entry(&value.value).or_insert_with(|| Said {
                    name: value.rust_name.clone(),
                    meanings: vec![Meaning { text: value.docs.description.clone(), advice: None }],
                });
            }
        }
        (Kind::Object(object), [step, rest @ ..]) => {
            let property = object.properties.iter().find(|property| property.name.as_str() == *step);
            if let Some(property) = property {
                listed(api, property.usage.schema, rest, said);
            }
        }
        // A body that is a union has its codes in its members; one that holds itself comes back with fewer steps.
        (Kind::Union(union), [_, ..]) => {
            for member in &union.members {
                if !matches!(api.schemas[member.usage.schema].kind, Kind::Union(_)) {
                    listed(api, member.usage.schema, steps, said);
                }
            }
        }
        _ => {}
    }
}
