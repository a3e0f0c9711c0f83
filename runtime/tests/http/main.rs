//! The HTTP side, from the outside: exact bytes, exact errors, nothing secret shown.

#![allow(missing_docs)]

mod peer;
mod support;

mod auth;
mod bodies;
mod brought;
mod config;
mod conformance;
mod connections;
mod envelopes;
mod errors;
mod idempotency;
mod journal;
mod limits;
mod loopback;
mod oauth2;
mod outcome;
mod params;
mod phases;
mod proxies;
mod redaction;
mod runtimes;
mod signing;
mod sources;
mod tls;
mod waiting;
mod webhooks;
