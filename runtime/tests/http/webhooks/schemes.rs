//! What providers sign, and how they write it.

use clientwright_runtime::webhooks::{Signature, SignatureError};

use super::{BODY, KEY, MAC, at, headers, verifier};

const TIME: &str = "1614265330";
const TEST: &[u8] = br#"{"test": 2432232314}"#;

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
/// Published with the standard.
const V1: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
const V1A: &str =
    "v1a,fldxM4gAKugP6nnt1hdz3sgGfZ6d99nzrMFnZOELIxbzEHoVmAb2ADpkJK7zgPePmPsle0zV9jSeGlHFG2NVAw==";
/// RFC 8032, test 1.
const PUBLIC: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
const PUBLIC_BASE64: &str = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
const OF_NOTHING: &str = "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b";

const LIST_SECRET: &str = "whsec_test_secret";
const LISTED: &str = "10c96c6fd3f320fcfc264cdc4f476c15060ede8e8a08404cea2ddf3b72544a9c";

fn standard(secret: &str, signatures: &str) -> Result<(), SignatureError> {
    let shown =
        headers(&[("webhook-id", ID), ("webhook-timestamp", TIME), ("webhook-signature", signatures)]);
    let verifier = verifier(Signature::standard_webhooks(), secret);
    verifier.verify_at(&shown, TEST, at(1_614_265_330))
}

#[test]
fn standard_webhooks() {
    let whpk = format!("whpk_{PUBLIC_BASE64}");
    let other = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    for (secret, signatures) in [
        (SECRET, V1.to_owned()),
        (&SECRET[6..], V1.to_owned()),
        (SECRET, format!("{other} {V1}")),
        (SECRET, format!("v9,new {V1} v1a,bad")),
        (SECRET, V1.replace('=', "")),
        (&whpk, V1A.to_owned()),
        (&whpk, format!("{V1} {V1A}")),
    ] {
        assert_eq!(standard(secret, &signatures), Ok(()), "{signatures}");
    }
    let malformed = Err(SignatureError::MalformedHeader("webhook-signature"));
    for (secret, signatures, expected) in [
        (SECRET, other.to_owned(), Err(SignatureError::Mismatch)),
        // A secret of one kind does not fit a signature of the other.
        (SECRET, V1A.to_owned(), Err(SignatureError::Mismatch)),
        (&whpk, V1.to_owned(), Err(SignatureError::Mismatch)),
        (SECRET, V1[3..].to_owned(), malformed),
        (SECRET, format!("v2,{}", &V1[3..]), malformed),
        (SECRET, "v1,".to_owned(), malformed),
        (SECRET, "v1".to_owned(), malformed),
        (SECRET, String::new(), malformed),
        // Each costs a check.
        (SECRET, [V1; 17].join(" "), malformed),
    ] {
        assert_eq!(standard(secret, &signatures), expected, "{signatures}");
    }
    let verifier = verifier(Signature::standard_webhooks(), SECRET);
    let verify = |id: &str, time: &str, now| {
        let shown = headers(&[("webhook-id", id), ("webhook-timestamp", time), ("webhook-signature", V1)]);
        verifier.verify_at(&shown, TEST, at(now))
    };
    let now = 1_614_265_330;
    assert_eq!(verify("msg_2", TIME, now), Err(SignatureError::Mismatch));
    assert_eq!(verify("", TIME, now), Err(SignatureError::MalformedHeader("webhook-id")));
    assert_eq!(verify(ID, "1614265331", now), Err(SignatureError::Mismatch));
    assert_eq!(verify(ID, TIME, now + 300), Ok(()));
    assert_eq!(verify(ID, TIME, now + 301), Err(SignatureError::Stale));
    let without = headers(&[("webhook-timestamp", TIME), ("webhook-signature", V1)]);
    assert_eq!(verifier.verify_at(&without, TEST, at(now)), Err(SignatureError::MissingHeader("webhook-id")));
}

#[test]
fn a_list_of_a_time_and_signatures() {
    let verifier = verifier(Signature::hmac_sha256_list("x-signature"), LIST_SECRET);
    let verify = |list: &str| verifier.verify_at(&headers(&[("x-signature", list)]), TEST, at(1_614_265_330));
    let zero = "0".repeat(64);
    for taken in [
        format!("t={TIME},v1={LISTED}"),
        format!("v1={LISTED},t={TIME}"),
        format!("t={TIME},v1={zero},v1={LISTED},v0={zero}"),
        format!("t={TIME},scheme=x,,v1={LISTED}"),
    ] {
        assert_eq!(verify(&taken), Ok(()), "{taken}");
    }
    let malformed = Err(SignatureError::MalformedHeader("x-signature"));
    for (list, expected) in [
        (format!("t={TIME},v1={zero}"), Err(SignatureError::Mismatch)),
        (format!("t=1614265331,v1={LISTED}"), Err(SignatureError::Mismatch)),
        // A weaker version of the scheme is none.
        (format!("t={TIME},v0={LISTED}"), malformed),
        (format!("v1={LISTED}"), malformed),
        (format!("t={TIME},t={TIME},v1={LISTED}"), malformed),
        (format!("t={TIME}"), malformed),
        (format!("t={TIME}, v1={LISTED}"), malformed),
        (String::new(), malformed),
    ] {
        assert_eq!(verify(&list), expected, "{list}");
    }
    let late = verifier.verify_at(
        &headers(&[("x-signature", &format!("t={TIME},v1={LISTED}"))]),
        TEST,
        at(1_614_265_631),
    );
    assert_eq!(late, Err(SignatureError::Stale));
}

#[test]
fn ed25519() {
    let hex = Signature::ed25519_hex("x-signature");
    for key in [PUBLIC, PUBLIC_BASE64, &format!("whpk_{PUBLIC_BASE64}")] {
        verifier(hex, key).verify(&headers(&[("x-signature", OF_NOTHING)]), b"").unwrap();
    }
    let verify = |signature, text: &str, body: &[u8]| {
        verifier(signature, PUBLIC).verify(&headers(&[("x-signature", text), ("x-timestamp", TIME)]), body)
    };
    assert_eq!(verify(hex, OF_NOTHING, b"{}"), Err(SignatureError::Mismatch));
    let malformed = Err(SignatureError::MalformedHeader("x-signature"));
    assert_eq!(verify(hex, &OF_NOTHING[1..], b""), malformed);
    assert_eq!(verify(Signature::ed25519_base64("x-signature"), OF_NOTHING, b""), malformed);
    let timed = "43e60f865f1f288b65be445f63113b888f056ec72eab21916fa89a6a9b98847e\
                 bbbbb4b200405f0cb900630acb6092755429c25a9325b175f7697ecf2eefb104";
    assert_eq!(verify(hex.timestamp("x-timestamp"), timed, TEST), Ok(()));
    assert_eq!(verify(hex.timestamp("x-timestamp"), timed, b"{}"), Err(SignatureError::Mismatch));
}

#[test]
fn base64() {
    let verifier = verifier(Signature::hmac_sha256_base64("x-signature"), KEY);
    let verify = |text: &str| verifier.verify(&headers(&[("x-signature", text)]), BODY);
    assert_eq!(verify("W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM="), Ok(()));
    let malformed = Err(SignatureError::MalformedHeader("x-signature"));
    // Other digits of the same bytes, and a cut.
    assert_eq!(verify("W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEN="), malformed);
    assert_eq!(verify("W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOE"), malformed);
    assert_eq!(verify(MAC), malformed);
}

#[test]
fn what_stands_between_time_and_body() {
    let timed = Signature::hmac_sha256_hex("x-signature").timestamp("x-timestamp");
    let verify = |separator, time: &str, text: &str, body: &[u8]| {
        let shown = headers(&[("x-signature", text), ("x-timestamp", time)]);
        verifier(timed.separator(separator), KEY).verify(&shown, body)
    };
    let bar = "e3d4c74adaf9616228f8484b962ffbdf711bf2679165013cf89f61ae175e2f05";
    let none = "ee25bd63ec36afa167a0a06201b3abbce57861932217031e9c56c824ac364edb";
    assert_eq!(verify("|", TIME, bar, TEST), Ok(()));
    assert_eq!(verify(".", TIME, bar, TEST), Err(SignatureError::Mismatch));
    assert_eq!(verify("", TIME, none, TEST), Ok(()));
    // A digit of the time that moves into the body is signed too.
    let moved = [b"0", TEST].concat();
    assert_eq!(verify("", &TIME[..9], none, &moved), Err(SignatureError::MalformedHeader("x-timestamp")));
}
