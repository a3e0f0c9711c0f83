//! Unions:
//!
//! ```text
//! /// How a user is verified.
//! #[derive(Clone, Debug, PartialEq)]
//! #[non_exhaustive]
//! pub enum KycSubmission {
//!     /// The partner submits the data.
//!     DirectData(Box<DirectData>),
//!     /// A form that this crate does not know.
//!     Unknown(Json),
//! }
//!
//! union! {
//!     KycSubmission by "method" {
//!         DirectData(Box<DirectData>) = "direct_data",
//!     }
//!     from {
//!         DirectData(DirectData),
//!     }
//! }
//! ```

use crate::tokens::{TokenStream, quote};

use super::docs;
use super::id;
use super::runtime::{Name, Uses};
use super::types::ty;
use crate::rust::{Tagging, Union};

pub(super) fn union(item: &Union, uses: &mut Uses) -> TokenStream {
    let (union, json) = (uses.runtime(Name::Union), uses.runtime(Name::Json));
    let name = id(&item.ident);
    let docs = docs::item(&item.docs, &format!("`{}`: one of several forms.", item.ident));
    let unknown = id(&item.unknown);
    let unknown_docs = docs::line("A variant that this crate does not know: its JSON.");
    let (mut variants, mut rows, mut untagged) = (Vec::new(), Vec::new(), Vec::new());
    for variant in &item.variants {
        let (ident, ty) = (id(&variant.ident), ty(&variant.ty, uses));
        let docs = docs::item(&variant.docs, &format!("`{}`.", variant.ident));
        variants.push(quote!(#docs #ident(#ty)));
        let tags = &variant.tags;
        match &item.tagging {
            Tagging::Property(_) if tags.is_empty() => untagged.push(quote!(#ident(#ty))),
            Tagging::Property(_) => rows.push(quote!(#ident(#ty) = #(#tags)|*)),
            Tagging::Shape => rows.push(quote!(#ident(#ty))),
        }
    }
    let untagged = (!untagged.is_empty()).then(|| quote!(else { #(#untagged),* }));
    let by = match &item.tagging {
        Tagging::Property(property) => {
            let property = property.as_str();
            quote!(by #property)
        }
        Tagging::Shape => quote!(),
    };
    let conversions = item.conversions().map(|(ident, ty)| {
        let (ident, ty) = (id(ident), self::ty(ty, uses));
        quote!(#ident(#ty))
    });
    let conversions: Vec<TokenStream> = conversions.collect();
    let from = (!conversions.is_empty()).then(|| quote!(from { #(#conversions),* }));
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #unknown_docs
            #unknown(#json),
        }
        #union! { #name #by { #(#rows),* } #untagged #from }
    }
}
