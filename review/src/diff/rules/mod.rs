//! The rules, one row each, one file for each area; those of schemas follow from what happened and where.
//!
//! A row is the id, the level on the wire, what it does to the crate, and the sentence. `{subject}` names what the change
//! happened to, `{0}` and `{1}` are its values.

pub(super) mod bodies;
pub(super) mod decisions;
pub(super) mod document;
pub(super) mod extensions;
pub(super) mod operations;
pub(super) mod ours;
pub(super) mod parameters;
pub(super) mod schema;
pub(super) mod security;

use super::Rule;

/// Rules of ours, and the adopted ones that take the same edit for mere information: both are found, and people are told
/// ours.
const COVERS: &[(&str, &[&str])] = &[
    ("operation-renamed", &["api-operation-id-removed"]),
    ("security-tightened", SECURITY),
    ("security-loosened", SECURITY),
    ("security-dropped", SECURITY),
    ("security-scheme-type-changed", &["api-security-component-type-changed"]),
];

const SECURITY: &[&str] = &[
    "api-global-security-added",
    "api-global-security-removed",
    "api-global-security-scope-added",
    "api-global-security-scope-removed",
    "api-security-added",
    "api-security-removed",
    "api-security-scope-added",
    "api-security-scope-removed",
];

/// Every rule.
pub fn all() -> impl Iterator<Item = Rule> {
    let tables = [
        operations::TABLE,
        parameters::TABLE,
        bodies::TABLE,
        security::TABLE,
        decisions::TABLE,
        document::TABLE,
        extensions::TABLE,
        ours::TABLE,
    ];
    tables.into_iter().flatten().map(|rule| (*rule).clone()).chain(schema::all())
}

/// Whether the one rule says all that the other says of the same edit.
pub fn covers(id: &str, other: &str) -> bool {
    let is_of_ours = COVERS.iter().any(|(ours, adopted)| *ours == id && adopted.contains(&other));
    is_of_ours || schema::covers(id, other)
}
