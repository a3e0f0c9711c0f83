//! What a form looks like on the wire.

use clientwright_runtime::ScriptedTransport;
use golden_body_form::models::{CreateChargeRequest, CreateTokenRequest, CreateTokenRequestGrantType, Item};
use golden_body_form::{Client, Environment};

#[test]
fn members_are_written_as_their_encoding_says() {
    let client = Client::builder(Environment::Custom("https://api.example.com".to_owned()))
        .transport(ScriptedTransport::new())
        .build()
        .unwrap();
    let body = CreateChargeRequest::new(vec![Item::new("p1").qty(1), Item::new("p2")])
        .address(Item::new("here"))
        .metadata([("order".to_owned(), "17".to_owned())])
        .expand(vec!["a".to_owned(), "b".to_owned()])
        .only(vec!["c".to_owned(), "d".to_owned()]);
    let form = client.charges().create(body).request().unwrap().body().to_bytes();
    let form = String::from_utf8(form.to_vec()).unwrap().replace("%5B", "[").replace("%5D", "]");
    let form = form.replace("%7B", "{").replace("%7D", "}").replace("%22", "'").replace("%3A", ":");
    assert_eq!(
        form,
        "items={'price':'p1'%2C'qty':1}&items={'price':'p2'}&address={'price':'here'}&metadata[order]=17\
         &expand[0]=a&expand[1]=b&only=c,d"
    );
}

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
