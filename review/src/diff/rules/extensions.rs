//! What a document says by keys of ours, and the crate does: repeats, idempotency keys, how requests are signed, what logs show, advice.

use crate::diff::rule::rules;

rules! {
    ours;
    RETRY_TIGHTENED = "retry-tightened", Error, Patch, "the retry class of {subject} went from `{0}` to `{1}`: programs that repeat calls as before may act twice";
    RETRY_LOOSENED = "retry-loosened", Warning, Patch, "the retry class of {subject} went from `{0}` to `{1}`: programs that go by it repeat calls that they did not repeat before";
    LOOKUP_ADDED = "lookup-added", Info, Minor, "calls of {subject} whose response is lost could not be looked up and can, by {0}";
    LOOKUP_REMOVED = "lookup-removed", Error, Major, "calls of {subject} whose response is lost were looked up by {0} and cannot be any more: code that does so does not compile";
    LOOKUP_CHANGED = "lookup-changed", Warning, Major, "calls of {subject} whose response is lost were looked up by {0} and are by {1}: code that reads what comes back has to follow";
    OPERATION_RESTRICTED = "operation-restricted", Warning, Patch, "{subject} was {0} and is {1}: calls of it fail where they worked";
    OPERATION_UNRESTRICTED = "operation-unrestricted", Info, Patch, "{subject} was {0} and is {1}: it can be called where it could not";

    IDEMPOTENCY_KEY_ADDED = "idempotency-key-added", Info, Patch, "{subject} is the idempotency key now: the crate fills it where callers do not";
    IDEMPOTENCY_KEY_REMOVED = "idempotency-key-removed", Error, Patch, "{subject} is no idempotency key any more: calls are sent without one, and who repeats them may act twice";
    IDEMPOTENCY_KEY_LIFETIME_SHORTENED = "idempotency-key-lifetime-shortened", Error, Patch, "the key in {subject} was remembered for {0} and is for {1}: who repeats a call later than that acts twice";
    IDEMPOTENCY_KEY_LIFETIME_EXTENDED = "idempotency-key-lifetime-extended", Info, Patch, "the key in {subject} was remembered for {0} and is for {1}: calls can be repeated for longer";
    IDEMPOTENCY_KEY_LIFETIME_CHANGED = "idempotency-key-lifetime-changed", Warning, Patch, "the key in {subject} was remembered for {0} and is for {1}: who plans repeats by it has to look";
    IDEMPOTENCY_KEY_REPEATED_CHANGED = "idempotency-key-repeated-changed", Warning, Patch, "what a second call with the key in {subject} gives was {0} and is {1}: programs that repeat calls meet another answer";
    IDEMPOTENCY_KEY_REFUSAL_CHANGED = "idempotency-key-refusal-changed", Warning, Patch, "how a refusal of the key in {subject} looks went from {0} to {1}: the crate reads from it that an earlier call may have worked";

    REQUEST_SIGNING_ADDED = "request-signing-added", Error, Patch, "{subject} signs requests now: who gives a key alone cannot build a client";
    REQUEST_SIGNING_REMOVED = "request-signing-removed", Error, Patch, "{subject} does not sign requests any more: who gives `key:secret` sends both as the key";
    REQUEST_SIGNING_CHANGED = "request-signing-changed", Error, Patch, "the `{0}` by which {subject} signs requests went from {1} to {2}: calls that are signed the old way are refused";

    SENSITIVE_ADDED = "sensitive-added", Info, Patch, "{subject} is `{0}` now: `Debug` and logs do not show it any more";
    SENSITIVE_REMOVED = "sensitive-removed", Error, Patch, "{subject} is not `{0}` any more: `Debug` and logs show it, to all who can read them";
    SENSITIVE_CHANGED = "sensitive-changed", Info, None, "{subject} was `{0}` and is `{1}`: `Debug` and logs show neither";

    ERROR_CODE_ADDED = "error-code-added", Info, Minor, "{subject} can carry the code `{0}`: programs that match codes do not know it";
    ERROR_CODE_REMOVED = "error-code-removed", Info, Major, "{subject} does not carry the code `{0}` any more: programs that match it wait in vain";
    ERROR_CODE_RETRY_CHANGED = "error-code-retry-changed", Warning, Patch, "the advice on the code `{0}` of {subject} went from {1} to {2}: programs that go by it repeat too much or too little";
    ERROR_CODE_EFFECT_CHANGED = "error-code-effect-changed", Warning, Patch, "what the code `{0}` of {subject} says of the call's effect went from {1} to {2}: the crate answers `may_have_worked` by it";

    SANDBOX_VALUES_CHANGED = "sandbox-values-changed", Warning, Patch, "the values of {subject} that test environments know changed: tests that send them meet something else";
}
