//! What tells webhooks apart: one address may take all of them.

use std::collections::BTreeSet;

use crate::api::{Kind, Member, Object, SchemaId, Schemas, Union, Usage, Webhook};
use crate::wire::WireName;

/// The payloads of webhooks as one union, in their order; `None` where no property tells them apart.
pub(super) fn events(schemas: &Schemas, webhooks: &[Webhook]) -> Option<Union> {
    let payloads: Vec<Usage> = webhooks.iter().filter_map(|webhook| webhook.payload).collect();
    let tag = common_tag(schemas, &payloads.iter().map(|payload| payload.schema).collect::<Vec<_>>())?;
    let member = |usage: Usage| Member { usage, tags: constants(schemas, usage.schema, &tag), title: None };
    let members = payloads.into_iter().map(member).collect();
    Some(Union { tag: Some(tag), members })
}

/// The first property that has other constants in every payload.
fn common_tag(schemas: &Schemas, payloads: &[SchemaId]) -> Option<WireName> {
    let first = properties(schemas, *payloads.first()?);
    first.into_iter().find(|name| {
        let mut seen = BTreeSet::new();
        payloads.iter().all(|payload| {
            let constants = constants(schemas, *payload, name);
            !constants.is_empty() && constants.into_iter().all(|constant| seen.insert(constant))
        })
    })
}

/// The names of the properties of an object, or of a union's first member.
fn properties(schemas: &Schemas, id: SchemaId) -> Vec<WireName> {
    match &schemas[id].kind {
        Kind::Object(object) => object.properties.iter().map(|property| property.name.clone()).collect(),
        Kind::Union(union) => {
            union.members.first().map(|member| properties(schemas, member.usage.schema)).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// The values that a property can have, when they are few and known: its constant or its enum's values, in each member
/// of a union.
fn constants(schemas: &Schemas, id: SchemaId, name: &WireName) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let (mut waiting, mut seen) = (vec![id], BTreeSet::new());
    while let Some(id) = waiting.pop() {
        if !seen.insert(id) {
            continue;
        }
        match &schemas[id].kind {
            Kind::Object(object) => {
                let found = constants_of(schemas, object, name);
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

fn constants_of(schemas: &Schemas, object: &Object, name: &WireName) -> Vec<String> {
    let Some(property) = object.properties.iter().find(|property| property.name == *name) else {
        return Vec::new();
    };
    match (&property.constant, &schemas[property.usage.schema].kind) {
        (Some(constant), _) => vec![constant.clone()],
        (None, Kind::StringEnum(values)) => values.values.iter().map(|value| value.value.clone()).collect(),
        _ => Vec::new(),
    }
}
