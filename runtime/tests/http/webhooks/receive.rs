//! What a receiver gets, and what it gets only once.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use clientwright_runtime::Json;
use clientwright_runtime::webhooks::{Delivery, Signature, SignatureError};

use super::{HEX, headers, signed, verifier};

#[test]
fn a_delivery_has_its_event_its_id_its_time_and_its_bytes() {
    let body = br#"{"test": 2432232314}"#;
    let before = SystemTime::now();
    let delivery = verifier(HEX, "s").receive::<Json>(&signed(HEX, "s", body), body).unwrap();
    assert_eq!(delivery.event.as_ref().unwrap().as_str(), r#"{"test":2432232314}"#);
    assert_eq!(delivery.raw, body[..]);
    assert!(delivery.received >= before);
    // The SHA-256 of the body.
    assert_eq!(delivery.id, "ae858931f67887e8150d6f96c9fe03062c1df36b4464c4ddc8e002c084d5d198");
    let shown = format!("{delivery:?}");
    assert!(shown.contains("20 bytes") && !shown.contains("2432232314"), "{shown}");

    let refused = verifier(HEX, "s").receive::<Json>(&signed(HEX, "s", body), b"{}");
    assert_eq!(refused.unwrap_err(), SignatureError::Mismatch);
    let verifier = verifier(HEX, "hidden");
    assert!(!format!("{verifier:?}").contains("hidden"));
}

#[test]
fn what_is_genuine_and_not_as_documented_is_kept() {
    let receive = |body: &[u8]| -> Delivery<String> {
        let signed = signed(HEX, "s", body);
        let verifier = verifier(HEX, "s");
        assert_eq!(verifier.receive::<String>(&signed, b"other").unwrap_err(), SignatureError::Mismatch);
        verifier.receive(&signed, body).unwrap()
    };
    assert_eq!(receive(br#""a""#).event.unwrap(), "a");
    assert_eq!(receive(b"\xef\xbb\xbf\"a\"").event.unwrap(), "a");
    // Half a character, as senders cut texts.
    assert_eq!(receive(br#""a\ud83d""#).event.unwrap(), "a\u{fffd}");
    for (body, json) in [
        (&br#"{"a":"hidden"}"#[..], r#"{"a":"hidden"}"#),
        (b"hidden", r#""hidden""#),
        (b"", r#""""#),
        (b"\xff", "\"\u{fffd}\""),
    ] {
        let delivery = receive(body);
        assert_eq!(delivery.raw, body);
        assert!(!format!("{delivery:?}").contains("hidden"));
        let undecoded = delivery.event.unwrap_err();
        assert_eq!(undecoded.to_json().as_str(), json);
        assert_eq!(undecoded.body(), body);
        assert!(!format!("{undecoded} {undecoded:?}").contains("hidden"));
    }
}

#[test]
fn headers_of_any_kind() {
    let verifier = verifier(HEX, "s");
    let mac = signed(HEX, "s", b"{}")["x-signature"].to_str().unwrap().to_owned();
    let map = HashMap::from([("x-signature", mac.clone())]);
    verifier.receive_with::<Json, _, _>(|name| map.get(name), b"{}").unwrap();
    let several = [("x-signature", mac.as_bytes()), ("X-Signature", mac.as_bytes())];
    let received = |pairs: &[(&str, &[u8])]| {
        let all = |name: &str| {
            let named = pairs.iter().filter(|(own, _)| own.eq_ignore_ascii_case(name));
            named.map(|(_, value)| value.to_vec()).collect::<Vec<_>>()
        };
        verifier.receive_with::<Json, _, _>(all, b"{}").map(drop)
    };
    assert_eq!(received(&several[..1]), Ok(()));
    assert_eq!(received(&several), Err(SignatureError::RepeatedHeader("x-signature")));
    assert_eq!(received(&[]), Err(SignatureError::MissingHeader("x-signature")));
}

/// No time is signed, so a webhook of 1970 is as good as one of today, once.
#[test]
fn what_was_kept_is_seen() {
    let kept = Arc::new(Mutex::new(BTreeSet::new()));
    let table = Arc::clone(&kept);
    let verifier = verifier(HEX, "s").seen(move |id| table.lock().unwrap().contains(id));
    let (one, other) = (&b"{\"n\":1}"[..], &b"{\"n\":2}"[..]);
    let receive = |body| verifier.clone().receive::<Json>(&signed(HEX, "s", body), body);
    let delivery = receive(one).unwrap();
    // The handler failed: it comes again.
    assert_eq!(receive(one).unwrap().id, delivery.id);
    kept.lock().unwrap().insert(delivery.id.clone());
    let seen = receive(one).unwrap_err();
    assert_eq!(seen, SignatureError::Seen);
    assert_eq!(seen.status(), 200, "or the provider sends it again and again");
    assert_ne!(receive(other).unwrap().id, delivery.id);
    // Who cannot sign is not told what was kept.
    let forged = verifier.receive::<Json>(&headers(&[("x-signature", &"0".repeat(64))]), one);
    assert_eq!(forged.unwrap_err(), SignatureError::Mismatch);
    // A signature in other letters is the same webhook.
    let upper = signed(HEX, "s", one)["x-signature"].to_str().unwrap().to_uppercase();
    let again = verifier.receive::<Json>(&headers(&[("x-signature", &upper)]), one);
    assert_eq!(again.unwrap_err(), SignatureError::Seen);
}

#[test]
fn an_id_is_what_is_signed() {
    let standard = Signature::standard_webhooks();
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let signed = signed(standard, secret, b"{}");
    let delivery = verifier(standard, secret).receive::<Json>(&signed, b"{}").unwrap();
    assert_eq!(delivery.id, signed["webhook-id"]);
    // The header that carries a token is the same for all webhooks, and so no part of the id.
    let token = Signature::static_token("x-token");
    let id =
        |body: &[u8]| verifier(token, "t").receive::<Json>(&headers(&[("x-token", "t")]), body).unwrap().id;
    assert_ne!(id(b"1"), id(b"2"));
}

#[test]
fn a_sender_is_not_told_why() {
    for refused in [
        SignatureError::MissingHeader("x-signature"),
        SignatureError::RepeatedHeader("x-signature"),
        SignatureError::MalformedHeader("x-signature"),
        SignatureError::Mismatch,
        SignatureError::Stale,
    ] {
        assert_eq!(refused.status(), 401, "{refused}");
    }
    assert_eq!(SignatureError::Body.status(), 400);
}
