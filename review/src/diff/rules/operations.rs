//! Paths and operations: whether they are there, what they are called, and how long they stay.

use crate::diff::rule::rules;

rules! {
    API_PATH_REMOVED_WITHOUT_DEPRECATION = "api-path-removed-without-deprecation", Error, Major, "{subject} is gone with its path, without having been deprecated: every call fails";
    API_PATH_REMOVED_WITH_DEPRECATION = "api-path-removed-with-deprecation", Info, Major, "{subject} is gone with its path, after its deprecation: who still calls it fails";
    API_PATH_REMOVED_BEFORE_SUNSET = "api-path-removed-before-sunset", Error, Major, "{subject} is gone with its path before {0}, which its callers were promised";
    API_PATH_SUNSET_PARSE = "api-path-sunset-parse", Error, Major, "{subject} is gone, and `{0}` does not say until when callers could count on it";
    API_REMOVED_WITHOUT_DEPRECATION = "api-removed-without-deprecation", Error, Major, "{subject} is gone without having been deprecated: every call fails";
    API_REMOVED_WITH_DEPRECATION = "api-removed-with-deprecation", Info, Major, "{subject} is gone after its deprecation: who still calls it fails";
    API_REMOVED_BEFORE_SUNSET = "api-removed-before-sunset", Error, Major, "{subject} is gone before {0}, which its callers were promised";
    ENDPOINT_ADDED = "endpoint-added", Info, Minor, "{subject} is new";

    ENDPOINT_DEPRECATED = "endpoint-deprecated", Info, Minor, "{subject} is deprecated: callers should leave it";
    ENDPOINT_DEPRECATED_WITH_SUNSET = "endpoint-deprecated-with-sunset", Info, Minor, "{subject} is deprecated: callers should leave it before {0}";
    ENDPOINT_REACTIVATED = "endpoint-reactivated", Info, Minor, "{subject} is not deprecated any more";
    API_DEPRECATED_SUNSET_PARSE = "api-deprecated-sunset-parse", Error, Patch, "`{0}` is no date: callers of {subject} cannot tell how long it stays";
    API_SUNSET_DATE_TOO_SMALL = "api-sunset-date-too-small", Error, Patch, "{subject} is deprecated with {0}, which has passed: callers have no time to leave it";
    API_SUNSET_DATE_CHANGED_TOO_SMALL = "api-sunset-date-changed-too-small", Error, Patch, "the end of {subject} moved from {0} to {1}, which has passed: callers have no time to leave it";
    SUNSET_DELETED = "sunset-deleted", Error, Patch, "{subject} is still deprecated, and {0} does not end it any more: callers cannot plan";

    API_STABILITY_DECREASED = "api-stability-decreased", Error, Patch, "{subject} is {1} and was {0}: callers cannot rely on it any more";
    API_STABILITY_INCREASED = "api-stability-increased", Info, Patch, "{subject} is {1} and was {0}";
    API_INVALID_STABILITY_LEVEL = "api-invalid-stability-level", Error, None, "`{0}` is none of draft, alpha, beta and stable: nobody knows what to expect of {subject}";

    API_OPERATION_ID_REMOVED = "api-operation-id-removed", Info, Major, "{subject} is not called `{0}` any more";
    API_OPERATION_ID_ADDED = "api-operation-id-added", Info, Major, "{subject} is called `{0}`";
    API_TAG_REMOVED = "api-tag-removed", Info, Major, "{subject} does not have the tag `{0}` any more";
    API_TAG_ADDED = "api-tag-added", Info, Minor, "{subject} has the tag `{0}`";

    WEBHOOK_REMOVED = "webhook-removed", Error, Major, "{subject} is gone: receivers wait for it in vain";
    WEBHOOK_ADDED = "webhook-added", Info, Minor, "{subject} is new";
}
