//! The address of a client: https, or http to this machine.

use std::fmt;
use std::net::IpAddr;

use http::Uri;
use http::uri::{Authority, Scheme};

use crate::error::ConfigError;

/// The checked address that paths of operations are appended to, without a slash at its end.
#[derive(Clone)]
pub(crate) struct Address {
    pub(crate) base: String,
}

impl Address {
    /// Plain http, which only this machine may be spoken to with.
    pub(crate) fn is_plain(&self) -> bool {
        self.base.starts_with("http:")
    }

    /// The text is shown in no error: an address of the caller's own may hold a password.
    pub(crate) fn parse(text: &str) -> Result<Self, ConfigError> {
        let whole =
            Self::whole(text).map_err(|problem| ConfigError::new(format!("the address {problem}")))?;
        Ok(Self { base: whole.trim_end_matches('/').to_owned() })
    }

    /// An address that nothing is appended to, with the slash at its end. `Err` goes on after its name.
    pub(crate) fn whole(text: &str) -> Result<String, &'static str> {
        let uri: Uri = text.parse().map_err(|_| "is no URL")?;
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return Err("has no scheme or no host");
        };
        let is_plain = *scheme == Scheme::HTTP;
        match () {
            () if authority.as_str().contains('@') => Err("has a user or a password"),
            () if !has_port_or_none(authority) => Err("has a port that is not from 1 to 65535"),
            () if uri.query().is_some() || text.contains('#') => Err("has a query or a fragment"),
            () if uri.path().split('/').any(|segment| matches!(segment, "." | "..")) => {
                Err("has `.` or `..` in its path")
            }
            () if is_plain && !is_loopback(authority.host()) => {
                Err("is http, which only a loopback host may be")
            }
            () if !is_plain && *scheme != Scheme::HTTPS => Err("is neither https nor http"),
            () => Ok(format!("{scheme}://{authority}{}", uri.path())),
        }
    }
}

/// Scheme and host, as [`host`] has them.
impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&host(&self.base))
    }
}

/// Whether what follows the host is a port. `http` takes any digits, and none.
pub(crate) fn has_port_or_none(authority: &Authority) -> bool {
    let after = authority.as_str().rsplit_once('@').map_or(authority.as_str(), |(_, after)| after);
    after == authority.host() || authority.port_u16().is_some_and(|port| port > 0)
}

/// Scheme and host of what should be an address: its user, its path and its query may hold a token. Of what is no address
/// nothing is shown.
pub(crate) fn host(text: &str) -> String {
    let is_scheme = |scheme: &str| matches!(scheme, "https" | "http");
    let Some((scheme, rest)) = text.split_once("://").filter(|(scheme, _)| is_scheme(scheme)) else {
        return "[redacted]".to_owned();
    };
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    format!("{scheme}://{host}")
}

pub(crate) fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn https_anywhere_and_http_to_this_machine() {
        for (text, base) in [
            ("https://api.example.com/v1/", "https://api.example.com/v1"),
            ("HTTPS://api.example.com:8443", "https://api.example.com:8443"),
            ("http://localhost:8080/", "http://localhost:8080"),
            ("http://127.3.2.1", "http://127.3.2.1"),
            ("http://[::1]:80", "http://[::1]:80"),
        ] {
            assert_eq!(Address::parse(text).unwrap().base, base);
        }
    }

    #[test]
    fn whatever_could_send_a_key_astray_is_refused() {
        for text in [
            "",
            "api.example.com",
            "/relative",
            "http://api.example.com",
            "http://localhost.example.com",
            "http://127.0.0.1.example.com",
            "http://localhost@example.com",
            "http://localhost\\@example.com",
            "https://user:password@example.com",
            "https://example.com/?key=1",
            "https://example.com/#part",
            "https://example.com/a/../b",
            "ftp://example.com",
            "https://example.com:99999",
            "https://example.com:0",
            "https://example.com:",
            "http://[::1]:65536",
            "https://exa mple.com",
            "https://example.com\r\nx: y",
        ] {
            assert!(Address::parse(text).is_err(), "{text:?}");
        }
    }
}
