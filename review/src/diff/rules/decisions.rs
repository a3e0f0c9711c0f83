//! What `provider.yaml` decides and no signature shows: where calls go, which keys they carry, which webhooks are genuine.

use crate::diff::rule::rules;

rules! {
    ours;
    PROVIDER_REMOVED = "provider-removed", Error, Major, "{subject} is gone: programs that use its crate get no new versions";
    PROVIDER_ADDED = "provider-added", Info, Minor, "{subject} is new";
    CRATE_NOT_COMPARED = "crate-not-compared", Error, Major, "{subject} cannot be made from one of the two specs: what breaks code that uses it is not known";
    CODE_CHANGED = "code-changed", Warning, Patch, "{subject} differs in {0}, and nothing else is told of it: who uses it has to look";
    CRATE_RENAMED = "crate-renamed", Error, Major, "{subject} was called `{0}` and is called `{1}`: programs that depend on the old name get no new versions";

    ENVIRONMENT_ADDED = "environment-added", Info, Minor, "{subject} is new, at `{0}`";
    ENVIRONMENT_REMOVED = "environment-removed", Error, Major, "{subject} is gone: programs that name it do not compile, and those that read its name do not start";
    ENVIRONMENT_URL_CHANGED = "environment-url-changed", Error, Patch, "{subject} was at `{0}` and is at `{1}`: programs send their calls and keys there";
    KEY_PREFIX_ADDED = "key-prefix-added", Warning, Patch, "keys that begin with `{0}` belong to {subject} now: elsewhere they are refused";
    KEY_PREFIX_CHANGED = "key-prefix-changed", Error, Patch, "keys of {subject} began with `{0}` and begin with `{1}`: the old ones are no longer refused elsewhere";
    KEY_PREFIX_REMOVED = "key-prefix-removed", Error, Patch, "keys that begin with `{0}` do not belong to {subject} any more: they are no longer refused elsewhere";

    CREDENTIAL_VARIABLE_CHANGED = "credential-variable-changed", Error, Major, "{subject} was read from `{0}` and is from `{1}`: programs that set only the old variable have none";
    ENVIRONMENT_VARIABLE_CHANGED = "environment-variable-changed", Error, Major, "{subject} was read from `{0}` and is from `{1}`: programs that set the old variable do not start";

    ERROR_CODE_POINTERS_CHANGED = "error-code-pointers-changed", Error, Patch, "{subject} were looked for at {0} and are at {1}: programs that decide by a code find another one or none";
    ERROR_CODE_POINTERS_EXTENDED = "error-code-pointers-extended", Warning, Patch, "{subject} were looked for at {0} and are at {1}: programs find codes where they found none";
    ERROR_MESSAGE_POINTERS_CHANGED = "error-message-pointers-changed", Warning, Patch, "{subject} were looked for at {0} and are at {1}: programs that read a message find another one or none";
    RETRIES_CHANGED = "retries-changed", Warning, Patch, "{subject} were made again with {0} and are with {1}";

    ENVELOPE_ADDED = "envelope-added", Error, Major, "{subject} gave whole bodies and give what is in them, {0}: code that reads the envelope does not compile, and failures within a success are errors";
    ENVELOPE_REMOVED = "envelope-removed", Error, Major, "{subject} gave what is in their bodies, {0}, and give whole ones: code that reads the data does not compile, and failures within a success are no errors any more";
    ENVELOPE_CHANGED = "envelope-changed", Error, Major, "{subject} gave {0} and give {1}: what fails and what comes back is decided elsewhere";

    WEBHOOK_SIGNATURE_ADDED = "webhook-signature-added", Info, Minor, "{subject} can be verified, by `{0}` in `{1}`";
    WEBHOOK_SIGNATURE_REMOVED = "webhook-signature-removed", Error, Major, "{subject} cannot be verified any more: receivers cannot tell forged ones from genuine ones";
    WEBHOOK_SIGNATURE_SCHEME_CHANGED = "webhook-signature-scheme-changed", Error, Patch, "{subject} were verified by `{0}` and are by `{1}`: receivers refuse what is signed the old way";
    WEBHOOK_SIGNATURE_HEADER_CHANGED = "webhook-signature-header-changed", Error, Patch, "{subject} were verified by the header `{0}` and are by `{1}`: receivers refuse what has only the old one";
    WEBHOOK_SIGNATURE_PREFIX_CHANGED = "webhook-signature-prefix-changed", Error, Patch, "signatures of {subject} had {0} before them and have {1}: receivers refuse the old ones";
    WEBHOOK_SIGNATURE_PREFIX_OPTIONAL = "webhook-signature-prefix-optional", Info, Patch, "signatures of {subject} had {0} before them and have {1}: receivers take both";
    WEBHOOK_TIMESTAMP_HEADER_CHANGED = "webhook-timestamp-header-changed", Error, Patch, "{subject} had their signed time in {0} and have it in {1}: receivers refuse what is signed the old way";
    WEBHOOK_PAYLOAD_CHANGED = "webhook-payload-changed", Error, Patch, "{subject} had `{0}` between time and body in what is signed and have `{1}`: receivers refuse what is signed the old way";
    WEBHOOK_TOLERANCE_TIGHTENED = "webhook-tolerance-tightened", Error, Patch, "{subject} were taken up to {0} old and are up to {1}: receivers refuse late ones";
    WEBHOOK_TOLERANCE_LOOSENED = "webhook-tolerance-loosened", Warning, Patch, "{subject} were taken up to {0} old and are up to {1}: one that was recorded can be sent again for longer";

    RENAME_CHANGED = "rename-changed", Warning, Patch, "{subject} was called {0} in Rust and is called {1}: code that names it has to follow";

    // What the crate does not read.
    DOCUMENTED_SERVER_CHANGED = "documented-server-changed", Info, None, "{subject} was `{0}` and is `{1}` in the document: the crate calls the environments of provider.yaml";
    DOCUMENTED_SERVER_VARIABLES_CHANGED = "documented-server-variables-changed", Info, None, "the variables of {subject} `{0}` changed in the document: the crate calls the environments of provider.yaml";
    DOCUMENTED_SERVER_REMOVED = "documented-server-removed", Info, None, "{subject} `{0}` is gone from the document: the crate calls the environments of provider.yaml";
    DOCUMENTED_SERVER_ADDED = "documented-server-added", Info, None, "{subject} `{0}` is new in the document: the crate calls the environments of provider.yaml";
}
