//! Which schemas are sent, and which are received.

use crate::api::{Additional, Api, BodyKind, Kind, Payload, Property, SchemaId, Usage};

/// What a schema is used for. A schema that nothing uses has neither.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Direction {
    /// In a request, multipart forms apart.
    pub(super) sent: bool,
    /// In a response or a webhook.
    pub(super) received: bool,
    /// As the whole of a multipart form.
    pub(super) multipart: bool,
}

/// The directions of all schemas, by [`SchemaId::index`].
pub(super) fn of(api: &Api) -> Vec<Direction> {
    let mut directions = vec![Direction::default(); api.schemas.len()];
    for operation in &api.operations {
        for param in &operation.params {
            mark(api, param.usage.schema, &mut directions, Side::Sent);
        }
        for payload in operation.body.iter().flat_map(|body| &body.payloads) {
            if let BodyKind::Multipart { schema, .. } = &payload.kind {
                // The form itself is no JSON; what its parts hold is.
                directions[schema.schema.index()].multipart = true;
                parts(&api.schemas[schema.schema].kind, |_, usage| {
                    mark(api, usage.schema, &mut directions, Side::Sent);
                });
            } else {
                mark_payload(api, payload, &mut directions, Side::Sent);
            }
        }
        for payload in operation.responses.iter().flat_map(|response| &response.payloads) {
            mark_payload(api, payload, &mut directions, Side::Received);
        }
    }
    for webhook in api.webhooks.iter().filter_map(|webhook| webhook.payload) {
        mark(api, webhook.schema, &mut directions, Side::Received);
    }
    directions
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Sent,
    Received,
}

fn mark_payload(api: &Api, payload: &Payload, directions: &mut [Direction], side: Side) {
    if let Some(usage) = payload_usage(&payload.kind) {
        mark(api, usage.schema, directions, side);
    }
}

/// The schema that a payload has, when it has one.
pub(super) fn payload_usage(kind: &BodyKind) -> Option<Usage> {
    match kind {
        BodyKind::Json(usage) | BodyKind::Form(usage) | BodyKind::Multipart { schema: usage, .. } => {
            Some(*usage)
        }
        BodyKind::Events(usage) => *usage,
        BodyKind::Text | BodyKind::Bytes => None,
    }
}

fn mark(api: &Api, id: SchemaId, directions: &mut [Direction], side: Side) {
    let mut waiting = vec![id];
    while let Some(id) = waiting.pop() {
        let direction = &mut directions[id.index()];
        let seen = match side {
            Side::Sent => std::mem::replace(&mut direction.sent, true),
            Side::Received => std::mem::replace(&mut direction.received, true),
        };
        if !seen {
            parts(&api.schemas[id].kind, |property, usage| {
                let crosses = property.is_some_and(|property| match side {
                    Side::Sent => property.read_only,
                    Side::Received => property.write_only,
                });
                if !crosses {
                    waiting.push(usage.schema);
                }
            });
        }
    }
}

/// Calls `visit` with every schema that a schema is made of, and the property that holds it.
pub(super) fn parts(kind: &Kind, mut visit: impl FnMut(Option<&Property>, Usage)) {
    match kind {
        Kind::Object(object) => {
            for property in &object.properties {
                visit(Some(property), property.usage);
            }
            if let Additional::Typed(usage) = object.additional {
                visit(None, usage);
            }
        }
        Kind::Array(array) => visit(None, array.items),
        Kind::Map(map) => visit(None, map.values),
        Kind::Union(union) => union.members.iter().for_each(|member| visit(None, member.usage)),
        Kind::StringEnum(_) | Kind::Scalar(_) | Kind::Any => {}
    }
}
