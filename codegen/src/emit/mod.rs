//! Verb: Rust model → tokens. Spells what the plan decided; the only place with `quote!`.

mod choices;
mod client;
mod code;
mod codes;
mod docs;
mod enums;
mod examples;
mod landing;
mod limits;
mod manifest;
mod methods;
mod readme;
mod resources;
mod runtime;
mod sandbox;
mod structs;
mod types;
mod unions;
mod webhooks;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::rust::{Crate, Ident, Item, Module};
use crate::surface;
pub(crate) use code::code;
use docs::inner_line;
use runtime::Uses;

/// A file of the crate, not yet text.
pub(crate) struct File {
    /// Relative to the crate's folder.
    pub(crate) path: String,
    /// What it holds.
    pub(crate) content: Content,
}

/// What a file holds.
pub(crate) enum Content {
    /// Rust.
    Rust(TokenStream),
    /// Anything else, as it will be written.
    Text(String),
}

/// Spells the crate.
pub(crate) fn emit(krate: &Crate) -> Vec<File> {
    let rust = |path: &str, tokens| File { path: path.to_owned(), content: Content::Rust(tokens) };
    let mut files = vec![
        File { path: "Cargo.toml".to_owned(), content: Content::Text(manifest::cargo_toml(krate)) },
        File { path: "README.md".to_owned(), content: Content::Text(readme::readme(krate)) },
        File { path: "api.txt".to_owned(), content: Content::Text(surface::describe(krate).to_string()) },
        rust("src/lib.rs", landing::lib(krate)),
        rust("src/client.rs", client::client(krate)),
        rust("src/models.rs", models(krate)),
        rust("src/resources.rs", resources::index(krate)),
    ];
    files.extend(
        krate
            .modules
            .iter()
            .map(|module| rust(&format!("src/models/{}.rs", module.ident), model_file(module))),
    );
    files.extend(
        krate.resources.iter().map(|resource| {
            rust(&format!("src/resources/{}.rs", resource.module), resources::file(resource))
        }),
    );
    if !krate.error_codes.is_empty() {
        files.push(rust("src/error.rs", codes::error(krate)));
    }
    if let Some(webhooks) = &krate.webhooks {
        files.push(rust("src/webhooks.rs", webhooks::file(krate, webhooks)));
    }
    files.extend(krate.sandbox.iter().map(|sandbox| rust("src/sandbox.rs", sandbox::file(sandbox))));
    files.extend(examples::files(krate));
    files
}

/// The identifier as a token.
fn id(ident: &Ident) -> proc_macro2::Ident {
    format_ident!("{}", ident.as_str())
}

/// `src/models.rs`:
///
/// ```text
/// //! Types that requests and responses are made of.
/// pub mod create_user;
/// #[doc(inline)]
/// pub use self::{create_user::{CreateUser, Program}};
/// ```
fn models(krate: &Crate) -> TokenStream {
    let head = inner_line("Types that requests and responses are made of.");
    let modules = krate.modules.iter().map(|module| {
        let name = id(&module.ident);
        let docs = docs::line(&match module.items.as_slice() {
            [only] => format!("[`{}`].", item_ident(only)),
            [first, ..] => format!("[`{}`] and what belongs to it.", item_ident(first)),
            [] => "Nothing.".to_owned(),
        });
        quote!(#docs pub mod #name;)
    });
    let exports = krate.modules.iter().map(|module| {
        let name = id(&module.ident);
        let items = module.items.iter().map(|item| id(item_ident(item)));
        quote!(#name::{#(#items),*})
    });
    let exports = (!krate.modules.is_empty()).then(|| quote!(#[doc(inline)] pub use self::{#(#exports),*};));
    quote! {
        #head
        #(#modules)*
        #exports
    }
}

fn item_ident(item: &Item) -> &Ident {
    match item {
        Item::Struct(item) => &item.ident,
        Item::StringEnum(item) => &item.ident,
        Item::Union(item) => &item.ident,
    }
}

fn model_file(module: &Module) -> TokenStream {
    let mut uses = Uses::in_models(module.items.iter().map(item_ident));
    let items: Vec<TokenStream> = module
        .items
        .iter()
        .map(|item| match item {
            Item::Struct(item) => structs::structure(item, &mut uses),
            Item::StringEnum(item) => enums::string_enum(item, &mut uses),
            Item::Union(item) => unions::union(item, &mut uses),
        })
        .collect();
    let uses = uses.into_tokens();
    quote! {
        #uses
        #(#items)*
    }
}
