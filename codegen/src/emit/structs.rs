//! Structs:
//!
//! ```text
//! /// A user, as Plu wants to know it.
//! #[derive(Clone, PartialEq)]
//! #[non_exhaustive]
//! pub struct CreateUser {
//!     /// First name.
//!     pub first_name: String,
//! }
//!
//! object! {
//!     CreateUser {
//!         first_name: "firstName" [redacted],
//!     }
//!     extra
//! }
//!
//! construct! {
//!     CreateUser from Required { first_name: String }
//!     optional { redirect_url: String }
//!     extra
//! }
//! ```

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs;
use super::id;
use super::runtime::{Name, Uses};
use super::types::ty;
use crate::rust::{Constructor, Field, Presence, Required, Runtime, Struct, StructCodec, Type};

pub(super) fn structure(item: &Struct, uses: &mut Uses) -> TokenStream {
    let name = id(&item.ident);
    let docs = docs::item(&item.docs, &format!("`{}`.", item.ident));
    let fields = item.fields.iter().map(|field| {
        let docs = docs::field(field);
        let complex = (field.ty.depth() > 3)
            .then(|| quote!(#[allow(clippy::type_complexity, reason = "it is as deep as the document")]));
        let (name, ty) = (id(&field.ident), ty(&field.ty, uses));
        quote!(#docs #complex pub #name: #ty)
    });
    let fields: Vec<TokenStream> = fields.collect();
    let extra = item.extra.as_ref().map(|extra| {
        let map = uses.std("std::collections::BTreeMap");
        let (name, values) = (id(&extra.ident), ty(&extra.values, uses));
        let docs = docs::line(match extra.values {
            Type::Runtime(Runtime::Json) => "Fields that this crate does not know.",
            _ => "All other fields.",
        });
        quote!(#docs pub #name: #map<String, #values>)
    });
    let codec = match item.codec {
        StructCodec::Json => object(item, uses),
        StructCodec::Multipart => multipart(item, uses),
        StructCodec::Both => {
            let (object, multipart) = (object(item, uses), multipart(item, uses));
            quote!(#object #multipart)
        }
    };
    let construct = item.constructor.as_ref().map(|constructor| construct(item, constructor, uses));
    quote! {
        #docs
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
            #extra
        }
        #codec
        #construct
    }
}

/// The codec: a table of wire names.
fn object(item: &Struct, uses: &mut Uses) -> TokenStream {
    let object = uses.runtime(Name::Object);
    let name = id(&item.ident);
    let rows = item.fields.iter().map(|field| {
        let (name, wire) = (id(&field.ident), field.wire.as_str());
        let mut flags = Vec::new();
        match field.presence {
            Presence::Required => {}
            Presence::Nullable => flags.push(quote!(nullable)),
            Presence::Optional => flags.push(quote!(optional)),
        }
        if field.redacted {
            flags.push(quote!(redacted));
        }
        if let Some(constant) = &field.constant {
            flags.push(quote!(constant #constant));
        }
        let flags = (!flags.is_empty()).then(|| quote!([#(#flags)*]));
        quote!(#name: #wire #flags)
    });
    let extra = item.extra.as_ref().map(|extra| id(&extra.ident));
    quote!(#object! { #name { #(#rows),* } #extra })
}

/// The form: a table of parts.
fn multipart(item: &Struct, uses: &mut Uses) -> TokenStream {
    let multipart = uses.runtime(Name::Multipart);
    let name = id(&item.ident);
    let rows = item.fields.iter().map(|field| {
        let (name, wire) = (id(&field.ident), field.wire.as_str());
        let kind = format_ident!("{}", field.part.as_str());
        let redacted = field.redacted.then(|| quote!([redacted]));
        quote!(#name: #wire #kind #redacted)
    });
    let also = (item.codec == StructCodec::Both).then(|| quote!(also object));
    quote!(#multipart! { #name { #(#rows),* } #also })
}

/// The constructor and the setters: a table of types.
fn construct(item: &Struct, constructor: &Constructor, uses: &mut Uses) -> TokenStream {
    let construct = uses.runtime(Name::Construct);
    let name = id(&item.ident);
    let needed: Vec<&Field> = item
        .fields
        .iter()
        .filter(|field| field.presence != Presence::Optional && field.constant.is_none())
        .collect();
    let rows: Vec<TokenStream> = needed
        .iter()
        .map(|field| {
            let (name, ty) = (id(&field.ident), ty(&field.ty, uses));
            quote!(#name: #ty)
        })
        .collect();
    let required = match &constructor.required {
        Required::Nothing => quote!(()),
        Required::One => quote!((#(#rows),*)),
        Required::Named(required) => {
            let required = id(required);
            quote!(#required { #(#rows),* })
        }
    };
    let optional: Vec<TokenStream> = item
        .fields
        .iter()
        .filter(|field| field.presence == Presence::Optional && field.constant.is_none())
        .map(|field| {
            let name = id(&field.ident);
            let inner = match &field.ty {
                Type::Option(inner) => ty(inner, uses),
                other => ty(other, uses),
            };
            quote!(#name: #inner)
        })
        .collect();
    let optional = (!optional.is_empty()).then(|| quote!(optional { #(#optional),* }));
    let constants: Vec<TokenStream> = item
        .fields
        .iter()
        .filter_map(|field| {
            let (name, value) = (id(&field.ident), field.constant.as_ref()?);
            Some(match field.presence {
                Presence::Optional => quote!(#name: Option<String> = None),
                Presence::Required | Presence::Nullable => quote!(#name: String = #value.to_owned()),
            })
        })
        .collect();
    let constants = (!constants.is_empty()).then(|| quote!(constant { #(#constants),* }));
    let extra = item.extra.as_ref().map(|extra| id(&extra.ident));
    quote!(#construct! { #name from #required #optional #constants #extra })
}
