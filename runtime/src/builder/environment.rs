//! A client from environment variables.

use super::Builder;
use crate::api::{Api, Site};
use crate::client::Core;
use crate::credentials::ClientCredentials;
use crate::error::ConfigError;

impl<C: From<Core>> Builder<C> {
    /// A client from environment variables: `variable` names the site or is a URL of one's own, and each scheme's own
    /// variable holds its credential. Where tokens come by OAuth 2 client credentials, the variables with `_CLIENT_ID` and
    /// `_CLIENT_SECRET` at the end of its name may hold these instead.
    ///
    /// # Errors
    ///
    /// The variable is no URL and does not name one of `sites`, a variable is not UTF-8, or the API has schemes and none
    /// of their variables is set.
    pub fn from_env(
        api: &'static Api,
        variable: &str,
        sites: impl IntoIterator<Item = Site>,
    ) -> Result<Self, ConfigError> {
        Self::from_variables(api, variable, sites, &|name| match std::env::var(name) {
            Ok(text) => Ok(Some(text)),
            Err(std::env::VarError::NotPresent) => Ok(None),
            Err(std::env::VarError::NotUnicode(_)) => Err(ConfigError::new(format!("{name} is not UTF-8"))),
        })
    }

    fn from_variables(
        api: &'static Api,
        variable: &str,
        sites: impl IntoIterator<Item = Site>,
        get: &dyn Fn(&str) -> Result<Option<String>, ConfigError>,
    ) -> Result<Self, ConfigError> {
        let sites: Vec<Site> = sites.into_iter().collect();
        let wanted = get(variable)?;
        let names = || sites.iter().map(|site| &*site.name).collect::<Vec<_>>().join(", ");
        let Some(wanted) = wanted else {
            return Err(ConfigError::new(format!("{variable} is not set; it names one of: {}", names())));
        };
        // The address of a site is the site, so that its keys are known.
        let is_wanted = |site: &Site| site.name.eq_ignore_ascii_case(&wanted) || site.url == wanted;
        let site = match sites.iter().find(|site| is_wanted(site)) {
            Some(site) => site.clone(),
            None if wanted.contains("://") => Site::custom(wanted),
            None => {
                let names = names();
                return Err(ConfigError::new(format!(
                    "{variable} is no URL and does not name one of: {names}"
                )));
            }
        };
        let mut builder = Self::new(api, site);
        for scheme in api.schemes {
            if let Some(secret) = get(scheme.variable)? {
                builder = builder.credential(scheme.name, secret);
            } else if scheme.token_url.is_some() {
                let [id, secret] = ["ID", "SECRET"].map(|what| format!("{}_CLIENT_{what}", scheme.variable));
                builder = match (get(&id)?, get(&secret)?) {
                    (None, None) => builder,
                    (Some(id), Some(secret)) => {
                        builder.client_credentials(ClientCredentials::new(id, secret).scheme(scheme.name))
                    }
                    (Some(_), None) => return Err(ConfigError::new(format!("not set: {secret}"))),
                    (None, Some(_)) => return Err(ConfigError::new(format!("not set: {id}"))),
                };
            }
        }
        if builder.credentials.is_empty() && !api.schemes.is_empty() {
            let variables: Vec<_> = api.schemes.iter().map(|scheme| scheme.variable).collect();
            return Err(ConfigError::new(format!("not set: {}", variables.join(", "))));
        }
        Ok(builder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Scheme;

    static API: Api = Api::new("acme-client", "1.2.3")
        .schemes(&[Scheme::bearer("bearerAuth", "ACME_API_KEY"), Scheme::basic("basicAuth", "ACME_BASIC")]);

    fn from(variables: &[(&str, &str)]) -> Result<Builder<Core>, ConfigError> {
        let sites =
            [Site::new("staging", "https://staging.example.com"), Site::new("live", "https://example.com")];
        Builder::from_variables(&API, "ACME_ENVIRONMENT", sites, &|name| {
            Ok(variables.iter().find(|(own, _)| *own == name).map(|(_, text)| (*text).to_owned()))
        })
    }

    #[test]
    fn the_environment_names_the_site_and_holds_credentials() {
        let builder = from(&[("ACME_ENVIRONMENT", "Staging"), ("ACME_API_KEY", "key-1")]).unwrap();
        assert_eq!(builder.site.name, "staging");
        assert_eq!(builder.credentials.len(), 1);
        assert!(!format!("{builder:?}").contains("key-1"));
    }

    #[test]
    fn a_url_is_a_site_of_ones_own_unless_it_is_a_known_one() {
        for (url, name) in [("http://localhost:8080", ""), ("https://example.com", "live")] {
            let builder = from(&[("ACME_ENVIRONMENT", url), ("ACME_API_KEY", "key-1")]).unwrap();
            assert_eq!((&*builder.site.name, &*builder.site.url), (name, url));
        }
    }

    #[test]
    fn a_client_that_gets_its_tokens_takes_two_variables() {
        static API: Api =
            Api::new("acme-client", "1.2.3")
                .schemes(&[Scheme::bearer("oauth", "ACME_TOKEN")
                    .client_credentials("https://example.com/token", &[])]);
        let from = |variables: &[(&str, &str)]| {
            let sites = [Site::new("live", "https://example.com")];
            let builder = Builder::<Core>::from_variables(&API, "ACME_ENVIRONMENT", sites, &|name| {
                let all = || [("ACME_ENVIRONMENT", "live")].into_iter().chain(variables.iter().copied());
                Ok(all().find(|(own, _)| *own == name).map(|(_, text)| text.to_owned()))
            });
            builder.map(|builder| format!("{:?}", builder.credentials)).map_err(|error| error.to_string())
        };
        let [token, id, secret] = ["ACME_TOKEN", "ACME_TOKEN_CLIENT_ID", "ACME_TOKEN_CLIENT_SECRET"];
        assert!(from(&[(id, "i-1"), (secret, "s-1")]).unwrap().contains("client credentials"));
        // A token that is there is the token.
        assert!(from(&[(token, "t-1"), (id, "i-1")]).unwrap().contains("[redacted]"));
        assert_eq!(from(&[(id, "i-1")]).unwrap_err(), "not set: ACME_TOKEN_CLIENT_SECRET");
        assert_eq!(from(&[(secret, "s-1")]).unwrap_err(), "not set: ACME_TOKEN_CLIENT_ID");
        assert_eq!(from(&[]).unwrap_err(), "not set: ACME_TOKEN");
    }

    #[test]
    fn what_is_missing_is_named() {
        for (variables, message) in [
            (&[][..], "ACME_ENVIRONMENT is not set; it names one of: staging, live"),
            (
                &[("ACME_ENVIRONMENT", "dev")],
                "ACME_ENVIRONMENT is no URL and does not name one of: staging, live",
            ),
            (
                &[("ACME_ENVIRONMENT", "")],
                "ACME_ENVIRONMENT is no URL and does not name one of: staging, live",
            ),
            (&[("ACME_ENVIRONMENT", "live")], "not set: ACME_API_KEY, ACME_BASIC"),
        ] {
            assert_eq!(from(variables).unwrap_err().to_string(), message);
        }
    }
}
