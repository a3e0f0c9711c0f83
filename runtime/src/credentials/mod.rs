//! Credentials of a client: which scheme gets which, and where they go in a request.

mod given;
mod oauth2;
mod prepared;
#[cfg(feature = "signing")]
mod signing;
mod source;
mod turn;

use std::fmt;
use std::time::Duration;

use http::StatusCode;
use http::header::HeaderMap;

pub(crate) use self::given::{Gift, Purpose};
pub use self::oauth2::ClientCredentials;
use self::prepared::Prepared;
#[cfg(feature = "signing")]
pub use self::signing::Signing;
#[cfg(feature = "signing")]
pub(crate) use self::signing::ToSign;
use self::source::Supply;
pub use self::source::{CredentialContext, CredentialError, CredentialSource};
use crate::api::{Api, Scheme};
use crate::client::Shared;
use crate::error::{ConfigError, Error};
use crate::meta::Meta;

/// The credentials of a client by scheme.
pub(crate) struct Credentials(Vec<Held>);

struct Held {
    scheme: &'static Scheme,
    credential: Credential,
}

enum Credential {
    Ready(Prepared),
    Supplied(Supply),
}

impl Credentials {
    /// Gives each its scheme. A later one for the same scheme replaces the earlier.
    pub(crate) fn assign(api: &Api, site: &str, given: &[(Purpose, Gift)]) -> Result<Self, ConfigError> {
        let mut assigned = Vec::<Held>::new();
        for (purpose, gift) in given {
            let held = gift.held(purpose, api, site)?;
            assigned.retain(|other| other.scheme.name != held.scheme.name);
            assigned.push(held);
        }
        Ok(Self(assigned))
    }

    fn get(&self, scheme: &str) -> Option<&Held> {
        self.0.iter().find(|own| own.scheme.name == scheme)
    }

    /// The credentials of the first alternative that is complete; an empty alternative counts last, so that a call
    /// that may go without credentials still takes what there is. `Err` names a scheme without a credential.
    fn chosen(&self, meta: &Meta) -> Result<Vec<&Held>, &'static str> {
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

    /// What one attempt at an operation carries, beside headers that the caller set. Sources are asked here.
    pub(crate) async fn pass(
        shared: &Shared,
        meta: &Meta,
        headers: &HeaderMap,
        time: Duration,
    ) -> Result<Pass, Error> {
        let chosen = shared.credentials.chosen(meta);
        let chosen = chosen.map_err(|scheme| Error::credential(meta, shared.api, scheme))?;
        if let Some(problem) = clash(&chosen, headers) {
            return Err(ConfigError::new(format!("{}: {problem}", meta.id())).into());
        }
        let mut pass = Pass::default();
        for held in chosen {
            match &held.credential {
                Credential::Ready(prepared) => pass.parts.push(prepared.clone()),
                // What the caller set replaces it.
                Credential::Supplied(_) if held.scheme.place.is_filled(headers) => {}
                Credential::Supplied(supply) => {
                    let (prepared, given) = supply.ask(shared, meta, held.scheme, time).await?;
                    pass.parts.push(prepared);
                    pass.supplied.push((held.scheme.name, given));
                }
            }
        }
        Ok(pass)
    }

    /// Notes that the server refused what an attempt carried, for the sources that gave it to be told.
    pub(crate) fn refused(&self, pass: &Pass) {
        for (scheme, given) in &pass.supplied {
            if let Some(Held { credential: Credential::Supplied(supply), .. }) = self.get(scheme) {
                supply.refused(&given.secret);
            }
        }
    }
}

/// Two schemes that need the same header: one of them would not be sent. What the caller set is theirs to judge.
fn clash(chosen: &[&Held], headers: &HeaderMap) -> Option<String> {
    chosen.iter().enumerate().find_map(|(index, second)| {
        chosen[..index].iter().find_map(|first| {
            let (first, second) = (first.scheme, second.scheme);
            let header = first.place.headers().find(|name| {
                second.place.headers().any(|other| other.eq_ignore_ascii_case(name))
                    && !headers.contains_key(*name)
            })?;
            let names = format!("`{}` and `{}`", first.name, second.name);
            Some(format!("{names} both need the header `{header}`; set it with `with_header`"))
        })
    })
}

/// What one attempt carries.
#[derive(Clone, Default)]
pub(crate) struct Pass {
    parts: Vec<Prepared>,
    /// What sources gave, by scheme.
    supplied: Vec<(&'static str, source::Given)>,
}

impl Pass {
    /// Adds it to a request.
    pub(crate) fn apply(&self, headers: &mut HeaderMap, query: &mut String) {
        self.parts.iter().for_each(|part| part.apply(headers, query));
    }

    /// Signs the request, which is whole now.
    #[cfg(feature = "signing")]
    pub(crate) fn sign(&self, request: &ToSign<'_>, headers: &mut HeaderMap) {
        for part in &self.parts {
            if let Prepared::Signed(signer) = part {
                signer.sign(request, headers);
            }
        }
    }

    /// Whether the server's 401 says that a source has to give another credential.
    pub(crate) fn may_be_renewed(&self, error: &Error) -> bool {
        let is_refused = error.response().is_some_and(|it| it.status() == StatusCode::UNAUTHORIZED);
        is_refused && !self.supplied.is_empty()
    }

    /// Whether all that sources gave is what the server has refused before.
    pub(crate) fn is_refused(&self) -> bool {
        !self.supplied.is_empty() && self.supplied.iter().all(|(_, given)| given.was_refused)
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.0.iter().map(|held| match held.credential {
            Credential::Ready(_) => (held.scheme.name, "[redacted]"),
            Credential::Supplied(_) => (held.scheme.name, "[supplied]"),
        });
        f.debug_map().entries(shown).finish()
    }
}
