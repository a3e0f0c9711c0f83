//! What Cargo.toml says.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Crate;
use crate::wire::{RuntimeSource, SignatureScheme};

/// The features of every crate; each turns on the runtime's of the same name.
const FEATURES: [&str; 7] = ["blocking", "hyper", "journal", "reqwest", "serde", "test-util", "webhooks"];

impl Crate {
    /// The features by their names, each with what it turns on. Where webhooks are signed, handlers of web frameworks take
    /// them; where keys of Ed25519 are only one of two kinds, they are a feature.
    pub fn features(&self) -> BTreeMap<&'static str, Vec<String>> {
        let runtime = |name: &str| format!("clientwright-runtime/{name}");
        let mut features: BTreeMap<_, _> =
            FEATURES.into_iter().map(|name| (name, vec![runtime(name)])).collect();
        let Some(signature) = self.webhooks.as_ref().and_then(|webhooks| webhooks.signature.as_ref()) else {
            return features;
        };
        let mut names = vec!["actix", "axum"];
        match signature.scheme {
            SignatureScheme::StandardWebhooks => names.push("ed25519"),
            scheme if scheme.is_ed25519() => drop(features.insert("webhooks", vec![runtime("ed25519")])),
            _ => {}
        }
        features.extend(names.into_iter().map(|name| (name, vec![runtime(name), "webhooks".to_owned()])));
        features
    }
}

/// What Cargo.toml says.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names are Cargo's own")]
pub struct Package {
    pub name: String,
    pub version: String,
    pub description: String,
    pub documentation: Option<String>,
    pub keywords: Vec<String>,
    pub rust_version: String,
    pub license: Option<String>,
    pub repository: Option<String>,
    pub authors: Vec<String>,
    pub runtime: RuntimeSource,
    /// Whether the crate is a workspace of its own, and not to be published.
    pub standalone: bool,
}
