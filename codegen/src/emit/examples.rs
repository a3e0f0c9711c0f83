//! The crate's tests over documented examples, and a runnable program per area.

use std::fmt::Write as _;

use crate::tokens::{self, Literal, TokenStream, format_ident, quote};

use super::runtime::{Name, Uses};
use super::types::runtime_name;
use super::{File, docs, id, types};
use crate::rust::{AuthKind, Crate, Example, Expr, Program, Scalar, StructExpr, Type};

/// `tests/examples.rs`, `tests/examples/*.json` and `examples/*.rs`.
pub(super) fn files(krate: &Crate) -> Vec<File<'_>> {
    let mut files = Vec::new();
    if krate.examples.values.is_empty() {
        return files;
    }
    files.push(File::rust("tests/examples.rs", || tests(krate)));
    files.extend(krate.examples.values.iter().map(|example| {
        File::text(format!("tests/examples/{}.json", example.ident), || {
            format!("{}\n", spelled_out(&example.json))
        })
    }));
    files.extend(krate.examples.programs.iter().map(|program| {
        let path = format!("examples/{}.rs", program_name(krate, program));
        File::rust(path, || self::program(krate, program))
    }));
    files
}

/// With the crate's name in it: cargo puts the programs of all crates of a workspace into one folder.
/// JSON whose texts show all that they hold: what turns the text around, or is not seen, is escaped.
fn spelled_out(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            letter if docs::is_seen(letter) => out.push(letter),
            letter => write!(out, "\\u{:04x}", u32::from(letter)).expect("a string takes text"),
        }
    }
    out
}

pub(super) fn program_name(krate: &Crate, program: &Program) -> String {
    let package = krate.package.name.as_str();
    let short = package.strip_suffix("-client").unwrap_or(package).replace('-', "_");
    format!("{short}_{}", program.resource)
}

fn crate_name(krate: &Crate) -> tokens::Ident {
    format_ident!("{}", krate.package.name.replace('-', "_"))
}

fn tests(krate: &Crate) -> TokenStream {
    let name = crate_name(krate);
    let mut uses = Uses::elsewhere();
    let tests: Vec<TokenStream> =
        krate.examples.values.iter().map(|example| test(example, &mut uses)).collect();
    let uses = uses.into_dependent(&name);
    let head = docs::inner_line(
        "Every documented example decodes, loses nothing, and requests are built by the API.",
    );
    quote! {
        #head
        #uses
        use clientwright_runtime::testing;

        #(#tests)*
    }
}

fn test(example: &Example, uses: &mut Uses) -> TokenStream {
    let name = format_ident!("{}", example.ident.as_str());
    let path = format!("examples/{}.json", example.ident);
    let ty = types::ty(&example.ty, uses);
    let round_trip = match &example.within {
        None => quote!(testing::round_trip::<#ty>(JSON);),
        Some(pointer) => quote!(testing::round_trip_at::<#ty>(JSON, #pointer);),
    };
    let built = example.built.as_ref().map(|built| {
        let built = expr(built, uses);
        quote!(testing::built(JSON, &#built);)
    });
    quote! {
        #[test]
        fn #name() {
            const JSON: &str = include_str!(#path);
            #round_trip
            #built
        }
    }
}

fn program(krate: &Crate, program: &Program) -> TokenStream {
    let name = crate_name(krate);
    let mut uses = Uses::elsewhere();
    let head = docs::inner(&format!(
        "Calls of `{0}` with the documentation's values, against a local mock server:\n\
         `cargo run -p {} --example {}`.",
        krate.package.name,
        program_name(krate, program)
    ));
    let handle = id(&program.resource);
    let routes = program.calls.iter().map(|call| {
        let (http, path, status) = (&call.http, &call.path, Literal::unsuffixed(call.status));
        let answer = match &call.answer {
            Some(ident) => {
                let file = format!("../tests/examples/{ident}.json");
                quote!(include_str!(#file))
            }
            None => quote!(""),
        };
        quote!((#http, #path, #status, #answer))
    });
    let routes: Vec<TokenStream> = routes.collect();
    let calls: Vec<TokenStream> = program
        .calls
        .iter()
        .map(|call| {
            let method = id(&call.method);
            let required = call.required.iter().map(|(ident, fields)| {
                let ident = id(ident);
                let fields = fields.iter().map(|(field, value)| {
                    let (field, value) = (id(field), expr(value, &mut uses));
                    quote!(#field: #value)
                });
                let fields: Vec<TokenStream> = fields.collect();
                quote!(#name::resources::#handle::#ident { #(#fields),* })
            });
            let mut arguments: Vec<TokenStream> = required.collect();
            arguments.extend(call.arguments.iter().map(|(ty, value)| argument(ty, value, &mut uses)));
            let label = format!("{}.{}: {{:#?}}", program.resource, call.method);
            if call.answer.is_none() {
                let label = format!("{}.{}: done", program.resource, call.method);
                return quote! {
                    client.#handle().#method(#(#arguments),*).await?;
                    println!(#label);
                };
            }
            quote! {
                let answer = client.#handle().#method(#(#arguments),*).await?;
                println!(#label, answer);
            }
        })
        .collect();
    let credentials = krate.client.schemes.first().map(|scheme| match scheme.kind {
        AuthKind::Basic => quote!(.basic_auth("user", "password")),
        AuthKind::Signed { .. } => quote!(.signing_key("key-of-nobody", "secret")),
        _ => quote!(.api_key("key-of-nobody")),
    });
    let uses = uses.into_dependent(&name);
    quote! {
        #head
        #uses
        use #name::{Client, Environment};
        use clientwright_runtime::testing::StandIn;

        #[tokio::main(flavor = "current_thread")]
        async fn main() -> Result<(), Box<dyn std::error::Error>> {
            let stand_in = StandIn::start(&[#(#routes),*])?;
            let client = Client::builder(Environment::Custom(stand_in.url())) #credentials .build()?;
            #(#calls)*
            Ok(())
        }
    }
}

/// An argument of a method: text is borrowed, lists are iterated.
fn argument(ty: &Type, value: &Expr, uses: &mut Uses) -> TokenStream {
    match (ty, value) {
        (Type::Scalar(Scalar::String), Expr::Text(text)) => quote!(#text),
        _ => expr(value, uses),
    }
}

fn expr(value: &Expr, uses: &mut Uses) -> TokenStream {
    match value {
        Expr::Text(text) => quote!(#text.to_owned()),
        Expr::Bool(value) => quote!(#value),
        Expr::Number(number) => TokenStream::number(number),
        Expr::Parsed(runtime, text) => {
            let ty = uses.runtime(runtime_name(*runtime));
            quote!(#ty::parse(#text).expect("a documented value"))
        }
        Expr::Variant { ty, variant, value } => {
            let (ty, variant) = (uses.model(ty), id(variant));
            let value = value.as_ref().map(|value| {
                let value = expr(value, uses);
                quote!((#value))
            });
            quote!(#ty::#variant #value)
        }
        Expr::Choice(value) => {
            let (module, ty, variant) = (uses.model(&value.module), id(&value.ty), id(&value.variant));
            let fields = value.fields.iter().map(|(name, value)| (id(name), expr(value, uses)));
            let (names, values): (Vec<_>, Vec<_>) = fields.unzip();
            match (value.is_tuple, names.is_empty()) {
                (_, true) => quote!(#module::#ty::#variant),
                (true, false) => quote!(#module::#ty::#variant(#(#values),*)),
                (false, false) => quote!(#module::#ty::#variant { #(#names: #values),* }),
            }
        }
        Expr::Struct(value) => structure(value, uses),
        Expr::List(item, items) if items.is_empty() => {
            let item = types::ty(item, uses);
            quote!(Vec::<#item>::new())
        }
        Expr::List(_, items) => {
            let items = items.iter().map(|item| expr(item, uses));
            quote!(vec![#(#items),*])
        }
        Expr::Map(values, entries) if entries.is_empty() => {
            let (map, values) = (uses.std("std::collections::BTreeMap"), types::ty(values, uses));
            quote!(#map::<String, #values>::new())
        }
        Expr::Map(_, entries) => {
            let map = uses.std("std::collections::BTreeMap");
            let entries = entries.iter().map(|(name, value)| {
                let value = expr(value, uses);
                quote!((#name.to_owned(), #value))
            });
            quote!(#map::from([#(#entries),*]))
        }
        Expr::Some(value) => {
            let value = expr(value, uses);
            quote!(Some(#value))
        }
        Expr::None(ty) => {
            let ty = types::ty(ty, uses);
            quote!(None::<#ty>)
        }
        Expr::Boxed(value) => {
            let value = expr(value, uses);
            quote!(Box::new(#value))
        }
        Expr::Null => {
            let patch = uses.runtime(Name::Patch);
            quote!(#patch::Null)
        }
        Expr::Value(value) => {
            let (patch, value) = (uses.runtime(Name::Patch), expr(value, uses));
            quote!(#patch::Value(#value))
        }
        Expr::Json(json) => {
            let ty = uses.runtime(Name::Json);
            quote!(#json.parse::<#ty>().expect("documented JSON"))
        }
    }
}

fn structure(value: &StructExpr, uses: &mut Uses) -> TokenStream {
    let ty = uses.model(&value.ty);
    let needed: Vec<(tokens::Ident, TokenStream)> =
        value.needed.iter().map(|(name, value)| (id(name), expr(value, uses))).collect();
    let made = match &value.required {
        Some(required) => {
            let (module, required) = (uses.model(&value.module), id(required));
            let fields = needed.iter().map(|(name, value)| quote!(#name: #value));
            quote!(#ty::new(#module::#required { #(#fields),* }))
        }
        None => {
            let values = needed.iter().map(|(_, value)| value);
            quote!(#ty::new(#(#values),*))
        }
    };
    let setters = value.optional.iter().map(|(name, value)| {
        let name = id(name);
        let value = match value {
            Expr::Text(text) => quote!(#text),
            other => expr(other, uses),
        };
        quote!(.#name(#value))
    });
    let setters: Vec<TokenStream> = setters.collect();
    quote!(#made #(#setters)*)
}
