//! Handles:
//!
//! ```text
//! /// Users.
//! #[derive(Clone, Debug)]
//! pub struct Users(pub(crate) Core);
//!
//! impl Users {
//!     /// Gets a user.
//!     pub fn get(&self, user_id: impl AsRef<str>) -> Call<GetUser> { … }
//! }
//! ```

use crate::tokens::{TokenStream, quote};

use super::docs;
use super::id;
use super::methods;
use super::only_with;
use super::runtime::{Name, Uses};
use crate::rust::{Crate, Resource};

/// `src/resources.rs`.
pub(super) fn index(krate: &Crate) -> TokenStream {
    let methods = krate.resources.iter().flat_map(|resource| &resource.methods);
    let errors = docs::shared_answers(methods)
        .map(|list| format!("\n\n# Errors\n\nWhat several operations answer:\n\n{list}"));
    let head = docs::inner(&format!("Operations, one module per tag.{}", errors.unwrap_or_default()));
    let modules = krate.resources.iter().map(|resource| {
        let module = id(&resource.module);
        let docs = docs::line(&format!(
            "[`{}`](crate::Client::{}) and its operations.",
            resource.ident, resource.module
        ));
        let only_with = only_with(resource.feature());
        quote!(#docs #only_with pub mod #module;)
    });
    let modules: Vec<TokenStream> = modules.collect();
    quote!(#head #(#modules)*)
}

/// `src/resources/<area>.rs`.
pub(super) fn file(resource: &Resource) -> TokenStream {
    let mut uses = Uses::elsewhere();
    let core = uses.runtime(Name::Core);
    let name = id(&resource.ident);
    let docs = docs::item(&resource.docs, &format!("The operations of `{}`.", resource.module));
    let methods: Vec<TokenStream> =
        resource.methods.iter().map(|method| methods::method(method, &mut uses)).collect();
    let operations: Vec<TokenStream> =
        resource.methods.iter().map(|method| methods::operation(method, &mut uses)).collect();
    let uses = uses.with_call().into_tokens();
    quote! {
        #uses

        #docs
        #[derive(Clone, Debug)]
        pub struct #name(pub(crate) #core);

        impl #name {
            #(#methods)*
        }

        #(#operations)*
    }
}
