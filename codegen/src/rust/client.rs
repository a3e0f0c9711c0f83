//! The client: environments and credentials.

use serde::Serialize;

use super::Ident;
use crate::wire::{Docs, Envelope, Retries, Signing};

/// The client.
#[derive(Clone, Debug, Serialize)]
pub struct Client {
    /// Where it can be pointed at, in the order of provider.yaml.
    pub environments: Vec<Environment>,
    /// How keys begin, by environment; also of environments that it cannot be pointed at.
    pub key_prefixes: Vec<(String, String)>,
    /// How callers prove who they are.
    pub schemes: Vec<AuthScheme>,
    /// How successful responses wrap what operations return.
    pub envelope: Option<Envelope>,
    /// JSON pointers at which an error body carries its code.
    pub error_code: Vec<String>,
    /// JSON pointers at which an error body carries its message.
    pub error_message: Vec<String>,
    /// How often and how soon failed attempts are made again.
    pub retries: Retries,
    /// What callers should know of where these are.
    pub error_note: Option<String>,
    /// Servers of the document that name no host.
    pub relative_servers: Vec<String>,
    /// What callers should know of environments that it cannot be pointed at, by name.
    pub other_environments: Vec<(String, String)>,
    /// The variable that names the environment for `from_env`.
    pub environment_variable: String,
}

/// A base URL with a name.
#[derive(Clone, Debug, Serialize)]
pub struct Environment {
    /// The variant.
    pub ident: Ident,
    /// Its name in provider.yaml and in the environment variable.
    pub name: String,
    /// The base URL.
    pub url: String,
    /// What it is.
    pub docs: Docs,
}

/// How callers prove who they are.
#[derive(Clone, Debug, Serialize)]
pub struct AuthScheme {
    /// Its key in the document.
    pub name: String,
    /// What is sent.
    pub kind: AuthKind,
    /// The variable that holds the credential.
    pub variable: String,
}

/// What a scheme sends.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names are OpenAPI's own")]
pub enum AuthKind {
    ApiKeyHeader(String),
    ApiKeyQuery(String),
    ApiKeyCookie(String),
    Signed {
        header: String,
        signing: Signing,
    },
    Bearer,
    /// A bearer token that the client gets itself, unless the caller has one.
    ClientCredentials {
        token_url: String,
        scopes: Vec<String>,
    },
    Basic,
}
