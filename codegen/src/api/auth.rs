use crate::wire::{Docs, Signing};
use clientwright_document::pointer::Pointer;
use serde::Serialize;

/// A way for callers to prove who they are.
#[derive(Clone, Debug, Serialize)]
pub struct Scheme {
    /// The key under `securitySchemes`.
    pub name: String,
    /// Where it stands.
    pub at: Pointer,
    /// What kind it is.
    pub kind: SchemeKind,
    /// What the document says of it.
    pub docs: Docs,
}

/// What a scheme sends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names are OpenAPI's own")]
pub enum SchemeKind {
    ApiKeyHeader {
        name: String,
    },
    ApiKeyQuery {
        name: String,
    },
    ApiKeyCookie {
        name: String,
    },
    /// A key in the header, and a signature of each request.
    Signed {
        header: String,
        signing: Signing,
    },
    Bearer {
        format: Option<String>,
    },
    Basic,
    /// The token is sent as a bearer token. `flows` is the document's text, compacted JSON, and
    /// `token_url` where client credentials get a token.
    OAuth2 {
        flows: String,
        token_url: Option<String>,
    },
    OpenIdConnect {
        url: String,
    },
}

/// One alternative: every scheme named has to be satisfied. Without any, no credential is needed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Requirement {
    /// Scheme name and the scopes asked for.
    pub schemes: Vec<(String, Vec<String>)>,
}
