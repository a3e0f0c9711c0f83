//! Webhooks → one event type.

use std::collections::BTreeSet;

use super::names::{self, Scope};
use super::types::Types;
use super::unions::on_the_heap;
use crate::api::{Kind, Object, SchemaId};
use crate::provider::{Provider, SignatureScheme};
use crate::rust::{Events, Ident, Signature, SignatureKind, Tagging, Union, Variant, Webhooks};
use crate::wire::{Docs, WireName};

/// The event type; `None` when the provider sends nothing that has a type.
pub(super) fn webhooks(types: &Types<'_>, provider: &Provider) -> Option<Webhooks> {
    let webhooks: Vec<_> =
        types.api.webhooks.iter().filter_map(|webhook| Some((webhook, webhook.payload?))).collect();
    if webhooks.is_empty() {
        return None;
    }
    let tag = common_tag(types, &webhooks.iter().map(|(_, payload)| payload.schema).collect::<Vec<_>>());
    let events = match tag {
        Some(tag) => {
            let mut scope = Scope::with(&["Unknown"]);
            let variants = webhooks.into_iter().map(|(webhook, payload)| Variant {
                ident: scope.allocate(&names::camel(&webhook.name, "Event"), &["Event"]),
                ty: on_the_heap(types, payload.schema, types.of(payload)),
                tags: constants(types, payload.schema, &tag),
                docs: webhook.docs.clone(),
            });
            Events::Tagged(Box::new(Union {
                ident: Ident::allocated("Event".to_owned()),
                docs: Docs::default(),
                variants: variants.collect(),
                tagging: Tagging::Property(tag),
                unknown: Ident::allocated("Unknown".to_owned()),
            }))
        }
        // A guess by shape could take one event for another.
        None => {
            let mut scope = Scope::with(&["verifier"]);
            let functions = webhooks.into_iter().map(|(webhook, payload)| {
                (
                    scope.allocate(&names::snake(&webhook.name), &["_event"]),
                    types.of(payload),
                    webhook.docs.clone(),
                )
            });
            Events::ByAddress(functions.collect())
        }
    };
    let signature = provider.signature.as_ref().map(|signature| Signature {
        kind: match signature.scheme {
            SignatureScheme::HmacSha256Hex => SignatureKind::HmacSha256Hex,
            SignatureScheme::StaticToken => SignatureKind::StaticToken,
        },
        header: signature.header.clone(),
        prefix: signature.prefix.clone(),
        prefix_optional: signature.prefix_optional,
        timestamp_header: signature.timestamp_header.clone(),
        tolerance: signature.tolerance_seconds,
    });
    Some(Webhooks { events, signature })
}

/// The first property that has other constants in every payload.
fn common_tag(types: &Types<'_>, payloads: &[SchemaId]) -> Option<WireName> {
    let first = properties(types, *payloads.first()?);
    first.into_iter().find(|name| {
        let mut seen = BTreeSet::new();
        payloads.iter().all(|payload| {
            let constants = constants(types, *payload, name);
            !constants.is_empty() && constants.into_iter().all(|constant| seen.insert(constant))
        })
    })
}

/// The names of the properties of an object, or of a union's first member.
fn properties(types: &Types<'_>, id: SchemaId) -> Vec<WireName> {
    match &types.api.schemas[id].kind {
        Kind::Object(object) => object.properties.iter().map(|property| property.name.clone()).collect(),
        Kind::Union(union) => {
            union.members.first().map(|member| properties(types, member.usage.schema)).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// The values that a property can have, when they are few and known: its constant or its enum's values, in each member
/// of a union.
fn constants(types: &Types<'_>, id: SchemaId, name: &WireName) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let (mut waiting, mut seen) = (vec![id], BTreeSet::new());
    while let Some(id) = waiting.pop() {
        if !seen.insert(id) {
            continue;
        }
        match &types.api.schemas[id].kind {
            Kind::Object(object) => {
                let found = constants_of(types, object, name);
                if found.is_empty() {
                    return Vec::new();
                }
                all.extend(found.into_iter().filter(|value| !all.contains(value)).collect::<Vec<_>>());
            }
            Kind::Union(union) => {
                waiting.extend(union.members.iter().rev().map(|member| member.usage.schema))
            }
            _ => return Vec::new(),
        }
    }
    all
}

fn constants_of(types: &Types<'_>, object: &Object, name: &WireName) -> Vec<String> {
    let Some(property) = object.properties.iter().find(|property| property.name == *name) else {
        return Vec::new();
    };
    match (&property.constant, &types.api.schemas[property.usage.schema].kind) {
        (Some(constant), _) => vec![constant.clone()],
        (None, Kind::StringEnum(values)) => values.values.iter().map(|value| value.value.clone()).collect(),
        _ => Vec::new(),
    }
}
