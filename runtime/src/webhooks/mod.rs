//! Webhooks: whether a request is really the provider's, and what it says.
//!
//! ```
//! use std::time::SystemTime;
//! use clientwright_runtime::Json;
//! use clientwright_runtime::webhooks::{Signature, WebhookVerifier};
//!
//! const SIGNATURE: Signature = Signature::hmac_sha256_hex("x-webhook-signature");
//!
//! // During a rotation both the new and the old secret count.
//! let verifier = WebhookVerifier::new(SIGNATURE).secret("whsec_new").secret("whsec_old");
//! let body = br#"{"event":"user.created"}"#;
//! let headers = verifier.sign(body, SystemTime::now())?;
//! // An error is a forgery; what is genuine and cannot be read is kept.
//! match verifier.receive::<Json>(&headers, body)?.event {
//!     Ok(event) => println!("{event}"),
//!     Err(undecoded) => println!("keep {} bytes: {undecoded}", undecoded.body().len()),
//! }
//! assert!(verifier.receive::<Json>(&headers, b"{}").is_err());
//! # Ok::<(), clientwright_runtime::webhooks::WebhookError>(())
//! ```

mod delivery;

use std::error::Error as StdError;
use std::fmt::{self, Write as _};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use hmac::{Hmac, KeyInit as _, Mac as _};
use http::{HeaderMap, HeaderName};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

pub use self::delivery::{Delivery, Undecoded};
use crate::encode::header_value;
use crate::json::{self, Decode, DecodeError};
use crate::secret::Secret;

/// How a provider shows that a webhook is its own.
#[derive(Clone, Copy, Debug)]
pub struct Signature {
    scheme: Scheme,
    header: &'static str,
    prefix: &'static str,
    prefix_optional: bool,
    timestamp: Option<&'static str>,
    tolerance: Option<Duration>,
}

#[derive(Clone, Copy, Debug)]
enum Scheme {
    HmacSha256Hex,
    StaticToken,
}

impl Signature {
    /// The header holds the hexadecimal HMAC-SHA256 of the body, with the secret's text as the key.
    pub const fn hmac_sha256_hex(header: &'static str) -> Self {
        Self::new(Scheme::HmacSha256Hex, header)
    }

    /// The header holds the secret itself. It shows who sends and not what: a body can be changed on its way.
    pub const fn static_token(header: &'static str) -> Self {
        Self::new(Scheme::StaticToken, header)
    }

    const fn new(scheme: Scheme, header: &'static str) -> Self {
        Self { scheme, header, prefix: "", prefix_optional: false, timestamp: None, tolerance: None }
    }

    /// What stands before the signature or token in its header, such as `sha256=`.
    pub const fn prefix(mut self, prefix: &'static str) -> Self {
        self.prefix = prefix;
        self
    }

    /// What may stand before it and may be missing, where the provider does not say which it is.
    pub const fn optional_prefix(mut self, prefix: &'static str) -> Self {
        self.prefix = prefix;
        self.prefix_optional = true;
        self
    }

    /// Another header holds the time in Unix seconds, and `<time>.<body>` is what is signed.
    pub const fn timestamp(mut self, header: &'static str) -> Self {
        self.timestamp = Some(header);
        self
    }

    /// How far a signed time may be from now, both ways. Without it any time is taken, and a recorded webhook can be
    /// sent again.
    pub const fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = Some(tolerance);
        self
    }
}

/// Checks webhooks against one or several secrets. `Debug` shows none of them.
#[derive(Clone, Debug)]
#[must_use]
pub struct WebhookVerifier {
    signature: Signature,
    secrets: Vec<Secret>,
}

impl WebhookVerifier {
    /// A verifier without a secret, which refuses everything.
    pub fn new(signature: Signature) -> Self {
        Self { signature, secrets: Vec::new() }
    }

    /// Adds a secret; a webhook of any of them is taken. An empty one is left out, as anybody could sign with it.
    pub fn secret(mut self, secret: impl Into<Secret>) -> Self {
        let secret = secret.into();
        if !secret.expose().is_empty() {
            self.secrets.push(secret);
        }
        self
    }

    /// Sets how far a signed time may be from now, in place of what the provider documents.
    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.signature.tolerance = Some(tolerance);
        self
    }

    /// Checks a webhook now. `body` is the bytes as they came: JSON written again is other bytes.
    ///
    /// # Errors
    ///
    /// The webhook is not the provider's, or nothing shows that it is.
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<(), WebhookError> {
        self.verify_at(headers, body, SystemTime::now())
    }

    /// Checks a webhook as of a time.
    ///
    /// # Errors
    ///
    /// The webhook is not the provider's, or nothing shows that it is.
    pub fn verify_at(&self, headers: &HeaderMap, body: &[u8], now: SystemTime) -> Result<(), WebhookError> {
        if self.secrets.is_empty() {
            return Err(WebhookError::NoSecret);
        }
        let Signature { scheme, header, prefix, prefix_optional, timestamp, tolerance } = self.signature;
        let whole = the_header(headers, header)?;
        let shown = match whole.strip_prefix(prefix.as_bytes()) {
            Some(shown) => shown,
            None if prefix_optional => whole,
            None => return Err(WebhookError::MalformedHeader(header)),
        };
        let time = timestamp.map(|header| the_header(headers, header)).transpose()?;
        let fits: &dyn Fn(&Secret) -> bool = match scheme {
            Scheme::HmacSha256Hex => {
                let shown = digest_from_hex(shown).ok_or(WebhookError::MalformedHeader(header))?;
                &move |secret| mac(secret, time, body).is_some_and(|mac| mac.verify_slice(&shown).is_ok())
            }
            Scheme::StaticToken => &|secret| secret.expose().as_bytes().ct_eq(shown).into(),
        };
        // Every secret is tried, so that the time taken does not tell which one fits.
        if !self.secrets.iter().fold(false, |found, secret| fits(secret) | found) {
            return Err(WebhookError::Mismatch);
        }
        match (timestamp, time) {
            // Only now: who cannot sign is told nothing about the clock.
            (Some(header), Some(time)) => check_time(header, time, now, tolerance),
            _ => Ok(()),
        }
    }

    /// Checks a webhook now and reads its event. What is the provider's and cannot be read is no error, so that a
    /// receiver does not refuse it: it is in the delivery.
    ///
    /// # Errors
    ///
    /// The webhook is not the provider's, or nothing shows that it is.
    pub fn receive<T: Decode>(&self, headers: &HeaderMap, body: &[u8]) -> Result<Delivery<T>, WebhookError> {
        self.verify(headers, body)?;
        Ok(Delivery::read(body))
    }

    /// Checks a webhook now and reads its JSON. A receiver that refuses every error refuses genuine webhooks too, where
    /// they are not what is documented: [`receive`](Self::receive) tells the two apart.
    ///
    /// # Errors
    ///
    /// The webhook is not the provider's, or its body is not what `T` takes.
    pub fn open<T: Decode>(&self, headers: &HeaderMap, body: &[u8]) -> Result<T, WebhookError> {
        self.verify(headers, body)?;
        json::from_slice(body).map_err(WebhookError::Decode)
    }

    /// The headers that the provider would send with `body` at a time, by the first secret: for tests of a receiver.
    ///
    /// # Errors
    ///
    /// There is no secret, a secret cannot stand in a header, or the time is before 1970.
    pub fn sign(&self, body: &[u8], at: SystemTime) -> Result<HeaderMap, WebhookError> {
        let Signature { scheme, header, prefix, prefix_optional, timestamp, .. } = self.signature;
        let prefix = if prefix_optional { "" } else { prefix };
        let secret = self.secrets.first().ok_or(WebhookError::NoSecret)?;
        let mut headers = HeaderMap::new();
        let mut time = None;
        if let Some(header) = timestamp {
            let since = at.duration_since(UNIX_EPOCH).map_err(|_| WebhookError::MalformedHeader(header))?;
            let text = since.as_secs().to_string();
            insert(&mut headers, header, &text)?;
            time = Some(text);
        }
        let shown = match scheme {
            Scheme::StaticToken => secret.expose().to_owned(),
            Scheme::HmacSha256Hex => {
                let mac =
                    mac(secret, time.as_deref().map(str::as_bytes), body).ok_or(WebhookError::NoSecret)?;
                mac.finalize().into_bytes().iter().fold(String::new(), |mut hex, byte| {
                    let _ = write!(hex, "{byte:02x}");
                    hex
                })
            }
        };
        insert(&mut headers, header, &format!("{prefix}{shown}"))?;
        Ok(headers)
    }
}

/// Exactly one header of the name: of two, another program might look at the other one.
fn the_header<'a>(headers: &'a HeaderMap, name: &'static str) -> Result<&'a [u8], WebhookError> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => Ok(value.as_bytes()),
        (None, _) => Err(WebhookError::MissingHeader(name)),
        (Some(_), Some(_)) => Err(WebhookError::RepeatedHeader(name)),
    }
}

fn insert(headers: &mut HeaderMap, name: &'static str, text: &str) -> Result<(), WebhookError> {
    let malformed = || WebhookError::MalformedHeader(name);
    let value = header_value(text).ok_or_else(malformed)?;
    headers.insert(HeaderName::from_bytes(name.as_bytes()).map_err(|_| malformed())?, value);
    Ok(())
}

fn mac(secret: &Secret, time: Option<&[u8]>, body: &[u8]) -> Option<Hmac<Sha256>> {
    // HMAC takes keys of any length; the `Option` is the signature's, not a case.
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes()).ok()?;
    if let Some(time) = time {
        mac.update(time);
        mac.update(b".");
    }
    mac.update(body);
    Some(mac)
}

/// 32 bytes from 64 hexadecimal digits, and from nothing shorter, longer or else.
fn digest_from_hex(hex: &[u8]) -> Option<[u8; 32]> {
    let hex: &[u8; 64] = hex.try_into().ok()?;
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let mut digest = [0; 32];
    for (byte, pair) in digest.iter_mut().zip(hex.chunks_exact(2)) {
        *byte = u8::try_from(digit(pair[0])? << 4 | digit(pair[1])?).ok()?;
    }
    Some(digest)
}

/// Without a tolerance any time is near enough, but it still is a time: nothing but digits can stand before the `.` of
/// what is signed, so that no other way to split it gives the same bytes.
fn check_time(
    header: &'static str,
    time: &[u8],
    now: SystemTime,
    tolerance: Option<Duration>,
) -> Result<(), WebhookError> {
    let digits = std::str::from_utf8(time).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    let seconds = digits.and_then(|text| text.parse().ok()).ok_or(WebhookError::MalformedHeader(header))?;
    let now = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    let distance = now.abs_diff(Duration::from_secs(seconds));
    if tolerance.is_none_or(|tolerance| distance <= tolerance) { Ok(()) } else { Err(WebhookError::Stale) }
}

/// A webhook that must not be acted on. It shows nothing of the webhook and of the secrets.
#[derive(Debug)]
#[non_exhaustive]
pub enum WebhookError {
    /// The verifier has no secret.
    NoSecret,
    /// The header is not there.
    MissingHeader(&'static str),
    /// The header is there more than once.
    RepeatedHeader(&'static str),
    /// The header is not of the form that the provider documents.
    MalformedHeader(&'static str),
    /// No secret fits.
    Mismatch,
    /// It was signed too long ago, or too far ahead.
    Stale,
    /// It is the provider's, but its body is not what is documented.
    Decode(DecodeError),
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSecret => f.write_str("webhook: the verifier has no secret"),
            Self::MissingHeader(header) => write!(f, "webhook: the header `{header}` is missing"),
            Self::RepeatedHeader(header) => {
                write!(f, "webhook: the header `{header}` is there more than once")
            }
            Self::MalformedHeader(header) => write!(f, "webhook: the header `{header}` is malformed"),
            Self::Mismatch => f.write_str("webhook: no secret fits"),
            Self::Stale => f.write_str("webhook: it was signed at a time too far from now"),
            Self::Decode(error) => write!(f, "webhook: the body cannot be read: {error}"),
        }
    }
}

impl StdError for WebhookError {}
