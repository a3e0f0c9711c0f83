//! The HTTP side, from the outside: exact bytes, exact errors, nothing secret shown.

#![allow(missing_docs)]

mod support;

mod auth;
mod bodies;
mod config;
mod connections;
mod envelopes;
mod errors;
mod idempotency;
mod loopback;
mod outcome;
mod params;
mod redaction;
mod waiting;
mod webhooks;
