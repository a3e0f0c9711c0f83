//! Why no whole response came.

use std::error::Error as StdError;
use std::fmt;

use http::{HeaderMap, StatusCode};

use crate::error::Delivery;
use crate::response::RawResponse;

/// No whole response came.
///
/// `Display` and `Debug` name the kind, the delivery, and the status where one came. The cause is the
/// [`source`](StdError::source): an implementation must not put a URL, a header or a body into it.
pub struct TransportError {
    kind: TransportErrorKind,
    delivery: Delivery,
    source: Option<Box<dyn StdError + Send + Sync>>,
    /// Status and headers of a response whose body did not come whole.
    head: Option<Box<RawResponse>>,
}

/// What kept a response from coming.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The transport cannot send such a request, now or later: the address has no valid port, the proxy refuses the
    /// credentials, no Tokio runtime is running.
    Config,
    /// The name of the server or of the proxy does not resolve.
    Dns,
    /// No connection: nobody listens, or it broke before the request.
    Connect,
    /// The two sides do not agree on TLS: the certificate is refused, for example.
    Tls,
    /// The time was over.
    Timeout,
    /// The connection ended or broke before the response was whole.
    Interrupted,
    /// The response is larger than the client reads.
    TooLarge,
    /// Anything else.
    Other,
}

impl TransportError {
    /// An error of a kind. In doubt the delivery is [`Delivery::Unknown`].
    pub fn new(kind: TransportErrorKind, delivery: Delivery) -> Self {
        Self { kind, delivery, source: None, head: None }
    }

    /// Adds the cause.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Adds the head of a response whose body did not come whole. It does not change the delivery: a cut response says
    /// no more about the call than none.
    #[must_use]
    pub fn with_head(mut self, status: StatusCode, headers: HeaderMap) -> Self {
        self.head = Some(Box::new(RawResponse::new(status, headers, "")));
        self
    }

    /// What kept the response from coming.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether the request can have reached the server.
    pub fn delivery(&self) -> Delivery {
        self.delivery
    }

    /// The status, where it came and the body did not.
    pub fn status(&self) -> Option<StatusCode> {
        self.head().map(RawResponse::status)
    }

    /// The headers, where they came and the body did not.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.head().map(RawResponse::headers)
    }

    pub(crate) fn head(&self) -> Option<&RawResponse> {
        self.head.as_deref()
    }

    /// The response is larger than is read. What the server did is not known from a part.
    pub(crate) fn too_large() -> Self {
        Self::new(TransportErrorKind::TooLarge, Delivery::Unknown)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Config => "the transport cannot send the request",
            TransportErrorKind::Dns => "the server's name does not resolve",
            TransportErrorKind::Connect => "no connection to the server",
            TransportErrorKind::Tls => "no agreement on TLS with the server",
            TransportErrorKind::Timeout => "no whole response in time",
            TransportErrorKind::Interrupted => "the connection broke before the response was whole",
            TransportErrorKind::TooLarge => "the response is larger than the client reads",
            TransportErrorKind::Other => "no response",
        })?;
        if let Some(status) = self.status() {
            write!(f, "; its status was {status}")?;
        }
        f.write_str(match self.delivery {
            Delivery::NotSent => "; the request was not sent",
            Delivery::Unknown => "; the request may have reached the server",
            Delivery::Answered => "",
        })
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("kind", &self.kind)
            .field("delivery", &self.delivery)
            .field("status", &self.status())
            .finish_non_exhaustive()
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
