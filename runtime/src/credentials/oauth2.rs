//! Tokens by OAuth 2 client credentials (RFC 6749, section 4.4).

use std::error::Error as StdError;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, USER_AGENT};
use http::{Method, StatusCode};

use super::prepared;
use super::source::{CredentialContext, CredentialError, CredentialSource};
use super::turn::Turns;
use crate::address::Address;
use crate::api::Scheme;
use crate::attempts::Moment;
use crate::encode::{push_pair, value as encoded};
use crate::error::ConfigError;
use crate::pointer::first_text;
use crate::response::RawResponse;
use crate::secret::Secret;
use crate::transport::{BoxFuture, HttpRequest, TransportError, TransportErrorKind};

/// The size of the largest answer of a token endpoint that is read.
const MAX_BYTES: usize = 64 << 10;

/// How long before its end a token is replaced, unless half of its life is shorter.
const MARGIN: Duration = Duration::from_secs(60);

/// The codes of RFC 6749. Another text may be anything, so no error shows it.
const CODES: [&str; 6] = [
    "invalid_request",
    "invalid_client",
    "invalid_grant",
    "unauthorized_client",
    "unsupported_grant_type",
    "invalid_scope",
];

/// A client's id and secret, for tokens by OAuth 2 client credentials.
///
/// The client fetches a token when the first call needs one, over its own transport. It replaces the token a minute before
/// its end, and when the API answers 401; calls that need it meanwhile wait for the one request. The id and the secret go
/// to the token endpoint alone, which must be https or a loopback address, and no redirect is followed.
///
/// ```no_run
/// # use clientwright_runtime::{Api, Builder, ClientCredentials, ConfigError, Core, Scheme, Site};
/// # static API: Api = Api::new("acme-client", "1.2.3")
/// #     .schemes(&[Scheme::bearer("oauth", "ACME_TOKEN").client_credentials("https://example.com/token", &[])]);
/// # fn build(site: Site) -> Result<Core, ConfigError> {
/// let credentials = ClientCredentials::new("id", "secret").scopes(["payments:write"]);
/// Builder::new(&API, site).client_credentials(credentials).build()
/// # }
/// ```
#[derive(Clone)]
pub struct ClientCredentials {
    id: String,
    secret: Secret,
    pub(crate) scheme: Option<String>,
    token_url: Option<String>,
    scopes: Option<Vec<String>>,
    is_in_body: bool,
}

impl ClientCredentials {
    /// The id and the secret that the provider gave. They are sent as HTTP Basic (`client_secret_basic`).
    pub fn new(id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        let (id, secret) = (id.into(), secret.into());
        Self { id, secret, scheme: None, token_url: None, scopes: None, is_in_body: false }
    }

    /// Sends the secret in the body (`client_secret_post`), for providers that do not take HTTP Basic.
    #[must_use]
    pub fn secret_in_body(mut self) -> Self {
        self.is_in_body = true;
        self
    }

    /// Sets the scopes to ask for, in place of those that the API's operations name. None at all leaves it to the provider.
    #[must_use]
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = Some(scopes.into_iter().map(Into::into).collect());
        self
    }

    /// Sets the token endpoint, in place of the documented one: another environment's, or a server for tests.
    #[must_use]
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// Names the scheme, where several take tokens.
    #[must_use]
    pub fn scheme(mut self, name: impl Into<String>) -> Self {
        self.scheme = Some(name.into());
        self
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials")
            .field("scheme", &self.scheme)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

/// Fetches tokens and keeps the last.
pub(super) struct TokenSource {
    url: String,
    /// The request, made once.
    headers: HeaderMap,
    body: Bytes,
    turns: Turns,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    token: Option<Token>,
    /// How many requests ended.
    rounds: u64,
    /// Why the last one gave no token.
    failure: Option<Failure>,
}

struct Token {
    secret: Secret,
    fetched: Moment,
    /// How long it is used, where its life is known.
    life: Option<Duration>,
}

impl TokenSource {
    pub(super) fn new(client: &ClientCredentials, scheme: &Scheme) -> Result<Self, ConfigError> {
        let refuse = |what: &str| ConfigError::new(format!("`oauth2` for `{}`: {what}", scheme.name));
        let url = client.token_url.as_deref().or(scheme.token_url);
        let url = url.ok_or_else(|| refuse("no token endpoint is documented; give one with `token_url`"))?;
        let url = Address::whole(url).map_err(|problem| refuse(&format!("the token endpoint {problem}")))?;
        let (id, secret) = (Secret::from(&*client.id), &client.secret);
        for (what, text) in [("id", &id), ("secret", secret)] {
            if let Some(accident) = text.accident() {
                return Err(refuse(&format!("the client's {what} {accident}")));
            }
        }
        let id = encoded(id.expose()).to_string();
        let secret = Secret::joined(&encoded(secret.expose()).collect::<Vec<_>>());
        let scopes = match &client.scopes {
            Some(own) => own.join(" "),
            None => scheme.scopes.join(" "),
        };
        let mut form = "grant_type=client_credentials".to_owned();
        if !scopes.is_empty() {
            push_pair(&mut form, "&", "scope", encoded(&scopes));
        }
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        let body = if client.is_in_body {
            Secret::joined(&[&form, "&client_id=", &id, "&client_secret=", secret.expose()])
        } else {
            let pair = Secret::joined(&[&id, ":", secret.expose()]);
            let value = prepared::basic(pair.expose());
            headers.insert(AUTHORIZATION, value.map_err(|problem| refuse(&problem))?);
            Secret::new(form)
        };
        let (turns, state) = (Turns::default(), Mutex::default());
        Ok(Self { url, headers, body: body.into_bytes(), turns, state })
    }

    async fn token(&self, context: CredentialContext<'_>) -> Result<Secret, CredentialError> {
        let before = {
            let state = self.state();
            if let Some(token) = state.usable(&context) {
                return Ok(token);
            }
            state.rounds
        };
        let _turn = self.turns.turn().await;
        {
            let state = self.state();
            if let Some(token) = state.usable(&context) {
                return Ok(token);
            }
            // It failed for all who waited: a failing endpoint is not asked by each of them.
            if let Some(failure) = state.failure.clone().filter(|_| state.rounds != before) {
                return Err(failure.into());
            }
        }
        let result = self.fetch(&context).await;
        let mut state = self.state();
        state.rounds += 1;
        match result {
            Ok(token) => {
                let secret = token.secret.clone();
                (state.token, state.failure) = (Some(token), None);
                Ok(secret)
            }
            Err(failure) => {
                // How long it may take is each call's own.
                state.failure = Some(failure.clone()).filter(|failure| !failure.is_timeout());
                Err(failure.into())
            }
        }
    }

    async fn fetch(&self, context: &CredentialContext<'_>) -> Result<Token, Failure> {
        let shared = context.shared;
        let mut headers = self.headers.clone();
        headers.insert(USER_AGENT, shared.user_agent.clone());
        let request = HttpRequest {
            method: Method::POST,
            url: self.url.clone(),
            headers,
            body: self.body.clone(),
            timeout: context.time_left,
            fresh_connection: true,
        };
        // A token's life is counted from before it was made.
        let fetched = Moment::of(&*shared.clock);
        let lost = |error| Failure::Lost(Arc::new(error));
        let response = shared.transport.send(request).await.map_err(lost)?;
        Token::read(&response.collect(MAX_BYTES).await.map_err(lost)?, fetched)
    }

    /// The state is whole between statements, so a panic of another thread does no harm to it.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl CredentialSource for TokenSource {
    fn credential<'a>(
        &'a self,
        context: CredentialContext<'a>,
    ) -> BoxFuture<'a, Result<Secret, CredentialError>> {
        Box::pin(self.token(context))
    }
}

impl State {
    fn usable(&self, context: &CredentialContext<'_>) -> Option<Secret> {
        let token = self.token.as_ref()?;
        let age = token.fetched.elapsed(Moment::of(&*context.shared.clock));
        let is_old = token.life.is_some_and(|life| age >= life);
        (!is_old && context.refused() != Some(&token.secret)).then(|| token.secret.clone())
    }
}

impl Token {
    fn read(response: &RawResponse, fetched: Moment) -> Result<Self, Failure> {
        let text = |pointer: &str| first_text(response.body(), &[pointer]);
        if !response.status().is_success() {
            let code = text("/error").and_then(|code| CODES.into_iter().find(|known| *known == code));
            return Err(Failure::Status(response.status(), code));
        }
        let secret = text("/access_token").map(Secret::new);
        let secret = secret.filter(|token| token.accident().is_none());
        let secret = secret.ok_or(Failure::Unreadable("has no `access_token` that a header takes"))?;
        // Some providers leave it out.
        if text("/token_type").is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
            return Err(Failure::Unreadable("is a token of another type than `Bearer`"));
        }
        let life = text("/expires_in").and_then(|text| text.parse::<f64>().ok());
        let life = life.and_then(|seconds| Duration::try_from_secs_f64(seconds.max(0.0)).ok());
        let life = life.map(|life| life - MARGIN.min(life / 2));
        Ok(Self { secret, fetched, life })
    }
}

/// Why there is no token. It shows nothing of what was sent, and of what came a status and a code of the standard.
#[derive(Clone, Debug)]
enum Failure {
    Lost(Arc<TransportError>),
    Status(StatusCode, Option<&'static str>),
    Unreadable(&'static str),
}

impl Failure {
    fn is_timeout(&self) -> bool {
        matches!(self, Self::Lost(error) if error.kind() == TransportErrorKind::Timeout)
    }

    /// Whether it may be over a little later.
    fn is_temporary(&self) -> bool {
        match self {
            Self::Lost(error) => {
                !matches!(error.kind(), TransportErrorKind::Config | TransportErrorKind::Tls)
            }
            Self::Status(status, _) => status.is_server_error() || matches!(status.as_u16(), 408 | 429),
            Self::Unreadable(_) => false,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lost(_) => f.write_str("the token endpoint did not answer"),
            Self::Status(status, None) => write!(f, "the token endpoint answered {status}"),
            Self::Status(status, Some(code)) => {
                write!(f, "the token endpoint answered {status} with `{code}`")
            }
            Self::Unreadable(what) => write!(f, "the token endpoint's answer {what}"),
        }
    }
}

impl StdError for Failure {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Lost(error) => Some(&**error),
            _ => None,
        }
    }
}

impl From<Failure> for CredentialError {
    fn from(failure: Failure) -> Self {
        let is_temporary = failure.is_temporary();
        let error = Self::new(failure);
        if is_temporary { error.temporary() } else { error }
    }
}
