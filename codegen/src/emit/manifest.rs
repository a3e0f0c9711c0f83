//! `Cargo.toml` and `README.md`: text, not tokens.

use std::fmt::Write;

use super::docs;
use crate::rust::{Crate, Events};

/// `Cargo.toml`.
pub(super) fn cargo_toml(krate: &Crate) -> String {
    let package = &krate.package;
    let mut text = format!("# {}\n\n[package]\n", krate.origin);
    let mut key =
        |name: &str, value: String| writeln!(text, "{name} = {value}").expect("a string takes text");
    key("name", quoted(&package.name));
    key("version", quoted(&package.version));
    key("description", quoted(&package.description));
    key("edition", quoted("2024"));
    key("rust-version", quoted("1.88"));
    key("license", quoted("MIT OR Apache-2.0"));
    if package.publish {
        key("repository", quoted("https://github.com/clientwright/clientwright"));
    } else {
        key("publish", "false".to_owned());
    }
    if let Some(documentation) = &package.documentation {
        key("homepage", quoted(documentation));
    }
    if !package.keywords.is_empty() {
        let keywords: Vec<String> = package.keywords.iter().map(|keyword| quoted(keyword)).collect();
        key("keywords", format!("[{}]", keywords.join(", ")));
    }
    key("categories", "[\"api-bindings\"]".to_owned());
    key("readme", quoted("README.md"));
    key("include", "[\"src/**\", \"README.md\"]".to_owned());
    let path = quoted(&package.runtime_path);
    let dependency =
        |rest: &str| format!("clientwright-runtime = {{ version = \"0.1.0\", path = {path}{rest} }}\n");
    text.push_str("\n[features]\n");
    text.push_str("default = [\"reqwest\", \"serde\"]\n");
    for feature in ["reqwest", "serde", "webhooks"] {
        writeln!(text, "{feature} = [\"clientwright-runtime/{feature}\"]").expect("a string takes text");
    }
    text.push_str("\n[dependencies]\n");
    text.push_str(&dependency(", default-features = false"));
    if !krate.examples.values.is_empty() {
        text.push_str("\n[dev-dependencies]\n");
        text.push_str(&dependency(", default-features = false, features = [\"test-util\", \"webhooks\"]"));
        text.push_str("tokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n");
    }
    if package.standalone {
        text.push_str("\n# A workspace of its own, wherever it stands.\n[workspace]\n");
    }
    text
}

/// A TOML string.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => quoted.push(' '),
            letter => quoted.push(letter),
        }
    }
    quoted + "\""
}

/// `README.md`: what it is, a first call, where things are.
pub(super) fn readme(krate: &Crate) -> String {
    let package = &krate.package;
    let mut text = format!(
        "<!-- {} -->\n\n# {}\n\n{}.\n",
        krate.origin,
        package.name,
        package.description.trim_end_matches('.')
    );
    if let Some(documentation) = &package.documentation {
        write!(text, "\nThe provider's documentation: <{documentation}>\n").expect("a string takes text");
    }
    write!(text, "\n```rust\n{}\n```\n", super::client::first_call_code(krate)).expect("a string takes text");
    if !krate.client.environments.is_empty() {
        text.push_str("\n| environment | base URL |\n|---|---|\n");
        for environment in &krate.client.environments {
            writeln!(text, "| `{}` | {} |", environment.name, environment.url).expect("a string takes text");
        }
    }
    text.push_str("\n| area | operations |\n|---|---|\n");
    for resource in &krate.resources {
        let methods: Vec<String> =
            resource.methods.iter().map(|method| format!("`{}`", method.ident)).collect();
        writeln!(text, "| `{}` | {} |", resource.module, methods.join(", ")).expect("a string takes text");
    }
    if let Some(webhooks) = &krate.webhooks {
        let events: Vec<String> = match &webhooks.events {
            Events::Tagged(event) => {
                event.variants.iter().map(|event| format!("`{}`", event.ident)).collect()
            }
            Events::ByAddress(functions) => {
                functions.iter().map(|(name, _, _)| format!("`{name}`")).collect()
            }
        };
        write!(text, "\nWebhooks: {}.\n", events.join(", ")).expect("a string takes text");
    }
    let schemes: Vec<String> = krate
        .client
        .schemes
        .iter()
        .map(|scheme| {
            format!("`{}` holds the credential of `{}`", scheme.variable, docs::plain(&scheme.name))
        })
        .collect();
    if !schemes.is_empty() {
        write!(
            text,
            "\n`Client::from_env()` reads `{}` (the environment's name) and the credentials: {}.\n",
            krate.client.environment_variable,
            schemes.join(", ")
        )
        .expect("a string takes text");
    }
    text
}
