//! What a transport gives back: a head, and a body as it comes.

use std::fmt;
use std::future::poll_fn;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode};

use super::TransportError;
use crate::request::HeaderNames;
use crate::response::RawResponse;

/// Memory that is reserved for what a server announces, before anything of it has come.
const MAX_RESERVED: usize = 1 << 20;

/// A response whose body may still be under way.
///
/// `Debug` shows the status and the names of headers.
#[non_exhaustive]
pub struct HttpResponse {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: ResponseBody,
}

impl HttpResponse {
    /// A response of its parts.
    pub fn new(status: StatusCode, headers: HeaderMap, body: impl Into<ResponseBody>) -> Self {
        Self { status, headers, body: body.into() }
    }

    /// Reads the whole body.
    ///
    /// # Errors
    ///
    /// The body is larger than `limit`, or did not come whole; that error has the head.
    pub async fn collect(self, limit: usize) -> Result<RawResponse, TransportError> {
        let Self { status, headers, body } = self;
        match body.collect(limit).await {
            Ok(body) => Ok(RawResponse::new(status, headers, body)),
            Err(error) => Err(error.with_head(status, headers)),
        }
    }
}

impl From<RawResponse> for HttpResponse {
    fn from(response: RawResponse) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        Self::new(status, headers, response.into_body())
    }
}

impl fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpResponse")
            .field("status", &self.status)
            .field("headers", &HeaderNames(&self.headers))
            .field("body", &self.body)
            .finish()
    }
}

/// The body of a response: bytes that are there, or chunks that come.
///
/// Dropped before its end, it takes its connection along.
pub struct ResponseBody {
    chunks: Chunks,
    length: Option<u64>,
}

type Chunk = Option<Result<Bytes, TransportError>>;
type Polled = dyn FnMut(&mut Context<'_>) -> Poll<Chunk> + Send;

enum Chunks {
    /// All that is left of it.
    Whole(Bytes),
    Coming(Box<Polled>),
}

impl ResponseBody {
    /// A body of chunks: the next one, the failure that ends the body, or `None` at its end. It is not polled again
    /// after either. A `Stream` becomes one with `move |context| stream.as_mut().poll_next(context)`.
    pub fn from_poll(poll: impl FnMut(&mut Context<'_>) -> Poll<Chunk> + Send + 'static) -> Self {
        Self { chunks: Chunks::Coming(Box::new(poll)), length: None }
    }

    /// Adds how long the body will be, where that is known.
    #[must_use]
    pub fn with_length(mut self, length: u64) -> Self {
        self.length = Some(length);
        self
    }

    /// The next chunk, which is not empty; `None` at the end.
    ///
    /// # Errors
    ///
    /// The rest of the body does not come.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        poll_fn(|context| self.poll_chunk(context)).await
    }

    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Bytes>, TransportError>> {
        let poll = match &mut self.chunks {
            Chunks::Whole(bytes) => {
                return Poll::Ready(Ok(Some(std::mem::take(bytes)).filter(|bytes| !bytes.is_empty())));
            }
            Chunks::Coming(poll) => poll,
        };
        loop {
            match ready!(poll(context)) {
                Some(Ok(chunk)) if chunk.is_empty() => {}
                Some(Ok(chunk)) => return Poll::Ready(Ok(Some(chunk))),
                end => {
                    self.chunks = Chunks::Whole(Bytes::new());
                    return Poll::Ready(end.transpose());
                }
            }
        }
    }

    /// Reads the whole body.
    ///
    /// # Errors
    ///
    /// The body is larger than `limit`, or did not come whole.
    pub async fn collect(mut self, limit: usize) -> Result<Bytes, TransportError> {
        if self.length.is_some_and(|length| length > limit as u64) {
            return Err(TransportError::too_large());
        }
        // One chunk is the usual case, and is not copied.
        let mut whole = Bytes::new();
        let mut joined = BytesMut::new();
        while let Some(chunk) = self.chunk().await? {
            if chunk.len() > limit - whole.len() - joined.len() {
                return Err(TransportError::too_large());
            }
            if whole.is_empty() && joined.is_empty() {
                whole = chunk;
                continue;
            }
            if joined.is_empty() {
                let length = usize::try_from(self.length.unwrap_or(0)).unwrap_or(MAX_RESERVED);
                joined.reserve(length.min(MAX_RESERVED));
                joined.extend_from_slice(&std::mem::take(&mut whole));
            }
            joined.extend_from_slice(&chunk);
        }
        Ok(if joined.is_empty() { whole } else { joined.freeze() })
    }
}

impl<T: Into<Bytes>> From<T> for ResponseBody {
    fn from(bytes: T) -> Self {
        let bytes = bytes.into();
        let length = Some(bytes.len() as u64);
        Self { chunks: Chunks::Whole(bytes), length }
    }
}

impl fmt::Debug for ResponseBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.chunks {
            Chunks::Whole(bytes) => write!(f, "{} bytes", bytes.len()),
            Chunks::Coming(_) => f.write_str("bytes to come"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::Waker;

    use super::*;
    use crate::error::Delivery;
    use crate::transport::TransportErrorKind::{self, Interrupted};

    /// Each item is a chunk; `None` is where it breaks.
    fn body(chunks: &'static [Option<&'static str>]) -> ResponseBody {
        let mut chunks = chunks.iter();
        ResponseBody::from_poll(move |_| {
            Poll::Ready(chunks.next().map(|chunk| match chunk {
                Some(text) => Ok(Bytes::from_static(text.as_bytes())),
                None => Err(TransportError::new(Interrupted, Delivery::Unknown)),
            }))
        })
    }

    fn now<T>(future: impl Future<Output = T>) -> T {
        match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(value) => value,
            Poll::Pending => panic!("nothing to wait for"),
        }
    }

    #[test]
    fn chunks_are_joined_up_to_the_limit() {
        for chunks in
            [&[Some("abcd")][..], &[Some("ab"), Some(""), Some("cd")], &[Some("a"), Some("b"), Some("cd")]]
        {
            assert_eq!(now(body(chunks).collect(4)).unwrap(), "abcd");
            assert_eq!(now(body(chunks).collect(3)).unwrap_err().kind(), TransportErrorKind::TooLarge);
        }
        assert_eq!(now(body(&[]).collect(0)).unwrap(), "");
        assert_eq!(now(ResponseBody::from("abcd").collect(4)).unwrap(), "abcd");
        assert_eq!(
            now(ResponseBody::from("abcd").collect(3)).unwrap_err().kind(),
            TransportErrorKind::TooLarge
        );
    }

    #[test]
    fn what_is_announced_too_large_is_not_read() {
        let announced = ResponseBody::from_poll(|_| panic!("it is read")).with_length(u64::MAX);
        assert_eq!(now(announced.collect(4)).unwrap_err().kind(), TransportErrorKind::TooLarge);
    }

    #[test]
    fn an_end_is_an_end() {
        let mut cut = body(&[Some("ab"), Some(""), None, Some("cd")]);
        assert_eq!(now(cut.chunk()).unwrap().unwrap(), "ab");
        assert_eq!(now(cut.chunk()).unwrap_err().kind(), Interrupted);
        assert!(now(cut.chunk()).unwrap().is_none());
        let cut = HttpResponse::new(StatusCode::UNAUTHORIZED, HeaderMap::new(), body(&[Some("ab"), None]));
        let error = now(cut.collect(9)).unwrap_err();
        assert_eq!((error.status(), error.delivery()), (Some(StatusCode::UNAUTHORIZED), Delivery::Unknown));
    }
}
