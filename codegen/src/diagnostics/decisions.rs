//! `provider.yaml` and `coverage.yaml`.

use super::{Diagnostic, at_key, at_value};
use clientwright_document::pointer::Pointer;

/// A key that nothing reads.
pub fn unexpected_key(at: &Pointer, key: &str, known: &[&str]) -> Diagnostic {
    let hint = format!("known here: {}", known.join(", "));
    at_key("unknown-key", at, format!("unknown key `{key}`"), &hint)
}

/// A value that cannot be meant.
pub fn bad_value(at: &Pointer, value: &str, expected: &str) -> Diagnostic {
    at_value("bad-value", at, format!("`{value}` is not {expected}"), "")
}

/// A page of coverage.yaml of which nothing is said.
pub fn empty_page(at: &Pointer) -> Diagnostic {
    let hint = "list its `operations` and `webhooks`, or say in `prose` what it holds and where that went";
    at_value("empty-page", at, "nothing is said of this page".to_owned(), hint)
}

/// An entry of coverage.yaml that does not say what became of it, or says it twice.
pub fn one_standing(at: &Pointer, name: &str) -> Diagnostic {
    let hint = "`modelled: <operationId>`, `excluded: <reason>`, or `unknown: <what the documentation does not say>`";
    at_value("one-standing", at, format!("`{name}` does not stand for one thing"), hint)
}

/// An entry of coverage.yaml that the spec does not have.
pub fn not_modelled(at: &Pointer, what: &str, id: &str, near: Option<&str>) -> Diagnostic {
    let hint = near.map(|near| format!("did you mean `{near}`")).unwrap_or_default();
    at_value("not-modelled", at, format!("the spec has no {what} `{id}`"), &hint)
}

/// An entry of coverage.yaml with another method or path than the operation's.
pub fn other_endpoint(at: &Pointer, id: &str, endpoint: &str) -> Diagnostic {
    at_value("other-endpoint", at, format!("in the spec `{id}` is {endpoint}"), "")
}

/// An operation or webhook that coverage.yaml does not name.
pub fn not_covered(at: &Pointer, what: &str, id: &str) -> Diagnostic {
    let hint = format!("add `{{name: …, modelled: {id}}}` to the page of coverage.yaml that describes it");
    at_key("not-covered", at, format!("coverage.yaml does not name the {what} `{id}`"), &hint)
}

/// A waiver that nothing has asked for.
pub fn unused_waiver(at: &Pointer, rule: &str, pointer: &Pointer) -> Diagnostic {
    let message = format!("nothing to waive: no `{rule}` at {pointer}");
    at_value("unused-waiver", at, message, "remove the waiver")
}

/// An envelope that no response has.
pub fn unused_envelope(at: &Pointer) -> Diagnostic {
    at_key("unused-envelope", at, "no response has JSON to unwrap".to_owned(), "remove the envelope")
}

/// A rename of something that is not there.
pub fn unused_rename(at: &Pointer, pointer: &Pointer) -> Diagnostic {
    let hint = "name an operation, a parameter, a schema, a property or an enum value";
    at_key("unused-rename", at, format!("nothing to rename at {pointer}"), hint)
}

/// A credential of a scheme that is not there.
pub fn unknown_credential(at: &Pointer, scheme: &str) -> Diagnostic {
    let hint = "name a key under `components/securitySchemes`";
    at_key("unknown-credential", at, format!("the spec has no security scheme `{scheme}`"), hint)
}
