//! The provider's side, for tests of a receiver.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use secrecy::{ExposeSecret as _, SecretSlice};
use sha2::{Digest as _, Sha256};

use super::key;
use super::signature::{ID_HEADER, Scheme, Signature, Spelling};
use crate::error::ConfigError;
use crate::mac::{hmac_sha256, to_hex};
use crate::response::RawResponse;
use crate::secret::Secret;
use crate::transport::{HttpRequest, Transport, TransportError, TransportErrorKind};
use crate::{Delivery, encode};

/// The size of the largest response of a receiver that is read.
const MAX_RESPONSE_BYTES: usize = 1 << 20;

/// Signs webhooks as the provider does and sends them. `Debug` does not show the secret.
///
/// ```
/// use clientwright_runtime::webhooks::{Signature, WebhookSigner, WebhookVerifier};
/// use clientwright_runtime::Json;
///
/// const SIGNATURE: Signature = Signature::standard_webhooks();
/// const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
///
/// let headers = WebhookSigner::new(SIGNATURE, SECRET)?.headers(b"{}")?;
/// let delivery = WebhookVerifier::new(SIGNATURE, [SECRET])?.receive::<Json>(&headers, b"{}").unwrap();
/// assert_eq!(delivery.id, headers["webhook-id"]);
/// # Ok::<(), clientwright_runtime::ConfigError>(())
/// ```
#[derive(Clone)]
#[must_use]
pub struct WebhookSigner {
    signature: Signature,
    secret: Secret,
    at: Option<SystemTime>,
}

impl WebhookSigner {
    /// A signer with a secret. For Ed25519 that is the private key: the seed of 32 bytes as 64 hexadecimal digits or in
    /// base64, `whsk_` before it or not.
    ///
    /// # Errors
    ///
    /// The secret is not of the form that the signature needs.
    pub fn new(signature: Signature, secret: impl Into<Secret>) -> Result<Self, ConfigError> {
        let secret = secret.into();
        let signer = Self { signature, secret, at: None };
        signer.headers(b"")?;
        Ok(signer)
    }

    /// Sets the time of signing, in place of now.
    pub fn at(mut self, time: SystemTime) -> Self {
        self.at = Some(time);
        self
    }

    /// The headers that the provider sends with the body. The same body at the same time has the same ones.
    ///
    /// # Errors
    ///
    /// The time is before 1970, or a header's name is malformed.
    pub fn headers(&self, body: &[u8]) -> Result<HeaderMap, ConfigError> {
        let Signature { scheme, header, prefix, prefix_optional, timestamp, separator, .. } = self.signature;
        let prefix = if prefix_optional { "" } else { prefix };
        let since = self.at.unwrap_or_else(SystemTime::now).duration_since(UNIX_EPOCH);
        let time = since.map_err(|_| ConfigError::new("a webhook cannot be signed before 1970"))?.as_secs();
        let time = time.to_string();
        let id = format!("msg_{}", to_hex(&Sha256::digest(body)[..16]));
        let mut headers = HeaderMap::new();
        let mut content: Vec<&[u8]> = Vec::new();
        if matches!(scheme, Scheme::StandardWebhooks) {
            insert(&mut headers, ID_HEADER, &id)?;
            content.extend([id.as_bytes(), b"."]);
        }
        if let Some(header) = timestamp {
            insert(&mut headers, header, &time)?;
        }
        if timestamp.is_some() || matches!(scheme, Scheme::HmacSha256List) {
            content.extend([time.as_bytes(), separator.as_bytes()]);
        }
        content.push(body);
        let shown = self
            .proof(&time, &content)
            .map_err(|what| ConfigError::new(format!("the webhook secret {what}")))?;
        insert(&mut headers, header, &format!("{prefix}{shown}"))?;
        Ok(headers)
    }

    fn proof(&self, time: &str, content: &[&[u8]]) -> Result<String, &'static str> {
        if let Some(accident) = self.secret.accident() {
            return Err(accident);
        }
        let secret = self.secret.expose();
        let hmac = |key: SecretSlice<u8>| hmac_sha256(key.expose_secret(), content).ok_or("is no key");
        let text = || secret.as_bytes().to_vec().into();
        Ok(match self.signature.scheme {
            Scheme::StaticToken => secret.to_owned(),
            Scheme::HmacSha256(spelling) => spelling.write(&hmac(text())?),
            Scheme::HmacSha256List => format!("t={time},v1={}", to_hex(&hmac(text())?)),
            #[cfg(feature = "ed25519")]
            Scheme::Ed25519(spelling) => spelling.write(&ed25519(secret, content)?),
            #[cfg(feature = "ed25519")]
            Scheme::StandardWebhooks if secret.starts_with("whsk_") => {
                format!("v1a,{}", Spelling::Base64.write(&ed25519(secret, content)?))
            }
            Scheme::StandardWebhooks => {
                format!("v1,{}", Spelling::Base64.write(&hmac(key::standard_secret(secret)?)?))
            }
        })
    }

    /// Sends a webhook over a transport and returns the receiver's response.
    ///
    /// # Errors
    ///
    /// No whole response came.
    pub async fn send(
        &self,
        transport: &dyn Transport,
        url: &str,
        body: impl Into<Bytes>,
    ) -> Result<RawResponse, TransportError> {
        let body = body.into();
        let not_sent =
            |error| TransportError::new(TransportErrorKind::Config, Delivery::NotSent).with_source(error);
        let mut headers = self.headers(&body).map_err(not_sent)?;
        headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static("application/json"));
        let request = HttpRequest {
            method: Method::POST,
            url: url.to_owned(),
            headers,
            body,
            timeout: Duration::from_secs(30),
            fresh_connection: true,
        };
        transport.send(request).await?.collect(MAX_RESPONSE_BYTES).await
    }
}

fn insert(headers: &mut HeaderMap, name: &'static str, text: &str) -> Result<(), ConfigError> {
    let malformed = || ConfigError::new(format!("the webhook header `{name}` is malformed"));
    let value = encode::header_value(text).ok_or_else(malformed)?;
    headers.insert(HeaderName::from_bytes(name.as_bytes()).map_err(|_| malformed())?, value);
    Ok(())
}

/// Signs with a seed; a `whsk_` key may have its public half behind it.
#[cfg(feature = "ed25519")]
fn ed25519(secret: &str, content: &[&[u8]]) -> Result<Vec<u8>, &'static str> {
    const FORM: &str = "is not a private key of 32 bytes in hexadecimal digits or base64";
    let text = secret.strip_prefix("whsk_").unwrap_or(secret).as_bytes();
    let bytes = key::from_hex::<32>(text).map(Vec::from).or_else(|| key::from_base64(text)).ok_or(FORM)?;
    let seed = bytes.get(..32).filter(|_| matches!(bytes.len(), 32 | 64)).ok_or(FORM)?;
    let pair = ring::signature::Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| FORM)?;
    Ok(pair.sign(&content.concat()).as_ref().to_vec())
}

impl fmt::Debug for WebhookSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookSigner")
            .field("signature", &self.signature)
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}
