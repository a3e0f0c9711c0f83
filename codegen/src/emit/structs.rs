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

use crate::tokens::{self, TokenStream, format_ident, quote};

use super::id;
use super::limits;
use super::runtime::{Name, Uses};
use super::types::ty;
use super::{choices, docs};
use crate::rust::{Constructor, Presence, Required, Runtime, Struct, StructCodec, Type};

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
    let choices = item.choices().iter().map(|choice| choices::choice(item, choice, uses));
    let choices: Vec<TokenStream> = choices.collect();
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
        #(#choices)*
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
        let checks = limits::of_row(&field.checks);
        quote!(#name: #wire #flags #checks)
    });
    let extra = item.extra.as_ref().map(|extra| id(&extra.ident));
    let rules = limits::of_table(&item.rules);
    quote!(#object! { #name { #(#rows),* } #rules #extra })
}

/// The form: a table of parts.
fn multipart(item: &Struct, uses: &mut Uses) -> TokenStream {
    let multipart = uses.runtime(Name::Multipart);
    let name = id(&item.ident);
    let rows = item.fields.iter().map(|field| {
        let (name, wire) = (id(&field.ident), field.wire.as_str());
        let kind = format_ident!("{}", field.part.as_str());
        let redacted = field.redacted.then(|| quote!([redacted]));
        let checks = limits::of_row(&field.checks);
        quote!(#name: #wire #kind #redacted #checks)
    });
    let rules = limits::of_table(&item.rules);
    let also = (item.codec == StructCodec::Both).then(|| quote!(also object));
    quote!(#multipart! { #name { #(#rows),* } #rules #also })
}

/// The constructor and the setters: a table of types.
fn construct(item: &Struct, constructor: &Constructor, uses: &mut Uses) -> TokenStream {
    let construct = uses.runtime(Name::Construct);
    let name = id(&item.ident);
    let rows: Vec<TokenStream> = item
        .needed()
        .map(|field| {
            let (name, ty) = (id(&field.ident), ty(&field.ty, uses));
            quote!(#name: #ty)
        })
        .collect();
    let choices = constructor.choices.iter().map(|choice| {
        let (field, ty) = (id(&choice.field), id(&choice.ident));
        let key = choice.key.as_ref().map(|(key, _)| id(key)).map(|key| quote!(as #key));
        quote!(#field: #ty #key)
    });
    let choices: Vec<TokenStream> = choices.collect();
    let required = match &constructor.required {
        Required::Nothing => quote!(()),
        Required::One if rows.is_empty() => quote!(choosing (#(#choices),*)),
        Required::One => quote!((#(#rows),*)),
        Required::Named(required) => {
            let required = id(required);
            let choosing = (!choices.is_empty()).then(|| quote!(choosing { #(#choices),* }));
            quote!(#required { #(#rows),* } #choosing)
        }
    };
    let chosen: Vec<tokens::Ident> = item.chosen().map(|field| id(&field.ident)).collect();
    let chosen = (!chosen.is_empty()).then(|| quote!(chosen { #(#chosen),* }));
    let optional: Vec<TokenStream> = item
        .settable()
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
    quote!(#construct! { #name from #required #optional #chosen #constants #extra })
}
