//! A secret stands only where the document asks for it.

use checks::now;
use clientwright_runtime::{HttpRequest, Operation, ScriptedTransport};
use golden_security_conflicts::resources::calls::{
    DigestAndKey, DigestOnly, DigestOrKey, TwoKeys, UserAndToken, UserAndTokenOrKey,
};
use golden_security_conflicts::resources::others::{CertificateAndToken, TwoTokens};
use golden_security_conflicts::{Client, ClientBuilder, Environment};

fn builder() -> ClientBuilder {
    Client::builder(Environment::Server)
}

fn everything() -> ClientBuilder {
    builder()
        .credential("user", "u:p")
        .credential("token", "t")
        .credential("key", "k")
        .credential("other_key", "o")
        .credential("session", "s")
        .credential("implicit", "i")
        .credential("code", "c")
}

fn sent<O: Operation>(builder: ClientBuilder) -> HttpRequest {
    let transport = ScriptedTransport::new().json(204, "");
    let client = builder.transport(transport.clone()).build().unwrap();
    assert!(now(client.call::<O>()).is_ok());
    transport.requests().remove(0)
}

fn header<'r>(request: &'r HttpRequest, name: &str) -> Option<&'r str> {
    request.headers.get(name).map(|value| value.to_str().unwrap())
}

#[test]
fn what_cannot_be_sent_is_left_to_the_caller() {
    for request in [sent::<DigestOnly>(everything()), sent::<UserAndToken>(everything())] {
        assert_eq!(header(&request, "authorization"), None);
    }
    let transport = ScriptedTransport::new().json(204, "");
    let client = everything().transport(transport.clone()).build().unwrap();
    now(client.calls().digest_only().with_header("authorization", "Digest username=\"u\"")).unwrap();
    assert_eq!(header(&transport.requests()[0], "authorization"), Some("Digest username=\"u\""));
}

#[test]
fn an_alternative_is_met_where_there_is_one() {
    for request in [sent::<DigestOrKey>(everything()), sent::<UserAndTokenOrKey>(everything())] {
        assert_eq!((header(&request, "authorization"), header(&request, "x-key")), (None, Some("k")));
    }
    // Without the key, callers may still set the header.
    assert_eq!(header(&sent::<DigestOrKey>(builder()), "x-key"), None);
}

#[test]
fn what_stands_elsewhere_is_sent() {
    assert_eq!(header(&sent::<DigestAndKey>(everything()), "x-key"), Some("k"));
    let request = sent::<TwoKeys>(everything());
    assert_eq!((header(&request, "x-key"), header(&request, "cookie")), (None, Some("session=s")));
    assert_eq!(header(&sent::<CertificateAndToken>(everything()), "authorization"), Some("Bearer t"));
}

#[test]
fn either_token_will_do() {
    let request = sent::<TwoTokens>(builder().credential("code", "c").credential("key", "k"));
    assert_eq!((header(&request, "authorization"), header(&request, "x-key")), (Some("Bearer c"), Some("k")));
    let client = builder().credential("key", "k").transport(ScriptedTransport::new()).build().unwrap();
    assert!(now(client.others().two_tokens()).is_err());
}
