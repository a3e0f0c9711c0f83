//! The words that the API's model and the Rust model share.

use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

pub use clientwright_document::http::{HttpMethod, MediaType};

/// A name as it is sent: a property, a parameter, an enum value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct WireName(pub String);

impl WireName {
    /// The name as it is sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for WireName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a reader is told about a thing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Docs {
    /// One line.
    pub summary: Option<String>,
    /// Paragraphs, as Markdown.
    pub description: Option<String>,
    /// Whether callers should leave it.
    pub deprecated: bool,
    /// Where the statement comes from.
    pub sources: Vec<Source>,
    /// How sure it is.
    pub evidence: Evidence,
    /// Why it is as sure as that.
    pub evidence_note: Option<String>,
    /// What the sources disagree about, and which one is followed.
    pub conflict: Option<String>,
    /// Names in the prose that are something in the crate.
    pub links: Vec<Link>,
}

impl Docs {
    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.summary.is_none() && self.description.is_none()
    }

    /// Whether a reader must know more than what the thing is.
    pub fn is_qualified(&self) -> bool {
        self.evidence != Evidence::Documented || self.evidence_note.is_some() || self.conflict.is_some()
    }
}

/// A name in prose, and what it is in the crate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// As the document spells it: `initiateOfframp`.
    pub name: String,
    /// As callers spell it: `offramp().initiate`.
    pub label: String,
    /// The Rust path; `None` where the label is one that stands in scope.
    pub target: Option<String>,
}

/// A page that states something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// The page.
    pub url: String,
    /// The section of the page: the anchor of its heading.
    pub section: Option<String>,
    /// The day on which it was read, `YYYY-MM-DD`.
    pub checked: String,
    /// The edition of the documentation, where there are several.
    pub edition: Option<String>,
}

impl Source {
    /// Where it stands: the page, and the section where one is named.
    pub fn address(&self) -> String {
        match &self.section {
            Some(section) => format!("{}#{section}", self.url),
            None => self.url.clone(),
        }
    }
}

/// How sure a statement about a provider is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Evidence {
    /// The documentation states it.
    #[default]
    Documented,
    /// Only an example shows it.
    Example,
    /// Concluded from something else.
    Inferred,
    /// From another source than the provider.
    Unofficial,
}

impl Evidence {
    /// Every kind, the surest first.
    pub const ALL: [Self; 4] = [Self::Documented, Self::Example, Self::Inferred, Self::Unofficial];

    /// The word in the spec.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Example => "example",
            Self::Inferred => "inferred",
            Self::Unofficial => "unofficial",
        }
    }
}

/// What must not be seen in logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Sensitive {
    /// Personal data.
    Pii,
    /// A key, a PIN, a password.
    Secret,
}

/// Whether an operation can be called at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Status {
    /// Yes.
    #[default]
    Available,
    /// The provider has switched it off.
    Suspended,
    /// Only in the sandbox.
    SandboxOnly,
}

/// What is known of an idempotency key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct IdempotencyKey {
    /// How long the provider remembers it.
    pub lifetime_seconds: Option<u64>,
    /// What a second call with it gives.
    pub repeated: Option<RepeatedKey>,
    /// What the refusal of a second call looks like, where the documentation says it.
    pub refusal: Option<KeyRefusal>,
}

impl IdempotencyKey {
    /// Whether a failure may be the refusal of the key: unless the documentation says that a second call is answered as
    /// the first, and nothing else of it.
    pub fn may_be_refused(&self) -> bool {
        self.repeated != Some(RepeatedKey::Replayed) || self.refusal.is_some()
    }
}

/// How the refusal of an idempotency key that came before is told from other failures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct KeyRefusal {
    /// Its status.
    pub status: Option<u16>,
    /// Its code; `*` at the end stands for any text.
    pub code: Option<String>,
}

/// What a second call with the same idempotency key gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum RepeatedKey {
    /// A failure.
    Refused,
    /// The first answer.
    Replayed,
}

/// Whether a call that failed with a code is worth another try.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Advice {
    /// It will fail again.
    Never,
    /// After some time.
    Later,
    /// After something was set right.
    AfterFix,
}

/// Whether a call that failed with a code had its effect, where the status does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum CodeEffect {
    /// It had none.
    None,
    /// Perhaps.
    Possible,
    /// It had it.
    Done,
}

/// How successful responses wrap what operations return, in JSON pointers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Envelope {
    /// What says whether the call worked.
    pub success: Option<Success>,
    /// What the operation returns.
    pub data: String,
}

/// What says whether a call worked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Success {
    /// Where it stands.
    pub pointer: String,
    /// The text that means yes; `None` for `true`.
    pub equals: Option<String>,
}

/// Where a look-up finds the value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum LookupSource {
    /// What a JSON pointer leads to in the body of the request.
    Body(String),
    /// A parameter of the request.
    Param(String),
    /// What a JSON pointer leads to in the body of the response.
    Response(String),
    /// The idempotency key.
    Key,
}

/// How an operation uses the envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Wrapping {
    /// Every success says so, and has data.
    Whole,
    /// A success may leave out that it is one.
    SuccessOptional,
    /// No body is documented: one that reports a failure is one all the same.
    Undocumented,
}

/// Which calls may be repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum RetryClass {
    /// Always.
    Safe,
    /// With an idempotency key.
    Keyed,
    /// If it was provably not sent.
    Unsent,
    /// Never.
    Never,
}

/// The runtime that what is generated is made for.
const RUNTIME_VERSION: &str = "0.1.0";

/// Where the runtime comes from, in the terms of Cargo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuntimeSource {
    /// `0.1.0`.
    pub version: Option<String>,
    /// Its folder, relative to the crate's.
    pub path: Option<String>,
    /// `git`, `branch`, `rev`, `tag`, `registry`.
    pub others: BTreeMap<String, String>,
}

impl Default for RuntimeSource {
    fn default() -> Self {
        Self { version: Some(RUNTIME_VERSION.to_owned()), path: None, others: BTreeMap::new() }
    }
}

impl RuntimeSource {
    /// The runtime in a folder, relative to the crate's.
    pub fn at(path: String) -> Self {
        Self { path: Some(path), ..Self::default() }
    }

    /// The keys of its table in a Cargo.toml, with their values.
    pub fn keys(&self) -> impl Iterator<Item = (&str, &str)> {
        let named = [("version", &self.version), ("path", &self.path)];
        let named = named.into_iter().filter_map(|(key, value)| Some((key, value.as_deref()?)));
        named.chain(self.others.iter().map(|(key, value)| (key.as_str(), value.as_str())))
    }
}

/// How requests are signed: HMAC-SHA256, in a header beside the one with the key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Signing {
    /// What is signed, with parts in braces.
    pub payload: String,
    /// The header with the signature.
    pub header: String,
    /// Whether it is written in base64, and not in hexadecimal digits.
    pub in_base64: bool,
    /// The header with the time.
    pub timestamp_header: Option<String>,
    /// Whether the time is in milliseconds, and not in seconds.
    pub in_milliseconds: bool,
}

/// What the header of a signed webhook holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum SignatureScheme {
    /// HMAC-SHA256 in hexadecimal digits.
    HmacSha256Hex,
    /// HMAC-SHA256 in base64.
    HmacSha256Base64,
    /// `t=…,v1=…`: a time, and HMAC-SHA256 in hexadecimal digits.
    HmacSha256List,
    /// Ed25519 in hexadecimal digits.
    Ed25519Hex,
    /// Ed25519 in base64.
    Ed25519Base64,
    /// What Standard Webhooks says, in headers of its own.
    StandardWebhooks,
    /// The secret itself.
    StaticToken,
}

impl SignatureScheme {
    /// Every scheme with its word in provider.yaml.
    pub const ALL: [(&'static str, Self); 7] = [
        ("hmac-sha256-hex", Self::HmacSha256Hex),
        ("hmac-sha256-base64", Self::HmacSha256Base64),
        ("hmac-sha256-list", Self::HmacSha256List),
        ("ed25519-hex", Self::Ed25519Hex),
        ("ed25519-base64", Self::Ed25519Base64),
        ("standard-webhooks", Self::StandardWebhooks),
        ("static-token", Self::StaticToken),
    ];

    /// Whether the scheme itself says where the time stands and what is signed.
    pub fn has_its_own_time(self) -> bool {
        matches!(self, Self::HmacSha256List | Self::StandardWebhooks)
    }

    /// Whether webhooks cannot be verified without Ed25519.
    pub fn is_ed25519(self) -> bool {
        matches!(self, Self::Ed25519Hex | Self::Ed25519Base64)
    }
}

/// How often and how soon failed attempts are made again; what is not said is as usual.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Retries {
    /// How many attempts are made in all.
    pub attempts: Option<u32>,
    /// The limit of the wait before the second attempt, in milliseconds.
    pub first_wait_milliseconds: Option<u64>,
    /// The limit of every wait, in seconds.
    pub longest_wait_seconds: Option<u64>,
    /// The response header by which the provider says whether the same request can help.
    pub header: Option<String>,
}

/// Which statuses an answer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum StatusRange {
    /// One status.
    Exact(u16),
    /// `2XX`: the hundreds digit.
    Class(u16),
    /// All that are not named.
    Default,
}

impl StatusRange {
    /// Whether it means that the call worked. `default` does not.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Exact(200..=299) | Self::Class(2))
    }
}

/// How the provider signs what it sends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// What the header holds.
    pub scheme: SignatureScheme,
    /// The header with the signature.
    pub header: String,
    /// What stands before the signature in the header: `sha256=`.
    pub prefix: Option<String>,
    /// Whether it may also be missing: the documentation does not say.
    pub prefix_optional: bool,
    /// The header with the time, in Unix seconds.
    pub timestamp_header: Option<String>,
    /// What stands between time and body in what is signed, where a header has the time.
    pub separator: Option<String>,
    /// How old a request may be.
    pub tolerance_seconds: Option<u64>,
    /// What callers should know of this decision, such as how sure it is.
    pub note: Option<String>,
}
