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
