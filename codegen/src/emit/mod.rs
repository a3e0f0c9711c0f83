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

use std::collections::BTreeMap;

use crate::tokens::{self, TokenStream, format_ident, quote};

use crate::rust::{Crate, Ident, Item, Module};
use crate::surface;
pub(crate) use code::code;
use docs::inner_line;
use runtime::Uses;

/// A file of the crate, not yet text.
pub(crate) struct File<'c> {
    /// Relative to the crate's folder.
    pub(crate) path: String,
    /// What it holds.
    pub(crate) content: Content<'c>,
}

/// What a file holds, spelled when it is asked for: files do not wait for one another, and are not in memory together.
pub(crate) enum Content<'c> {
    /// Rust.
    Rust(Box<dyn Fn() -> TokenStream + Sync + 'c>),
    /// Anything else, as it will be written.
    Text(Box<dyn Fn() -> String + Sync + 'c>),
}

impl<'c> File<'c> {
    fn rust(path: impl Into<String>, tokens: impl Fn() -> TokenStream + Sync + 'c) -> Self {
        Self { path: path.into(), content: Content::Rust(Box::new(tokens)) }
    }

    fn text(path: impl Into<String>, text: impl Fn() -> String + Sync + 'c) -> Self {
        Self { path: path.into(), content: Content::Text(Box::new(text)) }
    }
}

/// Spells the crate.
pub(crate) fn emit(krate: &Crate) -> Vec<File<'_>> {
    let mut files = vec![
        File::text("Cargo.toml", || manifest::cargo_toml(krate)),
        File::text("README.md", || readme::readme(krate)),
        File::text("api.txt", || surface::describe(krate).to_string()),
        File::rust("src/lib.rs", || landing::lib(krate)),
        File::rust("src/client.rs", || client::client(krate)),
        File::rust("src/models.rs", || models(krate)),
        File::rust("src/resources.rs", || resources::index(krate)),
    ];
    files.extend(
        krate
            .modules
            .iter()
            .map(|module| File::rust(format!("src/models/{}.rs", module.ident), || model_file(module))),
    );
    files.extend(krate.resources.iter().map(|resource| {
        File::rust(format!("src/resources/{}.rs", resource.module), || resources::file(resource))
    }));
    if !krate.error_codes.is_empty() {
        files.push(File::rust("src/error.rs", || codes::error(krate)));
    }
    if let Some(webhooks) = &krate.webhooks {
        files.push(File::rust("src/webhooks.rs", || webhooks::file(krate, webhooks)));
    }
    files.extend(krate.sandbox.iter().map(|sandbox| File::rust("src/sandbox.rs", || sandbox::file(sandbox))));
    files.extend(examples::files(krate));
    files
}

/// The identifier as a token.
fn id(ident: &Ident) -> tokens::Ident {
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
            [only] => format!("[`{}`].", only.ident()),
            [first, ..] => format!("[`{}`] and what belongs to it.", first.ident()),
            [] => "Nothing.".to_owned(),
        });
        let only_with = only_with(&module.features);
        quote!(#docs #only_with pub mod #name;)
    });
    let mut exports: BTreeMap<&[String], Vec<TokenStream>> = BTreeMap::new();
    for module in &krate.modules {
        let name = id(&module.ident);
        let items = module.items.iter().map(|item| id(item.ident()));
        exports.entry(&module.features).or_default().push(quote!(#name::{#(#items),*}));
    }
    let exports = exports.into_iter().map(|(features, exports)| {
        let only_with = only_with(features);
        quote!(#only_with #[doc(inline)] pub use self::{#(#exports),*};)
    });
    quote! {
        #head
        #(#modules)*
        #(#exports)*
    }
}

/// The condition of what is only there with one of these features; nothing for what is always there.
fn only_with(features: &[String]) -> Option<TokenStream> {
    match features {
        [] => None,
        [feature] => Some(quote!(#[cfg(feature = #feature)])),
        several => Some(quote!(#[cfg(any(#(feature = #several),*))])),
    }
}

fn model_file(module: &Module) -> TokenStream {
    let mut uses = Uses::in_models(module.items.iter().map(Item::ident));
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
