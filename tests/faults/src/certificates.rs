//! Certificates of this run: who is trusted, and who is not.

use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::pki_types::PrivateKeyDer;
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};

/// Name of the server that certificates are for.
pub(crate) const HOST: &str = "api.example.com";

/// Servers by their certificate, and the authority that clients trust.
pub(crate) struct Certificates {
    pub(crate) authority: String,
    good: Arc<ServerConfig>,
    unknown: Arc<ServerConfig>,
    expired: Arc<ServerConfig>,
    other_name: Arc<ServerConfig>,
    client: Arc<ServerConfig>,
}

type Authority = CertifiedIssuer<'static, KeyPair>;

impl Certificates {
    /// Makes them.
    ///
    /// # Errors
    ///
    /// The crypto provider refuses.
    pub(crate) fn new() -> Result<Arc<Self>, Box<dyn std::error::Error>> {
        let (trusted, other) = (authority()?, authority()?);
        Ok(Arc::new(Self {
            authority: trusted.pem(),
            good: server(&trusted, HOST, false, None)?,
            unknown: server(&other, HOST, false, None)?,
            expired: server(&trusted, HOST, true, None)?,
            other_name: server(&trusted, "other.example.com", false, None)?,
            client: server(&trusted, HOST, false, Some(&other))?,
        }))
    }

    pub(crate) fn server(&self, name: &str) -> Arc<ServerConfig> {
        Arc::clone(match name {
            "unknown" => &self.unknown,
            "expired" => &self.expired,
            "other-name" => &self.other_name,
            "client" => &self.client,
            _ => &self.good,
        })
    }
}

fn authority() -> Result<Authority, rcgen::Error> {
    let mut params = CertificateParams::new([])?;
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate()?)
}

fn server(
    authority: &Authority,
    name: &str,
    is_expired: bool,
    clients: Option<&Authority>,
) -> Result<Arc<ServerConfig>, Box<dyn std::error::Error>> {
    let key = KeyPair::generate()?;
    let mut params = CertificateParams::new([name.to_owned()])?;
    if is_expired {
        (params.not_before, params.not_after) = (date_time_ymd(2020, 1, 1), date_time_ymd(2021, 1, 1));
    }
    let certificate = params.signed_by(&key, authority)?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder =
        ServerConfig::builder_with_provider(Arc::clone(&provider)).with_safe_default_protocol_versions()?;
    let builder = match clients {
        None => builder.with_no_client_auth(),
        Some(clients) => {
            let mut roots = RootCertStore::empty();
            roots.add(clients.der().clone())?;
            let verifier = WebPkiClientVerifier::builder_with_provider(roots.into(), provider).build()?;
            builder.with_client_cert_verifier(verifier)
        }
    };
    let key = PrivateKeyDer::try_from(key.serialize_der())?;
    Ok(Arc::new(builder.with_single_cert(vec![certificate.der().clone()], key)?))
}
