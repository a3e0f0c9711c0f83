//! `lib.rs`: the landing page, and what the crate shows.

use crate::tokens::{TokenStream, format_ident, quote};

use super::docs;
use crate::rust::{AuthKind, Crate, Events, members};

pub(super) fn lib(krate: &Crate) -> TokenStream {
    let page = docs::inner(&page(krate));
    let (mut modules, mut exports) = (Vec::new(), Vec::new());
    if !krate.error_codes.is_empty() {
        modules.push(quote!(
            mod error;
        ));
        exports.push(quote!(
            pub use error::ErrorCode;
        ));
    }
    if krate.sandbox.is_some() {
        modules.push(quote!(
            pub mod sandbox;
        ));
    }
    if krate.webhooks.is_some() {
        modules.push(quote!(
            pub mod webhooks;
        ));
    }
    let root = members::ROOT.iter().map(|name| format_ident!("{name}"));
    quote! {
        #page
        #![forbid(unsafe_code)]
        #![warn(missing_docs)]
        mod client;
        pub mod models;
        pub mod resources;
        #(#modules)*
        pub use client::{Call, Client, ClientBuilder, Environment};
        #(#exports)*
        pub use clientwright_runtime as runtime;
        pub use clientwright_runtime::{#(#root),*};
    }
}

/// What a newcomer reads.
fn page(krate: &Crate) -> String {
    let mut parts = vec![format!("Typed client for the {}.", docs::plain(&krate.title))];
    parts.push(docs::text(&krate.docs, ""));
    parts.push(format!("# A first call\n\n```no_run\n{}\n```", first_call(krate, true)));
    parts.extend(krate.client.envelope.as_ref().map(|envelope| docs::wrapped(&wrapping(&envelope.data))));
    parts.push(docs::wrapped(&environments(krate)));
    parts.push(docs::wrapped(FEATURES));
    if krate.in_parts() {
        parts.push(docs::wrapped(PARTS));
    }
    if !krate.resources.is_empty() {
        parts.push(format!("# Resources\n\n{}", areas(krate)));
    }
    parts.push(format!("# When a call fails\n\n{}", docs::wrapped(&failures(krate))));
    parts.extend(krate.client.error_note.as_deref().map(docs::note));
    if let Some(webhooks) = webhooks(krate) {
        parts.push(format!("# Webhooks\n\n{}", docs::wrapped(&webhooks)));
        let signature = krate.webhooks.as_ref().and_then(|webhooks| webhooks.signature.as_ref());
        parts.extend(signature.and_then(|signature| signature.note.as_deref()).map(docs::note));
    }
    if krate.coverage.is_some() {
        parts.push(format!("# How sure it is\n\n{}", docs::wrapped(EVIDENCE)));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

const FEATURES: &str = "Without an async runtime: the feature `blocking` gives calls `send_blocking`. Without a network: \
    `test-util` has `runtime::ScriptedTransport`, which answers in the provider's place. To know after a crash which calls \
    were under way: `journal` has `runtime::journal`, which notes them before they are sent. Proxies, certificates and \
    connections are settings of `runtime::HyperTransport`, for `ClientBuilder::transport`; a client of reqwest is taken by \
    `runtime::ReqwestTransport` (feature `reqwest`).";

const PARTS: &str = "Each resource is a feature, with the models that it needs, and all of them are on by default. A program that \
    uses few of them builds faster with `default-features = false` and, say, `features = [\"hyper\", \"resource-…\"]`: the name \
    of the resource, with `-` for `_`.";

const EVIDENCE: &str = "What the provider's documentation does not state says so where it stands: \"Inferred\", \"Only seen \
    in an example\", \"From another source than the provider\". \"Sources differ\" says what else is claimed and what is \
    followed. The README lists what of the documentation is not in this crate.";

/// The landing page's first call; what a test needs around it stands in lines that rustdoc hides.
pub(super) fn first_call(krate: &Crate, is_test: bool) -> String {
    let environment = krate.client.environments.first().map_or_else(
        || "Environment::Custom(\"https://api.example.com\".to_owned())".to_owned(),
        |environment| format!("Environment::{}", environment.ident),
    );
    let credential = match krate.client.schemes.first().map(|scheme| &scheme.kind) {
        None => "",
        Some(AuthKind::Basic) => ".basic_auth(\"user\", \"password\")",
        Some(AuthKind::Signed { .. }) => ".signing_key(\"key\", \"secret\")",
        Some(AuthKind::ClientCredentials { .. }) => ".oauth2(\"client-id\", \"secret\")",
        Some(_) => ".api_key(\"key\")",
    };
    let mut lines = format!("use {}::{{Client, Environment}};\n\n", docs::crate_name(krate));
    if is_test {
        lines.push_str("# async fn run() -> Result<(), Box<dyn std::error::Error>> {\n");
    }
    lines.push_str(&format!("let client = Client::builder({environment}){credential}.build()?;"));
    match (&krate.first_call, krate.resources.first()) {
        (Some(call), _) => {
            let arguments: Vec<String> = call.arguments.iter().map(|text| format!("{text:?}")).collect();
            lines.push_str(&format!(
                "\nlet answer = client.{}().{}({}).await?;\nprintln!(\"{{answer:?}}\");",
                call.resource,
                call.method,
                arguments.join(", ")
            ));
        }
        (None, Some(resource)) => {
            lines.push_str(&format!("\nlet {0} = client.{0}();", resource.module));
        }
        (None, None) => {}
    }
    if is_test {
        lines.push_str("\n# Ok(())\n# }");
    }
    lines
}

/// What calls return where responses come in an envelope; `data` is a JSON pointer.
fn wrapping(data: &str) -> String {
    let data = docs::code(data);
    format!(
        "Where a response comes in an envelope, a call returns what stands at {data} in the body. `send` instead of `await` alone \
         gives a [`Response`], and [`Response::raw`] the whole body."
    )
}

/// Where calls go, and how a program is told.
fn environments(krate: &Crate) -> String {
    let client = &krate.client;
    let known = client.environments.iter().map(|it| format!("[`{0}`](Environment::{0})", it.ident));
    let known: Vec<String> = known.collect();
    let mut text = match known.as_slice() {
        [] => "No environment is documented: [`Custom`](Environment::Custom) takes a base URL.".to_owned(),
        [only] => format!("The only known environment is {only}."),
        several => format!("The environments are {}; none is the default.", several.join(", ")),
    };
    text.push_str(&format!(
        " [`Client::from_env`] reads the environment's name from {}",
        docs::code(&client.environment_variable)
    ));
    let variables: Vec<String> = client.schemes.iter().map(|scheme| docs::code(&scheme.variable)).collect();
    if !variables.is_empty() {
        text.push_str(&format!(" and the credential from {}", variables.join(", ")));
    }
    text.push('.');
    if let Some(sandbox) = &krate.sandbox {
        text.push_str(&format!(
            " [`sandbox`] has the values that choose what happens in {}.",
            docs::code(sandbox.environment.as_str())
        ));
    }
    for (name, note) in &krate.client.other_environments {
        text.push_str(&format!(" Of {}: {}", docs::code(name), docs::note(note)));
    }
    text
}

/// The areas, each with what it is for.
fn areas(krate: &Crate) -> String {
    let rows = krate.resources.iter().map(|resource| {
        let about = docs::first_paragraph(&resource.docs).replace('|', "\\|");
        format!("| [`{0}`](Client::{0}) | {1} | {about} |", resource.module, resource.methods.len())
    });
    format!("| resource | operations | about |\n|---|---|---|\n{}", rows.collect::<Vec<_>>().join("\n"))
}

fn failures(krate: &Crate) -> String {
    let code = if krate.error_codes.is_empty() {
        "[`Error`] says what went wrong."
    } else {
        "[`Error`] says what went wrong and [`ErrorCode::of`] which of the documented codes came; an operation lists its \
         own under \"Errors\"."
    };
    let keys = krate.resources.iter().flat_map(|resource| &resource.methods);
    let keys = if keys.clone().any(|method| method.idempotency.is_some()) {
        " Idempotency keys are made with the call, and a clone of it carries the same one."
    } else {
        ""
    };
    format!(
        "{code} A failed attempt is repeated where that cannot do the work twice; `retries` of the builder and \
         `with_retries` of a call say how often. Before you make a failed call again, ask [`Error::may_have_worked`]. If it is false, the call had no effect. If it is true, look up the result first: a \
         second call could do the work twice. \"Repeating\" at an operation says what is safe.{keys}"
    )
}

fn webhooks(krate: &Crate) -> Option<String> {
    let webhooks = krate.webhooks.as_ref()?;
    let decode = match &webhooks.events {
        Events::Tagged(_) => "[`webhooks::Event`] is what the provider sends.",
        Events::ByAddress(_) => "[`webhooks`] has a function for each event that the provider sends.",
    };
    let verify = match webhooks.signature {
        Some(_) => {
            " Verify the signature first, with `webhooks::verifier` (feature `webhooks`): its `receive` returns the event, \
             or what could not be read as one. The features `axum` and `actix` make both an argument of a handler."
        }
        None => "",
    };
    Some(format!("{decode}{verify}"))
}
