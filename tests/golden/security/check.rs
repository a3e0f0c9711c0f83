//! Which credential goes where, and what is missing.

use checks::now;
use clientwright_runtime::{Delivery, ScriptedTransport};
use golden_security::{Client, ClientBuilder, Environment};

fn sent(builder: ClientBuilder, call: impl Fn(&Client)) -> Vec<clientwright_runtime::HttpRequest> {
    let transport = ScriptedTransport::new().json(204, "").json(204, "");
    call(&builder.transport(transport.clone()).build().unwrap());
    transport.requests()
}

fn builder() -> ClientBuilder {
    Client::builder(Environment::Server)
}

#[test]
fn the_first_alternative_that_can_be_met_counts() {
    let requests = sent(builder().credential("user", "jane:pass").credential("second", "s 2"), |client| {
        now(client.calls().either_of()).unwrap();
    });
    assert_eq!(requests[0].url, "https://api.example.com/b?key=s%202");
    assert_eq!(requests[0].headers["authorization"], "Basic amFuZTpwYXNz");
    let requests = sent(builder().credential("user", "u:p").credential("token", "t"), |client| {
        now(client.calls().either_of()).unwrap();
    });
    assert_eq!(requests[0].headers["authorization"], "Bearer t");
}

#[test]
fn an_operation_that_needs_nothing_gets_nothing() {
    let requests = sent(builder().credential("key", "k").credential("token", "t"), |client| {
        now(client.calls().open()).unwrap();
        now(client.calls().documents_own()).unwrap();
    });
    assert!(
        !requests[0].headers.contains_key("x-api-key") && !requests[0].headers.contains_key("authorization")
    );
    assert_eq!(requests[1].headers["x-api-key"], "k");
}

#[test]
fn a_missing_credential_is_named_and_nothing_is_sent() {
    let requests = sent(builder(), |client| {
        let error = now(client.calls().documents_own()).unwrap_err();
        assert_eq!(error.delivery(), Delivery::NotSent);
        assert!(error.to_string().contains("key"), "{error}");
    });
    assert!(requests.is_empty(), "{requests:?}");
}

#[test]
fn no_credential_is_shown() {
    let requests = sent(builder().credential("key", "hush-hush"), |client| {
        now(client.calls().documents_own()).unwrap();
        assert!(!format!("{client:?}").contains("hush-hush"));
    });
    assert!(!format!("{requests:?}").contains("hush-hush"));
}

#[test]
fn an_optional_credential_is_sent_when_there_is_one() {
    let call = |client: &Client| {
        now(client.calls().optional()).unwrap();
    };
    assert_eq!(sent(builder().credential("oauth", "t"), call)[0].headers["authorization"], "Bearer t");
    assert!(!sent(builder(), call)[0].headers.contains_key("authorization"));
}

#[test]
fn tokens_come_from_the_documented_endpoint() {
    let transport = ScriptedTransport::new().json(200, r#"{"access_token":"t-1"}"#).json(204, "");
    let client = builder().oauth2("id", "hush-hush").transport(transport.clone()).build().unwrap();
    now(client.calls().optional()).unwrap();
    let [fetch, call] = &transport.requests()[..] else { panic!("a token and a call") };
    assert_eq!((fetch.url.as_str(), &*fetch.body), ("https://example.com/token", &b"grant_type=client_credentials&scope=read"[..]));
    assert_eq!(call.headers["authorization"], "Bearer t-1");
}
