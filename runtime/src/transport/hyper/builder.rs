//! Settings of the transport.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::HyperTransport;
use super::connect::Connector;
use super::pool::Pool;
use super::proxy::{Proxies, Proxy};
use super::resolve::{Resolver, System};
use super::tls::{Certificates, Tls, certificates, private_key};
use crate::error::ConfigError;

/// It is shorter than the usual limit of a call, so that a host that does not answer shows as what it is.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Servers close unused connections after a minute or so, some much earlier, and a request that meets the end of its
/// connection leaves nobody knowing whether it was read.
const IDLE_TIMEOUT: Duration = Duration::from_secs(15);

/// Fewer than the files that a process may usually have open.
const MAX_CONNECTIONS: usize = 128;

/// Collects the settings of a [`HyperTransport`] and checks them all in [`build`](Self::build).
///
/// ```no_run
/// use std::time::Duration;
///
/// use clientwright_runtime::{HyperTransport, Proxy};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let transport = HyperTransport::builder()
///     .connect_timeout(Duration::from_secs(3))
///     .client_certificate(std::fs::read("client.pem")?, std::fs::read("client.key")?)
///     .proxy(Proxy::new("http://proxy.example.com:3128")?.basic_auth("user", "password")?)
///     .build()?;
/// # drop(transport);
/// # Ok(())
/// # }
/// ```
#[must_use]
pub struct HyperTransportBuilder {
    connect_timeout: Duration,
    idle_timeout: Duration,
    max_connections: usize,
    proxies: ProxySource,
    resolver: Arc<dyn Resolver>,
    platform_certificates: bool,
    /// `None` for one that is malformed.
    roots: Option<Vec<CertificateDer<'static>>>,
    client_certificate: ClientCertificate,
}

enum ProxySource {
    Environment,
    None,
    One(Proxy),
}

enum ClientCertificate {
    None,
    Malformed,
    Given(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>),
}

impl HyperTransportBuilder {
    pub(super) fn new() -> Self {
        Self {
            connect_timeout: CONNECT_TIMEOUT,
            idle_timeout: IDLE_TIMEOUT,
            max_connections: MAX_CONNECTIONS,
            proxies: ProxySource::Environment,
            resolver: Arc::new(System),
            platform_certificates: true,
            roots: Some(Vec::new()),
            client_certificate: ClientCertificate::None,
        }
    }

    /// Sets the time that a connection may take to open, from the name to the end of the TLS handshake; 10 seconds by
    /// default. The limit of the call counts too.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets how long an unused connection is kept; 15 seconds by default, zero for not at all.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle_timeout = timeout;
        self
    }

    /// Sets how many connections may be open at once; 128 by default. Calls beyond them wait, and one whose limit ends
    /// the wait was not sent.
    pub fn max_connections(mut self, connections: usize) -> Self {
        self.max_connections = connections;
        self
    }

    /// Reaches all https servers through a proxy, whatever the environment says. By default `HTTPS_PROXY`, else
    /// `ALL_PROXY`, and `NO_PROXY` of the environment count, also in lower case.
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.proxies = ProxySource::One(proxy);
        self
    }

    /// Uses no proxy, whatever the environment says.
    pub fn no_proxy(mut self) -> Self {
        self.proxies = ProxySource::None;
        self
    }

    /// Resolves names by `resolver` and not by the system.
    pub fn resolver(mut self, resolver: impl Resolver) -> Self {
        self.resolver = Arc::new(resolver);
        self
    }

    /// Trusts these root certificates, PEM or one in DER, beside the platform's.
    pub fn root_certificates(mut self, pem_or_der: impl AsRef<[u8]>) -> Self {
        self.roots = self.roots.zip(certificates(pem_or_der.as_ref())).map(|(mut all, more)| {
            all.extend(more);
            all
        });
        self
    }

    /// Trusts none but [`root_certificates`](Self::root_certificates).
    pub fn without_platform_certificates(mut self) -> Self {
        self.platform_certificates = false;
        self
    }

    /// Shows a certificate to servers that ask for one: the chain, its own certificate first, and the private key, each
    /// PEM or DER. A proxy does not see it.
    pub fn client_certificate(mut self, chain: impl AsRef<[u8]>, key: impl AsRef<[u8]>) -> Self {
        self.client_certificate = match (certificates(chain.as_ref()), private_key(key.as_ref())) {
            (Some(chain), Some(key)) => ClientCertificate::Given(chain, key),
            _ => ClientCertificate::Malformed,
        };
        self
    }

    /// The transport.
    ///
    /// # Errors
    ///
    /// The first setting that it cannot work with: a certificate or key that is malformed, a limit of zero, a malformed
    /// proxy in the environment, or the platform has no certificates.
    pub fn build(self) -> Result<HyperTransport, ConfigError> {
        self.check()?;
        let roots = self.roots.ok_or_else(|| ConfigError::new("a root certificate is malformed"))?;
        let client = match self.client_certificate {
            ClientCertificate::None => None,
            ClientCertificate::Given(chain, key) => Some((chain, key)),
            ClientCertificate::Malformed => {
                return Err(ConfigError::new("the client certificate or its key is malformed"));
            }
        };
        let tls = Tls::new(Certificates { platform: self.platform_certificates, roots, client })?;
        let proxies = match self.proxies {
            ProxySource::Environment => Proxies::from_variables(|name| std::env::var(name).ok())?,
            ProxySource::None => Proxies::default(),
            ProxySource::One(proxy) => Proxies::through(proxy),
        };
        let pool = Pool::new(self.max_connections, self.idle_timeout);
        let connector =
            Connector { timeout: self.connect_timeout, resolver: self.resolver, proxies, tls: Some(tls) };
        Ok(HyperTransport { connector: Arc::new(connector), pool: Arc::new(pool) })
    }

    /// The transport for plain http to this machine, for which certificates and proxies do not count.
    pub(crate) fn build_plain(self) -> Result<HyperTransport, ConfigError> {
        self.check()?;
        let pool = Pool::new(self.max_connections, self.idle_timeout);
        let proxies = Proxies::default();
        let connector =
            Connector { timeout: self.connect_timeout, resolver: self.resolver, proxies, tls: None };
        Ok(HyperTransport { connector: Arc::new(connector), pool: Arc::new(pool) })
    }

    fn check(&self) -> Result<(), ConfigError> {
        if self.connect_timeout.is_zero() {
            return Err(ConfigError::new("the connect timeout is zero"));
        }
        if self.max_connections == 0 {
            return Err(ConfigError::new("`max_connections` is zero"));
        }
        Ok(())
    }
}

impl fmt::Debug for HyperTransportBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HyperTransportBuilder")
            .field("connect_timeout", &self.connect_timeout)
            .field("idle_timeout", &self.idle_timeout)
            .field("max_connections", &self.max_connections)
            .finish_non_exhaustive()
    }
}
