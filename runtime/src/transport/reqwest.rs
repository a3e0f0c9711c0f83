//! The transport over a client of `reqwest` that the caller brings.

use std::fmt;
use std::pin::Pin;
use std::task::Poll;

use bytes::Bytes;
use http_body::{Body as _, Frame};
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder};
use tokio::runtime::Handle;

use super::caught::{caught, caught_poll};
use super::{
    BoxFuture, HttpRequest, HttpResponse, ResponseBody, Transport, TransportError, TransportErrorKind,
};
use crate::error::{ConfigError, Delivery};

/// Sends requests by a client of `reqwest`: for those who have set one up. It needs a Tokio runtime.
///
/// It knows less than [`HyperTransport`](crate::HyperTransport), and where it does not know it says
/// [`Delivery::Unknown`]:
///
/// * A call whose limit is shorter than the client's `connect_timeout` (or whose client has none) ends as unknown while
///   it connects, though nothing was sent.
/// * Of a client that was [built elsewhere](Self::from_client) no failure is known to have come before the request.
#[derive(Clone)]
pub struct ReqwestTransport {
    client: Client,
    /// Whether the client sends a request once and follows nothing: then one that met no connection was not sent.
    sends_once: bool,
}

impl ReqwestTransport {
    /// Builds a client that follows no redirect, repeats nothing and keeps no connection, so that operations that must
    /// not be repeated get one of their own. Everything else of the builder is kept.
    ///
    /// # Errors
    ///
    /// The client cannot be built.
    pub fn from_builder(builder: ClientBuilder) -> Result<Self, ConfigError> {
        let builder = builder.redirect(Policy::none()).retry(reqwest::retry::never()).referer(false);
        let client = builder.pool_max_idle_per_host(0).build();
        let client = client.map_err(|_| ConfigError::new("the HTTP client cannot be set up"))?;
        Ok(Self { client, sends_once: true })
    }

    /// Takes a client as it is. Prefer [`from_builder`](Self::from_builder).
    ///
    /// Unless it was built with `redirect(Policy::none())`, a redirect sends the request again, with its credentials and
    /// perhaps to another server; that is reported only afterwards, as an error with [`Delivery::Unknown`]. Unless it was
    /// built with `retry(reqwest::retry::never())`, a request may be sent twice. Unless it was built with
    /// `pool_max_idle_per_host(0)`, a request that must not be repeated may go over a connection that was used before.
    /// Since a client does not say which of these it does, even a refused connection is [`Delivery::Unknown`]: it can be
    /// that of a second request.
    pub fn from_client(client: Client) -> Self {
        Self { client, sends_once: false }
    }

    async fn exchange(&self, mut request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let config = |source: Box<dyn std::error::Error + Send + Sync>| {
            TransportError::new(TransportErrorKind::Config, Delivery::NotSent).with_source(source)
        };
        if Handle::try_current().is_err() {
            return Err(config(
                "no Tokio runtime is running here, which the transport over reqwest needs".into(),
            ));
        }
        request.add_connection_headers();
        let HttpRequest { method, url, headers, body, timeout, .. } = request;
        let url: reqwest::Url = url.parse().map_err(|_| config("the address is no URL".into()))?;
        let mut builder = self.client.request(method, url.clone()).headers(headers).timeout(timeout);
        if !body.is_empty() {
            builder = builder.body(body);
        }
        let response = builder.send().await.map_err(|error| self.classify(error))?;
        if *response.url() != url {
            return Err(TransportError::new(TransportErrorKind::Other, Delivery::Unknown)
                .with_source("the client followed a redirect: build it with `Policy::none()`"));
        }
        let length = response.content_length();
        let (head, mut body) = http::Response::<reqwest::Body>::from(response).into_parts();
        let body = ResponseBody::from_poll(move |context| {
            let Some(poll) = caught_poll(|| Pin::new(&mut body).poll_frame(context)) else {
                return Poll::Ready(Some(Err(panicked())));
            };
            // Trailers are no part of the body.
            let data = |frame: Frame<Bytes>| frame.into_data().unwrap_or_default();
            poll.map(|frame| Some(frame?.map(data).map_err(|error| failure(error, Delivery::Unknown))))
        });
        let body = match length {
            Some(length) => body.with_length(length),
            None => body,
        };
        Ok(HttpResponse::new(head.status, head.headers, body))
    }

    /// A request that met no connection was not sent. Of everything later only the server knows.
    fn classify(&self, error: reqwest::Error) -> TransportError {
        let unsent = self.sends_once && (error.is_builder() || error.is_connect());
        failure(error, if unsent { Delivery::NotSent } else { Delivery::Unknown })
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(caught(self.exchange(request), || Err(panicked())))
    }
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport").finish_non_exhaustive()
    }
}

fn panicked() -> TransportError {
    TransportError::new(TransportErrorKind::Other, Delivery::Unknown)
        .with_source("the transport panicked, for want of a Tokio runtime with I/O and timers perhaps")
}

/// The URL is taken off, since its query may hold a key.
fn failure(error: reqwest::Error, delivery: Delivery) -> TransportError {
    let kind = if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_builder() {
        TransportErrorKind::Config
    } else {
        TransportErrorKind::Interrupted
    };
    TransportError::new(kind, delivery).with_source(error.without_url())
}
