//! All tests that need more than one crate. A folder under `golden`, `errors` or `misuse` is a case: adding one adds
//! no line here. `UPDATE=1 cargo test -p clientwright-tests` rewrites what the cases expect.

mod cases;
mod cli;
mod corpus;
mod determinism;
mod diff;
mod errors;
mod freshness;
mod golden;
mod layers;
mod misuse;
mod repository;
mod scratch;
mod specs;
mod wire;
