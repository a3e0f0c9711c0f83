use crate::lint::{Findings, Subject};
use clientwright_codegen::wire::RetryClass;

/// A client that repeats a write on its own guess pays twice; one that does not know can never repeat.
pub(super) fn missing_retry(subject: &Subject<'_>, found: &mut Findings) {
    for operation in &subject.api.operations {
        if !operation.method.is_safe() && operation.retry.is_none() {
            let hint = "add `x-retry`: `safe`, `keyed`, `unsent` or `never`";
            found.key(&operation.at, "nothing says whether the call may be repeated", hint);
        }
    }
}

/// Whoever loses the response has to know what to do before it is lost.
pub(super) fn missing_lookup(subject: &Subject<'_>, found: &mut Findings) {
    for operation in &subject.api.operations {
        let is_unsafe = operation.retry.is_some_and(|retry| retry != RetryClass::Safe);
        if is_unsafe && operation.lookup.is_none() {
            let hint = "add `x-lookup` with an operation that shows it, or `x-lookup: {none: \"why\"}`";
            found.key(&operation.at, "nothing says how to look up a call whose response is lost", hint);
        }
    }
}

/// Without the key, what is meant to be repeated safely is done twice.
pub(super) fn keyed_without_key(subject: &Subject<'_>, found: &mut Findings) {
    for operation in &subject.api.operations {
        let has_key = operation.params.iter().any(|param| param.idempotency_key.is_some());
        if operation.retry == Some(RetryClass::Keyed) && !has_key {
            let message = "no parameter carries the idempotency key";
            let hint = "mark the header with `x-idempotency-key: true`, or choose `unsent`";
            found.value(&operation.at.join("x-retry"), message, hint);
        }
    }
}
