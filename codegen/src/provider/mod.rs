//! Nouns: our decisions about a provider, from `provider.yaml`.

mod parse;
mod setup;
mod signature;

pub use crate::wire::{Envelope, Retries, RuntimeSource, Signature, SignatureScheme, Success};
pub use parse::is_package_name;
pub use setup::{MIN_RUST, Setup};

use indexmap::IndexMap;

use crate::coverage::Coverage;
use crate::diagnostics::Diagnostics;
use clientwright_document::pointer::Pointer;

/// The file, relative to the spec's folder.
pub const FILE: &str = "provider.yaml";

/// What we decided about a provider. Nothing here is a fact of the provider's: those stand in the spec.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provider {
    /// What the generated package says of itself.
    pub package: Package,
    /// Where the client can be pointed at, by name, in the file's order. Never a default one.
    pub environments: IndexMap<String, Environment>,
    /// Security scheme → environment variable that holds its credential.
    pub credentials: IndexMap<String, String>,
    /// Where error bodies carry their code and message.
    pub errors: ErrorPointers,
    /// How often and how soon failed attempts are made again, where it is not as usual.
    pub retries: Retries,
    /// How successful responses wrap what operations return.
    pub envelope: Option<Envelope>,
    /// How the provider signs what it sends, when that is documented.
    pub signature: Option<Signature>,
    /// Other Rust names, by the place of what they name.
    pub renames: Vec<Rename>,
    /// Findings that we accept.
    pub waivers: Vec<Waiver>,
    /// What the documentation names, against the spec: `coverage.yaml`.
    pub coverage: Option<Coverage>,
    /// What the workspace says of all its crates; it does not stand in provider.yaml.
    pub setup: Setup,
    /// What becomes of things that the generator does not support.
    pub mode: Mode,
}

/// What the generated package says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Package {
    /// The package, `acme-client`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// One line.
    pub description: String,
    /// The provider's documentation.
    pub documentation: Option<String>,
    /// At most five.
    pub keywords: Vec<String>,
    /// Whether each resource is a feature; `None` leaves it to the size of the crate.
    pub resource_features: Option<bool>,
}

/// A server that the client can be pointed at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    /// The base URL; `None` where it is not documented, and only its keys are known.
    pub url: Option<String>,
    /// What a credential of this environment begins with.
    pub key_prefix: Option<String>,
    /// What callers should know of this decision.
    pub note: Option<String>,
}

/// Where error bodies carry their code and message: JSON pointers, the first match counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ErrorPointers {
    pub code: Vec<String>,
    pub message: Vec<String>,
    pub note: Option<String>,
}

/// Another Rust name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    /// What is renamed.
    pub pointer: Pointer,
    /// Its name.
    pub name: String,
}

/// A finding that we accept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// The finding's id.
    pub rule: String,
    /// Its place.
    pub pointer: Pointer,
    /// Why.
    pub reason: String,
}

/// What becomes of things that the generator does not support.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// They are errors unless waived: a provider of ours, whose `x-` keys are ours too.
    #[default]
    Ours,
    /// They are errors: any document of which nothing may be lost.
    Strict,
    /// They are left out or untyped, and named in the report: any document.
    Lenient,
}

impl Provider {
    /// Reads `provider.yaml`; all its problems at once.
    pub fn parse(text: &str) -> Result<Self, Diagnostics> {
        parse::provider(text)
    }

    /// The defaults for a document without a `provider.yaml`, as a package of this name.
    pub fn for_document(name: &str) -> Self {
        Self {
            package: Package {
                name: name.to_owned(),
                version: "0.1.0".to_owned(),
                description: "Typed client, generated from an OpenAPI document".to_owned(),
                ..Package::default()
            },
            setup: Setup { standalone: true, ..Setup::default() },
            mode: Mode::Lenient,
            ..Self::default()
        }
    }

    /// Whether things that the generator does not support are errors.
    pub fn is_strict(&self) -> bool {
        self.mode != Mode::Lenient
    }

    /// Whether the document is a spec of a workspace, with keys and rules of ours.
    pub fn is_ours(&self) -> bool {
        self.mode == Mode::Ours
    }
}
