//! Parameters: whether they are there, and how they are sent.

use crate::diff::rule::rules;

rules! {
    NEW_REQUEST_PATH_PARAMETER = "new-request-path-parameter", Error, Major, "{subject} is new: calls without it do not reach the operation";
    NEW_REQUIRED_REQUEST_PARAMETER = "new-required-request-parameter", Error, Major, "{subject} is new and required: calls without it are refused";
    NEW_OPTIONAL_REQUEST_PARAMETER = "new-optional-request-parameter", Info, Minor, "{subject} is new";
    NEW_REQUIRED_REQUEST_DEFAULT_PARAMETER_TO_EXISTING_PATH = "new-required-request-default-parameter-to-existing-path", Error, Major, "{subject} is new on the whole path and required: calls without it are refused";
    NEW_OPTIONAL_REQUEST_DEFAULT_PARAMETER_TO_EXISTING_PATH = "new-optional-request-default-parameter-to-existing-path", Info, Minor, "{subject} is new on the whole path";

    REQUEST_PARAMETER_REMOVED = "request-parameter-removed", Warning, Major, "{subject} is gone: what callers send in it is ignored or refused";
    REQUEST_PARAMETER_REMOVED_WITH_DEPRECATION = "request-parameter-removed-with-deprecation", Info, Major, "{subject} is gone after its deprecation";
    REQUEST_PARAMETER_REMOVED_BEFORE_SUNSET = "request-parameter-removed-before-sunset", Error, Major, "{subject} is gone before {0}, which callers were promised";
    REQUEST_PARAMETER_BECAME_REQUIRED = "request-parameter-became-required", Error, Major, "{subject} is required now: calls without it are refused";
    REQUEST_PARAMETER_BECAME_OPTIONAL = "request-parameter-became-optional", Info, Major, "{subject} is optional now";

    REQUEST_PARAMETER_DEPRECATED = "request-parameter-deprecated", Info, Minor, "{subject} is deprecated: callers should leave it out";
    REQUEST_PARAMETER_REACTIVATED = "request-parameter-reactivated", Info, Minor, "{subject} is not deprecated any more";
    REQUEST_PARAMETER_SUNSET_PARSE = "request-parameter-sunset-parse", Error, Patch, "`{0}` is no date: callers cannot tell how long {subject} stays";
    REQUEST_PARAMETER_SUNSET_DATE_TOO_SMALL = "request-parameter-sunset-date-too-small", Error, Patch, "{subject} is deprecated with {0}, which has passed: callers have no time to leave it out";
    REQUEST_PARAMETER_SUNSET_DATE_CHANGED_TOO_SMALL = "request-parameter-sunset-date-changed-too-small", Error, Patch, "the end of {subject} moved from {0} to {1}, which has passed: callers have no time to leave it out";
    REQUEST_PARAMETER_SUNSET_DELETED = "request-parameter-sunset-deleted", Error, Patch, "{subject} is still deprecated, and {0} does not end it any more: callers cannot plan";
}
