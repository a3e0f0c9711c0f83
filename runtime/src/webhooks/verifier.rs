//! Whether a webhook is the provider's.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderMap;
use sha2::{Digest as _, Sha256};

use super::key::Key;
use super::shown::Shown;
use super::{Delivery, Signature, SignatureError};
use crate::error::ConfigError;
use crate::json::Decode;
use crate::mac::to_hex;
use crate::secret::Secret;

type Seen = Arc<dyn Fn(&str) -> bool + Send + Sync>;

/// Checks webhooks against one or several secrets. Clones share them; `Debug` shows none of them.
#[derive(Clone)]
#[must_use]
pub struct WebhookVerifier {
    signature: Signature,
    keys: Arc<[Key]>,
    seen: Option<Seen>,
}

impl WebhookVerifier {
    /// A verifier with the secrets that are valid now: during a rotation the new and the old one. A webhook of any of
    /// them is taken.
    ///
    /// # Errors
    ///
    /// There is no secret, or one is empty, contains a control character such as a line break at its end, begins or ends
    /// with a space, or is not of the form that the signature needs.
    pub fn new<S: Into<Secret>>(
        signature: Signature,
        secrets: impl IntoIterator<Item = S>,
    ) -> Result<Self, ConfigError> {
        let refused = |what| ConfigError::new(format!("the webhook secret {what}"));
        let key = |secret: S| Key::new(signature.scheme, &secret.into()).map_err(refused);
        let keys: Arc<[Key]> = secrets.into_iter().map(key).collect::<Result<_, _>>()?;
        if keys.is_empty() {
            return Err(refused("is missing: a verifier needs one"));
        }
        Ok(Self { signature, keys, seen: None })
    }

    /// Sets how far a signed time may be from now, in place of what the provider documents.
    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.signature.tolerance = Some(tolerance);
        self
    }

    /// Sets what knows whether a delivery was kept, by its [id](Delivery::id): then it is
    /// [`SignatureError::Seen`] and not received again. Where no time is signed, nothing else stops a recorded webhook
    /// from being sent again years later.
    ///
    /// It is asked after the signature was found right, and must answer at once: from memory, a cache or a blocking
    /// store. It does not remember by itself. Remember an id when its event is kept and not before, or an event is lost
    /// whose handler fails; two deliveries at the same time are both received. What is certain is a unique column for
    /// [`Delivery::id`] in the table that keeps events, which an asynchronous handler asks too.
    ///
    /// Events that are the same to the last byte have the same id, and only the first of them is received.
    pub fn seen(mut self, seen: impl Fn(&str) -> bool + Send + Sync + 'static) -> Self {
        self.seen = Some(Arc::new(seen));
        self
    }

    /// Checks a webhook now and reads its event. What is the provider's and cannot be read is no error, so that a
    /// receiver does not refuse it: it is in the delivery. `body` is the bytes as they came: JSON written again is other
    /// bytes.
    ///
    /// # Errors
    ///
    /// The webhook is not the provider's, nothing shows that it is, or it was kept before.
    pub fn receive<T: Decode>(
        &self,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Delivery<T>, SignatureError> {
        self.receive_with(|name| headers.get_all(name), body)
    }

    /// [`receive`](Self::receive) for headers of any kind: `header` gives all values of a header, as text or bytes. An
    /// `Option` will do where a header cannot be there twice. Names of headers have no case.
    ///
    /// ```
    /// # use clientwright_runtime::webhooks::{Signature, SignatureError, WebhookVerifier};
    /// # use clientwright_runtime::Json;
    /// let verifier = WebhookVerifier::new(Signature::static_token("x-token"), ["token-1"])?;
    /// let headers = std::collections::HashMap::from([("x-token", "token-1")]);
    /// let delivery = verifier.receive_with::<Json, _, _>(|name| headers.get(name), b"{}").unwrap();
    /// assert!(delivery.event.is_ok());
    /// # Ok::<(), clientwright_runtime::ConfigError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The webhook is not the provider's, nothing shows that it is, or it was kept before.
    pub fn receive_with<T: Decode, V: AsRef<[u8]>, I: IntoIterator<Item = V>>(
        &self,
        header: impl Fn(&'static str) -> I,
        body: &[u8],
    ) -> Result<Delivery<T>, SignatureError> {
        let now = SystemTime::now();
        let id = self.check(Shown::read(&self.signature, header)?, body, now)?;
        if self.seen.as_ref().is_some_and(|seen| seen(&id)) {
            return Err(SignatureError::Seen);
        }
        Ok(Delivery::read(body, id, now))
    }

    /// Checks a webhook now, and whether it was [seen](Self::seen) not at all.
    ///
    /// # Errors
    ///
    /// The webhook is not the provider's, or nothing shows that it is.
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<(), SignatureError> {
        self.verify_at(headers, body, SystemTime::now())
    }

    /// [`verify`](Self::verify) as of a time.
    ///
    /// # Errors
    ///
    /// The webhook is not the provider's, or nothing shows that it is.
    pub fn verify_at(&self, headers: &HeaderMap, body: &[u8], now: SystemTime) -> Result<(), SignatureError> {
        self.check(Shown::read(&self.signature, |name| headers.get_all(name))?, body, now).map(drop)
    }

    /// The delivery's id.
    fn check(&self, shown: Shown, body: &[u8], now: SystemTime) -> Result<String, SignatureError> {
        let content = shown.content(&self.signature, body);
        // Every secret is tried, so that the time taken does not tell which one fits.
        let fits =
            |key: &Key| shown.proofs.iter().fold(false, |found, proof| key.fits(proof, &content) | found);
        if !self.keys.iter().fold(false, |found, key| fits(key) | found) {
            return Err(SignatureError::Mismatch);
        }
        // Only now: who cannot sign is told nothing about the clock.
        if let Some(time) = &shown.time {
            self.check_time(time, body, now)?;
        }
        let digest = || {
            let mut digest = Sha256::new();
            content.iter().for_each(|part| digest.update(part));
            to_hex(&digest.finalize())
        };
        Ok(shown.id.clone().unwrap_or_else(digest))
    }

    /// Without a tolerance any time is near enough, but it still is a time: nothing but digits stands before the
    /// separator, and no digit follows where there is none, so that no other way to split what is signed gives the same
    /// bytes.
    fn check_time(&self, time: &[u8], body: &[u8], now: SystemTime) -> Result<(), SignatureError> {
        let Signature { timestamp, header, separator, tolerance, .. } = self.signature;
        let is_digit = |byte: &u8| byte.is_ascii_digit();
        let digits = std::str::from_utf8(time).ok().filter(|_| time.iter().all(is_digit));
        let seconds = digits.filter(|_| !separator.is_empty() || !body.first().is_some_and(is_digit));
        let seconds = seconds.and_then(|text| text.parse().ok());
        let seconds = seconds.ok_or(SignatureError::MalformedHeader(timestamp.unwrap_or(header)))?;
        let now = now.duration_since(UNIX_EPOCH).unwrap_or_default();
        let distance = now.abs_diff(Duration::from_secs(seconds));
        if tolerance.is_none_or(|tolerance| distance <= tolerance) {
            Ok(())
        } else {
            Err(SignatureError::Stale)
        }
    }
}

impl fmt::Debug for WebhookVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookVerifier")
            .field("signature", &self.signature)
            .field("secrets", &self.keys.len())
            .finish_non_exhaustive()
    }
}
