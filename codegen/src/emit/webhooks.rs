//! `webhooks.rs`: what the provider sends, and how to know that it was the provider.

use crate::tokens::{Ident, TokenStream, quote};

use super::runtime::{Name, Uses};
use super::{docs, id, types, unions};
use crate::rust::{Crate, Events, Paths, Type, Union, Webhooks};
use crate::wire::{Docs, Signature, SignatureScheme};

pub(super) fn file(krate: &Crate, webhooks: &Webhooks) -> TokenStream {
    let mut uses = Uses::elsewhere();
    let head = head(krate, webhooks);
    let decode_error = uses.runtime(Name::DecodeError);
    let events = match &webhooks.events {
        Events::Tagged(event) => tagged(event, &decode_error, &mut uses),
        Events::ByAddress(functions) => {
            functions.iter().map(|function| by_address(function, &decode_error, &mut uses)).collect()
        }
    };
    let verifier = webhooks.signature.as_ref().map(verifier);
    let uses = uses.into_tokens();
    let of_verifier = verifier.as_ref().map(|_| {
        quote!(
            #[cfg(feature = "webhooks")]
            use clientwright_runtime::webhooks::{Signature, WebhookVerifier};
            #[cfg(feature = "webhooks")]
            use clientwright_runtime::{ConfigError, Secret};
        )
    });
    quote! {
        #head
        #uses
        #of_verifier

        #events

        #verifier
    }
}

/// The module's docs, with a handler.
fn head(krate: &Crate, webhooks: &Webhooks) -> TokenStream {
    let title = docs::plain(&krate.title);
    let Some(signature) = &webhooks.signature else {
        return docs::inner_line(&format!("What the {title} sends."));
    };
    let paragraphs = [
        format!("What the {title} sends."),
        format!(
            "Verify the bytes as they came, keep what is genuine, and answer with success even if it cannot be read: the \
             provider repeats what is refused, and gives up in the end. {}",
            replays(signature)
        ),
        format!(
            "The feature `webhooks` brings the verifier. With `axum` or `actix` a handler takes `Delivery<{}>` as an \
             argument. In tests, with `test-util`, `WebhookSigner::new(SIGNATURE, secret)` signs and sends as the provider \
             does.",
            event(&webhooks.events, "")
        ),
    ];
    let paragraphs = paragraphs.map(|text| docs::wrapped(text.trim_end())).join("\n\n");
    let about = docs::inner(&format!("{paragraphs}{}", note(signature)));
    let example = docs::inner(&format!("{}\n```", handler(&docs::crate_name(krate), &webhooks.events)));
    quote! {
        #about
        #![doc = ""]
        #![cfg_attr(feature = "webhooks", doc = "```no_run")]
        #![cfg_attr(not(feature = "webhooks"), doc = "```ignore")]
        #example
    }
}

/// What the signature leaves open.
fn replays(signature: &Signature) -> String {
    let is_timed = signature.timestamp_header.is_some() || signature.scheme.has_its_own_time();
    let why = match (signature.scheme, signature.tolerance_seconds) {
        (SignatureScheme::StaticToken, _) => {
            return "The token shows who sends and not what was sent: before money moves, read from the API what the \
                    webhook says."
                .to_owned();
        }
        (_, Some(_)) => return String::new(),
        (_, None) if is_timed => "No age is documented at which a webhook is too old",
        (_, None) => "No time is signed",
    };
    format!(
        "{why}, so a recorded webhook can be sent again: keep the `id` of each delivery in a unique column, or give the \
         verifier `seen`."
    )
}

/// The type of an event as text.
fn event(events: &Events, runtime: &str) -> String {
    let paths = Paths { models: "models::", runtime, collections: "std::collections::" };
    match events {
        Events::Tagged(_) => "Event".to_owned(),
        Events::ByAddress(functions) => {
            functions.first().map_or_else(String::new, |(_, ty, _)| ty.spelled(paths))
        }
    }
}

/// What callers should know of the signature, as a paragraph.
fn note(signature: &Signature) -> String {
    signature.note.as_deref().map_or_else(String::new, |note| format!("\n\n{}", docs::note(note)))
}

/// A handler as text: it gives the status to answer with.
fn handler(name: &str, events: &Events) -> String {
    let event = event(events, &format!("{name}::runtime::"));
    let (imports, known) = match events {
        Events::Tagged(union) => {
            let known = union.variants.first().map(|variant| {
                format!("        Ok(Event::{}(event)) => println!(\"{{event:?}}\"),\n", variant.ident)
            });
            let other =
                "        Ok(other) => println!(\"an event of no interest, or a new one: {other:?}\"),\n";
            (format!("use {name}::webhooks::{{self, Event}};"), known.unwrap_or_default() + other)
        }
        Events::ByAddress(_) => (
            format!("use {name}::{{models, webhooks}};"),
            "        Ok(event) => println!(\"{event:?}\"),\n".to_owned(),
        ),
    };
    format!(
        "use {name}::runtime::webhooks::WebhookVerifier;\nuse {name}::runtime::{{ConfigError, HeaderMap}};\n{imports}\n\n\
         /// Gives the status to answer with.\n\
         fn receive(verifier: &WebhookVerifier, headers: &HeaderMap, body: &[u8]) -> u16 {{\n    \
             let delivery = match verifier.receive::<{event}>(headers, body) {{\n        \
                 Ok(delivery) => delivery,\n        \
                 Err(refused) => return refused.status().as_u16(), // not the provider's\n    \
             }};\n    \
             match delivery.event {{\n{known}        \
                 // Genuine, and not as documented: keep `delivery.raw` for people to look at.\n        \
                 Err(undecoded) => println!(\"{{undecoded}}\"),\n    \
             }}\n    \
             200\n\
         }}\n\n\
         /// Once, with the secrets that are valid now.\n\
         fn verifier() -> Result<WebhookVerifier, ConfigError> {{\n    \
             webhooks::verifier([\"new secret\", \"old secret\"])\n\
         }}"
    )
}

fn tagged(event: &Union, decode_error: &Ident, uses: &mut Uses) -> TokenStream {
    let docs = Docs { description: Some("An event, by what it carries.".to_owned()), ..Docs::default() };
    let event = unions::union(&Union { docs, ..event.clone() }, uses);
    quote! {
        #event

        impl Event {
            /// Reads a delivery's body. Verify it first, and keep what cannot be read.
            ///
            /// # Errors
            ///
            /// The body is not the JSON that the event should carry.
            pub fn decode(body: &[u8]) -> Result<Self, #decode_error> {
                clientwright_runtime::json::from_slice(body)
            }
        }
    }
}

fn by_address(
    (name, ty, docs): &(crate::rust::Ident, Type, Docs),
    decode_error: &Ident,
    uses: &mut Uses,
) -> TokenStream {
    let text = docs::text(docs, "");
    let head = format!("Reads the body of `{name}`. Verify it first.\n\n{}", text.trim_start());
    let docs = docs::block(&format!(
        "{}\n\n# Errors\n\nThe body is not the JSON that the event should carry.",
        head.trim_end()
    ));
    let (name, ty) = (id(name), types::ty(ty, uses));
    quote! {
        #docs
        pub fn #name(body: &[u8]) -> Result<#ty, #decode_error> {
            clientwright_runtime::json::from_slice(body)
        }
    }
}

fn verifier(signature: &Signature) -> TokenStream {
    let header = &signature.header;
    let mut spelled = match signature.scheme {
        SignatureScheme::HmacSha256Hex => quote!(Signature::hmac_sha256_hex(#header)),
        SignatureScheme::HmacSha256Base64 => quote!(Signature::hmac_sha256_base64(#header)),
        SignatureScheme::HmacSha256List => quote!(Signature::hmac_sha256_list(#header)),
        SignatureScheme::Ed25519Hex => quote!(Signature::ed25519_hex(#header)),
        SignatureScheme::Ed25519Base64 => quote!(Signature::ed25519_base64(#header)),
        SignatureScheme::StandardWebhooks => quote!(Signature::standard_webhooks()),
        SignatureScheme::StaticToken => quote!(Signature::static_token(#header)),
    };
    match &signature.prefix {
        Some(prefix) if signature.prefix_optional => spelled.extend(quote!(.optional_prefix(#prefix))),
        Some(prefix) => spelled.extend(quote!(.prefix(#prefix))),
        None => {}
    }
    if let Some(header) = &signature.timestamp_header {
        spelled.extend(quote!(.timestamp(#header)));
    }
    if let Some(separator) = signature.separator.as_ref().filter(|separator| *separator != ".") {
        spelled.extend(quote!(.separator(#separator)));
    }
    if let Some(seconds) = signature.tolerance_seconds {
        spelled.extend(quote!(.tolerance(std::time::Duration::from_secs(#seconds))));
    }
    let about = docs::block(&format!(
        "Knows whether a delivery comes from the provider, by the secrets that are valid now.{}\n\n# Errors\n\nThere is no \
         secret, or one is empty, damaged by copying, or not of the provider's form.",
        note(signature)
    ));
    quote! {
        /// How the provider signs what it sends.
        #[cfg(feature = "webhooks")]
        pub const SIGNATURE: Signature = #spelled;

        #about
        #[cfg(feature = "webhooks")]
        pub fn verifier(
            secrets: impl IntoIterator<Item = impl Into<Secret>>,
        ) -> Result<WebhookVerifier, ConfigError> {
            WebhookVerifier::new(SIGNATURE, secrets)
        }
    }
}
