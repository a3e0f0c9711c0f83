//! What a form looks like on the wire.

use clientwright_runtime::ScriptedTransport;
use golden_body_form::models::{CreateTokenRequest, CreateTokenRequestGrantType};
use golden_body_form::{Client, Environment};

#[test]
fn a_list_repeats_its_name() {
    let client = Client::builder(Environment::Custom("https://api.example.com".to_owned()))
        .transport(ScriptedTransport::new())
        .build()
        .unwrap();
    let body = CreateTokenRequest::new(CreateTokenRequestGrantType::Password)
        .scope(vec!["read all".to_owned(), "a&b".to_owned()]);
    let request = client.tokens().create(body).request().unwrap();
    assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");
    assert_eq!(request.body().to_bytes(), "grant_type=password&scope=read%20all&scope=a%26b");
}
