//! What a generated crate says about its API as a whole.

use std::borrow::Cow;
use std::fmt;

use http::HeaderMap;

use crate::address;
#[cfg(feature = "signing")]
use crate::credentials::Signing;
use crate::outcome::Outcome;
use crate::retry::RetryPolicy;

/// The facts of an API: its name, its credentials, where its errors carry their code.
///
/// ```
/// use clientwright_runtime::{Api, Scheme};
///
/// static API: Api = Api::new("plu-client", "0.1.0")
///     .schemes(&[Scheme::bearer("bearerAuth", "PLU_API_KEY")])
///     .key_prefixes(&[("staging", "sk_staging_"), ("production", "sk_live_")])
///     .error_code(&["/message"]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Api {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    pub(crate) schemes: &'static [Scheme],
    pub(crate) key_prefixes: &'static [(&'static str, &'static str)],
    pub(crate) error_code: &'static [&'static str],
    pub(crate) error_message: &'static [&'static str],
    pub(crate) codes: &'static [&'static str],
    pub(crate) code_outcomes: &'static [(&'static str, Outcome)],
    pub(crate) retries: RetryPolicy,
    pub(crate) should_retry: Option<&'static str>,
}

impl Api {
    /// An API by the name and version of its client crate, which become the user agent.
    pub const fn new(name: &'static str, version: &'static str) -> Self {
        Self {
            name,
            version,
            schemes: &[],
            key_prefixes: &[],
            error_code: &[],
            error_message: &[],
            codes: &[],
            code_outcomes: &[],
            retries: RetryPolicy::new(),
            should_retry: None,
        }
    }

    /// Sets the kinds of credentials.
    pub const fn schemes(mut self, schemes: &'static [Scheme]) -> Self {
        self.schemes = schemes;
        self
    }

    /// Sets how keys begin, by the name of the [`Site`] they are for: a key of one site is refused at another.
    pub const fn key_prefixes(mut self, prefixes: &'static [(&'static str, &'static str)]) -> Self {
        self.key_prefixes = prefixes;
        self
    }

    /// Sets the JSON pointers at which an error body carries its code; the first that is there counts.
    pub const fn error_code(mut self, pointers: &'static [&'static str]) -> Self {
        self.error_code = pointers;
        self
    }

    /// Sets the JSON pointers at which an error body carries its message; the first that is there counts.
    pub const fn error_message(mut self, pointers: &'static [&'static str]) -> Self {
        self.error_message = pointers;
        self
    }

    /// Sets the documented error codes. No other is shown in an error's `Display`: it may be a sentence about the caller's
    /// data.
    pub const fn codes(mut self, codes: &'static [&'static str]) -> Self {
        self.codes = codes;
        self
    }

    /// Sets the error codes that say whether a call did its work, where their status does not or says something else.
    pub const fn code_outcomes(mut self, outcomes: &'static [(&'static str, Outcome)]) -> Self {
        self.code_outcomes = outcomes;
        self
    }

    /// Sets how often and how soon a failed attempt is made again, unless the client or the call says otherwise.
    pub const fn retries(mut self, retries: RetryPolicy) -> Self {
        self.retries = retries;
        self
    }

    /// Sets the response header by which the provider says whether the same request can help: `true` or `false`. It can
    /// stop a repetition and ask for one; what the operation's class forbids it does not allow.
    pub const fn should_retry(mut self, header: &'static str) -> Self {
        self.should_retry = Some(header);
        self
    }

    pub(crate) fn outcome_of(&self, code: &str) -> Option<Outcome> {
        self.code_outcomes.iter().find(|(own, _)| *own == code).map(|(_, outcome)| *outcome)
    }

    pub(crate) fn scheme(&self, name: &str) -> Option<&'static Scheme> {
        self.schemes.iter().find(|scheme| scheme.name == name)
    }

    /// The other site that a key is for, if it is not for `site`. The longest prefix decides.
    pub(crate) fn other_site_of_key(&self, key: &str, site: &str) -> Option<&'static str> {
        let fitting = || self.key_prefixes.iter().filter(|(_, prefix)| key.starts_with(prefix));
        let longest = fitting().map(|(_, prefix)| prefix.len()).max()?;
        let mut sites = fitting().filter(|(_, prefix)| prefix.len() == longest).map(|(site, _)| *site);
        if sites.clone().any(|own| own == site) { None } else { sites.next() }
    }
}

/// One kind of credential: its name in the OpenAPI document, its place in a request, and the environment variable
/// that [`Builder::from_env`](crate::Builder::from_env) takes it from.
#[derive(Clone, Copy, Debug)]
pub struct Scheme {
    pub(crate) name: &'static str,
    pub(crate) variable: &'static str,
    pub(crate) place: Place,
    /// Where tokens come from, by OAuth 2 client credentials, and the scopes to ask for.
    pub(crate) token_url: Option<&'static str>,
    pub(crate) scopes: &'static [&'static str],
}

/// Where a credential goes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place {
    Bearer,
    Basic,
    Header(&'static str),
    Query(&'static str),
    Cookie(&'static str),
    /// The key in the header, and a signature.
    #[cfg(feature = "signing")]
    Signed {
        header: &'static str,
        signing: Signing,
    },
}

impl Place {
    /// Whether a request has its one header already. A signature is more than one.
    pub(crate) fn is_filled(&self, headers: &HeaderMap) -> bool {
        let mut own = self.headers();
        matches!((own.next(), own.next()), (Some(header), None) if headers.contains_key(header))
    }

    /// The headers that it fills alone.
    pub(crate) fn headers(&self) -> impl Iterator<Item = &'static str> {
        let headers = match self {
            Self::Bearer | Self::Basic => [Some("authorization"), None, None],
            Self::Header(header) => [Some(*header), None, None],
            Self::Query(_) | Self::Cookie(_) => [None; 3],
            #[cfg(feature = "signing")]
            Self::Signed { header, signing } => [Some(*header), Some(signing.header), signing.timestamp],
        };
        headers.into_iter().flatten()
    }
}

impl Scheme {
    const fn new(name: &'static str, variable: &'static str, place: Place) -> Self {
        Self { name, variable, place, token_url: None, scopes: &[] }
    }

    /// A token in `authorization: Bearer …`; OAuth 2 and OpenID Connect too take a token that the caller got.
    pub const fn bearer(name: &'static str, variable: &'static str) -> Self {
        Self::new(name, variable, Place::Bearer)
    }

    /// Says where tokens come from by OAuth 2 client credentials, and the scopes that they are asked for:
    /// [`Builder::oauth2`](crate::Builder::oauth2) gets them there.
    pub const fn client_credentials(
        mut self,
        token_url: &'static str,
        scopes: &'static [&'static str],
    ) -> Self {
        self.token_url = Some(token_url);
        self.scopes = scopes;
        self
    }

    /// A user and a password in `authorization: Basic …`; the variable holds `user:password`.
    pub const fn basic(name: &'static str, variable: &'static str) -> Self {
        Self::new(name, variable, Place::Basic)
    }

    /// A key in a header of its own.
    pub const fn api_key_header(name: &'static str, header: &'static str, variable: &'static str) -> Self {
        Self::new(name, variable, Place::Header(header))
    }

    /// A key in a header of its own, and a signature of each request beside it; the variable holds `key:secret`.
    #[cfg(feature = "signing")]
    pub const fn signed(
        name: &'static str,
        header: &'static str,
        signing: Signing,
        variable: &'static str,
    ) -> Self {
        Self::new(name, variable, Place::Signed { header, signing })
    }

    /// A key in the query.
    pub const fn api_key_query(name: &'static str, parameter: &'static str, variable: &'static str) -> Self {
        Self::new(name, variable, Place::Query(parameter))
    }

    /// A key in a cookie.
    pub const fn api_key_cookie(name: &'static str, cookie: &'static str, variable: &'static str) -> Self {
        Self::new(name, variable, Place::Cookie(cookie))
    }
}

/// An address of an API: an environment such as staging or production, or one of the caller's own.
///
/// `Debug` shows its name and host: the path of an address of the caller's own may hold a token.
#[derive(Clone, PartialEq, Eq)]
pub struct Site {
    pub(crate) name: Cow<'static, str>,
    pub(crate) url: Cow<'static, str>,
}

impl Site {
    /// A documented environment: its name and its address.
    pub const fn new(name: &'static str, url: &'static str) -> Self {
        Self { name: Cow::Borrowed(name), url: Cow::Borrowed(url) }
    }

    /// Another address, such as a proxy or a server for tests. It takes the keys of any environment.
    pub fn custom(url: impl Into<String>) -> Self {
        Self { name: Cow::Borrowed(""), url: Cow::Owned(url.into()) }
    }
}

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, url } = self;
        f.debug_struct("Site")
            .field("name", name)
            .field("host", &format_args!("{}", address::host(url)))
            .finish()
    }
}
