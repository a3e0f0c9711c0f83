//! What Cargo.toml says.

use std::collections::BTreeMap;

use serde::Serialize;

/// The features of every crate; each turns on the runtime's of the same name.
pub const FEATURES: [&str; 5] = ["blocking", "reqwest", "serde", "test-util", "webhooks"];

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
    pub runtime: Dependency,
    /// Whether the crate is a workspace of its own, and not to be published.
    pub standalone: bool,
}

/// Where a package comes from.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names are Cargo's own")]
pub struct Dependency {
    pub version: Option<String>,
    /// Relative to the crate's folder.
    pub path: Option<String>,
    /// `git`, `registry` and their like.
    pub others: BTreeMap<String, String>,
}
