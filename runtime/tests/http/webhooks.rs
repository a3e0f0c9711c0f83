//! Whose a webhook is.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use clientwright_runtime::webhooks::{Signature, WebhookError, WebhookVerifier};
use clientwright_runtime::{HeaderMap, HeaderValue, Json};

const HEX: Signature = Signature::hmac_sha256_hex("x-signature");
const TIMED: Signature = Signature::hmac_sha256_hex("x-signature")
    .prefix("sha256=")
    .timestamp("x-timestamp")
    .tolerance(Duration::from_secs(300));

fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        headers.append(*name, HeaderValue::from_str(value).unwrap());
    }
    headers
}

/// RFC 4231, test case 2.
const KEY: &str = "Jefe";
const BODY: &[u8] = b"what do ya want for nothing?";
const MAC: &str = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

#[test]
fn a_published_signature_fits_in_either_case_and_by_any_secret() {
    for shown in [MAC.to_owned(), MAC.to_uppercase()] {
        let verifier = WebhookVerifier::new(HEX).secret("other").secret(KEY);
        verifier.verify(&headers(&[("X-Signature", &shown)]), BODY).unwrap();
    }
}

#[test]
fn anything_else_is_refused_by_name() {
    let verifier = WebhookVerifier::new(HEX).secret(KEY);
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

#[test]
fn without_a_secret_nothing_fits() {
    let body = b"{}";
    let signed = WebhookVerifier::new(HEX).secret("s").sign(body, at(0)).unwrap();
    for verifier in [WebhookVerifier::new(HEX), WebhookVerifier::new(HEX).secret("")] {
        assert!(matches!(verifier.verify(&signed, body), Err(WebhookError::NoSecret)));
        assert!(matches!(verifier.sign(body, at(0)), Err(WebhookError::NoSecret)));
    }
}

#[test]
fn a_signed_time_counts_and_must_be_near() {
    let verifier = WebhookVerifier::new(TIMED).secret(KEY);
    let signed = verifier.sign(BODY, at(1_000)).unwrap();
    assert_eq!(signed["x-timestamp"], "1000");
    assert!(signed["x-signature"].to_str().unwrap().starts_with("sha256="));
    for near in [700, 1_000, 1_300] {
        verifier.verify_at(&signed, BODY, at(near)).unwrap();
    }
    for far in [699, 1_301] {
        assert!(matches!(verifier.verify_at(&signed, BODY, at(far)), Err(WebhookError::Stale)));
    }
    let mut moved = signed.clone();
    moved.insert("x-timestamp", HeaderValue::from_static("1200"));
    assert!(matches!(verifier.verify_at(&moved, BODY, at(1_200)), Err(WebhookError::Mismatch)));
    moved.remove("x-timestamp");
    assert!(matches!(verifier.verify_at(&moved, BODY, at(1_200)), Err(WebhookError::MissingHeader(_))));
    let patient = verifier.tolerance(Duration::from_secs(10_000));
    patient.verify_at(&signed, BODY, at(9_000)).unwrap();
}

#[test]
fn a_static_token_is_compared_whole() {
    let verifier =
        WebhookVerifier::new(Signature::static_token("authorization")).secret("token-1").secret("token-2");
    for (shown, fits) in
        [("token-1", true), ("token-2", true), ("token-", false), ("token-11", false), ("", false)]
    {
        assert_eq!(verifier.verify(&headers(&[("authorization", shown)]), b"{}").is_ok(), fits, "{shown}");
    }
}

#[test]
fn a_webhook_is_opened_only_when_it_fits() {
    let verifier = WebhookVerifier::new(HEX).secret("s");
    let signed = verifier.sign(br#"{"a":1}"#, at(0)).unwrap();
    assert_eq!(verifier.open::<Json>(&signed, br#"{"a":1}"#).unwrap().as_str(), r#"{"a":1}"#);
    assert!(matches!(verifier.open::<Json>(&signed, b"{}"), Err(WebhookError::Mismatch)));
    let signed = verifier.sign(b"{", at(0)).unwrap();
    assert!(matches!(verifier.open::<Json>(&signed, b"{"), Err(WebhookError::Decode(_))));
    assert!(!format!("{:?}", WebhookVerifier::new(HEX).secret("hidden")).contains("hidden"));
}

#[test]
fn what_is_genuine_and_not_as_documented_is_kept() {
    let verifier = WebhookVerifier::new(HEX).secret("s");
    let receive = |body: &[u8]| {
        let signed = verifier.sign(body, at(0)).unwrap();
        assert!(matches!(verifier.receive::<String>(&signed, b"other"), Err(WebhookError::Mismatch)));
        verifier.receive::<String>(&signed, body).unwrap().event
    };
    assert_eq!(receive(br#""a""#).unwrap(), "a");
    for (body, json) in [
        (&br#"{"a":"hidden"}"#[..], r#"{"a":"hidden"}"#),
        (b"hidden", r#""hidden""#),
        (b"", r#""""#),
        (b"\xff", "\"\u{fffd}\""),
    ] {
        let undecoded = receive(body).unwrap_err();
        assert_eq!(undecoded.to_json().as_str(), json);
        assert_eq!(undecoded.body(), body);
        assert!(!format!("{undecoded} {undecoded:?}").contains("hidden"));
    }
}
