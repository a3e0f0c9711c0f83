//! Nouns: what happens in a tour, from its `scenario.yaml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::Failure;

/// A tour, seen from the provider.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scenario {
    /// The API key that the provider gave the partner.
    pub(crate) credential: String,
    /// In order.
    #[serde(with = "serde_yaml::with::singleton_map_recursive")]
    pub(crate) steps: Vec<Step>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Step {
    Receive(Box<Call>),
    Send(Webhook),
}

/// A call of the partner's.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Call {
    /// Its `operationId`.
    pub(crate) operation: String,
    #[serde(default)]
    pub(crate) path: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) query: BTreeMap<String, String>,
    pub(crate) body: Option<Payload>,
    #[serde(default)]
    pub(crate) parts: Vec<Part>,
    /// Whether the idempotency key is the one of the call before.
    #[serde(default)]
    pub(crate) same_key: bool,
    /// Without one the connection breaks after the request has arrived.
    pub(crate) answer: Option<Answer>,
}

/// A part of a multipart form.
#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) file_name: Option<String>,
    pub(crate) content_type: Option<String>,
    pub(crate) text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Without one it is empty.
    pub(crate) body: Option<Payload>,
}

/// A webhook to the partner.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Webhook {
    /// Its name; what the documentation does not know has none.
    pub(crate) webhook: Option<String>,
    /// Below the address that the partner gave.
    pub(crate) path: String,
    pub(crate) body: Payload,
    /// Whether the signature is somebody else's, so that the partner has to refuse it.
    #[serde(default)]
    pub(crate) forged: bool,
}

/// JSON: a documented example, changed where `with` says so, or `with` alone.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Payload {
    pub(crate) example: Option<String>,
    pub(crate) with: Option<Value>,
}

impl Scenario {
    pub(crate) fn parse(text: &str) -> Result<Self, Failure> {
        Ok(serde_yaml::from_str(text)?)
    }
}
