//! Choices of a constructor:
//!
//! ```text
//! /// Exactly one of these is needed.
//! #[derive(Clone, PartialEq)]
//! #[non_exhaustive]
//! pub enum Amount {
//!     /// See [`CreateOnrampQuote::fiat_amount`].
//!     Fiat(DecimalString),
//!     /// See [`CreateOnrampQuote::crypto_amount`].
//!     Crypto(DecimalString),
//! }
//!
//! choice! {
//!     Amount of CreateOnrampQuote {
//!         Fiat(fiat_amount),
//!         Crypto(crypto_amount),
//!     }
//! }
//! ```

use crate::tokens::{TokenStream, quote};

use super::docs;
use super::id;
use super::runtime::{Name, Uses};
use super::types::ty;
use crate::rust::{Choice, ChoiceVariant, Struct};

pub(super) fn choice(item: &Struct, choice: &Choice, uses: &mut Uses) -> TokenStream {
    let macro_name = uses.runtime(Name::Choice);
    let (name, owner) = (id(&choice.ident), id(&item.ident));
    let docs = docs::item(&choice.docs, &format!("`{}`.", choice.ident));
    let variants = choice.variants.iter().map(|variant| self::variant(item, choice, variant, uses));
    let variants: Vec<TokenStream> = variants.collect();
    let rows = choice.variants.iter().map(|variant| {
        let ident = id(&variant.ident);
        let fields = variant.fields.iter().map(|(field, _)| id(field));
        match (variant.is_tuple, variant.fields.is_empty()) {
            (_, true) => quote!(#ident),
            (true, false) => quote!(#ident(#(#fields),*)),
            (false, false) => quote!(#ident { #(#fields),* }),
        }
    });
    let sets = choice.key.as_ref().map(|(key, ty)| {
        let (key, ty) = (id(key), uses.model(ty));
        quote!(sets #key: #ty)
    });
    quote! {
        #docs
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }
        #macro_name! { #name of #owner #sets { #(#rows),* } }
    }
}

fn variant(item: &Struct, choice: &Choice, variant: &ChoiceVariant, uses: &mut Uses) -> TokenStream {
    let ident = id(&variant.ident);
    let see = |field: &crate::rust::Ident| docs::line(&format!("See [`{}::{field}`].", item.ident));
    let fields: Vec<TokenStream> = variant.fields.iter().map(|(_, ty)| self::ty(ty, uses)).collect();
    let names = variant.fields.iter().map(|(field, _)| id(field));
    let told = match (&choice.key, variant.fields.as_slice()) {
        (Some((_, ty)), _) => docs::line(&format!("[`{ty}::{}`].", variant.ident)),
        (None, [(only, _)]) => see(only),
        (None, several) => {
            let names: Vec<String> =
                several.iter().map(|(field, _)| format!("[`{0}`]({1}::{0})", field, item.ident)).collect();
            docs::block(&docs::wrapped(&format!("{}.", names.join(", "))))
        }
    };
    if variant.fields.is_empty() {
        return quote!(#told #ident);
    }
    if variant.is_tuple {
        return quote!(#told #ident(#(#fields),*));
    }
    let docs = variant.fields.iter().map(|(field, _)| see(field));
    quote!(#told #ident { #(#docs #names: #fields),* })
}
