//! All tests that need more than one crate. A folder under `golden`, `errors`, `lint` or `misuse` is a case: adding
//! one adds no line here. `UPDATE=1 cargo test -p clientwright-tests` rewrites what the cases expect.

mod advice;
mod cases;
mod cli;
mod conformance;
mod corpus;
mod coverage;
mod determinism;
mod diff;
mod diff_gate;
mod environments;
mod errors;
mod freshness;
mod golden;
mod layers;
mod lint;
mod matrix;
mod members;
mod mirror;
mod misuse;
mod new;
mod outside;
mod pipes;
mod places;
mod prism;
mod publish;
mod repository;
mod scratch;
mod shop;
mod specs;
mod strangers;
mod surface;
mod usage;
mod webhooks;
mod wire;
