//! The transport for tests.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode};

use super::{
    BoxFuture, HttpRequest, HttpResponse, ResponseBody, Transport, TransportError, TransportErrorKind,
};
use crate::error::Delivery;
use crate::response::RawResponse;

/// A transport that answers from a list and keeps what it was sent. Clones share both.
///
/// When the list is empty it answers with an error that says so, as not sent.
#[derive(Clone, Default)]
pub struct ScriptedTransport {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    answers: VecDeque<Result<HttpResponse, TransportError>>,
    requests: Vec<HttpRequest>,
}

impl ScriptedTransport {
    /// A transport without answers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a JSON answer.
    ///
    /// # Panics
    ///
    /// The status is not between 100 and 999.
    #[must_use]
    pub fn json(self, status: u16, body: &str) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert("content-type", HeaderValue::from_static("application/json"));
        let Ok(status) = StatusCode::from_u16(status) else { panic!("{status} is no status") };
        self.response(RawResponse::new(status, headers, Bytes::copy_from_slice(body.as_bytes())))
    }

    /// Adds an answer.
    #[must_use]
    pub fn response(self, response: RawResponse) -> Self {
        self.state().answers.push_back(Ok(response.into()));
        self
    }

    /// Adds an answer whose body is cut: after so much of it the connection breaks.
    #[must_use]
    pub fn cut(self, response: RawResponse) -> Self {
        let mut answer = HttpResponse::from(response.clone());
        let mut part = Some(response.into_body());
        answer.body = ResponseBody::from_poll(move |_| {
            let broken = || TransportError::new(TransportErrorKind::Interrupted, Delivery::Unknown);
            Poll::Ready(Some(part.take().ok_or_else(broken)))
        });
        self.state().answers.push_back(Ok(answer));
        self
    }

    /// Adds a failure.
    #[must_use]
    pub fn error(self, error: TransportError) -> Self {
        self.state().answers.push_back(Err(error));
        self
    }

    /// What was sent so far, in order.
    pub fn requests(&self) -> Vec<HttpRequest> {
        self.state().requests.clone()
    }

    /// The state is whole between statements, so a panic of another thread does no harm to it.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for ScriptedTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let mut state = self.state();
        state.requests.push(request);
        let answer = state.answers.pop_front().unwrap_or_else(|| {
            Err(TransportError::new(TransportErrorKind::Config, Delivery::NotSent)
                .with_source("the script has no further answer"))
        });
        Box::pin(std::future::ready(answer))
    }
}

impl fmt::Debug for ScriptedTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("ScriptedTransport")
            .field("answers", &state.answers.len())
            .field("requests", &state.requests)
            .finish()
    }
}
