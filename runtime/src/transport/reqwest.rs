//! The transport over `reqwest`.

use std::fmt;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use bytes::BytesMut;
use http::Method;
use http::header::{CONTENT_LENGTH, HeaderValue};
use reqwest::redirect::Policy;
use rustls::crypto::{CryptoProvider, ring};
use rustls::{ClientConfig, ConfigBuilder, RootCertStore, WantsVerifier};
use rustls_platform_verifier::BuilderVerifierExt as _;
use tokio::runtime::Handle;

use super::{BoxFuture, HttpRequest, Transport, TransportError, TransportErrorKind};
use crate::error::ConfigError;
use crate::error::Delivery;
use crate::response::RawResponse;

/// How long a connection may take to open. It is shorter than the usual total, so that a host that does not answer
/// shows as a connection that never was (nothing sent) and not as a request without answer.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long an unused connection is kept. Servers close theirs after a minute or so, some much earlier, and a request
/// that meets the end of its connection leaves nobody knowing whether it was read.
const IDLE_TIMEOUT: Duration = Duration::from_secs(15);

/// HTTP/1.1 over rustls and the platform's certificates; needs a Tokio runtime.
///
/// Nothing is followed and nothing repeated: a redirect is the response. Proxies from the environment are used.
/// Connections are kept for calls that may be repeated; a call that may not gets one of its own. After a failure on the
/// way and after a status from 500 to 599 no kept connection is used again.
#[derive(Clone)]
pub struct ReqwestTransport {
    setup: Setup,
    /// Keeps no connection.
    fresh: reqwest::Client,
    /// Keeps connections; `None` until it is needed, and after a failure.
    pooled: Arc<Mutex<Option<reqwest::Client>>>,
}

/// What all clients of a transport have in common.
#[derive(Clone)]
struct Setup {
    tls: ClientConfig,
    proxies: bool,
}

impl ReqwestTransport {
    /// A transport with its own pool of connections.
    ///
    /// # Errors
    ///
    /// The platform's certificates cannot be loaded.
    pub fn new() -> Result<Self, ConfigError> {
        Self::build(Setup { tls: platform_tls()?, proxies: true })
    }

    /// For plain http to this machine: a proxy would carry the credentials over the network in the clear, and no
    /// certificate counts.
    pub(crate) fn loopback() -> Result<Self, ConfigError> {
        Self::build(Setup { tls: tls_without_certificates()?, proxies: false })
    }

    fn build(setup: Setup) -> Result<Self, ConfigError> {
        let client = setup.client(0).ok_or_else(|| ConfigError::new("the HTTP client cannot be set up"))?;
        Ok(Self { setup, fresh: client, pooled: Arc::default() })
    }

    fn client(&self, fresh: bool) -> reqwest::Client {
        if fresh {
            return self.fresh.clone();
        }
        let mut pooled = self.pooled.lock().unwrap_or_else(PoisonError::into_inner);
        if pooled.is_none() {
            *pooled = self.setup.client(usize::MAX);
        }
        // Without a pool every call is merely slower.
        pooled.as_ref().unwrap_or(&self.fresh).clone()
    }

    /// Uses no connection again that was made until now.
    fn forget_connections(&self) {
        *self.pooled.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    async fn exchange(&self, request: HttpRequest) -> Result<RawResponse, TransportError> {
        let HttpRequest { method, url, mut headers, body, timeout, max_response_bytes, fresh_connection } =
            request;
        if body.is_empty() && matches!(method, Method::POST | Method::PUT | Method::PATCH) {
            // hyper leaves it out, and some servers then ask for a length (411).
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let mut builder =
            self.client(fresh_connection).request(method, url).headers(headers).timeout(timeout);
        if !body.is_empty() {
            builder = builder.body(body);
        }
        let mut response = builder.send().await.map_err(classify)?;
        let too_large = || TransportError::new(TransportErrorKind::TooLarge, Delivery::Unknown);
        if response.content_length().is_some_and(|length| length > max_response_bytes as u64) {
            return Err(too_large());
        }
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await.map_err(classify)? {
            if chunk.len() > max_response_bytes - body.len() {
                return Err(too_large());
            }
            body.extend_from_slice(&chunk);
        }
        let headers = std::mem::take(response.headers_mut());
        Ok(RawResponse::new(response.status(), headers, body))
    }

    async fn send_guarded(&self, request: HttpRequest) -> Result<RawResponse, TransportError> {
        if Handle::try_current().is_err() {
            return Err(TransportError::new(TransportErrorKind::Other, Delivery::NotSent)
                .with_source("no Tokio runtime is running here, which the transport over reqwest needs"));
        }
        let result = caught(self.exchange(request)).await;
        match &result {
            Ok(response) if !response.status().is_server_error() => {}
            _ => self.forget_connections(),
        }
        result
    }
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport").finish_non_exhaustive()
    }
}

impl Setup {
    fn client(&self, idle_connections: usize) -> Option<reqwest::Client> {
        let builder = reqwest::Client::builder();
        let builder = if self.proxies { builder } else { builder.no_proxy() };
        let builder = builder
            .tls_backend_preconfigured(self.tls.clone())
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connect_timeout(CONNECT_TIMEOUT)
            .pool_max_idle_per_host(idle_connections)
            .pool_idle_timeout(IDLE_TIMEOUT);
        builder.build().ok()
    }
}

/// A panic below, such as that of a Tokio runtime without timers, is an error like any other: what became of the request
/// is not known.
async fn caught(
    exchange: impl Future<Output = Result<RawResponse, TransportError>>,
) -> Result<RawResponse, TransportError> {
    let mut exchange = pin!(exchange);
    poll_fn(|context| {
        let poll = catch_unwind(AssertUnwindSafe(|| exchange.as_mut().poll(context)));
        poll.unwrap_or_else(|_| {
            Poll::Ready(Err(TransportError::new(TransportErrorKind::Other, Delivery::Unknown).with_source(
                "the transport panicked, for want of a Tokio runtime with I/O and timers perhaps",
            )))
        })
    })
    .await
}

impl Transport for ReqwestTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<RawResponse, TransportError>> {
        Box::pin(self.send_guarded(request))
    }
}

fn platform_tls() -> Result<ClientConfig, ConfigError> {
    let tls = tls()?.with_platform_verifier().map_err(no_tls)?;
    Ok(tls.with_no_client_auth())
}

fn tls_without_certificates() -> Result<ClientConfig, ConfigError> {
    Ok(tls()?.with_root_certificates(RootCertStore::empty()).with_no_client_auth())
}

/// With the application's crypto provider if it installed one, else with ring: the lighter of the two to build.
fn tls() -> Result<ConfigBuilder<ClientConfig, WantsVerifier>, ConfigError> {
    let provider =
        CryptoProvider::get_default().cloned().unwrap_or_else(|| Arc::new(ring::default_provider()));
    ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().map_err(no_tls)
}

fn no_tls(_: rustls::Error) -> ConfigError {
    ConfigError::new("TLS cannot be set up, or the system has no certificates")
}

/// A request that met no connection was not sent. Of everything later only the server knows.
///
/// The URL is taken off, since its query may hold a key.
fn classify(error: reqwest::Error) -> TransportError {
    let unsent = error.is_builder() || error.is_connect();
    let delivery = if unsent { Delivery::NotSent } else { Delivery::Unknown };
    let kind = if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_builder() {
        TransportErrorKind::Other
    } else {
        TransportErrorKind::Interrupted
    };
    TransportError::new(kind, delivery).with_source(error.without_url())
}
