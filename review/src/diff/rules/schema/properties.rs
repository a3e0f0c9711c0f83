//! Whether objects have a property, and who sends it.
//!
//! The subject is the property, so a row has no rules for bodies, parameters and headers themselves.

use super::rows;

rows! {
    properties;
    NEW_REQUIRED = "added-required", Error Info, Major, "{subject} is new and required"
        => "calls that leave it out are refused", "callers can read it"
        { request_property: "new-required-request-property" Error,
          parameter_property: "new-required-request-parameter-property" Error,
          sent_header_property: "new-required-request-header-property" Error,
          response_property: "response-required-property-added" Info,
          write_only: "response-required-write-only-property-added" Info };
    NEW_REQUIRED_WITH_DEFAULT = "added-required-with-default", Error Info, Major,
        "{subject} is new and required, in spite of its default"
        => "calls that leave it out are refused", "callers can read it"
        { request_property: "new-required-request-property-with-default" Error,
          parameter_property: "new-required-request-parameter-property-with-default" Error }
        .received_as(NEW_REQUIRED);
    NEW_OPTIONAL = "added-optional", Info Info, Minor, "{subject} is new"
        => "callers can send it", "callers can read it where it is"
        { request_property: "new-optional-request-property" Info,
          parameter_property: "new-optional-request-parameter-property" Info,
          sent_header_property: "new-optional-request-parameter-property" Info,
          response_property: "response-optional-property-added" Info,
          write_only: "response-optional-write-only-property-added" Info };
    REQUIRED_REMOVED = "removed", Warning Error, Major, "{subject} is gone"
        => "what callers send in it is ignored or refused", "callers that read it find nothing"
        { response_property: "response-required-property-removed" Error,
          write_only: "response-required-write-only-property-removed" Info,
          header_property: "response-header-required-property-removed" Error };
    OPTIONAL_REMOVED = "removed", Warning Warning, Major, "{subject} is gone"
        => "what callers send in it is ignored or refused", "callers that read it find nothing"
        { response_property: "response-optional-property-removed" Warning,
          write_only: "response-optional-write-only-property-removed" Info };

    BECAME_REQUIRED = "became-required", Error Info, Major, "{subject} is required now"
        => "calls that leave it out are refused", "callers can count on it"
        { sent_header_property: "request-header-property-became-required" Error };
    BECAME_REQUIRED_WITH_DEFAULT = "became-required-with-default", Error Info, Major,
        "{subject} is required now, in spite of its default"
        => "calls that leave it out are refused", "callers can count on it"
        .received_as(BECAME_REQUIRED);
    BECAME_OPTIONAL = "became-optional", Info Error, Major, "{subject} is optional now"
        => "callers can leave it out", "callers cannot count on it";

    REQUIRED_BECAME_READ_ONLY = "became-read-only", Info Info, Major, "{subject} is only received now"
        => "what callers send in it is ignored", "callers still receive it"
        { read_only: "request-required-property-became-read-only" Info,
          response_property: "response-required-property-became-read-only" Info }
        .only_hidden_in_requests();
    OPTIONAL_BECAME_READ_ONLY = "became-read-only", Info Info, Major, "{subject} is only received now"
        => "what callers send in it is ignored", "callers still receive it"
        { read_only: "request-optional-property-became-read-only" Info,
          response_property: "response-optional-property-became-read-only" Info }
        .only_hidden_in_requests();
    REQUIRED_BECAME_NOT_READ_ONLY = "became-not-read-only", Info Info, Major, "{subject} is sent too now"
        => "callers can send it", "callers still receive it"
        { request_property: "request-required-property-became-not-read-only" Info,
          response_property: "response-required-property-became-not-read-only" Info };
    OPTIONAL_BECAME_NOT_READ_ONLY = "became-not-read-only", Info Info, Major, "{subject} is sent too now"
        => "callers can send it", "callers still receive it"
        { request_property: "request-optional-property-became-not-read-only" Info,
          response_property: "response-optional-property-became-not-read-only" Info };
    REQUIRED_BECAME_WRITE_ONLY = "became-write-only", Info Info, Major, "{subject} is only sent now"
        => "callers still send it", "callers that read it find nothing"
        { request_property: "request-required-property-became-write-only" Info,
          write_only: "response-required-property-became-write-only" Info }
        .only_hidden_in_responses();
    OPTIONAL_BECAME_WRITE_ONLY = "became-write-only", Info Info, Major, "{subject} is only sent now"
        => "callers still send it", "callers that read it find nothing"
        { request_property: "request-optional-property-became-write-only" Info,
          write_only: "response-optional-property-became-write-only" Info }
        .only_hidden_in_responses();
    REQUIRED_BECAME_NOT_WRITE_ONLY = "became-not-write-only", Info Warning, Major, "{subject} is received too now"
        => "callers still send it", "callers may meet what they do not know"
        { request_property: "request-required-property-became-not-write-only" Info,
          response_property: "response-required-property-became-not-write-only" Warning,
          header_property: "response-header-property-became-not-write-only" Info };
    OPTIONAL_BECAME_NOT_WRITE_ONLY = "became-not-write-only", Info Info, Major, "{subject} is received too now"
        => "callers still send it", "callers may meet what they do not know"
        { request_property: "request-optional-property-became-not-write-only" Info,
          response_property: "response-optional-property-became-not-write-only" Info };

    DEPRECATED = "deprecated", Info Info, Patch, "{subject} is deprecated"
        => "callers should stop sending it", "callers should stop reading it";
    DEPRECATED_WITH_SUNSET = "deprecated-with-sunset", Info Info, Patch, "{subject} is deprecated, until {0}"
        => "callers should stop sending it", "callers should stop reading it";
    REACTIVATED = "reactivated", Info Info, Patch, "{subject} is no longer deprecated"
        => "callers can go on sending it", "callers can go on reading it";
    SUNSET_INVALID = "deprecated-sunset-invalid", Error Error, Patch,
        "{subject} is deprecated, until a day that is none: `{0}`"
        => "callers cannot know how long they can send it", "callers cannot know how long they can read it";
    SUNSET_TOO_SMALL = "sunset-date-too-small", Error Error, Patch, "{subject} is deprecated, until {0}, which has passed"
        => "callers had no time to stop sending it", "callers had no time to stop reading it";
    STABILITY_DECREASED = "stability-decreased", Error Error, Patch, "{subject} was {0} and is {1} now"
        => "callers have other promises", "callers have other promises";
    STABILITY_INCREASED = "stability-increased", Info Info, Patch, "{subject} was {0} and is {1} now"
        => "callers have other promises", "callers have other promises";
}
