//! Bodies and headers: whether they are there, and as what they are sent.

use crate::diff::rule::rules;

rules! {
    REQUEST_BODY_ADDED_REQUIRED = "request-body-added-required", Error, Major, "{subject} is new and required: calls without it are refused";
    REQUEST_BODY_ADDED_OPTIONAL = "request-body-added-optional", Info, Major, "{subject} is new";
    REQUEST_BODY_REMOVED = "request-body-removed", Error, Major, "{subject} is gone: what callers send is ignored or refused";
    REQUEST_BODY_BECAME_REQUIRED = "request-body-became-required", Error, Major, "{subject} is required now: calls without it are refused";
    REQUEST_BODY_BECAME_OPTIONAL = "request-body-became-optional", Info, Major, "{subject} is optional now";
    REQUEST_BODY_MEDIA_TYPE_ADDED = "request-body-media-type-added", Info, Minor, "{subject} can be sent as {0} too";
    REQUEST_BODY_MEDIA_TYPE_REMOVED = "request-body-media-type-removed", Error, Major, "{subject} cannot be sent as {0} any more: calls that do are refused";
    REQUEST_BODY_MEDIA_TYPE_SCHEMA_ADDED = "request-body-media-type-schema-added", Error, Major, "{subject} as {0} has a schema now: what callers sent freely may be refused";
    REQUEST_BODY_MEDIA_TYPE_SCHEMA_REMOVED = "request-body-media-type-schema-removed", Info, Major, "{subject} as {0} has no schema any more: anything can be sent";

    RESPONSE_SUCCESS_STATUS_ADDED = "response-success-status-added", Info, Minor, "{subject} is new";
    RESPONSE_SUCCESS_STATUS_REMOVED = "response-success-status-removed", Error, Major, "{subject} is gone: who waits for it does not see success";
    RESPONSE_NON_SUCCESS_STATUS_ADDED = "response-non-success-status-added", Info, Minor, "{subject} is new";
    RESPONSE_NON_SUCCESS_STATUS_REMOVED = "response-non-success-status-removed", Info, Major, "{subject} is gone";
    RESPONSE_MEDIA_TYPE_ADDED = "response-media-type-added", Info, Minor, "{subject} can come as {0} too";
    RESPONSE_MEDIA_TYPE_REMOVED = "response-media-type-removed", Error, Major, "{subject} does not come as {0} any more: who reads that gets nothing";
    RESPONSE_MEDIA_TYPE_NAME_CHANGED = "response-media-type-name-changed", Info, Patch, "{subject} came as {0} and comes as {1}";
    RESPONSE_MEDIA_TYPE_NAME_GENERALIZED = "response-media-type-name-generalized", Error, Patch, "{subject} came as {0} and comes as {1}, which can be something else: who reads the old one may not understand it";
    RESPONSE_MEDIA_TYPE_NAME_SPECIALIZED = "response-media-type-name-specialized", Info, Patch, "{subject} came as {0} and comes as the more specific {1}";
    RESPONSE_BODY_MEDIA_TYPE_SCHEMA_ADDED = "response-body-media-type-schema-added", Info, Major, "{subject} as {0} has a schema now";
    RESPONSE_BODY_MEDIA_TYPE_SCHEMA_REMOVED = "response-body-media-type-schema-removed", Warning, Major, "{subject} as {0} has no schema any more: readers cannot count on what is in it";

    RESPONSE_HEADER_ADDED = "response-header-added", Info, Minor, "{subject} is new";
    REQUIRED_RESPONSE_HEADER_REMOVED = "required-response-header-removed", Error, Major, "{subject}, which always came, is gone: who reads it fails";
    OPTIONAL_RESPONSE_HEADER_REMOVED = "optional-response-header-removed", Warning, Major, "{subject} is gone: who reads it finds nothing";
    RESPONSE_HEADER_BECAME_OPTIONAL = "response-header-became-optional", Error, Major, "{subject} does not always come any more: who counts on it fails";
}
