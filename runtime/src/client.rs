//! The part of a client that all clones and all handles share.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{HeaderValue, USER_AGENT};

use crate::address::Address;
use crate::api::Api;
use crate::call::Call;
use crate::clock::Clock;
use crate::credentials::{Credentials, Pass};
use crate::envelope::Claim;
use crate::error::{ConfigError, Error};
use crate::journal::Kept;
use crate::limits::Limits;
use crate::meta::{Meta, Retry};
use crate::operation::Operation;
use crate::request::Request;
use crate::response::RawResponse;
use crate::retry::{Budget, RetryPolicy};
use crate::transport::{HttpRequest, Transport};

/// The size of the largest error body that is read. It is parsed once for each place that may hold a code or a message.
const MAX_ERROR_BYTES: usize = 1 << 20;

/// Room for the headers of the client and of the connection, so that the others do not move while they are added.
const HEADERS_ROOM: usize = 6;

/// A configured client: address, credentials, limits and a transport. Clones are cheap and share it all.
///
/// Generated clients wrap it; [`Builder`](crate::Builder) makes it.
#[derive(Clone)]
pub struct Core {
    pub(crate) shared: Arc<Shared>,
}

pub(crate) struct Shared {
    pub(crate) api: &'static Api,
    /// The name of the site; empty for one of the caller's own.
    pub(crate) site: Cow<'static, str>,
    pub(crate) address: Address,
    pub(crate) credentials: Credentials,
    pub(crate) timeout: Duration,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) retries: RetryPolicy,
    pub(crate) limits: Limits,
    pub(crate) budget: Budget,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) journal: Kept,
    pub(crate) user_agent: HeaderValue,
    pub(crate) max_response_bytes: usize,
    pub(crate) transport: Arc<dyn Transport>,
}

/// What one call has different from its client.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct CallOptions {
    /// The time for the whole call; `None` for the client's.
    pub timeout: Option<Duration>,
}

impl Core {
    /// Starts a call of an operation.
    pub fn call<O: Operation>(&self) -> Call<O> {
        Call::new(self)
    }

    /// Sends a request once, whatever the client's [`RetryPolicy`] says, and returns the response if its status is 200 to
    /// 299 and its envelope reports no failure. The journal does not learn of it.
    ///
    /// # Errors
    ///
    /// A credential is missing or its source has none, no whole response came, the status is another, or the envelope
    /// reports a failure; the last two errors hold the response.
    pub async fn execute(
        &self,
        request: Request,
        meta: &Meta,
        options: CallOptions,
    ) -> Result<RawResponse, Error> {
        let shared = &*self.shared;
        let time = options.timeout.unwrap_or(shared.timeout);
        let begun = shared.clock.now();
        let pass = Credentials::pass(shared, meta, &request.headers, time).await?;
        let left = time.saturating_sub(shared.clock.now().saturating_duration_since(begun));
        let result = self.execute_with(&request, meta, &pass, left).await;
        if let Err(error) = &result
            && pass.may_be_renewed(error)
        {
            shared.credentials.refused(&pass);
        }
        result
    }

    /// Sends a request once, with what it carries. It can be sent again.
    pub(crate) async fn execute_with(
        &self,
        request: &Request,
        meta: &Meta,
        pass: &Pass,
        time: Duration,
    ) -> Result<RawResponse, Error> {
        let shared = &*self.shared;
        let request = shared.http_request(request, meta, pass, time)?;
        let failed = |error| Error::transport(meta, error);
        let response = shared.transport.send(request).await.map_err(failed)?;
        let limit = match response.status.is_success() {
            true => shared.max_response_bytes,
            false => shared.max_response_bytes.min(MAX_ERROR_BYTES),
        };
        let response = response.collect(limit).await.map_err(failed)?;
        let is_failure = || {
            let claim = meta.response_envelope().map(|envelope| envelope.claim(&response));
            matches!(claim, Some(Ok(Claim::Failed)))
        };
        if response.status().is_success() && !is_failure() {
            Ok(response)
        } else {
            Err(Error::status_of(meta, shared.api, response))
        }
    }
}

impl Shared {
    fn http_request(
        &self,
        request: &Request,
        meta: &Meta,
        pass: &Pass,
        timeout: Duration,
    ) -> Result<HttpRequest, Error> {
        let mut headers = request.headers.clone();
        headers.reserve(HEADERS_ROOM);
        let mut query = request.query.clone();
        let address = self.address_of(meta)?;
        pass.apply(&mut headers, &mut query);
        headers.entry(USER_AGENT).or_insert_with(|| self.user_agent.clone());
        let mut url = String::with_capacity(address.base.len() + request.path.len() + 1 + query.len());
        url.push_str(&address.base);
        url.push_str(&request.path);
        let body = request.body.to_bytes();
        #[cfg(feature = "signing")]
        pass.sign(
            &crate::credentials::ToSign {
                method: request.method.as_str(),
                url: &url,
                query: &query,
                body: &body,
                now: self.clock.wall(),
            },
            &mut headers,
        );
        if !query.is_empty() {
            url.push('?');
            url.push_str(&query);
        }
        Ok(HttpRequest {
            method: request.method.into(),
            url,
            headers,
            body,
            timeout,
            fresh_connection: matches!(meta.retry_class(), Retry::Unsent | Retry::Never),
        })
    }

    /// Where an operation is called: at the client's address, unless it has one of its own for this site.
    fn address_of(&self, meta: &Meta) -> Result<Cow<'_, Address>, ConfigError> {
        let Some(servers) = meta.own_servers().filter(|_| !self.site.is_empty()) else {
            return Ok(Cow::Borrowed(&self.address));
        };
        let refuse = |what: &str| ConfigError::new(format!("{}: {what}", meta.id()));
        match servers.iter().find(|(site, _)| *site == self.site) {
            Some((_, url)) => Address::parse(url).map(Cow::Owned).map_err(|error| refuse(&error.to_string())),
            None => {
                let site = &self.site;
                Err(refuse(&format!("its address for `{site}` is not documented; give a client the address")))
            }
        }
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("api", &self.shared.api.name)
            .field("address", &self.shared.address)
            .field("credentials", &self.shared.credentials)
            .field("timeout", &self.shared.timeout)
            .finish_non_exhaustive()
    }
}
