//! `client.rs` and `error.rs`.

use crate::tokens::{self, Literal, TokenStream, quote};

use super::codes;
use super::docs;
use super::id;
use super::only_with;
use super::runtime::{Name, Uses};
use crate::rust::{AuthKind, AuthScheme, Crate};
use crate::wire::{Envelope, Retries, Signing};

/// `client.rs`:
///
/// ```text
/// static API: Api = Api::new("plu-client", env!("CARGO_PKG_VERSION")).schemes(&[…]);
///
/// impl Client {
///     /// Users.
///     pub fn users(&self) -> Users { … }
/// }
/// ```
pub(super) fn client(krate: &Crate) -> TokenStream {
    let mut uses = Uses::elsewhere();
    let (api, core, builder, site) = (
        uses.runtime(Name::Api),
        uses.runtime(Name::Core),
        uses.runtime(Name::Builder),
        uses.runtime(Name::Site),
    );
    let (operation, config_error) = (uses.runtime(Name::Operation), uses.runtime(Name::ConfigError));
    let package = &krate.package.name;
    let settings = settings(krate, &mut uses);
    let envelope = krate.client.envelope.as_ref().map(|envelope| self::envelope(envelope, &mut uses));
    // Without any of the resources, nothing would use an import.
    let path = if krate.in_parts() { quote!(crate::resources) } else { quote!(resources) };
    let methods = krate.resources.iter().map(|resource| {
        let docs = docs::item(&resource.docs, &format!("The operations of `{}`.", resource.module));
        let (module, ident) = (id(&resource.module), id(&resource.ident));
        let only_with = only_with(resource.feature());
        quote! {
            #docs
            #only_with
            #[must_use]
            pub fn #module(&self) -> #path::#module::#ident {
                #path::#module::#ident(self.core.clone())
            }
        }
    });
    let methods: Vec<TokenStream> = methods.collect();
    let codes = (!krate.error_codes.is_empty()).then(|| {
        quote!(
            use crate::ErrorCode;
        )
    });
    let own = (!krate.resources.is_empty() && !krate.in_parts()).then(|| {
        quote!(
            use crate::resources;
        )
    });
    // A type of the crate's own, so that optional parameters can be its methods.
    let call = uses.runtime(Name::Call);
    let variable = &krate.client.environment_variable;
    let names = krate.client.environments.iter().map(|environment| id(&environment.ident));
    let from_env_docs = docs::block(&from_env_docs(krate));
    let environment = environment(krate, &site);
    let client_docs =
        docs::line(&format!("A client of the {}: cheap to clone, safe to share.", docs::plain(&krate.title)));
    let uses = uses.into_tokens();
    quote! {
        #uses
        #codes
        #own
        static API: #api = #api::new(#package, env!("CARGO_PKG_VERSION")) #settings;

        #envelope

        #client_docs
        #[derive(Clone, Debug)]
        pub struct Client {
            core: #core,
        }

        /// Makes a [`Client`].
        pub type ClientBuilder = #builder<Client>;

        impl Client {
            /// Starts a client for an environment; there is no default one.
            pub fn builder(environment: Environment) -> ClientBuilder {
                #builder::new(&API, environment)
            }

            #from_env_docs
            pub fn from_env() -> Result<Self, #config_error> {
                #builder::from_env(&API, #variable, [#(Environment::#names.into()),*])?.build()
            }

            #(#methods)*

            /// Starts a call of an operation, also of one that this crate does not have.
            pub fn call<O: #operation>(&self) -> Call<O> {
                Call(self.core.call())
            }
        }

        impl From<#core> for Client {
            fn from(core: #core) -> Self {
                Self { core }
            }
        }

        #call!(Call);

        #environment
    }
}

fn from_env_docs(krate: &Crate) -> String {
    let names: Vec<String> =
        krate.client.environments.iter().map(|environment| format!("`{}`", environment.name)).collect();
    let names = if names.is_empty() { "a URL".to_owned() } else { format!("{} or a URL", names.join(", ")) };
    let mut text = format!(
        "Makes a client from environment variables:\n\n- `{}`: {names}",
        krate.client.environment_variable
    );
    for scheme in &krate.client.schemes {
        let (variable, name) = (&scheme.variable, docs::code(&scheme.name));
        text.push_str(&match scheme.kind {
            AuthKind::Basic => format!("\n- `{variable}`: `user:password` of {name}"),
            AuthKind::Signed { .. } => format!("\n- `{variable}`: `key:secret` of {name}"),
            AuthKind::ClientCredentials { .. } => format!(
                "\n- `{variable}`: a token of {name}; or `{variable}_CLIENT_ID` and `{variable}_CLIENT_SECRET`, with \
                 which the client gets its tokens"
            ),
            _ => format!("\n- `{variable}`: the credential of {name}"),
        });
    }
    format!("{text}\n\n# Errors\n\nA variable is missing, or does not fit the environment.")
}

/// What the runtime is told of the API.
fn settings(krate: &Crate, uses: &mut Uses) -> TokenStream {
    let client = &krate.client;
    let mut settings = TokenStream::new();
    if !client.schemes.is_empty() {
        let schemes = client.schemes.iter().map(|scheme| self::scheme(scheme, uses)).collect::<Vec<_>>();
        settings.extend(quote!(.schemes(&[#(#schemes),*])));
    }
    let prefixes: Vec<TokenStream> =
        client.key_prefixes.iter().map(|(name, prefix)| quote!((#name, #prefix))).collect();
    if !prefixes.is_empty() {
        settings.extend(quote!(.key_prefixes(&[#(#prefixes),*])));
    }
    for (setting, pointers) in
        [(quote!(error_code), &client.error_code), (quote!(error_message), &client.error_message)]
    {
        if !pointers.is_empty() {
            settings.extend(quote!(.#setting(&[#(#pointers),*])));
        }
    }
    settings.extend(retries(&client.retries, uses));
    if !krate.error_codes.is_empty() {
        settings.extend(quote!(.codes(ErrorCode::VALUES)));
    }
    let outcomes: Vec<TokenStream> =
        krate.error_codes.iter().filter_map(|code| codes::outcome(code, uses)).collect();
    if !outcomes.is_empty() {
        settings.extend(quote!(.code_outcomes(&[#(#outcomes),*])));
    }
    settings
}

/// How failed attempts are made again, where the provider wants it otherwise.
fn retries(retries: &Retries, uses: &mut Uses) -> TokenStream {
    let mut policy = TokenStream::new();
    if let Some(attempts) = retries.attempts.map(Literal::unsuffixed) {
        policy.extend(quote!(.attempts(#attempts)));
    }
    if let Some(milliseconds) = retries.first_wait_milliseconds.map(Literal::unsuffixed) {
        let duration = uses.std("std::time::Duration");
        policy.extend(quote!(.first_wait(#duration::from_millis(#milliseconds))));
    }
    if let Some(seconds) = retries.longest_wait_seconds.map(Literal::unsuffixed) {
        let duration = uses.std("std::time::Duration");
        policy.extend(quote!(.longest_wait(#duration::from_secs(#seconds))));
    }
    let mut settings = TokenStream::new();
    if !policy.is_empty() {
        let ty = uses.runtime(Name::RetryPolicy);
        settings.extend(quote!(.retries(#ty::new() #policy)));
    }
    if let Some(header) = &retries.header {
        settings.extend(quote!(.should_retry(#header)));
    }
    settings
}

fn envelope(envelope: &Envelope, uses: &mut Uses) -> TokenStream {
    let (ty, data) = (uses.runtime(Name::Envelope), &envelope.data);
    let success = envelope.success.as_ref().map(|success| match (&success.pointer, &success.equals) {
        (pointer, None) => quote!(.success(#pointer)),
        (pointer, Some(value)) => quote!(.success_is(#pointer, #value)),
    });
    quote! {
        /// How responses wrap what operations return.
        pub(crate) const ENVELOPE: #ty = #ty::new() #success .data(#data);
    }
}

fn scheme(scheme: &AuthScheme, uses: &mut Uses) -> TokenStream {
    let ty = uses.runtime(Name::Scheme);
    let (name, variable) = (&scheme.name, &scheme.variable);
    match &scheme.kind {
        AuthKind::ApiKeyHeader(header) => quote!(#ty::api_key_header(#name, #header, #variable)),
        AuthKind::ApiKeyQuery(parameter) => quote!(#ty::api_key_query(#name, #parameter, #variable)),
        AuthKind::ApiKeyCookie(cookie) => quote!(#ty::api_key_cookie(#name, #cookie, #variable)),
        AuthKind::Signed { header, signing } => {
            let signing = self::signing(signing, uses);
            quote!(#ty::signed(#name, #header, #signing, #variable))
        }
        AuthKind::ClientCredentials { token_url, scopes } => {
            quote!(#ty::bearer(#name, #variable).client_credentials(#token_url, &[#(#scopes),*]))
        }
        AuthKind::Bearer => quote!(#ty::bearer(#name, #variable)),
        AuthKind::Basic => quote!(#ty::basic(#name, #variable)),
    }
}

fn signing(signing: &Signing, uses: &mut Uses) -> TokenStream {
    let ty = uses.runtime(Name::Signing);
    let (payload, header) = (&signing.payload, &signing.header);
    let mut tokens = match signing.in_base64 {
        true => quote!(#ty::hmac_sha256_base64(#payload, #header)),
        false => quote!(#ty::hmac_sha256_hex(#payload, #header)),
    };
    if let Some(header) = &signing.timestamp_header {
        tokens.extend(quote!(.timestamp(#header)));
    }
    if signing.in_milliseconds {
        tokens.extend(quote!(.milliseconds()));
    }
    tokens
}

fn environment(krate: &Crate, site: &tokens::Ident) -> TokenStream {
    let environments = &krate.client.environments;
    let mut methods = krate.resources.iter().flat_map(|resource| &resource.methods);
    let all_calls = match methods.any(|method| method.bases.is_some()) {
        true => " Calls with an address of their own go there too.",
        false => "",
    };
    let relative: Vec<String> = krate.client.relative_servers.iter().map(|path| docs::code(path)).collect();
    let relative = match relative.as_slice() {
        [] => String::new(),
        paths => format!(" The document names {} on a host of which it says nothing.", paths.join(" and ")),
    };
    let custom_docs = format!("Another base URL: `https`, or a loopback address.{relative}{all_calls}");
    let custom_docs = docs::line(&custom_docs);
    let variants = environments.iter().map(|environment| {
        let (docs, ident) = (docs::item(&environment.docs, "An environment."), id(&environment.ident));
        quote!(#docs #ident)
    });
    let arms = environments.iter().map(|environment| {
        let (ident, name, url) = (id(&environment.ident), &environment.name, &environment.url);
        quote!(Environment::#ident => #site::new(#name, #url))
    });
    quote! {
        /// Where calls go. `Debug` shows the host alone.
        #[derive(Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Environment {
            #(#variants,)*
            #custom_docs
            Custom(String),
        }

        impl std::fmt::Debug for Environment {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Debug::fmt(&#site::from(self.clone()), f)
            }
        }

        impl From<Environment> for #site {
            fn from(environment: Environment) -> Self {
                match environment {
                    #(#arms,)*
                    Environment::Custom(url) => #site::custom(url),
                }
            }
        }
    }
}
