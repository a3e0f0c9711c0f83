//! What is known about an operation before it is called.

use std::fmt;
use std::time::Duration;

use crate::envelope::Envelope;
use crate::idempotency::{KeyRefusal, RepeatedKey};
use crate::limits::{Limit, Place};

/// The HTTP methods that an OpenAPI document can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the variants are the methods of the same name
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
    Query,
}

impl Method {
    /// The method as it stands in a request line, such as `GET`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<Method> for http::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::GET,
            Method::Put => Self::PUT,
            Method::Post => Self::POST,
            Method::Delete => Self::DELETE,
            Method::Options => Self::OPTIONS,
            Method::Head => Self::HEAD,
            Method::Patch => Self::PATCH,
            Method::Trace => Self::TRACE,
            Method::Query => Self::QUERY,
        }
    }
}

/// When a failed call may be made again without doing its work twice.
///
/// The class decides which attempts the runtime makes again by itself, as the [`RetryPolicy`](crate::RetryPolicy) says, and
/// what [`Error::is_retryable`](crate::Error::is_retryable) answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Retry {
    /// Any number of repetitions has the effect of one: reads, and writes that the provider documents so.
    Safe,
    /// Safe as long as every repetition carries the same idempotency key, which clones of a call do.
    Keyed,
    /// Only when it is certain that the request never reached the server.
    Unsent,
    /// Not even then, because the operation depends on something that has passed, such as a one-time code.
    Never,
}

/// The facts of one operation: what its request looks like and how careful to be with it.
///
/// ```
/// use clientwright_runtime::{Meta, Method, Retry};
///
/// const META: Meta = Meta::new(Method::Post, "createUser", "/users")
///     .retry(Retry::Keyed)
///     .idempotency_key("idempotency-key")
///     .idempotency_lifetime(std::time::Duration::from_secs(300))
///     .security(&[&["bearerAuth"]]);
/// assert_eq!(META.id(), "createUser");
/// assert_eq!(META.key_lifetime().map(|lifetime| lifetime.as_secs()), Some(300));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Meta {
    method: Method,
    id: &'static str,
    path: &'static str,
    retry: Retry,
    accept: &'static str,
    security: &'static [&'static [&'static str]],
    servers: Option<&'static [(&'static str, &'static str)]>,
    idempotency_key: Option<&'static str>,
    idempotency_lifetime: Option<Duration>,
    repeated_key: Option<RepeatedKey>,
    key_refusal: Option<KeyRefusal>,
    envelope: Option<Envelope>,
    sources: &'static [&'static str],
    limits: &'static [Limit],
    is_unsure: bool,
}

impl Meta {
    /// An operation with its method, its `operationId` and its path template, such as `/users/{id}`.
    ///
    /// Until told otherwise it expects JSON, needs no credential, and is [`Retry::Safe`] for the methods that HTTP calls safe
    /// (`GET`, `HEAD`, `OPTIONS`, `TRACE`, `QUERY`) and [`Retry::Unsent`] for every other method.
    pub const fn new(method: Method, id: &'static str, path: &'static str) -> Self {
        let retry = match method {
            Method::Get | Method::Head | Method::Options | Method::Trace | Method::Query => Retry::Safe,
            _ => Retry::Unsent,
        };
        Self {
            method,
            id,
            path,
            retry,
            accept: "application/json",
            security: &[],
            servers: None,
            idempotency_key: None,
            idempotency_lifetime: None,
            repeated_key: None,
            key_refusal: None,
            envelope: None,
            sources: &[],
            limits: &[],
            is_unsure: false,
        }
    }

    /// Sets when a failed call may be made again.
    pub const fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Sets the `accept` header, a list of media types.
    pub const fn accept(mut self, media_types: &'static str) -> Self {
        self.accept = media_types;
        self
    }

    /// Sets the credentials it takes: alternatives, each a list of scheme names that are all needed together.
    ///
    /// No alternative at all means that none is needed, an empty alternative that a call without credentials is
    /// allowed too.
    pub const fn security(mut self, alternatives: &'static [&'static [&'static str]]) -> Self {
        self.security = alternatives;
        self
    }

    /// Sets where it is called instead of at the client's address: base URLs by the name of the client's
    /// [`Site`](crate::Site).
    ///
    /// At a site without a URL here a call is refused: another site's could take a key astray. A site of the caller's
    /// own has no name, and takes every operation.
    pub const fn servers(mut self, by_site: &'static [(&'static str, &'static str)]) -> Self {
        self.servers = Some(by_site);
        self
    }

    /// Names the header that carries the idempotency key; it is filled when the caller gives none.
    pub const fn idempotency_key(mut self, header: &'static str) -> Self {
        self.idempotency_key = Some(header);
        self
    }

    /// Sets how long the provider remembers an idempotency key: a repeat after that is a new call.
    pub const fn idempotency_lifetime(mut self, lifetime: Duration) -> Self {
        self.idempotency_lifetime = Some(lifetime);
        self
    }

    /// Sets what a second call with the same idempotency key gives.
    pub const fn repeated_key(mut self, repeated: RepeatedKey) -> Self {
        self.repeated_key = Some(repeated);
        self
    }

    /// Sets what the refusal of a repeated idempotency key looks like. Without it any failure by which keys are refused may
    /// be it, unless the key is [`RepeatedKey::Replayed`].
    pub const fn key_refusal(mut self, refusal: KeyRefusal) -> Self {
        self.key_refusal = Some(refusal);
        self
    }

    /// Sets how successful responses wrap what the operation returns.
    pub const fn envelope(mut self, envelope: Envelope) -> Self {
        self.envelope = Some(envelope);
        self
    }

    /// Sets the addresses of the documentation that the operation was taken from.
    pub const fn sources(mut self, urls: &'static [&'static str]) -> Self {
        self.sources = urls;
        self
    }

    /// Sets what is checked of parameters, and of the body as a whole, before a request is sent.
    pub const fn limits(mut self, limits: &'static [Limit]) -> Self {
        self.limits = limits;
        self
    }

    /// The provider does not document the operation itself: no limit of its request is checked.
    pub const fn unsure(mut self) -> Self {
        self.is_unsure = true;
        self
    }

    /// The HTTP method.
    pub const fn method(&self) -> Method {
        self.method
    }

    /// The `operationId` of the OpenAPI document.
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// The path template, with parameters in braces.
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// When a failed call may be made again.
    pub const fn retry_class(&self) -> Retry {
        self.retry
    }

    /// The media types it asks for.
    pub const fn accepted(&self) -> &'static str {
        self.accept
    }

    /// The alternatives of credentials, by scheme name.
    pub const fn security_alternatives(&self) -> &'static [&'static [&'static str]] {
        self.security
    }

    /// The base URLs by site, where it is not called at the client's address.
    pub const fn own_servers(&self) -> Option<&'static [(&'static str, &'static str)]> {
        self.servers
    }

    /// The header that carries the idempotency key, where there is one.
    pub const fn idempotency_header(&self) -> Option<&'static str> {
        self.idempotency_key
    }

    /// How long the provider remembers an idempotency key, where that is known.
    pub const fn key_lifetime(&self) -> Option<Duration> {
        self.idempotency_lifetime
    }

    /// What a second call with the same idempotency key gives, where that is known.
    pub const fn on_repeated_key(&self) -> Option<RepeatedKey> {
        self.repeated_key
    }

    /// How successful responses wrap what the operation returns, where they do.
    pub const fn response_envelope(&self) -> Option<&Envelope> {
        self.envelope.as_ref()
    }

    /// The documented limits of a parameter or of the whole body.
    pub(crate) fn limits_of(&self, place: Place, name: &str) -> Option<&'static Limit> {
        let is_it = |limit: &&Limit| match place {
            Place::Header => limit.name.eq_ignore_ascii_case(name),
            _ => limit.name == name,
        };
        self.limits.iter().filter(|limit| limit.place == place).find(is_it)
    }

    /// Whether the provider documents the operation, and with it the limits of its request.
    pub(crate) fn is_documented(&self) -> bool {
        !self.is_unsure
    }

    /// Whether a repeated key gives the first answer again, and nothing else is documented of it.
    pub(crate) fn replays_answers(&self) -> bool {
        self.repeated_key == Some(RepeatedKey::Replayed) && self.key_refusal.is_none()
    }

    /// Whether a failure may be the refusal of a repeated idempotency key: the status and the code of an answer.
    pub(crate) fn may_refuse_key(&self, status: u16, code: Option<&str>) -> bool {
        let is_replayed = self.repeated_key == Some(RepeatedKey::Replayed);
        let usual = (!is_replayed).then(KeyRefusal::new);
        let refusal = self.key_refusal.or(usual).filter(|_| self.idempotency_key.is_some());
        refusal.is_some_and(|refusal| refusal.matches(status, code))
    }

    /// The documentation that the operation was taken from.
    pub const fn source_urls(&self) -> &'static [&'static str] {
        self.sources
    }
}
