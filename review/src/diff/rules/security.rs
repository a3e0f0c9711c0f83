//! Security: what callers have to prove, and how.

use crate::diff::rule::rules;

rules! {
    API_GLOBAL_SECURITY_ADDED = "api-global-security-added", Info, None, "the API can be called with {0}";
    API_GLOBAL_SECURITY_REMOVED = "api-global-security-removed", Info, None, "the API does not name {0} any more";
    API_GLOBAL_SECURITY_SCOPE_ADDED = "api-global-security-scope-added", Info, None, "the API asks for the scope `{0}` of `{1}`";
    API_GLOBAL_SECURITY_SCOPE_REMOVED = "api-global-security-scope-removed", Info, None, "the API does not ask for the scope `{0}` of `{1}` any more";
    API_SECURITY_ADDED = "api-security-added", Info, None, "{subject} can be called with {0}";
    API_SECURITY_REMOVED = "api-security-removed", Info, None, "{subject} does not name {0} any more";
    API_SECURITY_SCOPE_ADDED = "api-security-scope-added", Info, None, "{subject} asks for the scope `{0}` of `{1}`";
    API_SECURITY_SCOPE_REMOVED = "api-security-scope-removed", Info, None, "{subject} does not ask for the scope `{0}` of `{1}` any more";

    API_SECURITY_COMPONENT_ADDED = "api-security-component-added", Info, Minor, "{subject} is new";
    API_SECURITY_COMPONENT_REMOVED = "api-security-component-removed", Info, Major, "{subject} is gone";
    API_SECURITY_COMPONENT_TYPE_CHANGED = "api-security-component-type-changed", Info, Major, "{subject} was of type `{0}` and is of type `{1}`";
    API_SECURITY_COMPONENT_OAUTH_URL_CHANGED = "api-security-component-oauth-url-changed", Info, Patch, "{subject} asked for consent at {0} and does at {1}";
    API_SECURITY_COMPONENT_OAUTH_TOKEN_URL_CHANGED = "api-security-component-oauth-token-url-changed", Info, Patch, "{subject} gave tokens at {0} and does at {1}";
    API_SECURITY_COMPONENT_OAUTH_SCOPE_ADDED = "api-security-component-oauth-scope-added", Info, Patch, "{subject} has the scope `{0}`";
    API_SECURITY_COMPONENT_OAUTH_SCOPE_REMOVED = "api-security-component-oauth-scope-removed", Info, Patch, "{subject} does not have the scope `{0}` any more";
    API_SECURITY_COMPONENT_OAUTH_SCOPE_CHANGED = "api-security-component-oauth-scope-changed", Info, Patch, "the scope `{0}` of {subject} is described otherwise";
}
