//! The time that Unigox signs.

use std::time::{Duration, UNIX_EPOCH};

use clientwright_runtime::HeaderValue;
use clientwright_runtime::webhooks::{Signature, WebhookSigner};
use unigox_client::webhooks::{SIGNATURE, verifier};

use super::{SECRET, headers, word};

const BODY: &[u8] = b"{}";

/// A webhook whose time is any text, signed with the right secret.
fn verified(times: &[&[u8]], tolerance: Option<u64>) -> &'static str {
    let untimed = Signature::hmac_sha256_hex("x-unigox-signature").prefix("sha256=");
    let signed = [times.first().copied().unwrap_or_default(), b".", BODY].concat();
    let mut all = WebhookSigner::new(untimed, SECRET).unwrap().headers(&signed).unwrap();
    all.extend(headers("x-unigox-timestamp", times));
    let mut verifier = verifier([SECRET]).unwrap();
    if let Some(seconds) = tolerance {
        verifier = verifier.tolerance(Duration::from_secs(seconds));
    }
    let now = UNIX_EPOCH + Duration::from_secs(1_770_000_000);
    word(&verifier.verify_at(&all, BODY, now))
}

#[test]
fn a_time_is_whole_seconds_and_near_if_somebody_asks_for_it() {
    let long = "9".repeat(64 << 10);
    for (time, plain, within_five_minutes) in [
        ("1770000000", "taken", "taken"),
        ("01770000000", "taken", "taken"),
        ("1769999700", "taken", "taken"),
        ("1769999699", "taken", "stale"),
        ("1770000300", "taken", "taken"),
        ("1770000301", "taken", "stale"),
        ("0", "taken", "stale"),
        ("1770000000000", "taken", "stale"),
        ("9223372036854775807", "taken", "stale"),
        ("9223372036854775808", "taken", "stale"),
        ("18446744073709551615", "taken", "stale"),
        ("18446744073709551616", "malformed", "malformed"),
        (&long, "malformed", "malformed"),
        ("-1", "malformed", "malformed"),
        ("-9223372036854775808", "malformed", "malformed"),
        ("+1770000000", "malformed", "malformed"),
        ("1770000000.5", "malformed", "malformed"),
        ("1.77e9", "malformed", "malformed"),
        ("0x69808080", "malformed", "malformed"),
        (" 1770000000", "malformed", "malformed"),
        ("1770000000 ", "malformed", "malformed"),
        ("", "malformed", "malformed"),
        ("now", "malformed", "malformed"),
        ("2026-02-02T02:40:00Z", "malformed", "malformed"),
        ("１７７０００００００", "malformed", "malformed"),
    ] {
        let shown = &time[..time.len().min(30)];
        assert_eq!(verified(&[time.as_bytes()], None), plain, "{shown}");
        assert_eq!(verified(&[time.as_bytes()], Some(300)), within_five_minutes, "{shown}");
        // Anything is near enough for the longest patience.
        assert_eq!(verified(&[time.as_bytes()], Some(u64::MAX)), plain, "{shown}");
    }
    assert_eq!(verified(&[&[0xff; 10]], None), "malformed");
    assert_eq!(verified(&[], None), "missing");
    assert_eq!(verified(&[b"1770000000", b"1770000000"], None), "repeated");
}

#[test]
fn who_cannot_sign_is_told_nothing_about_the_time() {
    let verifier = verifier([SECRET]).unwrap().tolerance(Duration::from_secs(300));
    let mut all = headers("x-unigox-signature", [format!("sha256={}", "0".repeat(64))]);
    for time in ["0", "now", "-1"] {
        all.insert("x-unigox-timestamp", HeaderValue::from_static(time));
        assert_eq!(word(&verifier.verify(&all, BODY)), "mismatch");
    }
}

#[test]
fn the_clock_may_stand_before_1970() {
    let verifier = verifier([SECRET]).unwrap();
    let signer = WebhookSigner::new(SIGNATURE, SECRET).unwrap();
    let signed = signer.clone().at(UNIX_EPOCH + Duration::from_secs(60)).headers(BODY).unwrap();
    let early = UNIX_EPOCH - Duration::from_secs(1 << 40);
    assert_eq!(word(&verifier.verify_at(&signed, BODY, early)), "taken");
    assert_eq!(word(&verifier.tolerance(Duration::from_secs(59)).verify_at(&signed, BODY, early)), "stale");
    assert!(signer.at(early).headers(BODY).is_err());
}

/// Moving a byte from the body to the time gives the same signed bytes.
#[test]
fn time_and_body_can_be_split_in_one_way_only() {
    let verifier = verifier([SECRET]).unwrap();
    let signer = WebhookSigner::new(SIGNATURE, SECRET).unwrap();
    let signer = signer.at(UNIX_EPOCH + Duration::from_secs(1_770_000_000));
    let mut moved = signer.headers(br#"5.{"event_id":"evt_1"}"#).unwrap();
    moved.insert("x-unigox-timestamp", HeaderValue::from_static("1770000000.5"));
    assert_eq!(word(&verifier.verify(&moved, br#"{"event_id":"evt_1"}"#)), "malformed");
}
