//! Where requests leave the process: bytes out, bytes in.

#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "test-util")]
mod scripted;

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method};

use crate::error::Delivery;
use crate::request::HeaderNames;
use crate::response::RawResponse;

#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
#[cfg(feature = "test-util")]
pub use self::scripted::ScriptedTransport;

/// A future in a box that any thread may run.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What sends one request and reads one response: below credentials, errors and decoding.
///
/// An implementation sends the request once, follows no redirect, gives up after
/// [`HttpRequest::timeout`], reads no more than [`HttpRequest::max_response_bytes`] of the body, and says truthfully
/// in [`TransportError::delivery`] whether the request can have reached the server.
pub trait Transport: Send + Sync + 'static {
    /// Sends the request and reads the whole response, whatever its status.
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<RawResponse, TransportError>>;
}

/// A request as it goes on the wire, credentials included.
///
/// `Debug` shows the method, the names of headers and the size of the body, and not the URL, whose query may hold a key.
#[derive(Clone)]
#[non_exhaustive]
pub struct HttpRequest {
    /// The method.
    pub method: Method,
    /// The whole URL, percent-encoded.
    pub url: String,
    /// All headers but those that frame the message (`host`, `content-length`).
    pub headers: HeaderMap,
    /// The body; empty for none.
    pub body: Bytes,
    /// The time from the first byte sent to the last byte read.
    pub timeout: Duration,
    /// The size of the largest response body that is read.
    pub max_response_bytes: usize,
    /// Whether the request must not go over a connection that was used before. On such a connection it can meet the
    /// server's end of it, and nobody knows whether it was read, or an answer that was left over from another request.
    /// Set for operations that must not be repeated.
    pub fresh_connection: bool,
}

impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("headers", &HeaderNames(&self.headers))
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

/// No whole response came.
///
/// `Display` and `Debug` name the kind and the delivery. The cause is the [`source`](StdError::source): an
/// implementation must not put a URL, a header or a body into it.
pub struct TransportError {
    kind: TransportErrorKind,
    delivery: Delivery,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// What kept a response from coming.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection: the name does not resolve, nobody listens, the certificate is refused.
    Connect,
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
        Self { kind, delivery, source: None }
    }

    /// Adds the cause.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
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
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Connect => "no connection to the server",
            TransportErrorKind::Timeout => "no whole response in time",
            TransportErrorKind::Interrupted => "the connection broke before the response was whole",
            TransportErrorKind::TooLarge => "the response is larger than the client reads",
            TransportErrorKind::Other => "no response",
        })?;
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
            .finish_non_exhaustive()
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
