//! A QUERY is sent as one, with its body, over a connection that may have been used before: it asks and does nothing.

use checks::now;
use clientwright_runtime::ScriptedTransport;
use golden_openapi_3_2::models::Filter;
use golden_openapi_3_2::{Client, Environment};

#[test]
fn a_query_has_a_method_of_its_own() {
    let transport = ScriptedTransport::new().json(200, r#"{"orders":[]}"#);
    let at = Environment::Custom("https://api.example.com".to_owned());
    let client = Client::builder(at).transport(transport.clone()).build().unwrap();
    now(client.orders().find(Filter::new().below(10))).unwrap();
    let request = transport.requests().remove(0);
    assert!(!request.fresh_connection);
    assert_eq!((request.method.as_str(), &*request.body), ("QUERY", br#"{"below":10}"#.as_slice()));
}
