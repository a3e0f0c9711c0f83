//! Which of the rules are oasdiff's: its ids, by place.

use crate::diff::rule::Rule;
use crate::diff::{Bump, Level};

/// A rule; it is oasdiff's when its edit is in the list.
pub(super) const fn rule(
    adopted: &[&str],
    edit: &str,
    id: &'static str,
    level: Level,
    rust: Bump,
    text: &'static str,
) -> Rule {
    if contains(adopted, edit) { Rule::new(id, level, rust, text) } else { Rule::ours(id, level, rust, text) }
}

const fn contains(list: &[&str], text: &str) -> bool {
    let mut index = 0;
    while index < list.len() {
        if is_same(list[index].as_bytes(), text.as_bytes()) {
            return true;
        }
        index += 1;
    }
    false
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut index = 0;
    while index < one.len() {
        if one[index] != other[index] {
            return false;
        }
        index += 1;
    }
    true
}

#[rustfmt::skip]
pub(super) const REQUEST_BODY: &[&str] = &[
    "all-of-added", "all-of-added-annotation-only", "all-of-removed", "all-of-removed-annotation-only",
    "any-of-added", "any-of-removed", "became-enum", "became-not-nullable", "became-nullable", "const-added",
    "const-changed", "const-removed", "contains-added", "contains-removed", "content-encoding-changed",
    "content-media-type-changed", "content-schema-added", "content-schema-removed", "default-value-added",
    "default-value-changed", "default-value-removed", "dependent-required-added", "dependent-required-changed",
    "dependent-required-removed", "dependent-schema-added", "dependent-schema-removed", "discriminator-added",
    "discriminator-mapping-added", "discriminator-mapping-changed", "discriminator-mapping-deleted",
    "discriminator-property-name-changed", "discriminator-removed", "else-added", "else-removed",
    "enum-value-removed", "exclusive-max-decreased", "exclusive-max-increased", "exclusive-max-set",
    "exclusive-min-decreased", "exclusive-min-increased", "exclusive-min-set", "if-added", "if-removed",
    "list-of-types-narrowed", "list-of-types-widened", "max-contains-decreased", "max-contains-increased",
    "max-decreased", "max-increased", "max-length-decreased", "max-length-increased", "max-length-set",
    "max-set", "min-contains-decreased", "min-contains-increased", "min-decreased", "min-increased",
    "min-items-increased", "min-items-set", "min-length-decreased", "min-length-increased", "min-set",
    "one-of-added", "one-of-removed", "pattern-property-added", "pattern-property-removed",
    "prefix-items-added", "prefix-items-removed", "property-names-added", "property-names-removed",
    "then-added", "then-removed", "type-changed", "type-compatible", "type-generalized",
    "unevaluated-items-added", "unevaluated-items-removed", "unevaluated-properties-added",
    "unevaluated-properties-removed", "wrapped-in-one-of",
];

#[rustfmt::skip]
pub(super) const REQUEST_PROPERTY: &[&str] = &[
    "all-of-added", "all-of-added-annotation-only", "all-of-removed", "all-of-removed-annotation-only",
    "any-of-added", "any-of-removed", "became-enum", "became-not-nullable", "became-nullable",
    "became-optional", "became-required", "became-required-with-default", "const-added", "const-changed",
    "const-removed", "contains-added", "contains-removed", "content-encoding-changed",
    "content-media-type-changed", "content-schema-added", "content-schema-removed", "default-value-added",
    "default-value-changed", "default-value-removed", "dependent-required-added", "dependent-required-changed",
    "dependent-required-removed", "dependent-schema-added", "dependent-schema-removed", "deprecated",
    "deprecated-sunset-invalid", "deprecated-with-sunset", "discriminator-added", "discriminator-mapping-added",
    "discriminator-mapping-changed", "discriminator-mapping-deleted", "discriminator-property-name-changed",
    "discriminator-removed", "else-added", "else-removed", "enum-value-added", "enum-value-removed",
    "exclusive-max-decreased", "exclusive-max-increased", "exclusive-max-set", "exclusive-min-decreased",
    "exclusive-min-increased", "exclusive-min-set", "if-added", "if-removed", "list-of-types-narrowed",
    "list-of-types-widened", "max-contains-decreased", "max-contains-increased", "max-decreased",
    "max-increased", "max-length-decreased", "max-length-increased", "max-length-set", "max-set",
    "min-contains-decreased", "min-contains-increased", "min-decreased", "min-increased", "min-items-increased",
    "min-items-set", "min-length-decreased", "min-length-increased", "min-set", "one-of-added",
    "one-of-removed", "pattern-added", "pattern-changed", "pattern-generalized", "pattern-property-added",
    "pattern-property-removed", "pattern-removed", "prefix-items-added", "prefix-items-removed",
    "property-names-added", "property-names-removed", "reactivated", "removed", "stability-decreased",
    "stability-increased", "sunset-date-too-small", "then-added", "then-removed", "type-changed",
    "type-compatible", "type-generalized", "unevaluated-items-added", "unevaluated-items-removed",
    "unevaluated-properties-added", "unevaluated-properties-removed", "x-extensible-enum-value-removed",
];

#[rustfmt::skip]
pub(super) const READ_ONLY: &[&str] = &[
    "enum-value-removed", "exclusive-max-decreased", "exclusive-min-increased", "max-decreased",
    "max-length-decreased", "min-increased",
];

#[rustfmt::skip]
pub(super) const PARAMETER: &[&str] = &[
    "became-enum", "became-not-nullable", "became-nullable", "default-value-added", "default-value-changed",
    "default-value-removed", "enum-value-added", "enum-value-removed", "exclusive-max-decreased",
    "exclusive-max-increased", "exclusive-max-set", "exclusive-min-decreased", "exclusive-min-increased",
    "exclusive-min-set", "list-of-types-narrowed", "list-of-types-widened", "max-decreased", "max-increased",
    "max-items-decreased", "max-items-increased", "max-length-decreased", "max-length-increased",
    "max-length-set", "max-set", "min-decreased", "min-increased", "min-items-decreased", "min-items-increased",
    "min-items-set", "min-length-decreased", "min-length-increased", "min-set", "pattern-added",
    "pattern-changed", "pattern-generalized", "pattern-removed", "type-changed", "type-generalized",
    "x-extensible-enum-value-removed",
];

#[rustfmt::skip]
pub(super) const PARAMETER_PROPERTY: &[&str] = &[
    "became-not-nullable", "became-nullable", "enum-value-added", "enum-value-removed",
    "list-of-types-narrowed", "list-of-types-widened", "type-changed", "type-generalized", "type-specialized",
];

#[rustfmt::skip]
pub(super) const RESPONSE_BODY: &[&str] = &[
    "all-of-added", "all-of-added-annotation-only", "all-of-removed", "all-of-removed-annotation-only",
    "any-of-added", "any-of-removed", "became-not-nullable", "became-nullable", "const-added", "const-changed",
    "const-removed", "contains-added", "contains-removed", "content-encoding-changed",
    "content-media-type-changed", "content-schema-added", "content-schema-removed", "default-value-added",
    "default-value-changed", "default-value-removed", "dependent-required-added", "dependent-required-changed",
    "dependent-required-removed", "dependent-schema-added", "dependent-schema-removed", "discriminator-added",
    "discriminator-mapping-added", "discriminator-mapping-changed", "discriminator-mapping-deleted",
    "discriminator-property-name-changed", "discriminator-removed", "else-added", "else-removed",
    "exclusive-max-increased", "exclusive-min-decreased", "if-added", "if-removed", "list-of-types-narrowed",
    "list-of-types-widened", "max-contains-decreased", "max-contains-increased", "max-increased",
    "max-length-increased", "max-length-unset", "min-contains-decreased", "min-contains-increased",
    "min-decreased", "min-items-decreased", "min-items-unset", "min-length-decreased", "one-of-added",
    "one-of-removed", "pattern-property-added", "pattern-property-removed", "prefix-items-added",
    "prefix-items-removed", "property-names-added", "property-names-removed", "then-added", "then-removed",
    "type-changed", "type-compatible", "type-generalized", "type-specialized", "unevaluated-items-added",
    "unevaluated-items-removed", "unevaluated-properties-added", "unevaluated-properties-removed",
    "wrapped-in-one-of",
];

#[rustfmt::skip]
pub(super) const RESPONSE_PROPERTY: &[&str] = &[
    "all-of-added", "all-of-added-annotation-only", "all-of-removed", "all-of-removed-annotation-only",
    "any-of-added", "any-of-removed", "became-not-nullable", "became-nullable", "became-optional",
    "became-required", "const-added", "const-changed", "const-removed", "contains-added", "contains-removed",
    "content-encoding-changed", "content-media-type-changed", "content-schema-added", "content-schema-removed",
    "default-value-added", "default-value-changed", "default-value-removed", "dependent-required-added",
    "dependent-required-changed", "dependent-required-removed", "dependent-schema-added",
    "dependent-schema-removed", "deprecated", "deprecated-sunset-invalid", "deprecated-with-sunset",
    "discriminator-added", "discriminator-mapping-added", "discriminator-mapping-changed",
    "discriminator-mapping-deleted", "discriminator-property-name-changed", "discriminator-removed",
    "else-added", "else-removed", "enum-value-added", "enum-value-removed", "exclusive-max-increased",
    "exclusive-min-decreased", "if-added", "if-removed", "list-of-types-narrowed", "list-of-types-widened",
    "max-contains-decreased", "max-contains-increased", "max-increased", "max-length-increased",
    "max-length-unset", "min-contains-decreased", "min-contains-increased", "min-decreased",
    "min-items-decreased", "min-items-unset", "min-length-decreased", "one-of-added", "one-of-removed",
    "pattern-added", "pattern-changed", "pattern-property-added", "pattern-property-removed", "pattern-removed",
    "prefix-items-added", "prefix-items-removed", "property-names-added", "property-names-removed",
    "reactivated", "stability-decreased", "stability-increased", "sunset-date-too-small", "then-added",
    "then-removed", "type-changed", "type-compatible", "type-generalized", "type-specialized",
    "unevaluated-items-added", "unevaluated-items-removed", "unevaluated-properties-added",
    "unevaluated-properties-removed",
];

#[rustfmt::skip]
pub(super) const WRITE_ONLY: &[&str] = &[
    "became-optional", "became-required", "enum-value-added",
];

#[rustfmt::skip]
pub(super) const HEADER: &[&str] = &[
    "became-not-nullable", "became-nullable", "type-changed", "type-compatible", "type-generalized",
    "type-specialized",
];

/// Whole ids, where they do not follow from the place.
#[rustfmt::skip]
pub(super) const NAMED: &[&str] = &[
    "new-optional-request-property", "new-required-request-header-property",
    "new-required-request-property", "new-required-request-property-with-default",
    "request-header-property-became-enum", "request-header-property-became-required",
    "request-optional-property-became-not-read-only", "request-optional-property-became-not-write-only",
    "request-optional-property-became-read-only", "request-optional-property-became-write-only",
    "request-required-property-became-not-read-only", "request-required-property-became-not-write-only",
    "request-required-property-became-read-only", "request-required-property-became-write-only",
    "response-mediatype-enum-value-removed", "response-optional-property-added",
    "response-optional-property-became-not-read-only", "response-optional-property-became-not-write-only",
    "response-optional-property-became-read-only", "response-optional-property-became-write-only",
    "response-optional-property-removed", "response-optional-write-only-property-added",
    "response-optional-write-only-property-removed", "response-required-property-added",
    "response-required-property-became-not-read-only", "response-required-property-became-not-write-only",
    "response-required-property-became-read-only", "response-required-property-became-write-only",
    "response-required-property-removed", "response-required-write-only-property-added",
    "response-required-write-only-property-removed",
];

/// oasdiff does not look at them.
pub(super) const HEADER_PROPERTY: &[&str] = &[];
