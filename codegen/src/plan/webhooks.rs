//! Webhooks → one event type.

use super::names::{self, Scope};
use super::types::Types;
use super::unions::on_the_heap;
use crate::api;
use crate::provider::Provider;
use crate::rust::{Events, Ident, Tagging, Union, Variant, Webhooks};
use crate::wire::Docs;

/// The event type; `None` when the provider sends nothing that has a type.
pub(super) fn webhooks(types: &Types<'_>, provider: &Provider) -> Option<Webhooks> {
    let webhooks: Vec<_> =
        types.api.webhooks.iter().filter_map(|webhook| Some((webhook, webhook.payload?))).collect();
    if webhooks.is_empty() {
        return None;
    }
    let events = match &types.api.events {
        Some(api::Union { tag: Some(tag), members }) => {
            let mut scope = Scope::with(&["Unknown"]);
            let variants = webhooks.into_iter().zip(members).map(|((webhook, payload), member)| Variant {
                ident: scope.allocate(&names::camel(&webhook.name, "Event"), &["Event"]),
                ty: on_the_heap(types, payload.schema, types.of(payload)),
                tags: member.tags.clone(),
                docs: webhook.docs.clone(),
            });
            Events::Tagged(Box::new(Union {
                ident: Ident::allocated("Event".to_owned()),
                docs: Docs::default(),
                variants: variants.collect(),
                tagging: Tagging::Property(tag.clone()),
                unknown: Ident::allocated("Unknown".to_owned()),
            }))
        }
        // A guess by shape could take one event for another.
        _ => {
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
    Some(Webhooks { events, signature: provider.signature.clone() })
}
