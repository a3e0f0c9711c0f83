//! String enums:
//!
//! ```text
//! /// Card programme.
//! #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
//! #[non_exhaustive]
//! pub enum Program {
//!     /// `custodial`
//!     Custodial,
//!     /// A value that this crate does not know.
//!     Unknown(String),
//! }
//!
//! string_enum! {
//!     Program {
//!         Custodial = "custodial",
//!     }
//! }
//! ```

use crate::tokens::{TokenStream, quote};

use super::docs;
use super::id;
use super::runtime::{Name, Uses};
use crate::rust::StringEnum;

pub(super) fn string_enum(item: &StringEnum, uses: &mut Uses) -> TokenStream {
    let string_enum = uses.runtime(Name::StringEnum);
    let name = id(&item.ident);
    let docs = docs::item(&item.docs, &format!("`{}`: a value that the provider may add to.", item.ident));
    let all_codes = item.lists_error_codes.then(|| {
        docs::block(
            "\n[`ErrorCode`](crate::ErrorCode) has these and all other documented codes, with what to do after each.",
        )
    });
    let unknown = id(&item.unknown);
    let unknown_docs = docs::line("A value that this crate does not know.");
    let variants = item.variants.iter().map(|(variant, wire, docs)| {
        let (docs, variant) = (docs::item(docs, &format!("{}.", docs::code(wire.as_str()))), id(variant));
        quote!(#docs #variant)
    });
    let rows = item.variants.iter().map(|(variant, wire, _)| {
        let (variant, wire) = (id(variant), wire.as_str());
        quote!(#variant = #wire)
    });
    quote! {
        #docs
        #all_codes
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #unknown_docs
            #unknown(String),
        }
        #string_enum! { #name { #(#rows),* } }
    }
}
