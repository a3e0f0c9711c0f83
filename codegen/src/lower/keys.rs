//! Keys that OpenAPI has and nothing is made of, and keys that it does not have: neither goes without a word.

use super::Context;
use crate::api::{Effect, Note};
use crate::diagnostics;
use crate::wire::HttpMethod;
use clientwright_document::Kind;
use clientwright_document::near::nearest;
use clientwright_document::pointer::Pointer;

/// Keys that say something of the document, and change no request and no answer: object, key, id, why nothing is made of it.
const REMARKS: &[(Kind, &str, &str, &str)] = &[
    (
        Kind::OpenApi,
        "$self",
        "own-address",
        "references start from where the file lies, not from this address",
    ),
    (
        Kind::Schema,
        "$recursiveAnchor",
        "recursive-anchor",
        "a schema means itself, wherever it is referred to from",
    ),
    (
        Kind::Schema,
        "xml",
        "xml",
        "bodies of XML are text or bytes: their elements and attributes are the caller's",
    ),
    (Kind::Tag, "parent", "tag-parent", "resources stand side by side, however tags are ordered"),
    (Kind::Tag, "kind", "tag-kind", "the first tag of an operation is its resource, whatever it is for"),
    (Kind::Server, "name", "server-name", "environments are named after what the server's description says"),
    (
        Kind::Example,
        "serializedValue",
        "serialized-value",
        "an example is shown as a value, not as it is sent",
    ),
    (
        Kind::SecurityScheme,
        "oauth2MetadataUrl",
        "oauth2-metadata",
        "tokens come from `tokenUrl` of `clientCredentials`, or from the caller",
    ),
];

/// Keys that change what is sent or read.
const PROBLEMS: &[(Kind, &str, &str, &str)] = &[
    (
        Kind::Discriminator,
        "defaultMapping",
        "default-mapping",
        "a value of which no tag is known is `Unknown`, not this schema",
    ),
    (
        Kind::MediaType,
        "prefixEncoding",
        "part-encoding",
        "how the parts of a list are written is not looked at",
    ),
    (
        Kind::MediaType,
        "itemEncoding",
        "part-encoding",
        "how the parts of a list are written is not looked at",
    ),
    (Kind::Encoding, "encoding", "part-encoding", "how a part of a part is written is not looked at"),
    (Kind::Encoding, "prefixEncoding", "part-encoding", "how a part of a part is written is not looked at"),
    (Kind::Encoding, "itemEncoding", "part-encoding", "how a part of a part is written is not looked at"),
];

impl Context<'_> {
    /// Operations under names of methods that have no key: no client of ours can call them.
    fn additional_operations(&mut self, item: &Pointer) {
        for (method, at) in self.entries(item, "additionalOperations") {
            if method.starts_with("x-") {
                continue;
            }
            let known = HttpMethod::ALL.into_iter().find(|known| known.to_string() == method);
            let problem = diagnostics::unsupported_method(&at, method, known.map(HttpMethod::key));
            self.report.problem(problem, Effect::Skipped);
        }
    }

    /// Looks at the keys of every object of the document.
    pub(super) fn check_keys(&mut self) {
        let document = self.document;
        document.visit(&mut |object, kind, at| {
            let known = kind.vocabulary(object);
            for key in object.as_mapping().into_iter().flat_map(|object| object.keys()) {
                if key.starts_with("x-") {
                    continue;
                }
                let is_row = |row: &&(Kind, &str, &str, &str)| (row.0, row.1) == (kind, key.as_str());
                if let Some((.., id, reason)) = REMARKS.iter().find(is_row) {
                    let note = Note {
                        at: at().join(key),
                        id,
                        effect: Effect::Ignored,
                        reason: (*reason).to_owned(),
                        hint: None,
                    };
                    self.report.note(note);
                } else if let Some((.., id, reason)) = PROBLEMS.iter().find(is_row) {
                    let problem = diagnostics::unread_key(&at().join(key), id, reason);
                    self.report.problem(problem, Effect::Ignored);
                } else if (kind, key.as_str()) == (Kind::PathItem, "additionalOperations") {
                    self.additional_operations(&at());
                } else if let Some(known) = known.filter(|known| known.iter().all(|known| known.name != key))
                {
                    let near = nearest(key, known.iter().map(|known| known.name));
                    let problem = diagnostics::unknown_key(&at().join(key), key, near);
                    // A method that nobody knows is an operation that is not there.
                    let effect = if kind == Kind::PathItem { Effect::Skipped } else { Effect::Ignored };
                    self.report.problem(problem, effect);
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_of_a_key_that_openapi_has_and_a_problem_can_be_waived() {
        for (kind, key, id, _) in REMARKS.iter().chain(PROBLEMS) {
            assert!(kind.key(key).is_some(), "{kind:?} has no `{key}` [{id}]");
        }
        assert!(PROBLEMS.iter().all(|(.., id, _)| diagnostics::LOWER_IDS.contains(id)));
    }
}
