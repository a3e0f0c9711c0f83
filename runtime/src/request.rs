//! A request as it will be sent, except for what belongs to the client: address, credentials, user agent.

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;

use crate::meta::Method;
use crate::multipart::Multipart;

/// A built request of an operation: what [`Call::request`](crate::Call::request) gives.
///
/// It carries neither the client's address nor its credentials. `Debug` shows the method, the path template's text,
/// the names of headers and the size of the body, but no query, no header value and no body.
#[derive(Clone)]
pub struct Request {
    pub(crate) method: Method,
    pub(crate) template: &'static str,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
}

impl Request {
    /// The HTTP method.
    pub fn method(&self) -> Method {
        self.method
    }

    /// The path below the client's address, percent-encoded, such as `/users/17`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The query, percent-encoded and without `?`; empty when there is none.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// The headers, with `accept`, `content-type` and the idempotency key.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    pub fn body(&self) -> &Body {
        &self.body
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("path", &self.template)
            .field("headers", &HeaderNames(&self.headers))
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

/// The body of a request. It can be written any number of times.
#[derive(Clone, Default)]
#[non_exhaustive]
pub enum Body {
    /// No body.
    #[default]
    Empty,
    /// Bytes in memory.
    Bytes(Bytes),
    /// A multipart form.
    Multipart(Multipart),
}

impl Body {
    /// The body as it goes on the wire.
    pub fn to_bytes(&self) -> Bytes {
        match self {
            Self::Empty => Bytes::new(),
            Self::Bytes(bytes) => bytes.clone(),
            Self::Multipart(form) => form.to_bytes(),
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Empty"),
            Self::Bytes(bytes) => write!(f, "Bytes({} bytes)", bytes.len()),
            Self::Multipart(form) => form.fmt(f),
        }
    }
}

/// Shows which headers are there and nothing of their values.
pub(crate) struct HeaderNames<'a>(pub(crate) &'a HeaderMap);

impl fmt::Debug for HeaderNames<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.keys().map(http::HeaderName::as_str)).finish()
    }
}
