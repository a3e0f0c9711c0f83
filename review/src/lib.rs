//! What a reviewer says of specs: what is wrong with one ([`lint`]), and what a change of one does to those who call the API
//! ([`diff`]).
//!
//! Like the generator, the library reads and writes no files and knows no clock.

pub mod callers;
pub mod comparison;
pub mod day;
pub mod diff;
pub mod docs;
pub mod lint;
mod plain;
pub mod report;

pub use plain::plain;

/// The programs of the README are compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
