//! What is sent carries a key and a signature of exactly that. Signatures were made with OpenSSL.

use checks::now;
use clientwright_runtime::{HttpRequest, ScriptedTransport};
use golden_security_signing::models::Payment;
use golden_security_signing::{Client, Environment};

fn sent(call: impl Fn(&Client)) -> HttpRequest {
    let transport = ScriptedTransport::new().json(204, "");
    let builder = Client::builder(Environment::Server).transport(transport.clone());
    let builder = builder.credential("signed", "k-1:secret").credential("in_milliseconds", "k-2:secret");
    call(&builder.build().unwrap());
    transport.requests().remove(0)
}

#[test]
fn a_request_is_signed() {
    let request = sent(|client| {
        now(client.payments().pay(Payment::new().sum("12.50"))).unwrap();
    });
    assert_eq!(request.headers["x-key"], "k-1");
    assert_eq!(request.headers["x-signature"], "604fa1cf2a3219566ebe7da456493aae228beec58676376b57efd2746355b82e");
    assert!(!request.headers.contains_key("x-time"));
}

#[test]
fn the_time_is_the_one_that_is_sent() {
    let request = sent(|client| {
        now(client.payments().list().q("a b")).unwrap();
    });
    assert_eq!(request.headers["x-key"], "k-2");
    assert_eq!(request.headers["x-time"].len(), 13);
    assert_eq!(request.headers["x-signature"].len(), 44);
}

#[test]
fn a_key_without_its_secret_is_refused() {
    let builder = Client::builder(Environment::Server).credential("signed", "k-1");
    let error = builder.transport(ScriptedTransport::new()).build().unwrap_err();
    assert_eq!(error.to_string(), "the credential for `signed` is not of the form `key:secret`");
}

#[test]
fn of_two_that_fill_one_header_neither_is_sent() {
    let request = sent(|client| {
        now(client.payments().both()).unwrap();
    });
    assert!(!request.headers.contains_key("x-key") && !request.headers.contains_key("x-signature"));
}
