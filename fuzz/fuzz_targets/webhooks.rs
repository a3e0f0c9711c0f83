//! Any headers and body: nothing is taken that was not signed, and what was signed is taken with no byte changed.

#![no_main]

use std::time::{Duration, UNIX_EPOCH};

use clientwright_runtime::Json;
use clientwright_runtime::webhooks::{Signature, WebhookSigner, WebhookVerifier};
use libfuzzer_sys::fuzz_target;

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
/// Seed and public key of Ed25519, RFC 8032, section 7.1, test 1.
const PRIVATE: &str = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
const PUBLIC: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

const SIGNATURES: [(Signature, &str, &str); 8] = [
    (Signature::hmac_sha256_hex("x-signature"), SECRET, SECRET),
    (Signature::hmac_sha256_hex("x-signature").optional_prefix("sha256="), SECRET, SECRET),
    (Signature::hmac_sha256_base64("x-signature").prefix("v1=").timestamp("x-time"), SECRET, SECRET),
    (Signature::hmac_sha256_base64("x-signature").timestamp("x-time").separator(""), SECRET, SECRET),
    (Signature::hmac_sha256_list("x-signature"), SECRET, SECRET),
    (Signature::standard_webhooks(), SECRET, SECRET),
    (Signature::ed25519_hex("x-signature"), PRIVATE, PUBLIC),
    (Signature::ed25519_base64("x-signature").timestamp("x-time"), PRIVATE, PUBLIC),
];

fuzz_target!(|data: &[u8]| {
    let [kind, change, rest @ ..] = data else { return };
    let (signature, secret, public) = SIGNATURES[usize::from(*kind) % SIGNATURES.len()];
    let verifier = WebhookVerifier::new(signature, [public]).expect("the secret is well-formed");
    let mut parts = rest.splitn(4, |byte| *byte == b'\n');
    let mut part = || parts.next().unwrap_or_default();
    let (proof, time, id, body) = (part(), part(), part(), part());
    let forged = verifier.receive_with::<Json, _, _>(
        |name| match name {
            "x-time" | "webhook-timestamp" => [time].into_iter(),
            "webhook-id" => [id].into_iter(),
            _ => [proof].into_iter(),
        },
        body,
    );
    assert!(forged.is_err(), "a forged webhook is taken");
    // A digit after the time, where nothing stands between them, could be the time's.
    if rest.first().is_some_and(u8::is_ascii_digit) {
        return;
    }
    let now = UNIX_EPOCH + Duration::from_secs(1_800_000_000);
    let headers =
        WebhookSigner::new(signature, secret).expect("the secret is well-formed").at(now).headers(rest);
    let headers = headers.expect("the names are well-formed");
    assert!(verifier.verify_at(&headers, rest, now).is_ok(), "a signed webhook is refused");
    let mut other = rest.to_vec();
    match other.get_mut(usize::from(*change)) {
        Some(byte) => *byte = byte.wrapping_add(1),
        None => other.push(*change),
    }
    assert!(verifier.verify_at(&headers, &other, now).is_err(), "a changed webhook is taken");
});
