//! What Cargo.toml says.

use serde::Serialize;

use crate::wire::RuntimeSource;

/// The features of every crate; each turns on the runtime's of the same name.
pub const FEATURES: [&str; 7] = ["blocking", "hyper", "journal", "reqwest", "serde", "test-util", "webhooks"];

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
