//! TLS: which certificates are trusted, and which one is shown.

use std::sync::Arc;

use rustls::client::danger::ServerCertVerifier;
use rustls::client::{WantsClientCert, WebPkiServerVerifier};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, ConfigBuilder, RootCertStore};
use rustls_platform_verifier::Verifier;
use tokio_rustls::TlsConnector;

use crate::error::ConfigError;

/// Who is trusted and who one is.
pub(super) struct Certificates {
    pub(super) platform: bool,
    pub(super) roots: Vec<CertificateDer<'static>>,
    pub(super) client: Option<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>)>,
}

/// How to begin TLS.
pub(super) struct Tls {
    pub(super) server: TlsConnector,
    /// Without the client's certificate, which is none of a proxy's business.
    pub(super) proxy: TlsConnector,
}

impl Tls {
    pub(super) fn new(certificates: Certificates) -> Result<Self, ConfigError> {
        let Certificates { platform, roots, client } = certificates;
        let provider = provider();
        let verifier = verifier(platform, roots, &provider)?;
        let proxy = config(&provider, &verifier)?.with_no_client_auth();
        let server = config(&provider, &verifier)?;
        let server = match client {
            Some((chain, key)) => server
                .with_client_auth_cert(chain, key)
                .map_err(|_| ConfigError::new("the client certificate and its key do not go together"))?,
            None => server.with_no_client_auth(),
        };
        let connector = |mut config: ClientConfig| {
            // What is spoken, so that a server that speaks several versions does not choose another.
            config.alpn_protocols = vec![b"http/1.1".to_vec()];
            TlsConnector::from(Arc::new(config))
        };
        Ok(Self { server: connector(server), proxy: connector(proxy) })
    }
}

/// The application's crypto provider if it installed one, else ring: the lighter of the two to build.
fn provider() -> Arc<CryptoProvider> {
    CryptoProvider::get_default().cloned().unwrap_or_else(|| Arc::new(ring::default_provider()))
}

fn config(
    provider: &Arc<CryptoProvider>,
    verifier: &Arc<dyn ServerCertVerifier>,
) -> Result<ConfigBuilder<ClientConfig, WantsClientCert>, ConfigError> {
    let builder = ClientConfig::builder_with_provider(Arc::clone(provider));
    let builder = builder
        .with_safe_default_protocol_versions()
        .map_err(|_| ConfigError::new("the application's crypto provider cannot do TLS 1.2 and 1.3"))?;
    // Dangerous are verifiers that accept what they should not: these are the platform's and webpki's.
    Ok(builder.dangerous().with_custom_certificate_verifier(Arc::clone(verifier)))
}

fn verifier(
    platform: bool,
    roots: Vec<CertificateDer<'static>>,
    provider: &Arc<CryptoProvider>,
) -> Result<Arc<dyn ServerCertVerifier>, ConfigError> {
    let mut store = RootCertStore::empty();
    for root in &roots {
        store.add(root.clone()).map_err(|_| ConfigError::new("a root certificate is malformed"))?;
    }
    if platform {
        return platform_verifier(roots, Arc::clone(provider));
    }
    let verifier = WebPkiServerVerifier::builder_with_provider(store.into(), Arc::clone(provider)).build();
    Ok(verifier.map_err(|_| ConfigError::new("no certificates are trusted: give a root certificate"))?)
}

#[cfg(not(target_os = "android"))]
fn platform_verifier(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Arc<dyn ServerCertVerifier>, ConfigError> {
    let verifier = Verifier::new_with_extra_roots(roots, provider);
    Ok(Arc::new(verifier.map_err(|_| ConfigError::new("the system has no certificates that can be loaded"))?))
}

#[cfg(target_os = "android")]
fn platform_verifier(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Arc<dyn ServerCertVerifier>, ConfigError> {
    if !roots.is_empty() {
        let what = "own root certificates beside the platform's are not supported on Android";
        return Err(ConfigError::new(format!("{what}: call `without_platform_certificates`")));
    }
    let verifier = Verifier::new(provider);
    Ok(Arc::new(verifier.map_err(|_| ConfigError::new("the system has no certificates that can be loaded"))?))
}

/// Certificates in PEM, or one in DER.
pub(super) fn certificates(bytes: &[u8]) -> Option<Vec<CertificateDer<'static>>> {
    if !is_pem(bytes) {
        return (!bytes.is_empty()).then(|| vec![CertificateDer::from(bytes.to_vec())]);
    }
    let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(bytes).collect();
    certificates.ok().filter(|certificates| !certificates.is_empty())
}

/// A private key in PEM or DER.
pub(super) fn private_key(bytes: &[u8]) -> Option<PrivateKeyDer<'static>> {
    match is_pem(bytes) {
        true => PrivateKeyDer::from_pem_slice(bytes).ok(),
        false => PrivateKeyDer::try_from(bytes.to_vec()).ok(),
    }
}

/// Text may stand before the first certificate.
fn is_pem(bytes: &[u8]) -> bool {
    bytes.windows(b"-----BEGIN".len()).any(|window| window == b"-----BEGIN")
}
