//! Reads OpenAPI text into one tree per file, in the shape of OpenAPI 3.0.
//!
//! `load` reads a text into a [`Value`]. `vocabulary` is the table of what stands where, `walk` visits by it, and `reach`
//! follows references into other files. At each place `include` and then the rewrites of `lower31` apply. A
//! [`Document`] gives pieces of the result out, by pointer: what is not moved by a rewrite keeps its pointer, so that
//! a place in the tree is a place in the text. `parse_as_written` leaves the keywords of 3.1 as they are.

mod de;
pub mod diagnostics;
mod document;
pub mod files;
pub mod http;
mod include;
mod json;
mod kind;
pub mod ledger;
mod load;
pub mod lower31;
pub mod near;
pub mod note;
pub mod parameter;
mod path;
pub mod places;
mod plain;
pub mod pointer;
mod reach;
pub mod reference;
mod rewrite;
mod scalars;
mod shape;
mod sources;
mod syntax;
pub mod value;
mod verbatim;
mod version;
pub mod vocabulary;
mod walk;
mod yaml;

pub use crate::value::{Mapping, Number, Value};
pub use document::{Document, Version, Visit, parse, parse_as_written};
pub use kind::Kind;
pub use plain::Plain;
pub use sources::{Sources, missing_files};

/// The programs of the README are compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
