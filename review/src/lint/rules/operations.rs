use std::collections::BTreeMap;

use crate::lint::{Findings, Subject};
use clientwright_codegen::wire::HttpMethod;
use clientwright_document::{Kind, Value};

/// Servers and proxies may drop it, and the standard gives it no meaning.
pub(super) fn get_with_body(subject: &Subject<'_>, found: &mut Findings) {
    for operation in &subject.api.operations {
        if matches!(operation.method, HttpMethod::Get | HttpMethod::Head) && operation.body.is_some() {
            let message = format!("a {} has no body", operation.method);
            found.key(&operation.at.join("requestBody"), message, "send it as parameters");
        }
    }
}

pub(super) fn missing_operation_id(subject: &Subject<'_>, found: &mut Findings) {
    for operation in subject.api.operations.iter().filter(|operation| !operation.id_given) {
        let hint = format!("without one it is called `{}`, and another path is another name", operation.id);
        found.key(&operation.at, "the operation has no `operationId`", &hint);
    }
}

/// A small API may have one area only, which needs no name.
pub(super) fn missing_tag(subject: &Subject<'_>, found: &mut Findings) {
    if subject.api.operations.iter().all(|operation| operation.tags.is_empty()) {
        return;
    }
    for operation in subject.api.operations.iter().filter(|operation| operation.tags.is_empty()) {
        found.key(&operation.at, "the operation belongs to no area", "give it a tag");
    }
}

pub(super) fn missing_summary(subject: &Subject<'_>, found: &mut Findings) {
    for operation in subject.api.operations.iter().filter(|operation| operation.docs.is_empty()) {
        found.key(&operation.at, "nothing says what the operation does", "add a `summary`");
    }
}

/// `default` is for whatever the others are not, and may be all that a document says.
pub(super) fn missing_success(subject: &Subject<'_>, found: &mut Findings) {
    use clientwright_codegen::wire::StatusRange::{Class, Default, Exact};
    let is_success = |status| matches!(status, Default | Class(1..=3) | Exact(100..=399));
    for operation in subject.api.operations.iter().filter(|operation| !operation.responses.is_empty()) {
        if !operation.responses.iter().any(|response| is_success(response.status)) {
            let message = "nothing says what success looks like";
            found.key(
                &operation.at.join("responses"),
                message,
                "add the response for success, `200` or `204`",
            );
        }
    }
}

pub(super) fn missing_error(subject: &Subject<'_>, found: &mut Findings) {
    use clientwright_codegen::wire::StatusRange::{Class, Default, Exact};
    let is_error = |status| matches!(status, Default | Class(4..) | Exact(400..));
    for operation in subject.api.operations.iter().filter(|operation| !operation.responses.is_empty()) {
        if !operation.responses.iter().any(|response| is_error(response.status)) {
            let message = "nothing says what an error looks like";
            let hint = "add the responses for errors, or `default`";
            found.key(&operation.at.join("responses"), message, hint);
        }
    }
}

pub(super) fn missing_description(subject: &Subject<'_>, found: &mut Findings) {
    for response in subject.of(Kind::Response) {
        let text = response.value.get("description").and_then(Value::as_str).unwrap_or_default();
        if text.trim().is_empty() {
            found.key(&response.at, "nothing says what the response means", "add a `description`");
        }
    }
}

/// Shared answers are told once, side by side, and operations name their status only.
pub(super) fn indistinct_response(subject: &Subject<'_>, found: &mut Findings) {
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    for (name, at, value) in subject.components("responses") {
        let text = value.get("description").and_then(Value::as_str).unwrap_or_default();
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        match known.get(words.as_str()) {
            Some(other) if !words.is_empty() => {
                let message = format!("the response `{other}` has the same description");
                found.value(&at.join("description"), message, "say what tells them apart, or make them one");
            }
            _ => {
                known.insert(words, name);
            }
        }
    }
}
