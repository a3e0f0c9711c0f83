//! Turns OpenAPI documents into typed Rust client crates.
//!
//! ```text
//! Sources ─ clientwright_document::parse ─▶ Document ─ lower ─▶ api::Api ─ plan ─▶ rust::Crate ─ emit, print ─▶ Output
//! ```
//!
//! Every stage is a pure function and reports all its problems; after an arrow the earlier model is out of reach.
//! The library reads and writes no files.

pub mod api;
pub mod coverage;
pub mod diagnostics;
mod emit;
mod graph;
mod keywords;
pub mod lower;
mod plan;
mod print;
pub mod provider;
pub mod rust;
mod stages;
pub mod surface;
mod table;
mod tokens;
pub mod wire;

pub use clientwright_document as document;
pub use print::Output;
pub use stages::Stages;

use std::collections::BTreeMap;

use clientwright_document::Sources;
use diagnostics::Diagnostics;
use provider::Provider;

/// The generator's version. Nothing that it writes holds it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Generates a crate.
///
/// # Errors
///
/// All problems of the first stage that has any, each with its place.
pub fn generate(sources: &Sources, provider: &Provider) -> Result<Output, Diagnostics> {
    Stages::new(sources, provider).output()
}

/// Decides how an API becomes a crate.
///
/// # Errors
///
/// Names that clash.
pub fn plan(api: &api::Api, provider: &Provider) -> Result<rust::Crate, Diagnostics> {
    plan::plan(api, provider)
}

/// The code of a planned crate, by file, without its documentation: what is the same does the same.
pub fn code(krate: &rust::Crate) -> BTreeMap<String, String> {
    emit::code(emit::emit(krate))
}

/// Writes a planned crate as files. Nothing can be wrong with the user's input any more.
pub fn spell(krate: &rust::Crate) -> Output {
    print::print(emit::emit(krate), &krate.origin)
}

/// The programs of the README are compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
