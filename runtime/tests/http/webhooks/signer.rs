//! The provider's side in tests.

use std::time::{Duration, UNIX_EPOCH};

use clientwright_runtime::webhooks::{Signature, WebhookSigner, WebhookVerifier};
use clientwright_runtime::{Json, ScriptedTransport};

use super::{BODY, HEX, KEY, MAC};

const SEED: &str = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
const PUBLIC: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
const PAIR: &str =
    "whsk_nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2DXWpgBgrEKt9VL/tPJZAc6DuFy89qmIyWvAhpo9wdRGg==";
const STANDARD: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

#[test]
fn what_is_signed_is_received_by_every_scheme() {
    let ed25519 = Signature::ed25519_hex("x-signature");
    let hex = HEX.prefix("sha256=").timestamp("x-timestamp");
    for (signature, private, public) in [
        (HEX, "s", "s"),
        (hex, "s", "s"),
        (hex.separator("|"), "s", "s"),
        (Signature::hmac_sha256_base64("x-signature").optional_prefix("v0="), "s", "s"),
        (Signature::hmac_sha256_list("x-signature"), "s", "s"),
        (Signature::static_token("authorization").prefix("Bearer "), "s", "s"),
        (Signature::standard_webhooks(), STANDARD, STANDARD),
        (
            Signature::standard_webhooks(),
            PAIR,
            &format!("whpk_{}", "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo"),
        ),
        (ed25519, SEED, PUBLIC),
        (Signature::ed25519_base64("x-signature").timestamp("x-timestamp"), SEED, PUBLIC),
    ] {
        let signer = WebhookSigner::new(signature, private).unwrap();
        let headers = signer.headers(BODY).unwrap();
        let verifier = WebhookVerifier::new(signature, ["other", public]);
        let verifier = verifier.or_else(|_| WebhookVerifier::new(signature, [public])).unwrap();
        verifier.receive::<Json>(&headers, BODY).unwrap_or_else(|error| panic!("{signature:?}: {error}"));
        let early = signer.at(UNIX_EPOCH - Duration::from_secs(1)).headers(BODY).unwrap_err();
        assert_eq!(early.to_string(), "a webhook cannot be signed before 1970");
    }
    for (signature, secret) in
        [(HEX, ""), (HEX, "s\n"), (ed25519, "s"), (Signature::standard_webhooks(), "whsk_AAAA")]
    {
        let refused = WebhookSigner::new(signature, secret).unwrap_err();
        assert!(refused.to_string().starts_with("the webhook secret "), "{refused}");
    }
    assert!(!format!("{:?}", WebhookSigner::new(HEX, "hidden").unwrap()).contains("hidden"));
}

#[tokio::test]
async fn a_webhook_is_sent_over_a_transport() {
    let receiver = ScriptedTransport::new().json(401, "{}");
    let signer = WebhookSigner::new(HEX, KEY).unwrap();
    let answer = signer.send(&receiver, "https://example.com/webhooks", BODY).await.unwrap();
    assert_eq!(answer.status(), 401);
    let [request] = &receiver.requests()[..] else { panic!("one is sent") };
    assert_eq!((request.url.as_str(), &request.body[..]), ("https://example.com/webhooks", BODY));
    assert_eq!(request.headers["x-signature"], MAC);
    assert_eq!(request.headers["content-type"], "application/json");
}
