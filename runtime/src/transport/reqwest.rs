//! The transport over `reqwest`.

use std::sync::Arc;
use std::time::Duration;

use bytes::BytesMut;
use http::Method;
use http::header::{CONTENT_LENGTH, HeaderValue};
use reqwest::redirect::Policy;
use rustls::crypto::{CryptoProvider, ring};
use rustls::{ClientConfig, ConfigBuilder, RootCertStore, WantsVerifier};
use rustls_platform_verifier::BuilderVerifierExt as _;

use super::{BoxFuture, HttpRequest, Transport, TransportError, TransportErrorKind};
use crate::error::ConfigError;
use crate::error::Delivery;
use crate::response::RawResponse;

/// How long a connection may take to open. It is shorter than the usual total, so that a host that does not answer
/// shows as a connection that never was (nothing sent) and not as a request without answer.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// HTTP/1.1 with keep-alive over rustls and the platform's certificates; needs a Tokio runtime.
///
/// Nothing is followed and nothing repeated: a redirect is the response. Proxies from the environment are used.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// A transport with its own pool of connections.
    ///
    /// # Errors
    ///
    /// The platform's certificates cannot be loaded.
    pub fn new() -> Result<Self, ConfigError> {
        Self::build(reqwest::Client::builder(), platform_tls()?)
    }

    /// For plain http to this machine: a proxy would carry the credentials over the network in the clear, and no
    /// certificate counts.
    pub(crate) fn loopback() -> Result<Self, ConfigError> {
        Self::build(reqwest::Client::builder().no_proxy(), tls_without_certificates()?)
    }

    fn build(builder: reqwest::ClientBuilder, tls: ClientConfig) -> Result<Self, ConfigError> {
        let client = builder
            .tls_backend_preconfigured(tls)
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connect_timeout(CONNECT_TIMEOUT)
            .build()
            .map_err(|_| ConfigError::new("the HTTP client cannot be set up"))?;
        Ok(Self { client })
    }

    async fn exchange(&self, request: HttpRequest) -> Result<RawResponse, TransportError> {
        let HttpRequest { method, url, mut headers, body, timeout, max_response_bytes } = request;
        if body.is_empty() && matches!(method, Method::POST | Method::PUT | Method::PATCH) {
            // hyper leaves it out, and some servers then ask for a length (411).
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let mut builder = self.client.request(method, url).headers(headers).timeout(timeout);
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
}

impl Transport for ReqwestTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<RawResponse, TransportError>> {
        Box::pin(self.exchange(request))
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
