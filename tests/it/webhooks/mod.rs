//! Webhooks that somebody else made: every provider's verification and its events, through the generated crates.

mod bodies;
mod headers;
mod times;

use clientwright_runtime::webhooks::{Signature, SignatureError, WebhookSigner, WebhookVerifier};
use clientwright_runtime::{DecodeError, HeaderMap, HeaderValue, Json};

const SECRET: &str = "whsec_7d1";

/// A provider that signs with HMAC-SHA256, and one webhook of it. The signatures were computed by another program.
struct Signing {
    name: &'static str,
    signature: Signature,
    header: &'static str,
    prefix: &'static str,
    digest: &'static str,
    time: Option<(&'static str, &'static str)>,
    body: &'static str,
    read: fn(&[u8]) -> Result<Kept, DecodeError>,
}

/// What became of an event.
#[derive(Debug, PartialEq)]
enum Kept {
    Known,
    Unknown(Json),
}

const SIGNING: [Signing; 3] = [
    Signing {
        name: "bitmama",
        signature: bitmama_client::webhooks::SIGNATURE,
        header: "x-webhook-signature",
        prefix: "",
        digest: "76d76b1774ca769a8f5e0a881ccb58b8236c584a2688dc42ef54582d88555513",
        time: None,
        body: r#"{"event":"user.kyc.approved","timestamp":"2025-01-15T10:30:00.000Z","data":{"serviceId":"acme-rain-user-1","partnerId":"acme","status":"approved","details":{}}}"#,
        read: |body| {
            Ok(match bitmama_client::webhooks::Event::decode(body)? {
                bitmama_client::webhooks::Event::Unknown(json) => Kept::Unknown(json),
                _ => Kept::Known,
            })
        },
    },
    Signing {
        name: "plu",
        signature: plu_client::webhooks::SIGNATURE,
        header: "x-webhook-signature",
        prefix: "",
        digest: "78e4a2f70fe37ec34481456b01a1f6ab31a2ee6183df4cf2c9768b1dd1d0033e",
        time: None,
        body: r#"{"event":"user.kyc-event","timestamp":"2026-02-19T20:49:29.927Z","data":{"serviceId":"acme-user-1","status":"approved","email":"jane@example.com","firstName":"Jane","lastName":"DoeApproved"}}"#,
        read: |body| {
            Ok(match plu_client::webhooks::Event::decode(body)? {
                plu_client::webhooks::Event::Unknown(json) => Kept::Unknown(json),
                _ => Kept::Known,
            })
        },
    },
    Signing {
        name: "unigox",
        signature: unigox_client::webhooks::SIGNATURE,
        header: "x-unigox-signature",
        prefix: "sha256=",
        digest: "6660c99e970bb77d2e03566394d45f0d06d87f5559c36128989df286f04a1b41",
        time: Some(("x-unigox-timestamp", "1770000000")),
        body: r#"{"event_id":"evt_1","event_type":"user.kyc.updated","created_at":"2026-02-01T12:00:30Z","data":{"user_uuid":"550e8400-e29b-41d4-a716-446655440000","kyc_status":"VERIFIED"}}"#,
        read: |body| {
            Ok(match unigox_client::webhooks::Event::decode(body)? {
                unigox_client::webhooks::Event::Unknown(json) => Kept::Unknown(json),
                _ => Kept::Known,
            })
        },
    },
];

impl Signing {
    fn verifier(&self) -> WebhookVerifier {
        WebhookVerifier::new(self.signature, [SECRET]).unwrap()
    }

    fn signed(&self, body: &[u8]) -> HeaderMap {
        WebhookSigner::new(self.signature, SECRET).unwrap().headers(body).unwrap()
    }

    /// The headers of the webhook, with these values in the one that carries the signature.
    fn headers<V: AsRef<[u8]>>(&self, values: impl IntoIterator<Item = V>) -> HeaderMap {
        let mut headers = headers(self.header, values);
        if let Some((name, time)) = self.time {
            headers.insert(name, HeaderValue::from_static(time));
        }
        headers
    }

    /// What the provider sends.
    fn shown(&self) -> String {
        format!("{}{}", self.prefix, self.digest)
    }
}

/// One header with several values. Servers hand on bytes beyond ASCII, so the values are bytes.
fn headers<V: AsRef<[u8]>>(name: &'static str, values: impl IntoIterator<Item = V>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for value in values {
        headers.append(name, HeaderValue::from_bytes(value.as_ref()).unwrap());
    }
    headers
}

/// The result of a verification in one word.
fn word(result: &Result<(), SignatureError>) -> &'static str {
    match result {
        Ok(()) => "taken",
        Err(SignatureError::MissingHeader(_)) => "missing",
        Err(SignatureError::RepeatedHeader(_)) => "repeated",
        Err(SignatureError::MalformedHeader(_)) => "malformed",
        Err(SignatureError::Mismatch) => "mismatch",
        Err(SignatureError::Stale) => "stale",
        Err(_) => "other",
    }
}
