//! A call has one key for as long as it lives.

use clientwright_runtime::ScriptedTransport;
use golden_idempotency_key::{Client, Environment};

fn client() -> Client {
    Client::builder(Environment::Custom("https://api.example.com".to_owned()))
        .transport(ScriptedTransport::new())
        .build()
        .unwrap()
}

#[test]
fn a_call_makes_one_key_and_keeps_it() {
    let call = client().payments().create();
    let key = |request: clientwright_runtime::Request| {
        request.headers()["idempotency-key"].to_str().unwrap().to_owned()
    };
    let first = key(call.request().unwrap());
    assert_eq!(first.len(), 36, "a UUID: {first}");
    assert_eq!(key(call.clone().request().unwrap()), first);
    assert_ne!(key(client().payments().create().request().unwrap()), first);
    assert_eq!(key(call.with_idempotency_key("order-17").request().unwrap()), "order-17");
}

#[test]
fn an_operation_without_keys_takes_none() {
    let refund = client().payments().create_refund();
    assert!(!refund.request().unwrap().headers().contains_key("idempotency-key"));
    assert!(refund.with_idempotency_key("k").request().is_err());
}
