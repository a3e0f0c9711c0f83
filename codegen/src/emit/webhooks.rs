//! `webhooks.rs`: what the provider sends, and how to know that it was the provider.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::runtime::{Name, Uses};
use super::{docs, id, types, unions};
use crate::rust::{Crate, Events, Signature, SignatureKind, Type, Union, Webhooks};
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
    let name = docs::crate_name(krate);
    let (import, decode) = match &webhooks.events {
        Events::Tagged(event) => {
            let known = event.variants.first().map(|variant| {
                format!("        Event::{}(event) => println!(\"{{event:?}}\"),\n", variant.ident)
            });
            let known = known.unwrap_or_default();
            let other = "        _ => {} // The provider may add events: take what is not known.\n";
            ("::{self, Event}", format!("    match Event::decode(body)? {{\n{known}{other}    }}\n"))
        }
        Events::ByAddress(functions) => {
            let function = functions.first().map(|(name, _, _)| name.as_str()).unwrap_or_default();
            ("", format!("    let event = webhooks::{function}(body)?;\n    println!(\"{{event:?}}\");\n"))
        }
    };
    let title = docs::plain(&krate.title);
    let Some(_) = &webhooks.signature else {
        return docs::inner_line(&format!("What the {title} sends."));
    };
    let about = docs::inner(&format!(
        "What the {title} sends.\n\n\
         Verify the bytes as they came, then decode them; the feature `webhooks` brings the verifier."
    ));
    let example = docs::inner(&format!(
        "use {name}::runtime::HeaderMap;\nuse {name}::webhooks{import};\n\n\
         fn receive(headers: &HeaderMap, body: &[u8]) -> Result<(), Box<dyn std::error::Error>> {{\n    \
         webhooks::verifier().secret(\"secret\").verify(headers, body)?;\n{decode}    Ok(())\n}}\n```"
    ));
    quote! {
        #about
        #![doc = ""]
        #![cfg_attr(feature = "webhooks", doc = "```no_run")]
        #![cfg_attr(not(feature = "webhooks"), doc = "```ignore")]
        #example
    }
}

fn tagged(event: &Union, decode_error: &Ident, uses: &mut Uses) -> TokenStream {
    let docs = Docs { description: Some("An event, by what it carries.".to_owned()), ..Docs::default() };
    let event = unions::union(&Union { docs, ..event.clone() }, uses);
    quote! {
        #event

        impl Event {
            /// Reads a delivery's body. Verify it first.
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
    quote! {
        /// Knows whether a delivery comes from the provider: give it the secrets that are valid now.
        #[cfg(feature = "webhooks")]
        pub fn verifier() -> clientwright_runtime::webhooks::WebhookVerifier {
            use clientwright_runtime::webhooks::{Signature, WebhookVerifier};
            WebhookVerifier::new(#spelled)
        }
    }
}
