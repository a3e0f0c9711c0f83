//! `Cargo.toml`: text, not tokens.

use std::fmt::Write;

use crate::rust::{AuthKind, Crate};

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
    key("rust-version", quoted(&package.rust_version));
    if let Some(license) = &package.license {
        key("license", quoted(license));
    }
    if !package.authors.is_empty() {
        key("authors", list(&package.authors));
    }
    if let Some(repository) = &package.repository {
        key("repository", quoted(repository));
    }
    if !package.standalone {
        key("documentation", quoted(&format!("https://docs.rs/{}", package.name)));
    } else {
        key("publish", "false".to_owned());
    }
    if let Some(documentation) = &package.documentation {
        key("homepage", quoted(documentation));
    }
    if !package.keywords.is_empty() {
        key("keywords", list(&package.keywords));
    }
    key("categories", "[\"api-bindings\"]".to_owned());
    key("readme", quoted("README.md"));
    key("include", "[\"src/**\", \"README.md\", \"CHANGELOG.md\", \"LICENSE-*\"]".to_owned());
    let source: Vec<String> =
        package.runtime.keys().map(|(key, value)| format!("{key} = {}", quoted(value))).collect();
    let source = source.join(", ");
    let dependency = |rest: &str| format!("clientwright-runtime = {{ {source}{rest} }}\n");
    text.push_str("\n[features]\n");
    let features = krate.features();
    let in_parts = krate.in_parts();
    text.push_str(if in_parts {
        "default = [\"hyper\", \"resources\", \"serde\"]\n"
    } else {
        "default = [\"hyper\", \"serde\"]\n"
    });
    for (feature, what) in features {
        writeln!(text, "{feature} = {}", list(&what)).expect("a string takes text");
    }
    // It is not built twice for tests that it does not hold.
    text.push_str("\n[lib]\ntest = false\n");
    if in_parts && !krate.examples.values.is_empty() {
        let needs = "required-features = [\"resources\"]";
        writeln!(text, "\n[[test]]\nname = \"examples\"\n{needs}").expect("a string takes text");
        for program in &krate.examples.programs {
            let name = super::examples::program_name(krate, program);
            writeln!(text, "\n[[example]]\nname = {}\n{needs}", quoted(&name)).expect("a string takes text");
        }
    }
    // So that docs.rs shows what a feature brings.
    text.push_str("\n[package.metadata.docs.rs]\nall-features = true\n");
    text.push_str("\n[dependencies]\n");
    let signing = krate.client.schemes.iter().any(|scheme| matches!(scheme.kind, AuthKind::Signed { .. }));
    let features = if signing { ", features = [\"signing\"]" } else { "" };
    text.push_str(&dependency(&format!(", default-features = false{features}")));
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

/// A TOML list of strings.
fn list(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", texts.join(", "))
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
