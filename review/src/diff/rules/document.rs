//! The document as a whole: its version, and what it names for others to use.

use crate::diff::rule::rules;

rules! {
    API_VERSION_NOT_BUMPED = "api-version-not-bumped", Info, None, "{subject} is still {0}, although there are breaking changes: callers cannot tell by it";
    API_VERSION_DECREASED = "api-version-decreased", Info, None, "{subject} went back from {0} to {1}, although there are breaking changes: callers cannot tell by it";
    API_MAJOR_VERSION_NOT_BUMPED = "api-major-version-not-bumped", Info, None, "{subject} went from {0} to {1}, although there are breaking changes: callers do not expect them";
    API_SCHEMA_REMOVED = "api-schema-removed", Info, Major, "{subject} is gone: generated types of that name are too";
}
