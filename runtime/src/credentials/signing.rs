//! Requests that are signed: an HMAC over what is sent and when.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::header::{HeaderMap, HeaderName, HeaderValue};

use super::prepared::{header_name, sensitive};
use crate::mac::{hmac_sha256, to_hex};
use crate::secret::Secret;

/// How requests are signed: what the HMAC-SHA256 is taken of, and which headers it goes to.
///
/// The payload is a text with these parts, each as it goes on the wire:
///
/// | part | is |
/// |---|---|
/// | `{method}` | the method, in capitals |
/// | `{path}` | the path of the URL, with that of the address |
/// | `{query}` | the query without `?`; nothing when there is none |
/// | `{target}` | the path, and if there is a query, `?` and the query |
/// | `{body}` | the bytes of the body; nothing when there is none |
/// | `{timestamp}` | the time that stands in the header for it |
///
/// ```
/// use clientwright_runtime::{Api, Scheme, Signing};
///
/// const SIGNING: Signing =
///     Signing::hmac_sha256_hex("{timestamp}{method}{target}{body}", "X-Signature").timestamp("X-Timestamp");
/// static API: Api = Api::new("acme-client", "1.2.3")
///     .schemes(&[Scheme::signed("signature", "X-Api-Key", SIGNING, "ACME_KEY")]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Signing {
    payload: &'static str,
    pub(crate) header: &'static str,
    pub(crate) timestamp: Option<&'static str>,
    in_milliseconds: bool,
    in_base64: bool,
}

impl Signing {
    /// The header holds the HMAC-SHA256 of the payload in hexadecimal digits, with the secret's text as the key.
    pub const fn hmac_sha256_hex(payload: &'static str, header: &'static str) -> Self {
        Self { payload, header, timestamp: None, in_milliseconds: false, in_base64: false }
    }

    /// The header holds the HMAC-SHA256 of the payload in base64, with the secret's text as the key.
    pub const fn hmac_sha256_base64(payload: &'static str, header: &'static str) -> Self {
        Self { in_base64: true, ..Self::hmac_sha256_hex(payload, header) }
    }

    /// Sets the header with the time in Unix seconds, which the payload has too.
    pub const fn timestamp(mut self, header: &'static str) -> Self {
        self.timestamp = Some(header);
        self
    }

    /// Writes the time in milliseconds.
    pub const fn milliseconds(mut self) -> Self {
        self.in_milliseconds = true;
        self
    }
}

/// A request that is whole but for its signature.
pub(crate) struct ToSign<'a> {
    pub(crate) method: &'a str,
    /// With the address before it, and without the query.
    pub(crate) url: &'a str,
    pub(crate) query: &'a str,
    pub(crate) body: &'a [u8],
    pub(crate) now: SystemTime,
}

/// A key and how it signs.
pub(crate) struct Signer {
    key: (HeaderName, HeaderValue),
    secret: Secret,
    payload: Vec<Part>,
    signature: HeaderName,
    timestamp: Option<HeaderName>,
    signing: Signing,
}

#[derive(Clone, Copy, PartialEq)]
enum Part {
    Text(&'static str),
    Method,
    Path,
    Query,
    Target,
    Body,
    Timestamp,
}

impl Signer {
    /// `Err` goes on after "the credential for `scheme`".
    pub(super) fn new(header: HeaderName, signing: &Signing, pair: &str) -> Result<Self, String> {
        let payload = parse(signing.payload).ok_or("signs a payload with an unknown part")?;
        // A time that only stands beside is not signed.
        if signing.timestamp.is_some() != payload.contains(&Part::Timestamp) {
            return Err("signs a time without a header, or has a header without signing it".to_owned());
        }
        let (key, secret) = pair
            .split_once(':')
            .filter(|(key, secret)| !key.is_empty() && !secret.is_empty())
            .ok_or("is not of the form `key:secret`")?;
        Ok(Self {
            key: (header, sensitive(Secret::from(key))?),
            secret: Secret::from(secret),
            payload,
            signature: header_name(signing.header)?,
            timestamp: signing.timestamp.map(header_name).transpose()?,
            signing: *signing,
        })
    }

    /// Sets key, time and signature. A caller who set the signature signs: then the key alone is added, if it is missing.
    pub(super) fn sign(&self, request: &ToSign<'_>, headers: &mut HeaderMap) {
        let (name, key) = &self.key;
        headers.entry(name).or_insert_with(|| key.clone());
        if headers.contains_key(&self.signature) {
            return;
        }
        let since = request.now.duration_since(UNIX_EPOCH).unwrap_or_default();
        let time = match self.signing.in_milliseconds {
            true => since.as_millis().to_string(),
            false => since.as_secs().to_string(),
        };
        let target = target(request.url);
        let parts = self.payload.iter().flat_map(|part| match part {
            Part::Text(text) => [text.as_bytes(), b"", b""],
            Part::Method => [request.method.as_bytes(), b"", b""],
            Part::Path => [target.as_bytes(), b"", b""],
            Part::Query => [request.query.as_bytes(), b"", b""],
            Part::Target if request.query.is_empty() => [target.as_bytes(), b"", b""],
            Part::Target => [target.as_bytes(), b"?", request.query.as_bytes()],
            Part::Body => [request.body, b"", b""],
            Part::Timestamp => [time.as_bytes(), b"", b""],
        });
        let parts: Vec<&[u8]> = parts.collect();
        let Some(mac) = hmac_sha256(self.secret.expose().as_bytes(), &parts) else { return };
        let signature = if self.signing.in_base64 { BASE64_STANDARD.encode(mac) } else { to_hex(&mac) };
        let values = [(Some(&self.signature), signature), (self.timestamp.as_ref(), time)];
        for (name, text) in values {
            // Digits and base64 fit into any header.
            if let (Some(name), Ok(value)) = (name, sensitive(Secret::from(text))) {
                headers.insert(name, value);
            }
        }
    }
}

/// The parts of a payload; `None` when it has others, or none at all.
fn parse(mut payload: &'static str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    while let Some((text, rest)) = payload.split_once('{') {
        let (name, rest) = rest.split_once('}')?;
        parts.push(Part::Text(text));
        parts.push(match name {
            "method" => Part::Method,
            "path" => Part::Path,
            "query" => Part::Query,
            "target" => Part::Target,
            "body" => Part::Body,
            "timestamp" => Part::Timestamp,
            _ => return None,
        });
        payload = rest;
    }
    parts.push(Part::Text(payload));
    let is_whole = parts.len() > 1
        && parts.iter().all(|part| !matches!(part, Part::Text(text) if text.contains(['{', '}'])));
    is_whole.then_some(parts)
}

/// The path of a URL without query.
fn target(url: &str) -> &str {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    host.find('/').map_or("/", |slash| &host[slash..])
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").field("signing", &self.signing).finish_non_exhaustive()
    }
}
