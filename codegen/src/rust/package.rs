//! What Cargo.toml says.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Crate;
use crate::wire::{RuntimeSource, SignatureScheme};

/// The features of every crate; each turns on the runtime's of the same name.
const FEATURES: [&str; 7] = ["blocking", "hyper", "journal", "reqwest", "serde", "test-util", "webhooks"];

/// The feature that turns on every resource, and the models that none of them needs.
pub const ALL_RESOURCES: &str = "resources";

impl Crate {
    /// Whether callers choose the resources that are built.
    pub fn in_parts(&self) -> bool {
        self.resources.iter().any(|resource| resource.feature.is_some())
    }

    /// The features by their names, each with what it turns on. Where resources have features, `resources` is all of them. Where webhooks are signed, handlers of web frameworks take
    /// them; where keys of Ed25519 are only one of two kinds, they are a feature.
    pub fn features(&self) -> BTreeMap<String, Vec<String>> {
        let runtime = |name: &str| format!("clientwright-runtime/{name}");
        let mut features: BTreeMap<_, _> =
            FEATURES.into_iter().map(|name| (name.to_owned(), vec![runtime(name)])).collect();
        let resources: Vec<_> = self.resources.iter().filter_map(|it| it.feature.as_ref()).collect();
        if !resources.is_empty() {
            let all = resources.iter().map(|feature| feature.name.clone()).collect();
            features.insert(ALL_RESOURCES.to_owned(), all);
            features
                .extend(resources.into_iter().map(|feature| (feature.name.clone(), feature.needs.clone())));
        }
        let Some(signature) = self.webhooks.as_ref().and_then(|webhooks| webhooks.signature.as_ref()) else {
            return features;
        };
        let mut names = vec!["actix", "axum"];
        match signature.scheme {
            SignatureScheme::StandardWebhooks => names.push("ed25519"),
            scheme if scheme.is_ed25519() => {
                drop(features.insert("webhooks".to_owned(), vec![runtime("ed25519")]))
            }
            _ => {}
        }
        let of = |name: &str| (name.to_owned(), vec![runtime(name), "webhooks".to_owned()]);
        features.extend(names.into_iter().map(of));
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
