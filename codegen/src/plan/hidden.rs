//! What models do not show in `Debug`: what is sensitive, and what a provider says of an error in words of its own, which may
//! repeat what was sent.

use std::collections::BTreeSet;

use crate::api::{Api, BodyKind, Kind, Property, SchemaId};
use crate::provider::Provider;

/// Properties by the schema that has them.
pub(super) type Hidden = BTreeSet<(SchemaId, String)>;

/// The properties at which error bodies carry their code and message. A code is shown where it is known to be documented:
/// by the error itself.
pub(super) fn of_errors(api: &Api, provider: &Provider) -> Hidden {
    let mut hidden = Hidden::new();
    let responses = api.operations.iter().flat_map(|operation| &operation.responses);
    let failures = responses.filter(|response| !response.status.is_success());
    let pointers = || provider.errors.code.iter().chain(&provider.errors.message);
    for payload in failures.flat_map(|response| &response.payloads) {
        let BodyKind::Json(usage) = payload.kind else { continue };
        for pointer in pointers() {
            let steps: Vec<String> =
                pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~")).collect();
            follow(api, usage.schema, &steps, &mut hidden, 0);
        }
    }
    hidden
}

/// Unions that hold each other come to an end here.
const DEEP: usize = 16;

fn follow(api: &Api, id: SchemaId, steps: &[String], hidden: &mut Hidden, depth: usize) {
    if depth > DEEP {
        return;
    }
    match (&api.schemas[id].kind, steps) {
        (Kind::Object(object), [step, rest @ ..]) => {
            for property in object.properties.iter().filter(|property| property.name.as_str() == step) {
                if !rest.is_empty() {
                    follow(api, property.usage.schema, rest, hidden, depth + 1);
                } else if holds_text(api, property.usage.schema, depth) {
                    hidden.insert((id, step.clone()));
                }
            }
        }
        (Kind::Array(array), [_, rest @ ..]) => follow(api, array.items.schema, rest, hidden, depth + 1),
        (Kind::Union(union), _) => {
            for member in &union.members {
                follow(api, member.usage.schema, steps, hidden, depth + 1);
            }
        }
        _ => {}
    }
}

/// Whether the value can be a text or a number, which is what counts at a pointer; objects have members of their own.
fn holds_text(api: &Api, id: SchemaId, depth: usize) -> bool {
    match &api.schemas[id].kind {
        Kind::Scalar(_) | Kind::StringEnum(_) => true,
        Kind::Union(union) if depth <= DEEP => {
            union.members.iter().any(|member| holds_text(api, member.usage.schema, depth + 1))
        }
        _ => false,
    }
}

/// Whether a property is sensitive: itself, its schema, or what that lists.
pub(super) fn is_sensitive(api: &Api, property: &Property) -> bool {
    property.sensitive.is_some() || is_sensitive_schema(api, property.usage.schema, 0)
}

fn is_sensitive_schema(api: &Api, id: SchemaId, depth: usize) -> bool {
    let schema = &api.schemas[id];
    let inside = |id| depth <= DEEP && is_sensitive_schema(api, id, depth + 1);
    schema.sensitive.is_some()
        || match &schema.kind {
            Kind::Array(array) => inside(array.items.schema),
            Kind::Map(map) => inside(map.values.schema),
            Kind::Union(union) => union.members.iter().any(|member| inside(member.usage.schema)),
            Kind::Object(_) | Kind::StringEnum(_) | Kind::Scalar(_) | Kind::Any => false,
        }
}
