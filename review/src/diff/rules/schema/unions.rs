//! Schemas made of schemas.

use super::rows;

macro_rules! covers {
    (sent $($sent:literal)*; received $($received:literal)*;) => { &[
        $((concat!($sent, "-discriminator-renamed"), &[concat!($sent, "-discriminator-property-name-changed")]),
        (concat!($sent, "-discriminator-value-changed"), &[concat!($sent, "-discriminator-mapping-changed")]),
        (concat!($sent, "-discriminator-value-removed"), &[concat!($sent, "-discriminator-mapping-deleted")]),)*
        $((concat!($received, "-discriminator-renamed"), &[concat!($received, "-discriminator-property-name-changed")]),
        (concat!($received, "-discriminator-value-changed"), &[concat!($received, "-discriminator-mapping-changed")]),
        (concat!($received, "-discriminator-value-added"), &[concat!($received, "-discriminator-mapping-added")]),)*
    ] };
}

rows! {
    ALL_OF_ADDED = "all-of-added", Error Info, Major, "{subject} has to follow {0} too";
    ALL_OF_ADDED_ANNOTATION_ONLY = "all-of-added-annotation-only", Info Info, Patch,
        "{subject} has a new part that only documents: {0}";
    ALL_OF_REMOVED = "all-of-removed", Warning Info, Major, "{subject} does not have to follow {0} any more";
    ALL_OF_REMOVED_ANNOTATION_ONLY = "all-of-removed-annotation-only", Info Info, Patch,
        "{subject} lost a part that only documented: {0}";
    ANY_OF_ADDED = "any-of-added", Info Info, Minor, "{subject} can be {0} too";
    ANY_OF_REMOVED = "any-of-removed", Error Info, Major, "{subject} cannot be {0} any more";
    ONE_OF_ADDED = "one-of-added", Info Error, Minor, "{subject} can be {0} too";
    ONE_OF_REMOVED = "one-of-removed", Error Info, Major, "{subject} cannot be {0} any more";
    WRAPPED_IN_ONE_OF = "wrapped-in-one-of", Error Error, Major, "{subject} is now one of {0} alternatives";
    ANY_OF_BECAME_ONE_OF = "any-of-became-one-of", Warning Info, Patch,
        "{subject} has to be exactly one of its alternatives now, and could be several";
    ONE_OF_BECAME_ANY_OF = "one-of-became-any-of", Info Warning, Patch,
        "{subject} can be several of its alternatives now, and was exactly one";
    PREFIX_ITEMS_ADDED = "prefix-items-added", Info Error, Major, "item {0} of {subject} has a schema of its own now";
    PREFIX_ITEMS_REMOVED = "prefix-items-removed", Error Info, Major,
        "item {0} of {subject} has no schema of its own any more";

    DISCRIMINATOR_ADDED = "discriminator-added", Info Info, Major, "the members of {subject} are told apart by `{0}` now";
    DISCRIMINATOR_REMOVED = "discriminator-removed", Info Info, Major, "the members of {subject} are no longer told apart by `{0}`";
    DISCRIMINATOR_PROPERTY_CHANGED = "discriminator-property-name-changed", Info Info, Major,
        "the members of {subject} are told apart by `{1}` now, and not by `{0}`";
    DISCRIMINATOR_MAPPING_ADDED = "discriminator-mapping-added", Info Info, Minor, "`{0}` means {1} now, in {subject}";
    DISCRIMINATOR_MAPPING_CHANGED = "discriminator-mapping-changed", Info Info, Major,
        "`{0}` means {2} now, and not {1}, in {subject}";
    DISCRIMINATOR_MAPPING_REMOVED = "discriminator-mapping-deleted", Info Info, Major,
        "`{0}` no longer means {1}, in {subject}";

    // What oasdiff passes on without an opinion.
    DISCRIMINATOR_RENAMED = "discriminator-renamed", Error Error, Major,
        "the members of {subject} are told apart by `{1}` now, and not by `{0}`"
        .but_hidden();
    DISCRIMINATOR_VALUE_ADDED = "discriminator-value-added", Info Warning, Minor, "`{0}` means {1} now, in {subject}"
        .for_those_who_receive();
    DISCRIMINATOR_VALUE_CHANGED = "discriminator-value-changed", Error Error, Major,
        "`{0}` means {2} now, and not {1}, in {subject}"
        .but_hidden();
    DISCRIMINATOR_VALUE_REMOVED = "discriminator-value-removed", Error Info, Major,
        "`{0}` no longer means {1}, in {subject}"
        .for_those_who_send();
}

/// Rules of ours, and those that only inform of the same edit.
pub(in crate::diff::rules) const COVERS: &[(&str, &[&str])] = covers!(
    sent "request-body" "request-property" "request-parameter" "request-parameter-property";
    received "response-body" "response-property" "response-header" "response-header-property";
);
