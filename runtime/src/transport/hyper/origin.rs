//! Where a request goes, and what is left of it then.

use http::Uri;
use http::header::{HOST, HeaderValue};
use http::uri::{PathAndQuery, Scheme};
use hyper::Request;

use super::Message;
use super::connection::Payload;
use super::progress::Progress;
use crate::address::{has_port_or_none, is_loopback};
use crate::transport::{HttpRequest, TransportError, TransportErrorKind};

/// A server: requests to it can share a connection.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Origin {
    pub(super) is_tls: bool,
    /// Without the brackets of an IPv6 address.
    pub(super) host: String,
    pub(super) port: u16,
}

/// Separates the server from what is sent to it. Plain http goes to this machine only, whoever made the request.
pub(super) fn split(request: HttpRequest, progress: &Progress) -> Result<(Origin, Message), TransportError> {
    let refuse = |source: &'static str| progress.fail(TransportErrorKind::Config, source);
    let uri = Uri::try_from(request.url).map_err(|_| refuse("the address is no URL, or too long for one"))?;
    let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
        return Err(refuse("the address has no scheme or no host"));
    };
    let is_tls = *scheme == Scheme::HTTPS;
    let is_local = *scheme == Scheme::HTTP && is_loopback(authority.host());
    if !(is_tls || is_local) {
        return Err(refuse("the address is neither https nor http to this machine"));
    }
    if authority.as_str().contains('@') || !has_port_or_none(authority) {
        return Err(refuse("the address has a user, or a port that is none"));
    }
    let usual = if is_tls { 443 } else { 80 };
    let port = authority.port_u16().unwrap_or(usual);
    let host = if port == usual { authority.host() } else { authority.as_str() };
    let host = HeaderValue::from_str(host).map_err(|_| refuse("the host is no header value"))?;
    let origin = Origin { is_tls, host: bare_host(authority.host()).to_owned(), port };
    let path = uri.path_and_query().cloned().unwrap_or_else(|| PathAndQuery::from_static("/"));
    let mut message = Request::new(Payload::new(request.body));
    *message.method_mut() = request.method;
    *message.uri_mut() = Uri::from(path);
    *message.headers_mut() = request.headers;
    message.headers_mut().insert(HOST, host);
    Ok((origin, message))
}

/// Without the brackets of an IPv6 address.
pub(super) fn bare_host(host: &str) -> &str {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
}
