//! Reading the document as an API.

use super::{Diagnostic, at_key, at_value};
use clientwright_document::pointer::Pointer;

/// The ids of the messages below: a waiver of one of them has to have something to waive.
pub const LOWER_IDS: &[&str] = &[
    "alternatives-of-required",
    "ambiguous-tag",
    "bad-extension",
    "bad-keyword",
    "bad-lookup",
    "bad-object",
    "bad-path",
    "bad-status",
    "conflicting-schemes",
    "cyclic-union",
    "default-mapping",
    "duplicate-operation-id",
    "duplicate-param",
    "duplicate-path",
    "duplicate-tag",
    "duplicate-value",
    "encoded-cookie",
    "example-shape",
    "form-without-object",
    "item-schema",
    "lone-discriminator",
    "misplaced-extension",
    "missing-evidence-note",
    "missing-key",
    "missing-schema",
    "missing-source",
    "mixed-enum",
    "no-envelope",
    "optional-path-param",
    "param-media-type",
    "part-encoding",
    "reference-cycle",
    "several-choices",
    "stray-keyword",
    "token-url",
    "too-many-lists",
    "too-many-mixtures",
    "uncertain-required",
    "undeclared-path-param",
    "undeclared-required",
    "undefined-scheme",
    "unknown-extension",
    "unknown-key",
    "unknown-style",
    "unknown-type",
    "unmergeable",
    "unparsed-stream",
    "unplaced-server",
    "unreadable-param",
    "unreadable-servers",
    "unset-server-variable",
    "unsupported-method",
    "unsupported-scheme",
    "untyped-media-type",
    "unused-path-param",
    "useless-tag",
    "whole-query-string",
    "wrong-type",
];

/// A keyword whose value openapiv3 does not take.
pub fn bad_keyword(at: &Pointer, error: &str) -> Diagnostic {
    at_value("bad-keyword", at, error.to_owned(), "")
}

/// An object that openapiv3 does not take.
pub fn bad_object(at: &Pointer, error: &str) -> Diagnostic {
    at_key("bad-object", at, error.to_owned(), "")
}

/// A value of another type.
pub fn wrong_type(at: &Pointer, expected: &str, found: &str) -> Diagnostic {
    at_value("wrong-type", at, format!("expected {expected}, found {found}"), "")
}

/// A key that OpenAPI requires.
pub fn missing_key(at: &Pointer, key: &str) -> Diagnostic {
    at_key("missing-key", at, format!("`{key}` is missing"), "")
}

/// JSON that nothing is said of.
pub fn missing_schema(at: &Pointer) -> Diagnostic {
    at_key("missing-schema", at, "the document gives no schema".to_owned(), "")
}

/// A keyword of another type of value.
pub fn stray_keyword(at: &Pointer, key: &str) -> Diagnostic {
    at_key("stray-keyword", at, format!("`{key}` says nothing of a value of this type"), "")
}

/// More mixtures of schemas than the limit.
pub fn too_many_mixtures(at: &Pointer, limit: usize) -> Diagnostic {
    let message = format!("the document's schemas mix in more than {limit} ways");
    at_key("too-many-mixtures", at, message, "list fewer alternatives that have alternatives of their own")
}

/// More lists and maps in one another than the limit.
pub fn too_many_lists(at: &Pointer, limit: usize) -> Diagnostic {
    let message = format!("it holds itself, or more than {limit} lists and maps in one another");
    at_key("too-many-lists", at, message, "put an object between them")
}

/// A value that a key of ours cannot have.
pub fn bad_extension(at: &Pointer, expected: &str) -> Diagnostic {
    at_value("bad-extension", at, format!("expected {expected}"), "")
}

/// A key that is nearly one of ours.
pub fn unknown_extension(at: &Pointer, key: &str, near: &str) -> Diagnostic {
    at_key("unknown-extension", at, format!("unknown key `{key}`"), &format!("did you mean `{near}`"))
}

/// A look-up that cannot work.
pub fn bad_lookup(at: &Pointer, message: String, hint: &str) -> Diagnostic {
    at_key("bad-lookup", at, message, hint)
}

/// A body without the envelope that provider.yaml describes.
pub fn no_envelope(at: &Pointer, reason: &str) -> Diagnostic {
    let hint =
        "where the documentation shows a response without the `envelope` of provider.yaml, waive this there";
    at_key("no-envelope", at, reason.to_owned(), hint)
}

/// A key of ours where nothing reads it.
pub fn misplaced_extension(at: &Pointer, key: &str) -> Diagnostic {
    at_key("misplaced-extension", at, format!("`{key}` means nothing here"), "")
}

/// A statement below `documented` without a reason.
pub fn missing_evidence_note(at: &Pointer, key: &str) -> Diagnostic {
    let hint = format!("say in `{key}` where it comes from");
    at_key("missing-evidence-note", at, "nothing says why this is not documented".to_owned(), &hint)
}

/// An operation or webhook without a source.
pub fn missing_source(at: &Pointer) -> Diagnostic {
    let hint = "add `x-source: [{url: https://…, checked: \"YYYY-MM-DD\"}]`";
    at_key("missing-source", at, "nothing says where this is documented".to_owned(), hint)
}

/// A value of an example that is not what its schema says.
pub fn example_mismatch(at: &Pointer, expected: &str, found: &str) -> Diagnostic {
    let message = format!("the example has {found} where its schema has {expected}");
    at_value("example-shape", at, message, EXAMPLE_HINT)
}

/// An example without what its schema requires.
pub fn example_lacks(at: &Pointer, name: &str) -> Diagnostic {
    let message = format!("the example lacks `{name}`, which its schema requires");
    at_value("example-shape", at, message, EXAMPLE_HINT)
}

/// An example with what its schema does not know.
pub fn example_of_unknown(at: &Pointer, name: &str) -> Diagnostic {
    let message = format!("the example has `{name}`, which its schema does not know");
    at_key("example-shape", at, message, EXAMPLE_HINT)
}

const EXAMPLE_HINT: &str = "correct the one that the documentation does not bear out";

/// A required field of an answer that is a guess.
pub fn uncertain_required(at: &Pointer, name: &str) -> Diagnostic {
    let message = format!("`{name}` is required in an answer and not documented");
    at_key("uncertain-required", at, message, "take it out of `required`")
}

/// An id that another operation has.
pub fn duplicate_operation_id(at: &Pointer, id: &str) -> Diagnostic {
    at_value("duplicate-operation-id", at, format!("another operation has the id `{id}`"), "")
}

/// A method and path that another operation has.
pub fn duplicate_path(at: &Pointer, other: &Pointer) -> Diagnostic {
    at_key("duplicate-path", at, format!("the same method and path as {other}"), "")
}

/// A path that is no template.
pub fn bad_path(at: &Pointer, reason: &str) -> Diagnostic {
    at_key("bad-path", at, format!("the path cannot be read: {reason}"), "")
}

/// A parameter of the path that nothing declares.
pub fn undeclared_path_param(at: &Pointer, name: &str, near: Option<&str>) -> Diagnostic {
    let hint = match near {
        Some(near) => format!("the operation declares `{near}`: did you mean `{{{near}}}`"),
        None => "add a path parameter".to_owned(),
    };
    at_key("undeclared-path-param", at, format!("`{{{name}}}` of the path is not declared"), &hint)
}

/// A path parameter that the path does not have.
pub fn unused_path_param(at: &Pointer, name: &str) -> Diagnostic {
    at_key("unused-path-param", at, format!("the path has no `{{{name}}}`"), "")
}

/// A path parameter without `required: true`.
pub fn optional_path_param(at: &Pointer, name: &str) -> Diagnostic {
    at_key(
        "optional-path-param",
        at,
        format!("the path parameter `{name}` is not required"),
        "add `required: true`",
    )
}

/// A parameter that stands twice in a list.
pub fn duplicate_param(at: &Pointer, name: &str) -> Diagnostic {
    at_key("duplicate-param", at, format!("`{name}` stands twice in this list"), "")
}

/// An operation with a parameter that cannot be read.
pub fn unreadable_param(at: &Pointer, param: &Pointer) -> Diagnostic {
    at_key("unreadable-param", at, format!("its parameter at {param} cannot be read"), "")
}

/// A parameter in another notation than JSON.
pub fn param_media_type(at: &Pointer, media_type: &str) -> Diagnostic {
    at_key("param-media-type", at, format!("a parameter as `{media_type}` is text here"), "")
}

/// A parameter that is all of the query string.
pub fn whole_query_string(at: &Pointer) -> Diagnostic {
    let message = "a parameter that is the whole query string is not supported".to_owned();
    at_key("whole-query-string", at, message, "write a parameter `in: query` for each name")
}

/// A cookie that is to be sent as it is.
pub fn encoded_cookie(at: &Pointer) -> Diagnostic {
    let message = "the value is percent-encoded, as in the style `form`".to_owned();
    at_value("encoded-cookie", at, message, "")
}

/// A style that parameters of the place do not have.
pub fn unknown_style(at: &Pointer, style: &str, place: &str, default: &str) -> Diagnostic {
    let message =
        format!("`{style}` is no style of parameters `in: {place}`, which are written as `{default}`");
    at_value("unknown-style", at, message, "")
}

/// A status that is none.
pub fn bad_status(at: &Pointer, key: &str) -> Diagnostic {
    let hint = "write `200`, `2XX` or `default`, each once";
    at_key("bad-status", at, format!("`{key}` is no status, or stands here twice"), hint)
}

/// A tag that is declared twice.
pub fn duplicate_tag(at: &Pointer, name: &str) -> Diagnostic {
    at_key("duplicate-tag", at, format!("the tag `{name}` is declared twice"), "")
}

/// A server URL with a variable that nothing sets.
pub fn unset_server_variable(at: &Pointer, url: &str) -> Diagnostic {
    at_value("unset-server-variable", at, format!("a variable of `{url}` has no default"), "")
}

/// Servers of an operation, of which none can be read.
pub fn unreadable_servers(at: &Pointer) -> Diagnostic {
    let message = "the operation's servers cannot be read, and it is called nowhere else".to_owned();
    at_key("unreadable-servers", at, message, "write a list of objects with a `url`")
}

/// Servers of an operation that may belong to one environment or another.
pub fn unplaced_server(at: &Pointer, environments: &[&str]) -> Diagnostic {
    let message = format!(
        "none of these servers is known to be that of `{}`: calls there are refused",
        environments.join("`, `")
    );
    at_key("unplaced-server", at, message, "name a server for each environment, described as it is")
}

/// A security scheme that nothing declares.
pub fn undefined_scheme(at: &Pointer, name: &str) -> Diagnostic {
    at_value("undefined-scheme", at, format!("no security scheme `{name}` is declared"), "")
}

/// A security scheme that is no part of a request.
pub fn mutual_tls(at: &Pointer) -> Diagnostic {
    let message = "mutual TLS is the transport's business and not sent".to_owned();
    at_key("unsupported-scheme", at, message, "give the builder a transport that has the certificate")
}

/// A token endpoint to which a client's secret must not go.
pub fn token_url(at: &Pointer) -> Diagnostic {
    let message = "tokens are not fetched here: the address is no plain https URL".to_owned();
    at_value("token-url", at, message, "write the whole address, or callers give one to `ClientCredentials`")
}

/// A security scheme of HTTP that is neither basic nor bearer.
pub fn other_http_scheme(at: &Pointer, scheme: &str) -> Diagnostic {
    let message = format!("no credential is sent for the HTTP scheme `{scheme}`");
    at_key(
        "unsupported-scheme",
        at,
        message,
        "callers set `authorization` with `with_header`; waive it in provider.yaml",
    )
}

/// Security schemes that one request cannot satisfy at once.
pub fn conflicting_schemes(at: &Pointer, names: &[String], place: &str, are_tokens: bool) -> Diagnostic {
    let names = format!("`{}`", names.join("` and `"));
    let (message, hint) = match are_tokens {
        true => (format!("{names} are one {place}: either token is sent"), "make them alternatives"),
        false => (
            format!("{names} are one {place}: neither credential is sent"),
            "make them alternatives, or name the one that is sent",
        ),
    };
    at_value("conflicting-schemes", at, message, hint)
}

/// A form that is not made of fields.
pub fn form_without_object(at: &Pointer, media_type: &str) -> Diagnostic {
    let (message, hint) = match media_type.starts_with("multipart/") && media_type != "multipart/form-data" {
        true => (
            "is bytes, whose parts and boundary are the caller's",
            "callers set `content-type` with `with_header`",
        ),
        false => ("without an object of fields is sent as bytes", ""),
    };
    at_key("form-without-object", at, format!("`{media_type}` {message}"), hint)
}

/// A schema for each item of what is no series.
pub fn item_schema(at: &Pointer, media_type: &str) -> Diagnostic {
    let message = format!("`itemSchema` is not looked at for `{media_type}`");
    at_key("item-schema", at, message, "write a `schema` for the whole")
}

/// A type in a notation other than JSON.
pub fn untyped_media_type(at: &Pointer, media_type: &str) -> Diagnostic {
    at_key("untyped-media-type", at, format!("`{media_type}` is not read or written as a type"), "")
}

/// A series of events or records.
pub fn unparsed_stream(at: &Pointer, media_type: &str, is_only: bool) -> Diagnostic {
    let bytes = if is_only { ": the body is read or sent whole, as bytes" } else { "" };
    let message = format!("the events of `{media_type}` are not parsed{bytes}");
    at_key("unparsed-stream", at, message, "say in the description what callers do, and waive this")
}

/// `type` with a word of its own.
pub fn unknown_type(at: &Pointer, name: &str) -> Diagnostic {
    let hint = "the types are array, boolean, integer, number, object and string, and null in OpenAPI 3.1";
    at_value("unknown-type", at, format!("`{name}` is no type of OpenAPI's"), hint)
}

/// An operation under the name of its method.
pub fn unsupported_method(at: &Pointer, method: &str, key: Option<&str>) -> Diagnostic {
    let message = format!("`{method}` under `additionalOperations` is not supported");
    let hint = key.map(|key| format!("write it under `{key}`")).unwrap_or_default();
    at_key("unsupported-method", at, message, &hint)
}

/// A value of a string that is no text.
pub fn value_without_text(at: &Pointer) -> Diagnostic {
    at_value("mixed-enum", at, "a list or an object is no value of a string".to_owned(), "")
}

/// A key of OpenAPI's that changes what is sent or read, and that nothing is made of.
pub fn unread_key(at: &Pointer, id: &'static str, reason: &str) -> Diagnostic {
    at_key(id, at, reason.to_owned(), "")
}

/// A key that OpenAPI does not have at this place.
pub fn unknown_key(at: &Pointer, key: &str, near: Option<&str>) -> Diagnostic {
    let hint = near.map(|near| format!("did you mean `{near}`")).unwrap_or_default();
    at_key("unknown-key", at, format!("OpenAPI has no key `{key}` here"), &hint)
}

/// Schemas that cannot hold at once.
pub fn unmergeable(at: &Pointer, reason: &str) -> Diagnostic {
    at_key("unmergeable", at, format!("no type is all of this: {reason}"), "")
}

/// Several lists of alternatives side by side.
pub fn several_choices(at: &Pointer) -> Diagnostic {
    at_key("several-choices", at, "several `oneOf` or `anyOf` at once are not supported".to_owned(), "")
}

/// Alternatives that only say which properties are needed.
pub fn alternatives_of_required(at: &Pointer) -> Diagnostic {
    let message = "which of the properties are needed is not checked".to_owned();
    at_key("alternatives-of-required", at, message, "say it in the description, and waive this")
}

/// Alternatives that lead back to their own list.
pub fn cyclic_union(at: &Pointer) -> Diagnostic {
    let message = "an alternative leads back to this union, and adds nothing to it".to_owned();
    at_key("cyclic-union", at, message, "take it out of the list")
}

/// A discriminator without `oneOf`.
pub fn lone_discriminator(at: &Pointer) -> Diagnostic {
    at_key(
        "lone-discriminator",
        at,
        "a discriminator without `oneOf` tells nothing apart".to_owned(),
        "add `oneOf`",
    )
}

/// A discriminator's value that means two members.
pub fn ambiguous_tag(at: &Pointer, property: &str, value: &str) -> Diagnostic {
    at_key("ambiguous-tag", at, format!("`{property}: {value}` means several members"), "add a `mapping`")
}

/// A discriminator of members that have no properties.
pub fn useless_tag(at: &Pointer, property: &str) -> Diagnostic {
    at_key("useless-tag", at, format!("no member is an object with a property `{property}`"), "")
}

/// A required property that is not among the properties.
pub fn undeclared_required(at: &Pointer, name: &str) -> Diagnostic {
    at_value("undeclared-required", at, format!("`{name}` is required and not declared"), "")
}

/// A list of values of several types.
pub fn mixed_enum(at: &Pointer) -> Diagnostic {
    at_key("mixed-enum", at, "the values are of several types".to_owned(), "")
}

/// A value that stands twice in an enum.
pub fn duplicate_value(at: &Pointer, text: &str) -> Diagnostic {
    at_value("duplicate-value", at, format!("`{text}` stands twice in this list"), "")
}
