//! Where requests leave the process: a request out, a head and a body in.

mod body;
#[cfg(any(feature = "hyper", feature = "reqwest"))]
mod caught;
mod error;
#[cfg(feature = "hyper")]
mod hyper;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "test-util")]
mod scripted;

use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method};

use crate::request::HeaderNames;

pub use self::body::{HttpResponse, ResponseBody};
pub use self::error::{TransportError, TransportErrorKind};
#[cfg(feature = "hyper")]
pub use self::hyper::{HyperTransport, HyperTransportBuilder, Proxy, Resolver};
#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
#[cfg(feature = "test-util")]
pub use self::scripted::ScriptedTransport;

/// A future in a box that any thread may run.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What sends one request and gives one response: below credentials, errors and decoding.
///
/// An implementation sends the request once, follows no redirect, ends the exchange with its body after
/// [`HttpRequest::timeout`], and says truthfully in [`TransportError::delivery`] whether the request can have reached the
/// server. How much of a body is read is decided by whom the response is for.
pub trait Transport: Send + Sync + 'static {
    /// Sends the request and returns the response, whatever its status, as soon as its head is there.
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>>;
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
    /// All headers but those that belong to the connection (`host`, `content-length`, `accept-encoding`).
    pub headers: HeaderMap,
    /// The body; empty for none.
    pub body: Bytes,
    /// The time from the beginning, with the wait for a connection, to the last byte read.
    pub timeout: Duration,
    /// Whether the request must not go over a connection that was used before. On such a connection it can meet the
    /// server's end of it, and nobody knows whether it was read, or an answer that was left over from another request.
    /// Set for operations that must not be repeated.
    pub fresh_connection: bool,
}

#[cfg(any(feature = "hyper", feature = "reqwest"))]
impl HttpRequest {
    /// Adds the headers that belong to the connection and that an HTTP library leaves out.
    fn add_connection_headers(&mut self) {
        use http::header::{ACCEPT_ENCODING, CONTENT_LENGTH, HeaderValue};

        // Without it a server may compress as it likes.
        self.headers.entry(ACCEPT_ENCODING).or_insert(HeaderValue::from_static("identity"));
        if self.body.is_empty() && matches!(self.method, Method::POST | Method::PUT | Method::PATCH) {
            // Some servers ask for a length (411).
            self.headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
    }
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
