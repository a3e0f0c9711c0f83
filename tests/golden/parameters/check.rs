//! Where each parameter goes.

use clientwright_runtime::{Date, ScriptedTransport, Uuid};
use golden_parameters::models::Kind;
use golden_parameters::{Client, Environment};

fn client() -> Client {
    Client::builder(Environment::Custom("https://api.example.com".to_owned()))
        .transport(ScriptedTransport::new())
        .build()
        .unwrap()
}

fn tenant() -> Uuid {
    Uuid::parse("550e8400-e29b-41d4-a716-446655440000").unwrap()
}

#[test]
fn parameters_go_where_they_belong() {
    let call = client().orders().get("a/b ü", 7, tenant(), Date::parse("2026-01-01").unwrap());
    let request =
        call.verbose(true).x_trace("t").session("s").kind(Kind::Sale).ids([1, 2]).request().unwrap();
    assert_eq!(request.path(), "/accounts/a%2Fb%20%C3%BC/orders/7");
    assert_eq!(request.query(), "since=2026-01-01&verbose=true&kind=sale&ids=1&ids=2");
    let header = |name: &str| request.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("x-tenant"), tenant().to_string());
    assert_eq!(header("x-trace"), "t");
    assert_eq!(header("cookie"), "session=s");
}

#[test]
fn a_path_cannot_be_left() {
    for account in ["", ".", ".."] {
        let error = client().orders().delete(account, 1, false).request().unwrap_err();
        assert!(error.to_string().contains("account"), "{error}");
    }
}

#[test]
fn a_header_cannot_be_split() {
    let call =
        client().orders().get("a", 1, tenant(), Date::parse("2026-01-01").unwrap()).x_trace("a\r\nb: c");
    let error = call.request().unwrap_err();
    assert!(error.to_string().contains("X-Trace"), "{error}");
}
