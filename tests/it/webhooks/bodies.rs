//! Bodies that are long, deep, damaged or new.

use clientwright_runtime::Json;
use clientwright_runtime::webhooks::SignatureError;

use super::{Kept, SECRET, SIGNING, headers, word};

const TEN_MEGABYTES: usize = 10 << 20;

/// JSON of about this many bytes in one level, and as deep as it is long.
fn long() -> Vec<u8> {
    format!(
        r#"{{"event":"from.tomorrow","event_type":"from.tomorrow","data":"{}"}}"#,
        "x".repeat(TEN_MEGABYTES)
    )
    .into_bytes()
}

fn deep(open: &str) -> Vec<u8> {
    let opened = open.repeat(TEN_MEGABYTES / open.len());
    format!(r#"{{"event":"from.tomorrow","event_type":"from.tomorrow","data":{opened}"#).into_bytes()
}

/// The names of the events are those of all providers at once: each reads its own.
fn event(name: &str, data: &str) -> String {
    format!(r#"{{"event_id":"1","event":"{name}","event_type":"{name}","data":{data}}}"#)
}

#[test]
fn a_body_of_ten_megabytes_is_verified_and_read() {
    let body = long();
    for provider in &SIGNING {
        let name = provider.name;
        let signed = provider.signed(&body);
        assert_eq!(word(&provider.verifier().verify(&signed, &body)), "taken", "{name}");
        let Ok(Kept::Unknown(json)) = (provider.read)(&body) else { panic!("{name}") };
        assert_eq!(json.as_str().as_bytes(), body, "{name}");
        assert_eq!(word(&provider.verifier().verify(&signed, &body[1..])), "mismatch", "{name}");
    }
    assert_eq!(word(&p100_verified(&body)), "taken");
    p100_client::webhooks::kyc_file_added(&body).unwrap_err();
}

/// In the thread of a test, whose stack is 2 MiB.
#[test]
fn a_body_that_is_ten_megabytes_deep_is_refused_and_nothing_overflows() {
    for open in ["[", r#"{"a":"#, r#"[{"a":"#] {
        let body = deep(open);
        for provider in &SIGNING {
            (provider.read)(&body).unwrap_err();
            (provider.read)(open.repeat(TEN_MEGABYTES / open.len()).as_bytes()).unwrap_err();
        }
        p100_client::webhooks::crypto_deposit(&body).unwrap_err();
        p100_client::webhooks::p2p_transfer(&body).unwrap_err();
    }
    // Verification does not look into the body.
    let (body, [provider, ..]) = (deep("["), &SIGNING);
    let signed = provider.signed(&body);
    assert_eq!(word(&provider.verifier().verify(&signed, &body)), "taken");
    let delivery = provider.verifier().receive::<Json>(&signed, &body).unwrap();
    assert_eq!(delivery.event.unwrap_err().body(), &delivery.raw);
}

#[test]
fn a_truncated_body_is_refused_at_every_length() {
    for provider in &SIGNING {
        let body = provider.body.as_bytes();
        assert_eq!((provider.read)(body).unwrap(), Kept::Known, "{}", provider.name);
        for length in 0..body.len() {
            (provider.read)(&body[..length]).unwrap_err();
        }
    }
    let body = br#"{"externalUserId":"u-1","status":"ADDED"}"#;
    p100_client::webhooks::kyc_file_added(body).unwrap();
    for length in 0..body.len() {
        p100_client::webhooks::kyc_file_added(&body[..length]).unwrap_err();
    }
}

#[test]
fn what_is_new_is_kept_and_what_is_no_json_is_refused() {
    for provider in &SIGNING {
        let name = provider.name;
        for kept in [
            event("from.tomorrow", r#"{"amount":12.50,"note":"\ud83e\udd80"}"#),
            event("", "null"),
            event("USER.KYC.APPROVED", "[]"),
            r#"{"event_id":"1"}"#.to_owned(),
            r#"{"event":null,"event_type":null}"#.to_owned(),
            r#"{"event":17,"event_type":17}"#.to_owned(),
            "{}".to_owned(),
            "[]".to_owned(),
            "null".to_owned(),
            "17".to_owned(),
        ] {
            let read = (provider.read)(kept.as_bytes());
            let Ok(Kept::Unknown(json)) = read else { panic!("{name}: {kept}: {read:?}") };
            assert_eq!(json.as_str(), kept, "{name}");
        }
        let known = String::from_utf8_lossy(provider.body.as_bytes());
        for refused in [
            "",
            " ",
            "{}{}",
            "{'event':'x'}",
            "NaN",
            &format!("{known},"),
            &known.replace("\"data\":", "\"date\":"),
        ] {
            assert!((provider.read)(refused.as_bytes()).is_err(), "{name}: {refused}");
        }
        (provider.read)(b"{\"event\":\"\xff\"}").unwrap_err();
    }
    for refused in ["{}", "[]", "null", "17", "", r#"{"externalUserId":17,"status":"ADDED"}"#] {
        assert!(p100_client::webhooks::kyc_file_added(refused.as_bytes()).is_err(), "{refused}");
    }
    // A state that P100 adds is kept.
    let new = br#"{"externalUserId":"u-1","status":"LOST"}"#;
    assert!(format!("{:?}", p100_client::webhooks::kyc_file_added(new).unwrap()).contains("LOST"));
}

fn p100_verified(body: &[u8]) -> Result<(), SignatureError> {
    p100_client::webhooks::verifier([SECRET]).unwrap().verify(&headers("authorization", [SECRET]), body)
}
