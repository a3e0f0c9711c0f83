//! Environments, keys and signatures, as `provider.yaml` has them.

use std::time::{Duration, SystemTime};

use clientwright_runtime::ScriptedTransport;
use clientwright_runtime::webhooks::WebhookSigner;
use golden_whole::webhooks::{self, Event};
use golden_whole::{Client, Environment};

#[test]
fn a_key_of_another_environment_is_refused_and_not_shown() {
    let builder = || Client::builder(Environment::Staging).transport(ScriptedTransport::new());
    assert!(builder().api_key("test_1").build().is_ok());
    let error = builder().api_key("live_hush").build().unwrap_err();
    assert!(!format!("{error} {error:?}").contains("live_hush"), "{error}");
}

#[test]
fn a_delivery_is_the_providers_or_not() {
    let verifier = webhooks::verifier(["whsec"]).unwrap();
    let body = br#"{"event":"order.sent"}"#;
    let now = SystemTime::now();
    let signer = WebhookSigner::new(webhooks::SIGNATURE, "whsec").unwrap();
    let headers = signer.at(now).headers(body).unwrap();
    assert!(headers["x-signature"].to_str().unwrap().starts_with("sha256="));
    assert!(verifier.verify_at(&headers, body, now).is_ok());
    assert!(verifier.verify_at(&headers, br#"{"event":"order.lost"}"#, now).is_err());
    assert!(verifier.verify_at(&headers, body, now + Duration::from_secs(301)).is_err());
    assert!(webhooks::verifier(["other"]).unwrap().verify_at(&headers, body, now).is_err());
    assert!(matches!(verifier.receive(&headers, body).unwrap().event, Ok(Event::OrderSent(_))));
}
