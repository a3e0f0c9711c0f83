//! Nouns: what a workspace says of all its crates.

use crate::wire::RuntimeSource;

/// The oldest Rust that builds what is generated.
pub const MIN_RUST: &str = "1.88";

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
