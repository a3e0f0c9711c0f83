//! Conditions that schemas put on parts of a value, by schemas of their own.

use super::rows;

rows! {
    CONTAINS_ADDED = "contains-added", Error Info, Patch, "an item of {subject} has to be of a certain kind now";
    CONTAINS_REMOVED = "contains-removed", Info Error, Patch, "no item of {subject} has to be of a certain kind any more";
    CONTENT_SCHEMA_ADDED = "content-schema-added", Error Info, Patch, "what the text in {subject} holds has a schema now";
    CONTENT_SCHEMA_REMOVED = "content-schema-removed", Info Error, Patch,
        "what the text in {subject} holds has no schema any more";
    DEPENDENT_REQUIRED_ADDED = "dependent-required-added", Error Info, Patch,
        "with `{0}`, {subject} has to have {1} now";
    DEPENDENT_REQUIRED_CHANGED = "dependent-required-changed", Error Error, Patch,
        "what {subject} has to have with `{0}` went from {1} to {2}";
    DEPENDENT_REQUIRED_REMOVED = "dependent-required-removed", Info Error, Patch,
        "with `{0}`, {subject} does not have to have {1} any more";
    DEPENDENT_SCHEMA_ADDED = "dependent-schema-added", Error Info, Patch,
        "with `{0}`, {subject} has to follow another schema now";
    DEPENDENT_SCHEMA_REMOVED = "dependent-schema-removed", Info Error, Patch,
        "with `{0}`, {subject} does not have to follow another schema any more";
    IF_ADDED = "if-added", Error Info, Patch, "{subject} has a condition now";
    IF_REMOVED = "if-removed", Info Error, Patch, "{subject} has no condition any more";
    THEN_ADDED = "then-added", Error Info, Patch, "what {subject} has to follow under its condition is new";
    THEN_REMOVED = "then-removed", Info Error, Patch, "what {subject} had to follow under its condition is gone";
    ELSE_ADDED = "else-added", Error Info, Patch, "what {subject} has to follow without its condition is new";
    ELSE_REMOVED = "else-removed", Info Error, Patch, "what {subject} had to follow without its condition is gone";
    NOT_ADDED = "not-added", Error Info, Patch, "{subject} excludes values now";
    NOT_CHANGED = "not-changed", Warning Warning, Patch, "{subject} excludes other values now";
    NOT_REMOVED = "not-removed", Info Error, Patch, "{subject} excludes no values any more";
    PATTERN_PROPERTY_ADDED = "pattern-property-added", Error Info, Major,
        "properties of {subject} whose name matches `{0}` have a schema now";
    PATTERN_PROPERTY_REMOVED = "pattern-property-removed", Info Error, Major,
        "properties of {subject} whose name matches `{0}` have no schema any more";
    PROPERTY_NAMES_ADDED = "property-names-added", Error Info, Patch, "the names of {subject}'s properties have a schema now";
    PROPERTY_NAMES_REMOVED = "property-names-removed", Info Error, Patch,
        "the names of {subject}'s properties have no schema any more";
    UNEVALUATED_ITEMS_ADDED = "unevaluated-items-added", Error Info, Patch,
        "items of {subject} that nothing describes have a schema now";
    UNEVALUATED_ITEMS_REMOVED = "unevaluated-items-removed", Info Error, Patch,
        "items of {subject} that nothing describes have no schema any more";
    UNEVALUATED_PROPERTIES_ADDED = "unevaluated-properties-added", Error Info, Patch,
        "properties of {subject} that nothing describes have a schema now";
    UNEVALUATED_PROPERTIES_REMOVED = "unevaluated-properties-removed", Info Error, Patch,
        "properties of {subject} that nothing describes have no schema any more";
    // Those who receive are asked to pass over what they do not know.
    ADDITIONAL_PROPERTIES_REFUSED = "additional-properties-refused", Error Info, Major,
        "{subject} has no properties beyond those described any more";
    ADDITIONAL_PROPERTIES_ALLOWED = "additional-properties-allowed", Info Info, Major,
        "{subject} can have properties beyond those described now";
    ADDITIONAL_PROPERTIES_TYPED = "additional-properties-typed", Error Info, Major,
        "properties of {subject} beyond those described have a schema now";
    ADDITIONAL_PROPERTIES_UNTYPED = "additional-properties-untyped", Info Error, Major,
        "properties of {subject} beyond those described can be anything now";
    ITEMS_ADDED = "items-added", Error Info, Major, "the items of {subject} have a schema now";
    ITEMS_REMOVED = "items-removed", Info Error, Major, "the items of {subject} can be anything now";
}
