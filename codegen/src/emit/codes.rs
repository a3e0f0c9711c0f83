//! Error codes: the enum of `error.rs`, and what the runtime is told of them.

use crate::tokens::{TokenStream, format_ident, quote};

use super::docs;
use super::id;
use super::runtime::{Name, Uses};
use crate::rust::{Code, Crate};
use crate::wire::CodeEffect;

/// `error.rs`: the documented error codes.
pub(super) fn error(krate: &Crate) -> TokenStream {
    let mut uses = Uses::elsewhere();
    let (string_enum, error) = (uses.runtime(Name::StringEnum), uses.runtime(Name::Error));
    let variants = krate.error_codes.iter().map(|code| {
        let (docs, ident) = (docs::error_code(code), id(&code.ident));
        let aliases = docs::aliases(&code.ident, &[code.wire.as_str()]);
        quote!(#docs #aliases #ident)
    });
    let rows = krate.error_codes.iter().map(|code| {
        let (ident, wire) = (id(&code.ident), code.wire.as_str());
        quote!(#ident = #wire)
    });
    let uses = uses.into_tokens();
    quote! {
        #uses

        /// The documented error codes.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ErrorCode {
            #(#variants,)*
            /// A code that this crate does not know.
            Unknown(String),
        }

        impl ErrorCode {
            /// The code that an answer carries.
            #[must_use]
            pub fn of(error: &#error) -> Option<Self> {
                error.code().map(Self::from_wire)
            }
        }

        #string_enum! { ErrorCode { #(#rows),* } }
    }
}

/// What a code says of the effect of a call, where its status does not.
pub(super) fn outcome(code: &Code, uses: &mut Uses) -> Option<TokenStream> {
    let variant = format_ident!(
        "{}",
        match code.effect? {
            CodeEffect::None => "NoEffect",
            CodeEffect::Possible => "Unknown",
            CodeEffect::Done => "Done",
        }
    );
    let (wire, ty) = (code.wire.as_str(), uses.runtime(Name::Outcome));
    Some(quote!((#wire, #ty::#variant)))
}
