//! Reading the text.

use super::{Diagnostic, Place, at_value, some};
use crate::pointer::Pointer;

/// A text that is neither YAML nor JSON, or that goes over a limit.
pub fn syntax(file: &str, offset: usize, message: &str) -> Diagnostic {
    let at = Place::Offset { file: file.to_owned(), offset };
    Diagnostic { id: "syntax", at, message: message.to_owned(), hint: None }
}

/// A key that stands twice in one object.
pub fn duplicate_key(at: Place, key: &str) -> Diagnostic {
    let hint = some("parsers keep the first or the last without a word: take one of them out");
    Diagnostic { id: "duplicate-key", at, message: format!("the key `{key}` is there already"), hint }
}

/// A root file without `openapi: 3…`.
pub fn not_openapi(message: &str, hint: &str) -> Diagnostic {
    at_value("not-openapi", &Pointer::root(), message.to_owned(), hint)
}

/// A version that is not 3.0, 3.1 or 3.2.
pub fn unknown_version(at: &Pointer, version: &str, hint: &str) -> Diagnostic {
    at_value("unknown-version", at, format!("OpenAPI {version} is not supported"), hint)
}

/// References that lead back to themselves.
pub fn reference_cycle(at: &Pointer) -> Diagnostic {
    at_value("reference-cycle", at, "the reference leads back to itself".to_owned(), "")
}

/// A reference that would need the network.
pub fn remote_ref(at: &Pointer, reference: &str) -> Diagnostic {
    at_value(
        "remote-ref",
        at,
        format!("`{reference}` is not in the spec's folder"),
        "copy what it means into the folder: nothing is fetched over the network",
    )
}

/// A reference to a file above the root file.
pub fn ref_leaves_folder(at: &Pointer, reference: &str) -> Diagnostic {
    at_value(
        "ref-leaves-folder",
        at,
        format!("`{reference}` leads out of the spec's folder"),
        "move the file below the folder of the root file",
    )
}

/// A reference to an anchor, or to nothing.
pub fn ref_is_no_pointer(at: &Pointer, reference: &str) -> Diagnostic {
    at_value(
        "ref-is-no-pointer",
        at,
        format!("`{reference}` has no JSON pointer"),
        "write `#/components/schemas/Name`, or a file's path",
    )
}

/// A reference to a file that is not there.
pub fn missing_file(at: &Pointer, file: &str, hint: &str) -> Diagnostic {
    at_value("missing-file", at, format!("the file `{file}` is not there"), hint)
}

/// A reference to a place that is not there.
pub fn unresolved_ref(at: &Pointer, reference: &str, suggestion: Option<&str>) -> Diagnostic {
    let hint = suggestion.map_or_else(String::new, |suggestion| format!("did you mean `{suggestion}`"));
    at_value("unresolved-ref", at, format!("nothing stands at `{reference}`"), &hint)
}

/// A `$ref` that pulls in more than a spec can hold.
pub fn included_too_much(at: &Pointer, limit: usize) -> Diagnostic {
    let message = format!("with this reference, more than {limit} values are pulled in");
    at_value("included-too-much", at, message, "look for a file that pulls in itself")
}

/// A place that has to be there.
pub fn missing_value(at: &Pointer) -> Diagnostic {
    at_value("missing-value", &at.parent(), format!("nothing stands at {at}"), "")
}

/// A piece of another shape than OpenAPI's.
pub fn wrong_shape(at: &Pointer, message: &str) -> Diagnostic {
    at_value("wrong-shape", at, message.to_owned(), "")
}
