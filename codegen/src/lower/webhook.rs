//! What the provider calls.

use super::Context;
use super::extension::Site;
use super::origin::Root;
use crate::api::{BodyKind, Effect, Webhook};
use crate::wire::HttpMethod;
use clientwright_document::Value;
use clientwright_document::pointer::Pointer;

/// A webhook before it is read.
pub(super) struct Found {
    name: String,
    id: String,
    at: Pointer,
}

impl Context<'_> {
    /// All webhooks with their ids: `webhooks` of 3.1, and the key that documents of 3.0 use for the same.
    pub(super) fn find_webhooks(&mut self) -> Vec<Found> {
        let mut found = Vec::new();
        for key in ["webhooks", "x-webhooks"] {
            if !matches!(self.node(&Pointer::root()).get(key), Some(Value::Mapping(_))) {
                continue;
            }
            for (name, at) in self.entries(&Pointer::root(), key) {
                match self.follow(&at) {
                    Ok(item) => found.extend(self.webhook_methods(name, &item)),
                    Err(problem) => self.report.problem(problem, Effect::Skipped),
                }
            }
        }
        for webhook in &found {
            let root = Root { name: webhook.id.clone(), in_operation: true };
            self.roots.entry(webhook.at.clone()).or_insert(root);
        }
        found
    }

    fn webhook_methods(&mut self, name: &str, item: &Pointer) -> Vec<Found> {
        let node = self.node(item);
        let methods = HttpMethod::ALL.into_iter().filter(|method| node.get(method.key()).is_some());
        let found = methods.filter_map(|method| {
            let at = self.follow(&item.join(method.key())).ok()?;
            let id = self.node(&at).get("operationId").and_then(Value::scalar_text);
            Some(Found { name: name.to_owned(), id: id.unwrap_or_else(|| name.to_owned()), at })
        });
        found.collect()
    }

    /// Reads a webhook.
    pub(super) fn webhook(&mut self, found: Found) -> Webhook {
        let Found { name, id, at } = found;
        self.check_extensions(&at, Site::Webhook);
        let body = match self.node(&at).get("requestBody") {
            Some(_) => self.body(&at.join("requestBody")),
            None => None,
        };
        let payload =
            body.into_iter().flat_map(|body| body.payloads).find_map(|payload| match payload.kind {
                BodyKind::Json(usage) | BodyKind::Form(usage) => Some((usage, payload.examples)),
                _ => None,
            });
        let (payload, examples) =
            payload.map_or((None, Vec::new()), |(usage, examples)| (Some(usage), examples));
        if payload.is_none() {
            let reason = "the document says nothing of what it carries".to_owned();
            self.ignored(at.clone(), "webhook-payload", reason);
        }
        for key in ["responses", "parameters", "security", "tags", "servers", "callbacks"] {
            if self.node(&at).get(key).is_some() {
                let reason = format!("`{key}` of what the provider sends is not looked at");
                self.aside(at.join(key), "webhook-detail", reason);
            }
        }
        Webhook { name, id, docs: self.docs(&at), payload, examples, at }
    }
}
