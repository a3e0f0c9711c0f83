//! The client, its environments, the error codes, the webhooks and the test triggers.

use super::models::union;
use super::{Lines, spell};
use crate::rust::{Crate, Events, members};

pub(super) fn client(krate: &Crate, lines: &mut Lines) {
    for name in members::ROOT {
        lines.item(name, &format!("use clientwright_runtime::{name}"));
    }
    lines.item("runtime", "use clientwright_runtime");
    for feature in krate.features().into_keys() {
        lines.feature(&feature);
    }
    lines.item("Client", "client");
    lines.item("ClientBuilder", "Builder<Client>");
    lines.item("Call<O>", "call");
    lines.item("Environment", "environment");
    for environment in &krate.client.environments {
        lines.member("Environment", environment.ident.as_str());
    }
    lines.member("Environment", "Custom(String)");
    if !krate.error_codes.is_empty() {
        lines.item("ErrorCode", "string enum");
        for code in &krate.error_codes {
            lines.member("ErrorCode", code.ident.as_str());
        }
        lines.member("ErrorCode", "Unknown(String)");
        lines.member("ErrorCode", "of(&Error) -> Option<Self>");
    }
}

pub(super) fn webhooks(krate: &Crate, lines: &mut Lines) {
    let Some(webhooks) = &krate.webhooks else { return };
    match &webhooks.events {
        Events::Tagged(event) => {
            union("webhooks", event, lines);
            lines.member("webhooks::Event", "decode(&[u8]) -> Result<Self, DecodeError>");
        }
        Events::ByAddress(functions) => {
            for (name, ty, _) in functions {
                lines.member("webhooks", &format!("{name}(&[u8]) -> Result<{}, DecodeError>", spell::ty(ty)));
            }
        }
    }
    if webhooks.signature.is_some() {
        lines.member("webhooks", "SIGNATURE: Signature");
        lines.member(
            "webhooks",
            "verifier(impl IntoIterator<Item = impl Into<Secret>>) -> Result<WebhookVerifier, ConfigError>",
        );
    }
}

pub(super) fn sandbox(krate: &Crate, lines: &mut Lines) {
    let Some(sandbox) = &krate.sandbox else { return };
    lines.item("sandbox::Sandbox", "sandbox");
    lines.member("Environment", "sandbox(&self) -> Option<sandbox::Sandbox>");
    for trigger in &sandbox.triggers {
        let outcome = format!("sandbox::{}", trigger.outcome);
        let signature = match trigger.is_ending {
            true => format!("{}(self, &str, {outcome}) -> String", trigger.method),
            false => format!("{}(self, {outcome}) -> &'static str", trigger.method),
        };
        lines.member("sandbox::Sandbox", &signature);
        lines.item(&outcome, "outcome");
        for (variant, ..) in &trigger.outcomes {
            lines.member(&outcome, variant.as_str());
        }
    }
}
