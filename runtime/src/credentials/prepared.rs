//! A credential as it goes into requests: made once, used by every attempt.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::header::{AUTHORIZATION, COOKIE, HeaderMap, HeaderName, HeaderValue};

#[cfg(feature = "signing")]
use super::signing::Signer;
use crate::api::{Api, Place, Scheme};
use crate::encode::{is_header_text, value as encoded};
use crate::secret::Secret;

/// Headers are sensitive and share their bytes with every request.
#[derive(Clone)]
pub(crate) enum Prepared {
    Header(HeaderName, HeaderValue),
    /// `name=key`, encoded.
    Query(Secret),
    Cookie(Secret),
    #[cfg(feature = "signing")]
    Signed(std::sync::Arc<Signer>),
}

impl Prepared {
    /// `Err` goes on after "the credential for `scheme`".
    pub(super) fn new(api: &Api, site: &str, scheme: &Scheme, secret: &Secret) -> Result<Self, String> {
        check(api, site, scheme, secret)?;
        let text = secret.expose();
        let pair = |name: &str| {
            let parts: Vec<&str> = encoded(name).chain(["="]).chain(encoded(text)).collect();
            Secret::joined(&parts)
        };
        Ok(match scheme.place {
            Place::Bearer => Self::Header(AUTHORIZATION, sensitive(Secret::joined(&["Bearer ", text]))?),
            Place::Basic => Self::Header(AUTHORIZATION, basic(text)?),
            Place::Header(name) => Self::Header(header_name(name)?, sensitive(secret.clone())?),
            Place::Query(name) => Self::Query(pair(name)),
            Place::Cookie(name) => Self::Cookie(pair(name)),
            #[cfg(feature = "signing")]
            Place::Signed { header, signing } => {
                Self::Signed(Signer::new(header_name(header)?, &signing, text)?.into())
            }
        })
    }

    /// Adds it. A header that the caller of the operation set stays as it is. What is signed comes last, so
    /// [`sign`](Signer::sign) does that.
    pub(super) fn apply(&self, headers: &mut HeaderMap, query: &mut String) {
        match self {
            Self::Header(name, value) => drop(headers.entry(name).or_insert_with(|| value.clone())),
            Self::Query(pair) => {
                if !query.is_empty() {
                    query.push('&');
                }
                query.push_str(pair.expose());
            }
            Self::Cookie(pair) => {
                let own = headers.get(COOKIE).and_then(|own| own.to_str().ok());
                let cookies = match own {
                    Some(own) => Secret::joined(&[own, "; ", pair.expose()]),
                    None => pair.clone(),
                };
                // Both are known to fit.
                if let Ok(cookies) = sensitive(cookies) {
                    headers.insert(COOKIE, cookies);
                }
            }
            #[cfg(feature = "signing")]
            Self::Signed(_) => {}
        }
    }
}

/// `user:password` as HTTP has it.
pub(super) fn basic(pair: &str) -> Result<HeaderValue, String> {
    let pair = Secret::new(BASE64_STANDARD.encode(pair));
    sensitive(Secret::joined(&["Basic ", pair.expose()]))
}

/// A header value that shares the secret's memory.
pub(super) fn sensitive(text: Secret) -> Result<HeaderValue, String> {
    let unfit = "has characters that no header takes";
    if !is_header_text(text.expose()) {
        return Err(unfit.to_owned());
    }
    let mut value = HeaderValue::from_maybe_shared(text.into_bytes()).map_err(|_| unfit.to_owned())?;
    value.set_sensitive(true);
    Ok(value)
}

pub(super) fn header_name(name: &str) -> Result<HeaderName, String> {
    HeaderName::from_bytes(name.as_bytes()).map_err(|_| "has a header whose name is malformed".to_owned())
}

/// Refuses what could not be sent or should not be: the usual accidents of copying a key.
fn check(api: &Api, site: &str, scheme: &Scheme, secret: &Secret) -> Result<(), String> {
    if matches!(scheme.place, Place::Basic) {
        let is_pair = secret.expose().contains(':');
        let problem = secret.damage().or((!is_pair).then_some("is not of the form `user:password`"));
        return problem.map_or(Ok(()), |problem| Err(problem.to_owned()));
    }
    if let Some(accident) = secret.accident() {
        return Err(accident.to_owned());
    }
    match api.other_site_of_key(secret.expose(), site) {
        // A site of the caller's own has no name and takes every key.
        Some(other) if !site.is_empty() => {
            Err(format!("is a key for `{other}`, and this client is for `{site}`"))
        }
        _ => Ok(()),
    }
}
