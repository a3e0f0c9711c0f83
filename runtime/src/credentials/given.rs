//! What the caller of a builder gave, and the scheme that it is for.

use std::fmt;
use std::sync::Arc;

use super::oauth2::{ClientCredentials, TokenSource};
use super::prepared::Prepared;
use super::source::{CredentialSource, Supply};
use super::{Credential, Held};
use crate::api::{Api, Place, Scheme};
use crate::error::ConfigError;
use crate::secret::Secret;

/// What the caller said it is for.
#[derive(Clone, Debug)]
pub(crate) enum Purpose {
    ApiKey,
    Bearer,
    Basic,
    #[cfg(feature = "signing")]
    Signing,
    OAuth2,
    Named {
        method: &'static str,
        scheme: String,
    },
}

/// What was given for it.
#[derive(Clone)]
pub(crate) enum Gift {
    Secret(Secret),
    Source(Arc<dyn CredentialSource>),
    Client(ClientCredentials),
}

impl Purpose {
    /// The one scheme that is meant.
    fn scheme(&self, api: &Api) -> Result<&'static Scheme, ConfigError> {
        let bearers = |scheme: &Scheme| matches!(scheme.place, Place::Bearer);
        match self {
            Self::Named { method, scheme } => api.scheme(scheme).ok_or_else(|| {
                ConfigError::new(format!("`{method}`: the API has no scheme `{}`", scheme.escape_debug()))
            }),
            Self::ApiKey if api.schemes.iter().any(is_key) => the_one(api, "api_key", is_key),
            Self::ApiKey => the_one(api, "api_key", bearers),
            Self::Bearer => the_one(api, "bearer_token", bearers),
            Self::Basic => the_one(api, "basic_auth", |scheme| matches!(scheme.place, Place::Basic)),
            #[cfg(feature = "signing")]
            Self::Signing => {
                the_one(api, "signing_key", |scheme| matches!(scheme.place, Place::Signed { .. }))
            }
            Self::OAuth2 if api.schemes.iter().any(|scheme| scheme.token_url.is_some()) => {
                the_one(api, "oauth2", |scheme| scheme.token_url.is_some())
            }
            Self::OAuth2 => the_one(api, "oauth2", bearers),
        }
    }
}

fn is_key(scheme: &Scheme) -> bool {
    !matches!(scheme.place, Place::Bearer | Place::Basic)
}

fn the_one(api: &Api, method: &str, fits: impl Fn(&Scheme) -> bool) -> Result<&'static Scheme, ConfigError> {
    let mut fitting = api.schemes.iter().filter(|scheme| fits(scheme));
    match (fitting.next(), fitting.next()) {
        (Some(scheme), None) => Ok(scheme),
        (None, _) => Err(ConfigError::new(format!("`{method}`: the API has no scheme for it"))),
        (Some(first), Some(second)) => Err(ConfigError::new(format!(
            "`{method}`: several schemes take it, such as `{}` and `{}`; name the one with `{}`",
            first.name,
            second.name,
            if method == "oauth2" { "ClientCredentials::scheme" } else { "credential" },
        ))),
    }
}

impl Gift {
    /// Makes of it what a client holds, once.
    pub(super) fn held(&self, purpose: &Purpose, api: &Api, site: &str) -> Result<Held, ConfigError> {
        let scheme = purpose.scheme(api)?;
        let refuse = |what: String| ConfigError::new(format!("the credential for `{}` {what}", scheme.name));
        let credential = match self {
            Self::Secret(secret) => {
                Credential::Ready(Prepared::new(api, site, scheme, secret).map_err(refuse)?)
            }
            Self::Source(source) => Credential::Supplied(Supply::new(Arc::clone(source))),
            Self::Client(client) => {
                if !matches!(scheme.place, Place::Bearer) {
                    return Err(refuse("is no token".to_owned()));
                }
                Credential::Supplied(Supply::new(Arc::new(TokenSource::new(client, scheme)?)))
            }
        };
        Ok(Held { scheme, credential })
    }

    /// Whether the client's transport is to reach another host than the API's.
    pub(crate) fn asks_elsewhere(&self) -> bool {
        matches!(self, Self::Client(_))
    }
}

impl fmt::Debug for Gift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Secret(_) => "[redacted]",
            Self::Source(_) => "source",
            Self::Client(_) => "client credentials",
        })
    }
}
