use crate::lint::words::phrase_in;
use crate::lint::{Findings, Subject};
use clientwright_codegen::api::{ErrorCode, Operation};
use clientwright_codegen::wire::{Advice, CodeEffect, RetryClass};
use clientwright_document::pointer::Pointer;

/// What is said of a second call that does nothing.
const HARMLESS: &[&str] = &[
    "may be repeated",
    "can be repeated",
    "safe to repeat",
    "changes nothing",
    "moves no money",
    "retry later",
    "try again later",
];

/// What is said of a second call that does the work twice, or may.
const HARMFUL: &[&str] = &[
    "pay twice",
    "pays twice",
    "a second payment",
    "is charged",
    "money twice",
    "money may have moved",
    "must not be repeated",
    "not be repeated",
    "do not repeat",
    "do not retry",
    "never repeat",
];

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

/// A reader who follows one of the two acts against the other.
pub(super) fn retry_contradiction(subject: &Subject<'_>, found: &mut Findings) {
    for operation in &subject.api.operations {
        let Some(class) = operation.retry else { continue };
        let note = operation.retry_note.as_deref().unwrap_or_default();
        let said = match class {
            RetryClass::Safe => phrase_in(note, HARMFUL),
            RetryClass::Unsent | RetryClass::Never => phrase_in(note, HARMLESS),
            RetryClass::Keyed => None,
        };
        if let Some(said) = said {
            let message = format!("the note says \"{said}\", the class another thing");
            found.value(&operation.at.join("x-retry"), message, "choose one of the two");
        }
        for response in &operation.responses {
            for code in &response.error_codes {
                let at = response.at.join("x-error-codes").join(&code.code);
                contradicting_code(operation, class, code, &at, found);
            }
        }
    }
}

fn contradicting_code(
    operation: &Operation,
    class: RetryClass,
    code: &ErrorCode,
    at: &Pointer,
    found: &mut Findings,
) {
    // A call without effect can be made again, whatever is said of others.
    if code.effect == Some(CodeEffect::None) {
        return;
    }
    let texts = || [&code.meaning, &code.note].into_iter().flatten();
    let (advice, against) = match code.retry {
        Some(Advice::Later) => ("later", HARMFUL),
        Some(Advice::Never) => ("never", HARMLESS),
        Some(Advice::AfterFix) | None => ("", [].as_slice()),
    };
    if let Some(said) = texts().find_map(|text| phrase_in(text, against)) {
        found.value(
            at,
            format!("the text says \"{said}\", the advice is `{advice}`"),
            "choose one of the two",
        );
    }
    if code.retry == Some(Advice::Later) && code.effect == Some(CodeEffect::Done) {
        found.value(at, "the call did its work, and `later` would do it again", "choose `never`");
    }
    // What several operations share may be true of some of them only.
    if matches!(class, RetryClass::Unsent | RetryClass::Never)
        && code.retry == Some(Advice::Later)
        && let Some(said) = texts().find_map(|text| phrase_in(text, HARMLESS))
    {
        let message = format!("{} says \"{said}\" of a call that is not to be repeated", code.code);
        found.value(&operation.at.join("x-retry"), message, "give the operation a response of its own");
    }
}
