//! Schemas, by their place → the types that they became.

use std::collections::BTreeMap;

use super::types::Types;
use crate::api::{BodyKind, Origin, Payload, SchemaId, Usage};
use crate::rust::Type;

/// Components, and what bodies and events hold. A schema that is only a multipart form is never JSON and left out.
pub(super) fn places(types: &Types<'_>) -> BTreeMap<String, Type> {
    let api = types.api;
    let components = api.schemas.iter().filter_map(|(id, schema)| {
        let is_component = matches!(schema.origin, Origin::Component(_));
        let usage = Usage { schema: id, nullable: false };
        (is_component && is_json(types, id) && !types.is_envelope(id))
            .then(|| (schema.at.to_string(), types.of(usage)))
    });
    let bodies = api.operations.iter().flat_map(|operation| {
        let sent = operation.body.iter().flat_map(|body| &body.payloads);
        sent.chain(operation.responses.iter().flat_map(|response| &response.payloads))
    });
    let bodies = bodies.filter_map(|Payload { at, kind, .. }| match kind {
        BodyKind::Json(usage) | BodyKind::Form(usage) => Some((at.join("schema"), *usage)),
        BodyKind::Multipart { .. } | BodyKind::Text | BodyKind::Bytes | BodyKind::Events(_) => None,
    });
    let events = api.webhooks.iter().filter_map(|webhook| webhook.payload);
    let events = events.map(|usage| (api.schemas[usage.schema].at.clone(), usage));
    // Of an envelope, the data is what is read.
    let opened = api.operations.iter().flat_map(|operation| &operation.responses);
    let opened = opened.filter_map(|response| response.opened.as_ref()).map(|opened| opened.data);
    let opened =
        opened.map(|usage| (api.schemas[usage.schema].at.clone(), Usage { nullable: false, ..usage }));
    let bodies = bodies.filter(|(_, usage)| !types.is_envelope(usage.schema)).chain(opened);
    let used = bodies.chain(events).map(|(at, usage)| (at.to_string(), types.of_nullable(usage)));
    // What a component is by itself counts where an event is nothing else.
    used.chain(components).collect()
}

fn is_json(types: &Types<'_>, id: SchemaId) -> bool {
    let direction = types.direction(id);
    !direction.multipart || direction.sent || direction.received
}
