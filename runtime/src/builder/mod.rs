//! Building a client.

mod environment;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use crate::address::Address;
use crate::api::{Api, Site};
use crate::client::{Core, Shared};
use crate::clock::{Clock, SystemClock};
use crate::credentials::{ClientCredentials, CredentialSource, Credentials, Gift, Purpose};
use crate::encode::header_value;
use crate::error::ConfigError;
use crate::journal::Kept;
use crate::limits::Limits;
use crate::retry::{Budget, RetryPolicy};
use crate::secret::Secret;
use crate::transport::Transport;

const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);
const DEFAULT_MAX_RESPONSE_BYTES: usize = 16 << 20;

/// Collects the settings of a client and checks them all in [`build`](Self::build).
///
/// `Debug` shows which credentials are there and not what they are.
#[must_use]
pub struct Builder<C> {
    api: &'static Api,
    site: Site,
    credentials: Vec<(Purpose, Gift)>,
    timeout: Duration,
    attempt_timeout: Option<Duration>,
    retries: RetryPolicy,
    limits: Limits,
    clock: Arc<dyn Clock>,
    journal: Kept,
    user_agent: Option<String>,
    max_response_bytes: usize,
    connect_timeout: Option<Duration>,
    max_connections: Option<usize>,
    transport: Option<Arc<dyn Transport>>,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Core>> Builder<C> {
    /// A client of an API at one of its sites. There is no site by default: which one moves real money is said aloud.
    pub fn new(api: &'static Api, site: impl Into<Site>) -> Self {
        Self {
            api,
            site: site.into(),
            credentials: Vec::new(),
            timeout: DEFAULT_TIMEOUT,
            attempt_timeout: None,
            retries: api.retries,
            limits: Limits::default(),
            clock: Arc::new(SystemClock),
            journal: Kept::default(),
            user_agent: None,
            max_response_bytes: DEFAULT_MAX_RESPONSE_BYTES,
            connect_timeout: None,
            max_connections: None,
            transport: None,
            client: PhantomData,
        }
    }

    /// Sets the credential of the API's one key scheme, or of its one bearer scheme if it has none for keys.
    ///
    /// Where several schemes could be meant, [`build`](Self::build) asks for [`credential`](Self::credential).
    pub fn api_key(self, key: impl Into<Secret>) -> Self {
        self.with_secret(Purpose::ApiKey, key.into())
    }

    /// Sets the token of the API's one bearer scheme.
    pub fn bearer_token(self, token: impl Into<Secret>) -> Self {
        self.with_secret(Purpose::Bearer, token.into())
    }

    /// Sets user and password of the API's one basic scheme. The user must have no `:`.
    pub fn basic_auth(self, user: impl AsRef<str>, password: impl Into<Secret>) -> Self {
        let user = user.as_ref();
        // A colon would end the user early; without one in the secret, `build` refuses it.
        let secret = if user.contains(':') {
            Secret::from("")
        } else {
            Secret::joined(&[user, ":", password.into().expose()])
        };
        self.with_secret(Purpose::Basic, secret)
    }

    /// Sets the credential of the scheme with this name; for a basic scheme it is `user:password`.
    pub fn credential(self, scheme: impl Into<String>, secret: impl Into<Secret>) -> Self {
        self.with_secret(Purpose::Named { method: "credential", scheme: scheme.into() }, secret.into())
    }

    /// Sets the key and the secret of the API's one scheme that signs requests.
    #[cfg(feature = "signing")]
    pub fn signing_key(self, key: impl AsRef<str>, secret: impl Into<Secret>) -> Self {
        self.with_secret(Purpose::Signing, Secret::joined(&[key.as_ref(), ":", secret.into().expose()]))
    }

    /// Sets where the credential of the scheme with this name comes from, for keys that rotate.
    pub fn credential_source(self, scheme: impl Into<String>, source: impl CredentialSource) -> Self {
        let purpose = Purpose::Named { method: "credential_source", scheme: scheme.into() };
        self.with(purpose, Gift::Source(Arc::new(source)))
    }

    /// Gets the tokens of the API's one scheme of OAuth 2 by client credentials.
    pub fn oauth2(self, client_id: impl Into<String>, client_secret: impl Into<Secret>) -> Self {
        self.client_credentials(ClientCredentials::new(client_id, client_secret))
    }

    /// Gets tokens as [`oauth2`](Self::oauth2) does, with a scheme, scopes or a token endpoint of one's own.
    pub fn client_credentials(self, client: ClientCredentials) -> Self {
        let named =
            client.scheme.clone().map(|scheme| Purpose::Named { method: "client_credentials", scheme });
        self.with(named.unwrap_or(Purpose::OAuth2), Gift::Client(client))
    }

    fn with_secret(self, purpose: Purpose, secret: Secret) -> Self {
        self.with(purpose, Gift::Secret(secret))
    }

    fn with(mut self, purpose: Purpose, gift: Gift) -> Self {
        self.credentials.push((purpose, gift));
        self
    }

    /// Sets the time that a whole call may take, all attempts and the waits between them; 30 seconds by default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets the time that one attempt may take; by default what is left of the whole call's. Only an attempt that ends
    /// before the call can be made again after a timeout.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// Sets whether documented limits are checked before a request is sent. They are, unless [`Limits::Unchecked`] leaves
    /// them to the server.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets how often and how soon a failed attempt is made again, where the operation allows it. Three attempts by
    /// default; [`RetryPolicy::none`] switches repetitions off.
    pub fn retries(mut self, policy: RetryPolicy) -> Self {
        self.retries = policy;
        self
    }

    /// Sets where the time comes from; the system's clock by default.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Sets a [journal](crate::journal): calls are noted in it before they are sent.
    #[cfg(feature = "journal")]
    pub fn journal(mut self, journal: impl crate::journal::Journal) -> Self {
        self.journal = Some(Arc::new(journal));
        self
    }

    /// Sets the `user-agent` header; the crate's name and version by default.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// Sets the size of the largest response body that is read; 16 MiB by default.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = bytes;
        self
    }

    /// Sets the time that a connection may take to open; 10 seconds by default. A call that ends there was not sent.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// Sets how many connections may be open at once; 128 by default. Calls beyond them wait, and one whose limit ends
    /// the wait was not sent.
    pub fn max_connections(mut self, connections: usize) -> Self {
        self.max_connections = Some(connections);
        self
    }

    /// Sends requests by `transport` and not by a [`HyperTransport`](crate::HyperTransport) with the usual settings. Those
    /// of connections are the transport's then, and [`build`](Self::build) refuses them here.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// The first setting that a client cannot work with: an address that is not https (or http to this machine), a
    /// credential without scheme, malformed, or for another site, a zero timeout, or no transport.
    pub fn build(self) -> Result<C, ConfigError> {
        let address = Address::parse(&self.site.url)?;
        let credentials = Credentials::assign(self.api, &self.site.name, &self.credentials)?;
        if self.timeout.is_zero() || self.attempt_timeout.is_some_and(|timeout| timeout.is_zero()) {
            return Err(ConfigError::new("the timeout is zero"));
        }
        let user_agent = self.user_agent.unwrap_or_else(|| format!("{}/{}", self.api.name, self.api.version));
        let user_agent = header_value(&user_agent)
            .ok_or_else(|| ConfigError::new("the user agent has characters other than visible ASCII"))?;
        let transport = match self.transport {
            Some(_) if self.connect_timeout.is_some() || self.max_connections.is_some() => {
                let settings = "`connect_timeout` and `max_connections` are settings of the transport";
                return Err(ConfigError::new(format!("{settings}: give them to the one that is given")));
            }
            Some(transport) => transport,
            None => {
                // A source of tokens may be asked at an address of its own.
                let is_plain =
                    address.is_plain() && !self.credentials.iter().any(|(_, gift)| gift.asks_elsewhere());
                default_transport(is_plain, self.connect_timeout, self.max_connections)?
            }
        };
        let shared = Shared {
            api: self.api,
            site: self.site.name,
            address,
            credentials,
            timeout: self.timeout,
            attempt_timeout: self.attempt_timeout,
            retries: self.retries,
            limits: self.limits,
            budget: Budget::default(),
            clock: self.clock,
            journal: self.journal,
            user_agent,
            max_response_bytes: self.max_response_bytes,
            transport,
        };
        Ok(C::from(Core { shared: Arc::new(shared) }))
    }
}

#[cfg(feature = "hyper")]
fn default_transport(
    is_plain: bool,
    connect_timeout: Option<Duration>,
    max_connections: Option<usize>,
) -> Result<Arc<dyn Transport>, ConfigError> {
    let mut builder = crate::transport::HyperTransport::builder();
    if let Some(timeout) = connect_timeout {
        builder = builder.connect_timeout(timeout);
    }
    if let Some(connections) = max_connections {
        builder = builder.max_connections(connections);
    }
    let transport = if is_plain { builder.build_plain() } else { builder.build() };
    Ok(Arc::new(transport?))
}

#[cfg(not(feature = "hyper"))]
fn default_transport(
    _: bool,
    _: Option<Duration>,
    _: Option<usize>,
) -> Result<Arc<dyn Transport>, ConfigError> {
    Err(ConfigError::new("no transport: give one to the builder or enable the feature `hyper`"))
}

impl<C> fmt::Debug for Builder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("api", &self.api.name)
            .field("site", &self.site.name)
            .field("credentials", &self.credentials)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
