//! The header that carries the signature, or the token.

use clientwright_runtime::webhooks::WebhookVerifier;

use super::{SECRET, SIGNING, headers, word};

#[test]
fn a_signature_is_64_hexadecimal_digits_of_the_body_and_a_secret() {
    for provider in &SIGNING {
        let (name, right) = (provider.name, provider.shown());
        let (digest, prefix) = (provider.digest, provider.prefix);
        let with = |digest: &str| format!("{prefix}{digest}").into_bytes();
        let unlike =
            |text: &str| text.replacen(&digest[..1], if digest.starts_with('0') { "1" } else { "0" }, 1);
        let cases: Vec<(&str, Vec<Vec<u8>>, &str)> = vec![
            ("right", vec![right.clone().into()], "taken"),
            ("upper case", vec![with(&digest.to_uppercase())], "taken"),
            ("another digit", vec![with(&unlike(digest))], "mismatch"),
            ("of nobody", vec![with(&"0".repeat(64))], "mismatch"),
            ("none", vec![], "missing"),
            ("twice the same", vec![right.clone().into(), right.clone().into()], "repeated"),
            ("right and wrong", vec![right.clone().into(), with(&unlike(digest))], "repeated"),
            ("wrong and right", vec![with(&unlike(digest)), right.clone().into()], "repeated"),
            ("two in one", vec![format!("{right},{right}").into()], "malformed"),
            ("empty", vec![vec![]], "malformed"),
            ("only the prefix", vec![with("")], "malformed"),
            ("no hexadecimal digit", vec![with(&"g".repeat(64))], "malformed"),
            ("a sign", vec![with(&format!("+{}", &digest[1..]))], "malformed"),
            ("0x", vec![with(&format!("0x{}", &digest[2..]))], "malformed"),
            ("odd", vec![with(&digest[1..])], "malformed"),
            ("half", vec![with(&digest[32..])], "malformed"),
            ("one more", vec![with(&format!("{digest}0"))], "malformed"),
            ("two more", vec![with(&format!("{digest}00"))], "malformed"),
            ("64 KB", vec![with(&"0".repeat(64 << 10))], "malformed"),
            ("64 KB of the prefix", vec!["sha256=".repeat(9_363).into()], "malformed"),
            ("a space before", vec![format!(" {right}").into()], "malformed"),
            ("a space behind", vec![format!("{right} ").into()], "malformed"),
            ("a tab behind", vec![format!("{right}\t").into()], "malformed"),
            ("a space within", vec![with(&format!("{} {}", &digest[..31], &digest[32..]))], "malformed"),
            ("full-width digits", vec![with(&"０".repeat(64))], "malformed"),
            ("64 bytes of them", vec![with(&format!("{}a", "０".repeat(21)))], "malformed"),
            ("no UTF-8", vec![vec![0xff; 64]], "malformed"),
            ("another prefix", vec![format!("sha512={digest}").into()], "malformed"),
            ("upper-case prefix", vec![format!("SHA256={digest}").into()], "malformed"),
        ];
        for (what, values, expected) in cases {
            let result = provider.verifier().verify(&provider.headers(values), provider.body.as_bytes());
            assert_eq!(word(&result), expected, "{name}: {what}: {result:?}");
        }
        // A prefix that the provider does not document, and a documented one that is missing.
        let other = if prefix.is_empty() { format!("sha256={digest}") } else { digest.to_owned() };
        let result = provider.verifier().verify(&provider.headers([other]), provider.body.as_bytes());
        assert_eq!(word(&result), "malformed", "{name}");
    }
}

#[test]
fn secrets_are_told_apart_and_any_of_several_counts() {
    for provider in &SIGNING {
        let (name, headers) = (provider.name, provider.headers([provider.shown()]));
        for (secrets, expected) in [
            (&["whsec_7d2"][..], "mismatch"),
            (&["7d1"], "mismatch"),
            (&["WHSEC_7D1"], "mismatch"),
            (&["new", SECRET], "taken"),
            (&[SECRET, "old"], "taken"),
            (&["new", "old"], "mismatch"),
        ] {
            let verifier = WebhookVerifier::new(provider.signature, secrets.iter().copied()).unwrap();
            let result = verifier.verify(&headers, provider.body.as_bytes());
            assert_eq!(word(&result), expected, "{name}: {secrets:?}");
        }
    }
}

#[test]
fn p100_shows_its_token_with_or_without_a_word_before_it() {
    let verifier = p100_client::webhooks::verifier([SECRET, "token-of-last-year"]).unwrap();
    let cases: Vec<(&str, Vec<Vec<u8>>, &str)> = vec![
        ("right", vec![SECRET.into()], "taken"),
        ("the older one", vec!["token-of-last-year".into()], "taken"),
        ("right behind Bearer", vec![format!("Bearer {SECRET}").into()], "taken"),
        ("none", vec![], "missing"),
        ("twice", vec![SECRET.into(), SECRET.into()], "repeated"),
        ("right and wrong", vec![SECRET.into(), "x".into()], "repeated"),
        ("empty", vec![vec![]], "mismatch"),
        ("only Bearer", vec!["Bearer ".into()], "mismatch"),
        ("twice Bearer", vec![format!("Bearer Bearer {SECRET}").into()], "mismatch"),
        ("another word", vec![format!("Basic {SECRET}").into()], "mismatch"),
        ("the beginning", vec![SECRET[..8].into()], "mismatch"),
        ("more", vec![format!("{SECRET}0").into()], "mismatch"),
        ("both", vec![format!("{SECRET},token-of-last-year").into()], "mismatch"),
        ("upper case", vec![SECRET.to_uppercase().into()], "mismatch"),
        ("a space before", vec![format!(" {SECRET}").into()], "mismatch"),
        ("a space behind", vec![format!("{SECRET} ").into()], "mismatch"),
        ("beyond ASCII", vec!["whsec_7d１".into()], "mismatch"),
        ("no UTF-8", vec![vec![0xff; 9]], "mismatch"),
        ("64 KB", vec![vec![b'w'; 64 << 10]], "mismatch"),
    ];
    for (what, values, expected) in cases {
        let result = verifier.verify(&headers("authorization", values), b"{}");
        assert_eq!(word(&result), expected, "{what}: {result:?}");
    }
}

#[test]
fn secrets_that_cannot_be_meant_are_refused_at_once() {
    for secrets in [&[][..], &[""], &[" "], &["whsec_7d1 "], &["whsec_7d1\n"], &[SECRET, ""]] {
        let secrets = || secrets.iter().copied();
        plu_client::webhooks::verifier(secrets()).unwrap_err();
        p100_client::webhooks::verifier(secrets()).unwrap_err();
        for provider in &SIGNING {
            WebhookVerifier::new(provider.signature, secrets()).unwrap_err();
        }
    }
}
