//! What the difference between two documents does to those who call the API.
//!
//! Both documents are read through a view that follows references, so that only what is said counts, and not how it is
//! cut into components and files. The comparison walks operations, and emits by the rows of [`rules`]: what a change is
//! called, how bad it is and who is hurt stands there and nowhere else. Places are looked up at the end, in one walk.

mod change;
mod components;
mod cx;
mod decisions;
mod extensions;
mod identity;
mod lifecycle;
mod media;
mod operation;
mod pairs;
mod parameters;
mod paths;
mod place;
mod request_body;
mod responses;
mod rule;
pub mod rules;
mod same;
mod schema;
mod security;
mod security_schemes;
mod servers;
mod version;
mod view;

pub use change::{Bump, Change, Level, fingerprint};
pub use decisions::{Side, compare_code, compare_providers};
pub use rule::Rule;

use crate::day::Day;
use clientwright_document::Document;
use cx::Cx;

/// What is different in `head`, each change once for every operation that it concerns, in the order of operations.
///
/// Both documents should be [as written](clientwright_document::parse_as_written): in the shape of 3.0 some changes have the names
/// of others. `today` decides which sunset dates have passed.
pub fn compare(base: &Document, head: &Document, today: Day) -> Vec<Change> {
    let mut cx = Cx::new(base, head, today);
    let (from, to) = (cx.base, cx.head);
    paths::compare(&mut cx);
    paths::compare_webhooks(&mut cx);
    servers::compare(&mut cx, from, to, "the server");
    security::compare_api(&mut cx);
    security_schemes::compare(&mut cx);
    components::compare(&mut cx);
    version::compare(&mut cx);
    place::located(cx.into_findings(), base, head)
}
