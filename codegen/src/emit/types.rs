//! Types where they are mentioned.

use crate::tokens::{self, TokenStream, quote};

use super::runtime::{Name, Uses};
use crate::rust::{Passing, Runtime, Scalar, Type};

/// The type: `Option<Vec<Address>>`.
pub(super) fn ty(ty: &Type, uses: &mut Uses) -> TokenStream {
    match ty {
        Type::Model(ident) => uses.model(ident),
        Type::Option(inner) => {
            let inner = self::ty(inner, uses);
            quote!(Option<#inner>)
        }
        Type::Vec(inner) => {
            let inner = self::ty(inner, uses);
            quote!(Vec<#inner>)
        }
        Type::Map(inner) => {
            let map = uses.std("std::collections::BTreeMap");
            let inner = self::ty(inner, uses);
            quote!(#map<String, #inner>)
        }
        Type::Boxed(inner) => {
            let inner = self::ty(inner, uses);
            quote!(Box<#inner>)
        }
        Type::Patch(inner) => {
            let patch = uses.runtime(Name::Patch);
            let inner = self::ty(inner, uses);
            quote!(#patch<#inner>)
        }
        Type::Scalar(Scalar::String) => quote!(String),
        Type::Scalar(Scalar::Bool) => quote!(bool),
        Type::Scalar(Scalar::I32) => quote!(i32),
        Type::Scalar(Scalar::I64) => quote!(i64),
        Type::Scalar(Scalar::U32) => quote!(u32),
        Type::Scalar(Scalar::U64) => quote!(u64),
        Type::Scalar(Scalar::F64) => quote!(f64),
        Type::Runtime(runtime) => {
            let name = uses.runtime(runtime_name(*runtime));
            quote!(#name)
        }
        Type::Unit => quote!(()),
    }
}

/// The runtime's name of a type of its own.
pub(super) fn runtime_name(runtime: Runtime) -> Name {
    match runtime {
        Runtime::Json => Name::Json,
        Runtime::Uuid => Name::Uuid,
        Runtime::Date => Name::Date,
        Runtime::DateTime => Name::DateTime,
        Runtime::Decimal => Name::Decimal,
        Runtime::DecimalString => Name::DecimalString,
        Runtime::File => Name::File,
        Runtime::Bytes => Name::Bytes,
        Runtime::Text => Name::Text,
        Runtime::Undocumented => Name::Undocumented,
    }
}

/// How a value is taken as an argument, and how it is handed on.
pub(super) struct Taken {
    /// `impl AsRef<str>`.
    pub(super) ty: TokenStream,
    /// `user_uuid.as_ref()`.
    pub(super) value: TokenStream,
}

/// An argument of this type.
pub(super) fn taken(ty: &Type, passing: Passing, name: &tokens::Ident, uses: &mut Uses) -> Taken {
    let spelled = self::ty(ty, uses);
    let (ty, value) = match passing {
        Passing::Text => (quote!(impl AsRef<str>), quote!(#name.as_ref())),
        Passing::Value => (spelled, quote!(#name)),
        Passing::Into => (quote!(impl Into<#spelled>), quote!(#name.into())),
        Passing::Texts => (
            quote!(impl IntoIterator<Item = impl Into<String>>),
            quote!(#name.into_iter().map(Into::into).collect::<#spelled>()),
        ),
        Passing::Items(item) => {
            let item = self::ty(&item, uses);
            (quote!(impl IntoIterator<Item = #item>), quote!(#name.into_iter().collect::<#spelled>()))
        }
        Passing::Borrow => {
            let borrow = uses.std("std::borrow::Borrow");
            (quote!(impl #borrow<#spelled>), quote!(#name.borrow()))
        }
    };
    Taken { ty, value }
}
