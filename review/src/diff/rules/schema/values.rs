//! Which values: types, formats, enums, constants, patterns, defaults, null.

use super::rows;

rows! {
    // A type that took another's place.
    TYPE_CHANGED = "type-changed", Error Error, Major, "the type of {subject} went from {0} to {1}"
        { parameter_property: "request-parameter-property-type-changed" Warning,
          sent_header_property: "request-parameter-property-type-changed" Warning };
    TYPE_GENERALIZED = "type-generalized", Info Error, Major, "the type of {subject} was {0} and is wider now: {1}";
    TYPE_SPECIALIZED = "type-specialized", Error Info, Major, "the type of {subject} was {0} and is narrower now: {1}"
        .but_requests();
    // In a form, a path or a header, every value is text.
    TYPE_COMPATIBLE = "type-compatible", Info Info, Major,
        "the type of {subject} went from {0} to {1}, which is sent as the same text"
        .but_parameters();
    LIST_OF_TYPES_WIDENED = "list-of-types-widened", Info Error, Major, "{subject} can now also be {0}";
    LIST_OF_TYPES_NARROWED = "list-of-types-narrowed", Error Info, Major, "{subject} can no longer be {0}";

    BECAME_NULLABLE = "became-nullable", Info Error, Major, "{subject} can now be null";
    BECAME_NOT_NULLABLE = "became-not-nullable", Error Info, Major, "{subject} can no longer be null";

    BECAME_ENUM = "became-enum", Error Info, Major, "{subject} is now one of {0}"
        { sent_header_property: "request-header-property-became-enum" Error };
    BECAME_NOT_ENUM = "became-not-enum", Info Warning, Major, "{subject} is no longer limited to {0}";
    ENUM_VALUE_ADDED = "enum-value-added", Info Warning, Minor, "`{0}` is a new value of {subject}"
        { response_body: "response-mediatype-enum-value-added" Warning };
    ENUM_VALUE_REMOVED = "enum-value-removed", Error Info, Major, "`{0}` is no longer a value of {subject}"
        { response_body: "response-mediatype-enum-value-removed" Info };
    EXTENSIBLE_ENUM_VALUE_ADDED = "x-extensible-enum-value-added", Info Info, Minor,
        "`{0}` is a new known value of {subject}";
    EXTENSIBLE_ENUM_VALUE_REMOVED = "x-extensible-enum-value-removed", Error Info, Major,
        "`{0}` is no longer a known value of {subject}";

    CONST_ADDED = "const-added", Error Info, Major, "{subject} is now always `{0}`";
    CONST_CHANGED = "const-changed", Error Error, Major, "{subject} is now always `{1}`, and was `{0}`";
    CONST_REMOVED = "const-removed", Info Error, Major, "{subject} is no longer always `{0}`";

    DEFAULT_ADDED = "default-value-added", Info Info, Patch, "{subject} now has the default `{0}`"
        => "what callers leave out means something now", "callers can read it that way"
        { parameter: "request-parameter-default-value-added" Error };
    DEFAULT_CHANGED = "default-value-changed", Info Info, Patch, "the default of {subject} went from `{0}` to `{1}`"
        => "what callers leave out means something else", "what is left out means something else"
        { parameter: "request-parameter-default-value-changed" Error };
    DEFAULT_REMOVED = "default-value-removed", Info Info, Patch, "{subject} no longer has the default `{0}`"
        => "what callers leave out means nothing any more", "what is left out means nothing any more"
        { parameter: "request-parameter-default-value-removed" Error };

    PATTERN_ADDED = "pattern-added", Error Info, Patch, "{subject} has to match `{0}` now";
    // Which of two patterns is wider, nobody can say.
    PATTERN_CHANGED = "pattern-changed", Warning Info, Patch, "{subject} has to match `{1}` now, and not `{0}`";
    PATTERN_GENERALIZED = "pattern-generalized", Info Warning, Patch, "{subject} had to match `{0}`, and now any text does";
    PATTERN_REMOVED = "pattern-removed", Info Info, Patch, "{subject} does not have to match `{0}` any more";

    MULTIPLE_OF_SET = "multiple-of-set", Warning Info, Patch, "{subject} has to be a multiple of {0} now";
    MULTIPLE_OF_CHANGED = "multiple-of-changed", Warning Warning, Patch,
        "{subject} has to be a multiple of {1} now, and not of {0}";
    MULTIPLE_OF_UNSET = "multiple-of-unset", Info Error, Patch, "{subject} does not have to be a multiple of {0} any more";
    UNIQUE_ITEMS_SET = "unique-items-set", Error Info, Patch, "the items of {subject} have to be unique now";
    UNIQUE_ITEMS_UNSET = "unique-items-unset", Info Warning, Patch, "the items of {subject} can repeat now";

    CONTENT_ENCODING_CHANGED = "content-encoding-changed", Error Error, Major,
        "the encoding of the text in {subject} went from {0} to {1}";
    CONTENT_MEDIA_TYPE_CHANGED = "content-media-type-changed", Error Error, Major,
        "the media type of the text in {subject} went from {0} to {1}";
    // `false` as a schema.
    BECAME_IMPOSSIBLE = "became-impossible", Error Info, Major, "{subject} has no value that is allowed any more";
    BECAME_POSSIBLE = "became-possible", Info Error, Major, "{subject} has values now, and none was allowed";
}
