//! Operations: a method of the handle, a marker, and methods of the call for what is optional.
//!
//! ```text
//! /// The operation `getUser`, `GET /users/{id}`.
//! #[derive(Debug)]
//! pub enum GetUser {}
//!
//! impl Operation for GetUser {
//!     type Output = models::User;
//!     type Error = models::ErrorBody;
//!     const META: Meta = Meta::new(Method::Get, "getUser", "/users/{id}")
//!         .retry(Retry::Safe)
//!         .security(&[&["apiKey"]]);
//! }
//!
//! impl Call<ListUsers> {
//!     /// The page.
//!     pub fn page(self, page: i64) -> Self {
//!         Self(self.0.query("page", page))
//!     }
//! }
//! ```

use crate::tokens::{self, Literal, TokenStream, format_ident, quote};

use super::docs;
use super::id;
use super::limits;
use super::runtime::{Name, Uses};
use super::types::{Taken, taken, ty};
use crate::rust::{
    Argument, BodyKind, Idempotency, Ident, Known, Lookup, Method, Outcome, Passing, Setter, StatusEnum, Type,
};
use crate::wire::{HttpMethod, RepeatedKey, RetryClass, StatusRange, Wrapping};

pub(super) fn method(method: &Method, uses: &mut Uses) -> TokenStream {
    let docs = docs::operation(method);
    let aliases = docs::aliases(&method.ident, &[&method.id, &method.path]);
    let (name, marker) = (id(&method.ident), id(&method.marker));
    let (mut parameters, mut calls) = (Vec::new(), Vec::new());
    for argument in &method.arguments {
        if let Some(constant) = &argument.constant {
            calls.push(add(argument, &quote!(#constant), uses));
            continue;
        }
        let name = id(&argument.ident);
        if method.required.is_some() {
            let value = match argument.ty.passing() {
                Passing::Text => quote!(required.#name.as_str()),
                Passing::Borrow => quote!(&required.#name),
                Passing::Value | Passing::Into | Passing::Texts | Passing::Items(_) => quote!(required.#name),
            };
            calls.push(add(argument, &value, uses));
            continue;
        }
        let Taken { ty, value } = taken(&argument.ty, argument.ty.passing(), &name, uses);
        parameters.push(quote!(#name: #ty));
        calls.push(add(argument, &value, uses));
    }
    if let Some(required) = &method.required {
        let required = id(required);
        parameters.push(quote!(required: #required));
    }
    if let Some((argument, kind)) = &method.body {
        let name = id(&argument.ident);
        let Taken { ty, value } = taken_as_body(&argument.ty, &name, uses);
        parameters.push(quote!(#name: #ty));
        calls.push(add_body(kind, &value, uses));
    }
    let many = (parameters.len() > 6)
        .then(|| quote!(#[expect(clippy::too_many_arguments, reason = "the operation requires them all")]));
    quote! {
        #docs
        #aliases
        #many
        pub fn #name(&self, #(#parameters),*) -> Call<#marker> {
            Call(self.0.call() #(#calls)*)
        }
    }
}

/// A body: numbers and booleans are handed on by reference, like everything else that is encoded.
fn taken_as_body(ty: &Type, name: &tokens::Ident, uses: &mut Uses) -> Taken {
    let passing = ty.passing_as_body();
    let by_value = passing == Passing::Value;
    let Taken { ty, value } = taken(ty, passing, name, uses);
    Taken { ty, value: if by_value { quote!(&#value) } else { value } }
}

fn add(argument: &Argument, value: &TokenStream, uses: &mut Uses) -> TokenStream {
    let wire = argument.wire.as_str();
    let reference = if matches!(argument.ty, Type::Scalar(_) | Type::Vec(_)) { quote!(&) } else { quote!() };
    if argument.json && matches!(argument.place, "query" | "header") {
        let call = format_ident!("{}_json", argument.place);
        return quote!(.#call(#wire, #reference #value));
    }
    if argument.compound && argument.style == Some("DeepObject") {
        return quote!(.query_deep(#wire, #reference #value));
    }
    let encoded = (argument.json || argument.compound).then(|| {
        let json = uses.runtime(Name::Json);
        let text = argument.json.then(|| quote!(.as_str()));
        quote!(#json::encode(#reference #value) #text)
    });
    let value = encoded.as_ref().unwrap_or(value);
    match argument.style {
        None => {
            let call = format_ident!("{}", argument.place);
            quote!(.#call(#wire, #value))
        }
        Some(style) => {
            let call = format_ident!("{}_as", argument.place);
            let (ty, style) = (uses.runtime(Name::Style), format_ident!("{style}"));
            quote!(.#call(#wire, #ty::#style, #value))
        }
    }
}

fn add_body(kind: &BodyKind, value: &TokenStream, uses: &mut Uses) -> TokenStream {
    match kind {
        BodyKind::Json { media_type: None } => quote!(.json(#value)),
        BodyKind::Json { media_type: Some(media_type) } => quote!(.json(#value).media_type(#media_type)),
        BodyKind::Form { styles } if styles.is_empty() => quote!(.form(#value)),
        BodyKind::Form { styles } => {
            let ty = uses.runtime(Name::Style);
            let styles = styles.iter().map(|(name, style)| {
                let style = format_ident!("{style}");
                quote!((#name, #ty::#style))
            });
            quote!(.form_as(#value, &[#(#styles),*]))
        }
        BodyKind::Multipart => quote!(.multipart(#value)),
        BodyKind::MultipartMap { part } => {
            let form = uses.runtime(Name::MultipartForm);
            let add = format_ident!("{}", part.as_str());
            quote!(.multipart_map(#value, #form::#add))
        }
        BodyKind::Text { media_type } => quote!(.text(#value).media_type(#media_type)),
        BodyKind::Bytes { media_type } => quote!(.bytes(#value, #media_type)),
    }
}

/// The marker, its setters and its status enums.
pub(super) fn operation(method: &Method, uses: &mut Uses) -> TokenStream {
    let operation = uses.runtime(Name::Operation);
    let marker = id(&method.marker);
    let (output, error) = (outcome(&method.output, uses), outcome(&method.error, uses));
    let meta = meta(method, uses);
    let docs =
        docs::line(&format!("The operation {}, {}.", docs::code(&method.id), docs::request_line(method)));
    let setters: Vec<TokenStream> = method.setters.iter().map(|setter| self::setter(setter, uses)).collect();
    let look_up = look_up(method, uses);
    let of_call = (!setters.is_empty() || look_up.is_some())
        .then(|| quote!(impl Call<#marker> { #(#setters)* #look_up }));
    let enums: Vec<TokenStream> = [&method.output, &method.error]
        .into_iter()
        .filter_map(|outcome| match outcome {
            Outcome::PerStatus(status_enum) => Some(self::status_enum(status_enum, &method.marker, uses)),
            Outcome::One(_) => None,
        })
        .collect();
    let meta_type = uses.runtime(Name::Meta);
    let required = method.required.as_ref().map(|required| self::required(method, required, uses));
    quote! {
        #required

        #docs
        #[derive(Debug)]
        pub enum #marker {}

        impl #operation for #marker {
            type Output = #output;
            type Error = #error;
            const META: #meta_type = #meta;
        }

        #of_call
        #(#enums)*
    }
}

/// The struct of what an operation cannot be called without.
fn required(method: &Method, name: &Ident, uses: &mut Uses) -> TokenStream {
    let docs = docs::line(&format!("Required parameters of [`{}`].", method.marker));
    let fields = method.asked().map(|argument| {
        let docs = docs::item(&argument.docs, &format!("{}.", docs::code(argument.wire.as_str())));
        let (field, ty) = (id(&argument.ident), self::ty(&argument.ty, uses));
        quote!(#docs pub #field: #ty)
    });
    let fields: Vec<TokenStream> = fields.collect();
    let (text, name) = (name.as_str(), id(name));
    quote! {
        #docs
        pub struct #name {
            #(#fields,)*
        }

        // No field is shown: some could be secret.
        impl std::fmt::Debug for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(#text).finish_non_exhaustive()
            }
        }
    }
}

/// The call that shows what became of another one, where the request has all that it takes.
fn look_up(method: &Method, uses: &mut Uses) -> Option<TokenStream> {
    let Some(Lookup::By(call)) = &method.lookup else { return None };
    if !call.is_in_request() {
        return None;
    }
    let (module, marker) = (id(&call.module), id(&call.marker));
    let by: Vec<TokenStream> = call
        .by
        .iter()
        .map(|(name, known)| {
            let sent = uses.runtime(Name::Sent);
            let value = match known {
                Known::Path(name) => quote!(#sent::Path(#name)),
                Known::Query(name) => quote!(#sent::Query(#name)),
                Known::Header(name) => quote!(#sent::Header(#name)),
                Known::Body(pointer) => quote!(#sent::Body(#pointer)),
                Known::Key | Known::Response(_) => quote!(#sent::Key),
            };
            quote!((#name, #value))
        })
        .collect();
    let docs = docs::line("The call that shows what became of this one. Make it before this one is sent.");
    Some(quote! {
        #docs
        pub fn look_up(&self) -> Call<super::#module::#marker> {
            Call(self.0.look_up(&[#(#by),*]))
        }
    })
}

fn outcome(outcome: &Outcome, uses: &mut Uses) -> TokenStream {
    match outcome {
        Outcome::One(ty) => self::ty(ty, uses),
        Outcome::PerStatus(status_enum) => {
            let name = id(&status_enum.ident);
            quote!(#name)
        }
    }
}

fn verb(method: HttpMethod) -> tokens::Ident {
    format_ident!(
        "{}",
        match method {
            HttpMethod::Get => "Get",
            HttpMethod::Put => "Put",
            HttpMethod::Post => "Post",
            HttpMethod::Delete => "Delete",
            HttpMethod::Options => "Options",
            HttpMethod::Head => "Head",
            HttpMethod::Patch => "Patch",
            HttpMethod::Trace => "Trace",
            HttpMethod::Query => "Query",
        }
    )
}

/// What the runtime is told of the operation.
fn meta(method: &Method, uses: &mut Uses) -> TokenStream {
    let (meta, http, retry) =
        (uses.runtime(Name::Meta), uses.runtime(Name::Method), uses.runtime(Name::Retry));
    let (verb, operation_id, path) = (verb(method.http), &method.id, &method.path);
    let class = format_ident!(
        "{}",
        match method.retry {
            RetryClass::Safe => "Safe",
            RetryClass::Keyed => "Keyed",
            RetryClass::Unsent => "Unsent",
            RetryClass::Never => "Never",
        }
    );
    let mut settings = quote!(#meta::new(#http::#verb, #operation_id, #path).retry(#retry::#class));
    if let Some(idempotency) = &method.idempotency {
        settings.extend(self::idempotency(idempotency, uses));
    }
    if let Some(wrapping) = method.envelope {
        let envelope = uses.envelope();
        let envelope = match wrapping {
            Wrapping::Whole => quote!(#envelope),
            Wrapping::SuccessOptional => quote!(#envelope.success_optional()),
            Wrapping::Undocumented => quote!(#envelope.without_data()),
        };
        settings.extend(quote!(.envelope(#envelope)));
    }
    if let Some(accept) = &method.accept {
        settings.extend(quote!(.accept(#accept)));
    }
    if !method.security.is_empty() {
        let alternatives = method.security.iter().map(|schemes| quote!(&[#(#schemes),*]));
        settings.extend(quote!(.security(&[#(#alternatives),*])));
    }
    if let Some(bases) = &method.bases {
        let bases = bases.iter().map(|(environment, url)| quote!((#environment, #url)));
        settings.extend(quote!(.servers(&[#(#bases),*])));
    }
    if !method.sources.is_empty() {
        let sources = &method.sources;
        settings.extend(quote!(.sources(&[#(#sources),*])));
    }
    settings.extend(limits::of_method(method, uses));
    settings
}

/// The key that a call carries, and what a second call with it gives.
fn idempotency(idempotency: &Idempotency, uses: &mut Uses) -> TokenStream {
    let Idempotency { header, key, other_codes, .. } = idempotency;
    let mut settings = quote!(.idempotency_key(#header));
    if let Some(seconds) = key.lifetime_seconds.map(Literal::unsuffixed) {
        let duration = uses.std("std::time::Duration");
        settings.extend(quote!(.idempotency_lifetime(#duration::from_secs(#seconds))));
    }
    if let Some(repeated) = key.repeated {
        let ty = uses.runtime(Name::RepeatedKey);
        let repeated = match repeated {
            RepeatedKey::Refused => quote!(#ty::Refused),
            RepeatedKey::Replayed => quote!(#ty::Replayed),
        };
        settings.extend(quote!(.repeated_key(#repeated)));
    }
    let mut refusal = TokenStream::new();
    let documented = key.refusal.as_ref();
    if let Some(status) = documented.and_then(|refusal| refusal.status).map(Literal::unsuffixed) {
        refusal.extend(quote!(.status(#status)));
    }
    if let Some(code) = documented.and_then(|refusal| refusal.code.as_ref()) {
        refusal.extend(quote!(.code(#code)));
    }
    if !other_codes.is_empty() {
        refusal.extend(quote!(.except(&[#(#other_codes),*])));
    }
    if !refusal.is_empty() {
        let ty = uses.runtime(Name::KeyRefusal);
        settings.extend(quote!(.key_refusal(#ty::new() #refusal)));
    }
    settings
}

fn setter(setter: &Setter, uses: &mut Uses) -> TokenStream {
    let argument = &setter.argument;
    let name = id(&argument.ident);
    let otherwise = match &setter.body {
        Some(_) => "The body.".to_owned(),
        None => format!("{}.", docs::code(argument.wire.as_str())),
    };
    let docs = docs::item(&argument.docs, &otherwise);
    let (ty, call) = match &setter.body {
        Some(kind) => {
            let Taken { ty, value } = taken_as_body(&argument.ty, &name, uses);
            (ty, add_body(kind, &value, uses))
        }
        None => {
            let Taken { ty, value } = taken(&argument.ty, argument.ty.passing(), &name, uses);
            (ty, add(argument, &value, uses))
        }
    };
    quote! {
        #docs
        pub fn #name(self, #name: #ty) -> Self {
            Self(self.0 #call)
        }
    }
}

fn status_enum(item: &StatusEnum, marker: &Ident, uses: &mut Uses) -> TokenStream {
    let by_status = uses.runtime(Name::ByStatus);
    let name = id(&item.ident);
    let docs = docs::line(&format!("What [`{marker}`] answers, by status."));
    let (mut variants, mut rows) = (Vec::new(), Vec::new());
    for case in &item.cases {
        let ident = id(&case.ident);
        let status = match case.status {
            StatusRange::Exact(status) => {
                let status = Literal::unsuffixed(status);
                quote!(#status)
            }
            StatusRange::Class(class) => {
                let class = Literal(format!("{class}XX"));
                quote!(#class)
            }
            StatusRange::Default => quote!(default),
        };
        let payload = (case.ty != Type::Unit).then(|| {
            let ty = ty(&case.ty, uses);
            quote!((#ty))
        });
        let docs = docs::item(&case.docs, &format!("`{}`.", case.ident));
        variants.push(quote!(#docs #ident #payload));
        let media_type = case.media_type.iter();
        rows.push(quote!(#status #(#media_type)* => #ident #payload));
    }
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }
        #by_status! { #name { #(#rows),* } }
    }
}
