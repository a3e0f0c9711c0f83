//! Whose a webhook is, and what becomes of it. Signatures were computed by other programs or are published ones.

mod frameworks;
mod receive;
mod schemes;
mod signer;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use clientwright_runtime::webhooks::{Signature, SignatureError, WebhookSigner, WebhookVerifier};
use clientwright_runtime::{HeaderMap, HeaderValue};

const HEX: Signature = Signature::hmac_sha256_hex("x-signature");

/// RFC 4231, test case 2.
const KEY: &str = "Jefe";
const BODY: &[u8] = b"what do ya want for nothing?";
const MAC: &str = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        headers.append(*name, HeaderValue::from_str(value).unwrap());
    }
    headers
}

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

fn verifier(signature: Signature, secret: &str) -> WebhookVerifier {
    WebhookVerifier::new(signature, [secret]).unwrap()
}

fn signed(signature: Signature, secret: &str, body: &[u8]) -> HeaderMap {
    WebhookSigner::new(signature, secret).unwrap().headers(body).unwrap()
}

#[test]
fn a_published_signature_fits_in_either_case_and_by_any_secret() {
    for shown in [MAC.to_owned(), MAC.to_uppercase()] {
        let verifier = WebhookVerifier::new(HEX, ["other", KEY]).unwrap();
        verifier.verify(&headers(&[("X-Signature", &shown)]), BODY).unwrap();
    }
}

#[test]
fn anything_else_is_refused_by_name() {
    let verifier = verifier(HEX, KEY);
    let message = |pairs: &[(&'static str, &str)], body: &[u8]| {
        verifier.verify(&headers(pairs), body).unwrap_err().to_string()
    };
    let malformed = "webhook: the header `x-signature` is malformed";
    assert_eq!(message(&[], BODY), "webhook: the header `x-signature` is missing");
    let twice = [("x-signature", MAC), ("x-signature", MAC)];
    assert_eq!(message(&twice, BODY), "webhook: the header `x-signature` is there more than once");
    assert_eq!(message(&[("x-signature", "")], BODY), malformed);
    assert_eq!(message(&[("x-signature", &MAC[1..])], BODY), malformed);
    assert_eq!(message(&[("x-signature", &format!("{MAC}0"))], BODY), malformed);
    assert_eq!(message(&[("x-signature", &format!("+{}", &MAC[1..]))], BODY), malformed);
    assert_eq!(message(&[("x-signature", &"f".repeat(64))], BODY), "webhook: no secret fits");
    assert_eq!(message(&[("x-signature", MAC)], b"other"), "webhook: no secret fits");
}

/// Anybody could sign with an empty secret, and with a line break behind it none would ever fit.
#[test]
fn a_secret_that_cannot_be_meant_is_refused_when_the_verifier_is_made() {
    let list = Signature::hmac_sha256_list("x-signature");
    let standard = Signature::standard_webhooks();
    let public = Signature::ed25519_hex("x-signature");
    for (signature, secret, problem) in [
        (HEX, "", "is empty"),
        (HEX, " ", "begins or ends with a space"),
        (HEX, "s ", "begins or ends with a space"),
        (HEX, "s\n", "contains a control character, such as a line break at its end"),
        (list, "\r\n", "contains a control character, such as a line break at its end"),
        (Signature::static_token("x-token"), "tök", "contains a character beyond ASCII"),
        (standard, "whsec_", "is not of the form `whsec_` and base64"),
        (standard, "not base64", "is not of the form `whsec_` and base64"),
        (standard, "whpk_AAAA", "is not a public key of 32 bytes in hexadecimal digits or base64"),
        (public, "AAAA", "is not a public key of 32 bytes in hexadecimal digits or base64"),
    ] {
        let refused = WebhookVerifier::new(signature, [secret]).unwrap_err();
        assert_eq!(refused.to_string(), format!("the webhook secret {problem}"), "{secret:?}");
    }
    let none = WebhookVerifier::new(HEX, Vec::<String>::new()).unwrap_err();
    assert_eq!(none.to_string(), "the webhook secret is missing: a verifier needs one");
    WebhookVerifier::new(HEX, ["good", ""]).unwrap_err();
}

#[test]
fn a_static_token_is_compared_whole() {
    let verifier =
        WebhookVerifier::new(Signature::static_token("authorization"), ["token-1", "token-2"]).unwrap();
    for (shown, fits) in
        [("token-1", true), ("token-2", true), ("token-", false), ("token-11", false), ("", false)]
    {
        assert_eq!(verifier.verify(&headers(&[("authorization", shown)]), b"{}").is_ok(), fits, "{shown}");
    }
}

#[test]
fn a_signed_time_counts_and_must_be_near() {
    const TIMED: Signature = Signature::hmac_sha256_hex("x-signature")
        .prefix("sha256=")
        .timestamp("x-timestamp")
        .tolerance(Duration::from_secs(300));
    let verifier = verifier(TIMED, KEY);
    let signed = WebhookSigner::new(TIMED, KEY).unwrap().at(at(1_000)).headers(BODY).unwrap();
    assert_eq!(signed["x-timestamp"], "1000");
    assert!(signed["x-signature"].to_str().unwrap().starts_with("sha256="));
    for near in [700, 1_000, 1_300] {
        verifier.verify_at(&signed, BODY, at(near)).unwrap();
    }
    for far in [699, 1_301] {
        assert_eq!(verifier.verify_at(&signed, BODY, at(far)), Err(SignatureError::Stale));
    }
    let mut moved = signed.clone();
    moved.insert("x-timestamp", HeaderValue::from_static("1200"));
    assert_eq!(verifier.verify_at(&moved, BODY, at(1_200)), Err(SignatureError::Mismatch));
    moved.remove("x-timestamp");
    assert_eq!(
        verifier.verify_at(&moved, BODY, at(1_200)),
        Err(SignatureError::MissingHeader("x-timestamp"))
    );
    let patient = verifier.tolerance(Duration::from_secs(10_000));
    patient.verify_at(&signed, BODY, at(9_000)).unwrap();
}
