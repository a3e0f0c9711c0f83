//! Proxies: which one a server is reached through, and the tunnel.

use std::fmt;
use std::io;
use std::net::IpAddr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::Uri;
use percent_encoding::percent_decode_str;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::connect::Stream;
use super::origin::{Origin, bare_host};
use crate::address::has_port_or_none;
use crate::error::ConfigError;
use crate::secret::Secret;

/// The longest answer of a proxy that is read.
const MAX_ANSWER: usize = 8 << 10;

/// An http or https proxy, through which servers are reached by `CONNECT`: it sees their names and nothing else.
///
/// `Debug` shows its host.
#[derive(Clone)]
pub struct Proxy {
    pub(super) origin: Origin,
    credentials: Option<Secret>,
}

impl Proxy {
    /// A proxy by its URL, such as `http://proxy.example.com:3128`. It may hold a user and a password, percent-encoded.
    ///
    /// # Errors
    ///
    /// The text is no URL of an http or https proxy.
    pub fn new(url: &str) -> Result<Self, ConfigError> {
        let malformed = || ConfigError::new("the proxy is no URL of an http or https proxy");
        let uri: Uri = match url.contains("://") {
            true => url.parse(),
            false => format!("http://{url}").parse(),
        }
        .map_err(|_| malformed())?;
        let authority =
            uri.authority().filter(|authority| has_port_or_none(authority)).ok_or_else(malformed)?;
        let is_tls = match uri.scheme_str() {
            Some("http") => false,
            Some("https") => true,
            _ => return Err(malformed()),
        };
        let port = authority.port_u16().unwrap_or(if is_tls { 443 } else { 80 });
        let origin = Origin { is_tls, host: bare_host(authority.host()).to_owned(), port };
        let proxy = Self { origin, credentials: None };
        let Some((userinfo, _)) = authority.as_str().rsplit_once('@') else { return Ok(proxy) };
        let (user, password) = userinfo.split_once(':').unwrap_or((userinfo, ""));
        let decoded = |text| percent_decode_str(text).decode_utf8().map_err(|_| malformed());
        proxy.basic_auth(&decoded(user)?, &*decoded(password)?)
    }

    /// Sets the user and the password that it asks for.
    ///
    /// # Errors
    ///
    /// The user has a `:`.
    pub fn basic_auth(mut self, user: &str, password: impl Into<Secret>) -> Result<Self, ConfigError> {
        if user.contains(':') {
            return Err(ConfigError::new("the user of the proxy has a `:`"));
        }
        let pair = Secret::joined(&[user, ":", password.into().expose()]);
        self.credentials = Some(Secret::new(STANDARD.encode(pair.expose())));
        Ok(self)
    }

    /// Asks for a tunnel. After it, `stream` is the server's.
    pub(super) async fn tunnel(&self, stream: &mut Stream, server: &Origin) -> Result<(), Refusal> {
        let host = match server.host.contains(':') {
            true => format!("[{}]:{}", server.host, server.port),
            false => format!("{}:{}", server.host, server.port),
        };
        let mut head = format!("CONNECT {host} HTTP/1.1\r\nhost: {host}\r\n");
        if let Some(credentials) = &self.credentials {
            head.extend(["proxy-authorization: Basic ", credentials.expose(), "\r\n"]);
        }
        head.push_str("\r\n");
        stream.write_all(head.as_bytes()).await?;
        stream.flush().await?;
        let mut answer = Vec::new();
        let end = loop {
            if let Some(end) = answer.windows(4).position(|window| window == b"\r\n\r\n") {
                break end + 4;
            }
            if answer.len() > MAX_ANSWER {
                return Err(Refusal::Malformed);
            }
            if stream.read_buf(&mut answer).await? == 0 {
                return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
            }
        };
        match status(&answer) {
            // The server does not speak first: what follows is not its word.
            Some(200..=299) if end == answer.len() => Ok(()),
            Some(200..=299) | None => Err(Refusal::Malformed),
            Some(status) => Err(Refusal::Status(status)),
        }
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proxy").field("host", &self.origin.host).finish_non_exhaustive()
    }
}

/// The status of `HTTP/1.1 200 Connection established`.
fn status(answer: &[u8]) -> Option<u16> {
    let line = std::str::from_utf8(answer.split(|byte| *byte == b'\r').next()?).ok()?;
    let rest = line.strip_prefix("HTTP/1.1 ").or_else(|| line.strip_prefix("HTTP/1.0 "))?;
    let digits = rest.split(' ').next()?;
    let is_status = digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_status.then(|| digits.parse().ok()).flatten()
}

/// Why there is no tunnel.
pub(super) enum Refusal {
    Io(io::Error),
    Malformed,
    Status(u16),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// The proxy that servers are reached through, and the servers that are reached without.
#[derive(Default)]
pub(super) struct Proxies {
    proxy: Option<Proxy>,
    direct: Vec<Direct>,
}

/// An entry of `NO_PROXY`.
enum Direct {
    All,
    /// A domain and all below it.
    Domain(String),
    /// The addresses that begin with so many bits of this one.
    Network(IpAddr, u32),
}

impl Proxies {
    pub(super) fn through(proxy: Proxy) -> Self {
        Self { proxy: Some(proxy), direct: Vec::new() }
    }

    /// What the environment says to everybody: `HTTPS_PROXY`, else `ALL_PROXY`, and `NO_PROXY`, each also in lower case.
    /// `HTTP_PROXY` is for plain http, which goes to this machine only, and not through a proxy.
    pub(super) fn from_variables(get: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let get = |name: &str| {
            let names = [name.to_owned(), name.to_ascii_lowercase()];
            names
                .into_iter()
                .find_map(|name| get(&name).filter(|text| !text.is_empty()).map(|text| (name, text)))
        };
        let Some((name, url)) = get("HTTPS_PROXY").or_else(|| get("ALL_PROXY")) else {
            return Ok(Self::default());
        };
        let proxy = Proxy::new(&url).map_err(|error| ConfigError::new(format!("{name}: {error}")))?;
        let direct = get("NO_PROXY").map(|(_, list)| list.split(',').filter_map(Direct::parse).collect());
        Ok(Self { proxy: Some(proxy), direct: direct.unwrap_or_default() })
    }

    pub(super) fn proxy_of(&self, server: &Origin) -> Option<&Proxy> {
        let is_direct = !server.is_tls || self.direct.iter().any(|entry| entry.has(&server.host));
        self.proxy.as_ref().filter(|_| !is_direct)
    }
}

impl Direct {
    fn parse(entry: &str) -> Option<Self> {
        let entry = entry.trim();
        if entry == "*" {
            return Some(Self::All);
        }
        let (address, bits) = match entry.split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse().ok()?)),
            None => (entry, None),
        };
        if let Ok(address) = bare_host(address).parse() {
            return Some(Self::Network(address, bits.unwrap_or(128)));
        }
        let domain = entry.trim_start_matches('.').trim_end_matches('.');
        (!domain.is_empty()).then(|| Self::Domain(domain.to_ascii_lowercase()))
    }

    fn has(&self, host: &str) -> bool {
        match self {
            Self::All => true,
            Self::Network(network, bits) => {
                host.parse().is_ok_and(|address| common_bits(*network, address) >= Some(*bits))
            }
            Self::Domain(domain) => {
                let host = host.trim_end_matches('.').to_ascii_lowercase();
                host.strip_suffix(domain.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            }
        }
    }
}

/// How many bits two addresses begin with alike; all of them count as 128. `None` for addresses of different kinds.
fn common_bits(one: IpAddr, other: IpAddr) -> Option<u32> {
    let alike = match (one, other) {
        (IpAddr::V4(one), IpAddr::V4(other)) => (one.to_bits() ^ other.to_bits()).leading_zeros(),
        (IpAddr::V6(one), IpAddr::V6(other)) => (one.to_bits() ^ other.to_bits()).leading_zeros(),
        _ => return None,
    };
    Some(if one == other { 128 } else { alike })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxies(variables: &[(&str, &str)]) -> Result<Proxies, ConfigError> {
        let get =
            |name: &str| variables.iter().find(|(own, _)| *own == name).map(|(_, text)| (*text).to_owned());
        Proxies::from_variables(get)
    }

    fn server(is_tls: bool, host: &str) -> Origin {
        Origin { is_tls, host: host.to_owned(), port: 443 }
    }

    #[test]
    fn the_environment_names_the_proxy() {
        for (variables, host) in [
            (&[][..], None),
            (&[("HTTP_PROXY", "http://a")], None),
            (&[("HTTPS_PROXY", "http://a:3128"), ("ALL_PROXY", "http://b")], Some(("a", 3128))),
            (&[("https_proxy", "a")], Some(("a", 80))),
            (&[("HTTPS_PROXY", ""), ("all_proxy", "https://[::1]")], Some(("::1", 443))),
        ] {
            let proxies = proxies(variables).unwrap();
            let found = proxies.proxy_of(&server(true, "api.example.com"));
            assert_eq!(found.map(|proxy| (&*proxy.origin.host, proxy.origin.port)), host, "{variables:?}");
            assert!(proxies.proxy_of(&server(false, "localhost")).is_none(), "plain http");
        }
    }

    #[test]
    fn a_malformed_proxy_is_refused_and_not_shown() {
        for url in ["socks5://a", "http://", "http://a:99999", "http://secret@a b", "http://a:", "a/b c"] {
            let Err(error) = proxies(&[("all_proxy", url)]) else { panic!("{url} is taken") };
            assert_eq!(error.to_string(), "all_proxy: the proxy is no URL of an http or https proxy");
        }
        assert!(Proxy::new("http://a").unwrap().basic_auth("a:b", "c").is_err());
    }

    #[test]
    fn credentials_of_a_url_are_decoded_and_not_shown() {
        let proxy = Proxy::new("http://us%40er:pass%3Aword@proxy:1").unwrap();
        assert_eq!(proxy.credentials.as_ref().unwrap().expose(), STANDARD.encode("us@er:pass:word"));
        assert_eq!(format!("{proxy:?}"), "Proxy { host: \"proxy\", .. }");
    }

    #[test]
    fn what_is_reached_without_a_proxy() {
        for (list, host, direct) in [
            ("example.com", "example.com", true),
            (" .Example.com. ", "api.example.COM", true),
            ("example.com", "badexample.com", false),
            ("example.com,*", "other", true),
            ("10.0.0.0/8", "10.1.2.3", true),
            ("10.0.0.0/8", "11.1.2.3", false),
            ("10.0.0.0/x", "10.0.0.0", false),
            ("10.1.2.3", "10.1.2.3", true),
            ("10.1.2.3", "10.1.2.4", false),
            ("10.1.2.3/32", "10.1.2.4", false),
            ("0.0.0.0/0", "255.1.1.1", true),
            ("[fd00::]/8", "fd12::1", true),
            ("fd00::/8", "::ffff:10.0.0.1", false),
            ("0.0.0.0/0", "fd12::1", false),
            ("", "example.com", false),
            (",", "example.com", false),
        ] {
            let proxies = proxies(&[("ALL_PROXY", "http://a"), ("no_proxy", list)]).unwrap();
            assert_eq!(proxies.proxy_of(&server(true, host)).is_none(), direct, "{list} {host}");
        }
    }

    #[test]
    fn what_a_proxy_answers() {
        for (answer, expected) in [
            ("HTTP/1.1 200 Connection established\r\n\r\n", Some(200)),
            ("HTTP/1.0 407\r\n\r\n", Some(407)),
            ("HTTP/2 200\r\n\r\n", None),
            ("HTTP/1.1 20 OK\r\n\r\n", None),
            ("HTTP/1.1 2000 OK\r\n\r\n", None),
            ("HTTP/1.1 +20 OK\r\n\r\n", None),
            ("nonsense", None),
            ("", None),
        ] {
            assert_eq!(status(answer.as_bytes()), expected, "{answer}");
        }
    }
}
