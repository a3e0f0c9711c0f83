//! Names that are taken before those of the document come: per scope, what really stands there.

use super::names::Scope;
use crate::rust::members;

/// Methods that every value has by traits of the prelude, and a method by the same name would be called instead.
const OF_VALUES: &[&str] = &["clone", "into", "to_owned", "try_into"];

/// Methods that are taken for operators (clippy's `should_implement_trait`) where they take `self` and a value.
const OPERATORS: &[&str] = &["add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub"];

/// Arguments of an operation: the body of its method has no name but theirs.
pub(super) fn arguments() -> Scope {
    Scope::default()
}

/// Methods of a call, for what is optional.
pub(super) fn setters() -> Scope {
    let mut scope = Scope::with(OF_VALUES);
    scope.reserve(OPERATORS);
    scope.reserve(&["into_future", "look_up"]);
    scope.reserve(&names(members::CALL));
    scope
}

/// Fields: their setters are methods beside the constructor. What is only received has neither.
pub(super) fn fields(has_setters: bool) -> Scope {
    let mut scope = Scope::default();
    if has_setters {
        scope.reserve(OF_VALUES);
        scope.reserve(&["default", "new"]);
    }
    scope
}

/// Methods of the client, which are modules too, one per area. `new` gives what it is called on.
pub(super) fn areas() -> Scope {
    let mut scope = Scope::with(OF_VALUES);
    scope.reserve(&["from", "new", "resources"]);
    scope.reserve(&names(members::CLIENT));
    scope
}

/// Methods of a handle. `new` gives what it is called on, and `cmp` compares.
pub(super) fn operations() -> Scope {
    let mut scope = Scope::with(OF_VALUES);
    scope.reserve(&["cmp", "new"]);
    scope
}

/// Types of a file of models.
pub(super) fn models() -> Scope {
    let mut scope = Scope::with(TYPES);
    scope.reserve(&["Default", "Eq", "Hash", "Patch", "Required"]);
    scope
}

/// Types of a file of operations.
pub(super) fn markers() -> Scope {
    let mut scope = Scope::with(TYPES);
    scope.reserve(&[
        "AsRef",
        "Borrow",
        "Call",
        "Check",
        "Core",
        "Duration",
        "IntoIterator",
        "KeyRefusal",
        "Limit",
        "Meta",
        "Method",
        "Multipart",
        "Operation",
        "RepeatedKey",
        "RetryPolicy",
        "Retry",
        "Sent",
        "Style",
        "Undocumented",
    ]);
    scope
}

/// Types that files mention without a path.
const TYPES: &[&str] = &[
    "BTreeMap",
    "Box",
    "Bytes",
    "Clone",
    "Date",
    "DateTime",
    "Debug",
    "Decimal",
    "DecimalString",
    "Err",
    "File",
    "From",
    "Into",
    "Json",
    "None",
    "Ok",
    "Option",
    "PartialEq",
    "Result",
    "Self_",
    "Some",
    "String",
    "Text",
    "Uuid",
    "Vec",
];

fn names(signatures: &[&'static str]) -> Vec<&'static str> {
    signatures.iter().map(|signature| members::name(signature)).collect()
}
