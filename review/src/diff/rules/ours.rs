//! What oasdiff does not see, or takes for mere information.

use crate::diff::rule::rules;

rules! {
    ours;
    OPERATION_RENAMED = "operation-renamed", Warning, Major, "{subject} was `{0}` and is `{1}`: callers of generated methods have to follow";
    CALLBACK_CHANGED = "callback-changed", Warning, None, "{subject} is described otherwise: who receives it has to look";
    CALLBACK_REMOVED = "callback-removed", Error, None, "{subject} is gone: receivers wait for it in vain";
    CALLBACK_ADDED = "callback-added", Info, None, "{subject} is new";
    SERVER_CHANGED = "server-changed", Warning, None, "{subject} was `{0}` and is `{1}`: who calls the old one may get no answer";
    SERVER_VARIABLES_CHANGED = "server-variables-changed", Warning, None, "the variables of {subject} `{0}` changed: who calls it may have another address";
    SERVER_REMOVED = "server-removed", Warning, None, "{subject} `{0}` is gone: who calls it may get no answer";
    SERVER_ADDED = "server-added", Info, None, "{subject} `{0}` is new";

    REQUEST_PARAMETER_STYLE_CHANGED = "request-parameter-style-changed", Error, Patch, "{subject} was sent in style `{0}` and is in style `{1}`: the server reads other values than callers send";
    REQUEST_PARAMETER_EXPLODE_CHANGED = "request-parameter-explode-changed", Error, Patch, "{subject} had explode {0} and has {1}: the server reads lists and objects otherwise than callers send them";
    REQUEST_PARAMETER_EXPLODE_CHANGED_FOR_SCALAR = "request-parameter-explode-changed-for-scalar", Info, None, "{subject} had explode {0} and has {1}, which a single value does not show";
    REQUEST_PARAMETER_EMPTY_VALUE_REFUSED = "request-parameter-empty-value-refused", Error, Patch, "{subject} cannot be sent empty any more: calls that do are refused";
    REQUEST_PARAMETER_EMPTY_VALUE_ALLOWED = "request-parameter-empty-value-allowed", Info, Patch, "{subject} can be sent empty";
    REQUEST_PARAMETER_RESERVED_CHANGED = "request-parameter-reserved-changed", Warning, Patch, "{subject} had allowReserved {0} and has {1}: reserved characters are encoded otherwise";
    REQUEST_PARAMETER_CONTENT_CHANGED = "request-parameter-content-changed", Warning, Major, "{subject} holds other {0} than before: what callers send may be refused";
    REQUEST_PARAMETER_MEDIA_TYPE_CHANGED = "request-parameter-media-type-changed", Error, Major, "{subject} was sent as {0} and is as {1}: the server cannot read what callers send";

    REQUEST_BODY_MEDIA_TYPE_PARAMETERS_CHANGED = "request-body-media-type-parameters-changed", Warning, Patch, "{subject} was sent as {0} and is as {1}: a server that looks closely refuses the old one";
    REQUEST_BODY_ENCODING_CHANGED = "request-body-encoding-changed", Warning, Patch, "the parts of {subject} as {0} are encoded otherwise: the server may not read what callers send";
    RESPONSE_HEADER_BECAME_REQUIRED = "response-header-became-required", Info, Minor, "{subject} always comes now";
    RESPONSE_HEADER_EXPLODE_CHANGED = "response-header-explode-changed", Error, Patch, "{subject} had explode {0} and has {1}: who takes its value apart gets it wrong";
    RESPONSE_HEADER_CONTENT_CHANGED = "response-header-content-changed", Warning, Patch, "{subject} holds something else than before: who reads it may not understand it";
    RESPONSE_CATCH_ALL_ADDED = "response-catch-all-added", Info, Minor, "{subject} is new";
    RESPONSE_CATCH_ALL_REMOVED = "response-catch-all-removed", Warning, Major, "{subject} is gone: answers with a status that is not listed cannot be read any more";

    SECURITY_TIGHTENED = "security-tightened", Error, Major, "{subject} was called with {0} and asks for {1}: calls with the old credentials are refused";
    SECURITY_LOOSENED = "security-loosened", Info, Minor, "{subject} asks for {1}, and {0} is still enough";
    SECURITY_DROPPED = "security-dropped", Warning, Minor, "{subject} asks for no credentials any more: it was called with {0}";
    SECURITY_SCHEME_TYPE_CHANGED = "security-scheme-type-changed", Error, Major, "{subject} was of type `{0}` and is of type `{1}`: calls that sign the old way are refused";
    SECURITY_SCHEME_IN_CHANGED = "security-scheme-in-changed", Error, Patch, "{subject} was sent in {0} and is in {1}: calls that send it in the old place are refused";
    SECURITY_SCHEME_NAME_CHANGED = "security-scheme-name-changed", Error, Patch, "{subject} was sent as {0} and is as {1}: calls that send the old name are refused";
    SECURITY_SCHEME_SCHEME_CHANGED = "security-scheme-scheme-changed", Error, Major, "{subject} was {0} and is {1}: calls that sign the old way are refused";
    SECURITY_SCHEME_BEARER_FORMAT_CHANGED = "security-scheme-bearer-format-changed", Warning, Patch, "{subject} took tokens of the format {0} and takes {1}: who makes or reads tokens has to follow";
    SECURITY_SCHEME_OPENID_URL_CHANGED = "security-scheme-openid-url-changed", Warning, Patch, "{subject} was discovered at {0} and is at {1}: who asks the old place gets no tokens";
    SECURITY_SCHEME_AUTHORIZATION_URL_CHANGED = "security-scheme-authorization-url-changed", Warning, Patch, "{subject} asked for consent at {0} and does at {1}: who asks the old place gets none";
    SECURITY_SCHEME_TOKEN_URL_CHANGED = "security-scheme-token-url-changed", Warning, Patch, "{subject} gave tokens at {0} and does at {1}: who asks the old place gets none";
    SECURITY_SCHEME_SCOPE_ADDED = "security-scheme-scope-added", Info, Patch, "{subject} has the scope `{0}`";
    SECURITY_SCHEME_SCOPE_REMOVED = "security-scheme-scope-removed", Warning, Patch, "{subject} does not have the scope `{0}` any more: who asks for it gets no token";
    SECURITY_SCHEME_SCOPE_CHANGED = "security-scheme-scope-changed", Info, Patch, "the scope `{0}` of {subject} is described otherwise";
    SECURITY_SCHEME_REFRESH_URL_CHANGED = "security-scheme-refresh-url-changed", Warning, Patch, "{subject} renewed tokens at {0} and does at {1}: who asks the old place loses access when a token expires";
    SECURITY_SCHEME_FLOW_REMOVED = "security-scheme-flow-removed", Error, Major, "{subject} does not have the flow `{0}` any more: who gets tokens by it is locked out";
    SECURITY_SCHEME_FLOW_ADDED = "security-scheme-flow-added", Info, Minor, "{subject} has the flow `{0}`";
}
