//! Nouns: what a workspace says of all its crates.

use std::collections::BTreeMap;

/// The oldest Rust that builds what is generated.
pub const MIN_RUST: &str = "1.88";

/// The runtime that what is generated is made for.
pub const RUNTIME_VERSION: &str = "0.1.0";

/// How a crate is set up: what its workspace says of all its crates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// The oldest Rust that the crate has to be built with.
    pub rust_version: String,
    /// An SPDX expression; nothing is claimed where nobody chose one.
    pub license: Option<String>,
    /// Where the crate's source is.
    pub repository: Option<String>,
    /// Who made it.
    pub authors: Vec<String>,
    /// The command that generates it, as files say it: `clientwright`.
    pub command: String,
    /// Where the runtime comes from.
    pub runtime: RuntimeSource,
    /// Whether the crate is a workspace of its own, and not to be published: one of any document.
    pub standalone: bool,
}

/// Where the runtime comes from, in the terms of Cargo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuntimeSource {
    /// `0.1.0`.
    pub version: Option<String>,
    /// Its folder, relative to the crate's.
    pub path: Option<String>,
    /// `git`, `branch`, `rev`, `tag`, `registry`.
    pub others: BTreeMap<String, String>,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            rust_version: MIN_RUST.to_owned(),
            license: None,
            repository: None,
            authors: Vec::new(),
            command: "clientwright".to_owned(),
            runtime: RuntimeSource::default(),
            standalone: false,
        }
    }
}

impl Default for RuntimeSource {
    fn default() -> Self {
        Self { version: Some(RUNTIME_VERSION.to_owned()), path: None, others: BTreeMap::new() }
    }
}

impl RuntimeSource {
    /// The runtime in a folder, relative to the crate's.
    pub fn at(path: String) -> Self {
        Self { path: Some(path), ..Self::default() }
    }
}
