//! `webhooks.rs`: what the provider sends, and how to know that it was the provider.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::runtime::{Name, Uses};
use super::{docs, id, types, unions};
use crate::rust::{Crate, Events, Paths, Signature, SignatureKind, Type, Union, Webhooks};
use crate::wire::Docs;

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
    quote! {
        #head
        #uses

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
    let about = docs::inner(&format!(
        "What the {title} sends.\n\n\
         Verify the bytes as they came, keep what is genuine, and answer with success even if it cannot be read: the\n\
         provider repeats what is refused, and gives up in the end. The feature `webhooks` brings the verifier.{}",
        note(signature)
    ));
    let example = docs::inner(&format!("{}\n```", handler(docs::crate_name(krate), &webhooks.events)));
    quote! {
        #about
        #![doc = ""]
        #![cfg_attr(feature = "webhooks", doc = "```no_run")]
        #![cfg_attr(not(feature = "webhooks"), doc = "```ignore")]
        #example
    }
}

/// What callers should know of the signature, as a paragraph.
fn note(signature: &Signature) -> String {
    signature.note.as_deref().map_or_else(String::new, |note| format!("\n\n{}", docs::note(note)))
}

/// A handler as text: it gives the status to answer with.
fn handler(name: String, events: &Events) -> String {
    let runtime = format!("{name}::runtime::");
    let paths = Paths { models: "models::", runtime: &runtime, collections: "std::collections::" };
    let (imports, event, known) = match events {
        Events::Tagged(event) => {
            let known = event.variants.first().map(|variant| {
                format!("        Ok(Event::{}(event)) => println!(\"{{event:?}}\"),\n", variant.ident)
            });
            let other =
                "        Ok(other) => println!(\"an event of no interest, or a new one: {other:?}\"),\n";
            let imports = format!("use {name}::webhooks::{{self, Event}};");
            (imports, "Event".to_owned(), known.unwrap_or_default() + other)
        }
        Events::ByAddress(functions) => {
            let event = functions.first().map_or_else(String::new, |(_, ty, _)| ty.spelled(paths));
            let imports = format!("use {name}::{{models, webhooks}};");
            (imports, event, "        Ok(event) => println!(\"{event:?}\"),\n".to_owned())
        }
    };
    format!(
        "use {name}::runtime::HeaderMap;\n{imports}\n\n\
         /// Gives the status to answer with.\n\
         fn receive(headers: &HeaderMap, body: &[u8]) -> u16 {{\n    \
             let verifier = webhooks::verifier().secret(\"secret\");\n    \
             let Ok(delivery) = verifier.receive::<{event}>(headers, body) else {{\n        \
                 return 401; // not the provider's\n    \
             }};\n    \
             match delivery.event {{\n{known}        \
                 // Genuine, and not as documented: keep its body for people to look at.\n        \
                 Err(undecoded) => println!(\"{{undecoded}}\"),\n    \
             }}\n    \
             200\n\
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
    let mut spelled = match signature.kind {
        SignatureKind::HmacSha256Hex => quote!(Signature::hmac_sha256_hex(#header)),
        SignatureKind::StaticToken => quote!(Signature::static_token(#header)),
    };
    match &signature.prefix {
        Some(prefix) if signature.prefix_optional => spelled.extend(quote!(.optional_prefix(#prefix))),
        Some(prefix) => spelled.extend(quote!(.prefix(#prefix))),
        None => {}
    }
    if let Some(header) = &signature.timestamp_header {
        spelled.extend(quote!(.timestamp(#header)));
    }
    if let Some(seconds) = signature.tolerance {
        spelled.extend(quote!(.tolerance(std::time::Duration::from_secs(#seconds))));
    }
    let docs = docs::block(&format!(
        "Knows whether a delivery comes from the provider: give it the secrets that are valid now.{}",
        note(signature)
    ));
    quote! {
        #docs
        #[cfg(feature = "webhooks")]
        pub fn verifier() -> clientwright_runtime::webhooks::WebhookVerifier {
            use clientwright_runtime::webhooks::{Signature, WebhookVerifier};
            WebhookVerifier::new(#spelled)
        }
    }
}
