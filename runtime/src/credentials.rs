//! Credentials of a client: which scheme gets which secret, and where it goes in a request.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::header::{AUTHORIZATION, COOKIE, HeaderMap, HeaderName};

use crate::api::{Api, Place, Scheme};
use crate::encode::{header_value, push_pair, value as encoded};
use crate::error::ConfigError;
use crate::meta::Meta;
use crate::secret::Secret;

/// What the caller of a builder said a secret is for.
#[derive(Clone, Debug)]
pub(crate) enum Purpose {
    ApiKey,
    Bearer,
    Basic,
    Named(String),
}

impl Purpose {
    /// The one scheme that is meant.
    fn scheme(&self, api: &Api) -> Result<&'static Scheme, ConfigError> {
        let keys =
            |scheme: &Scheme| matches!(scheme.place, Place::Header(_) | Place::Query(_) | Place::Cookie(_));
        let bearers = |scheme: &Scheme| matches!(scheme.place, Place::Bearer);
        match self {
            Self::Named(name) => api.scheme(name).ok_or_else(|| {
                ConfigError::new(format!("`credential`: the API has no scheme `{}`", name.escape_debug()))
            }),
            Self::ApiKey if api.schemes.iter().any(keys) => the_one(api, "api_key", keys),
            Self::ApiKey => the_one(api, "api_key", bearers),
            Self::Bearer => the_one(api, "bearer_token", bearers),
            Self::Basic => the_one(api, "basic_auth", |scheme| matches!(scheme.place, Place::Basic)),
        }
    }
}

fn the_one(api: &Api, method: &str, fits: impl Fn(&Scheme) -> bool) -> Result<&'static Scheme, ConfigError> {
    let mut fitting = api.schemes.iter().filter(|scheme| fits(scheme));
    match (fitting.next(), fitting.next()) {
        (Some(scheme), None) => Ok(scheme),
        (None, _) => Err(ConfigError::new(format!("`{method}`: the API has no scheme for it"))),
        (Some(first), Some(second)) => Err(ConfigError::new(format!(
            "`{method}`: several schemes take it, such as `{}` and `{}`; name the one with `credential`",
            first.name, second.name
        ))),
    }
}

/// The secrets of a client by scheme.
#[derive(Clone, Debug, Default)]
pub(crate) struct Credentials(Vec<(&'static Scheme, Secret)>);

impl Credentials {
    /// Gives each secret its scheme. A later secret for the same scheme replaces the earlier.
    pub(crate) fn assign(api: &Api, site: &str, given: &[(Purpose, Secret)]) -> Result<Self, ConfigError> {
        let mut assigned = Vec::<(&'static Scheme, Secret)>::new();
        for (purpose, secret) in given {
            let scheme = purpose.scheme(api)?;
            check(api, site, scheme, secret)?;
            assigned.retain(|(other, _)| other.name != scheme.name);
            assigned.push((scheme, secret.clone()));
        }
        Ok(Self(assigned))
    }

    fn get(&self, scheme: &str) -> Option<&(&'static Scheme, Secret)> {
        self.0.iter().find(|(own, _)| own.name == scheme)
    }

    /// The credentials of the first alternative that is complete; an empty alternative counts last, so that a call
    /// that may go without credentials still takes what there is. `Err` names a scheme without a secret.
    fn chosen(&self, meta: &Meta) -> Result<Vec<&(&'static Scheme, Secret)>, &'static str> {
        let alternatives = meta.security_alternatives();
        let mut missing = None;
        for alternative in alternatives.iter().filter(|alternative| !alternative.is_empty()) {
            match alternative.iter().find(|scheme| self.get(scheme).is_none()) {
                None => return Ok(alternative.iter().filter_map(|scheme| self.get(scheme)).collect()),
                Some(scheme) => missing = missing.or(Some(*scheme)),
            }
        }
        match missing {
            Some(scheme) if alternatives.iter().all(|alternative| !alternative.is_empty()) => Err(scheme),
            _ => Ok(Vec::new()),
        }
    }

    /// Adds what the operation needs. A header that the caller of the operation set stays as it is.
    ///
    /// `Err` names a scheme that has no secret.
    pub(crate) fn apply(
        &self,
        meta: &Meta,
        headers: &mut HeaderMap,
        query: &mut String,
    ) -> Result<(), &'static str> {
        for (scheme, secret) in self.chosen(meta)? {
            let secret = secret.expose();
            match scheme.place {
                Place::Bearer => insert(headers, AUTHORIZATION, &format!("Bearer {secret}")),
                Place::Basic => {
                    insert(headers, AUTHORIZATION, &format!("Basic {}", BASE64_STANDARD.encode(secret)));
                }
                Place::Header(name) => {
                    if let Ok(name) = HeaderName::from_bytes(name.as_bytes()) {
                        insert(headers, name, secret);
                    }
                }
                Place::Query(name) => push_pair(query, "&", encoded(name), encoded(secret)),
                Place::Cookie(name) => {
                    let cookies = headers.remove(COOKIE);
                    let mut cookies =
                        cookies.as_ref().and_then(|own| own.to_str().ok()).unwrap_or_default().to_owned();
                    push_pair(&mut cookies, "; ", encoded(name), encoded(secret));
                    insert(headers, COOKIE, &cookies);
                }
            }
        }
        Ok(())
    }
}

/// The text is known to fit: secrets are checked when the client is built.
fn insert(headers: &mut HeaderMap, name: HeaderName, text: &str) {
    if let Some(mut value) = header_value(text) {
        value.set_sensitive(true);
        headers.entry(name).or_insert(value);
    }
}

/// Refuses what could not be sent or should not be: the usual accidents of copying a key.
fn check(api: &Api, site: &str, scheme: &Scheme, secret: &Secret) -> Result<(), ConfigError> {
    let refuse = |what: &str| Err(ConfigError::new(format!("the credential for `{}` {what}", scheme.name)));
    if matches!(scheme.place, Place::Basic) {
        let is_pair = secret.expose().contains(':');
        let problem = secret.damage().or((!is_pair).then_some("is not of the form `user:password`"));
        return problem.map_or(Ok(()), refuse);
    }
    if let Some(accident) = secret.accident() {
        return refuse(accident);
    }
    if let Place::Header(name) = scheme.place
        && HeaderName::from_bytes(name.as_bytes()).is_err()
    {
        return refuse("has a header whose name is malformed");
    }
    match api.other_site_of_key(secret.expose(), site) {
        // A site of the caller's own has no name and takes every key.
        Some(other) if !site.is_empty() => {
            refuse(&format!("is a key for `{other}`, and this client is for `{site}`"))
        }
        _ => Ok(()),
    }
}
