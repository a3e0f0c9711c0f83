//! A call goes where the document says it is answered, with its credential, or nowhere.

use checks::now;
use clientwright_runtime::{Delivery, Error, ErrorKind, HttpRequest, Operation, ScriptedTransport};
use golden_servers_of_operations::resources::calls::{Described, OtherPath, Relative, Unknown, Usual};
use golden_servers_of_operations::{Client, Environment};

fn sent<O: Operation>(environment: Environment) -> Result<HttpRequest, Error> {
    let transport = ScriptedTransport::new().json(204, "");
    let builder = Client::builder(environment).credential("key", "k").transport(transport.clone());
    let result = now(builder.build().unwrap().call::<O>());
    let mut requests = transport.requests();
    match result {
        Ok(_) => Ok(requests.remove(0)),
        Err(error) => {
            assert!(requests.is_empty(), "{requests:?}");
            Err(error.into())
        }
    }
}

fn url<O: Operation>(environment: Environment) -> String {
    let request = sent::<O>(environment).unwrap();
    assert_eq!(request.headers["x-key"], "k");
    request.url
}

#[test]
fn each_environment_has_its_own_server() {
    assert_eq!(url::<Described>(Environment::Live), "https://files.example.com/described");
    assert_eq!(url::<Described>(Environment::Test), "https://files.test.example.com/described");
    assert_eq!(url::<OtherPath>(Environment::Live), "https://api.example.com/v2/path");
    assert_eq!(url::<Relative>(Environment::Live), "https://api.example.com/v3/relative");
    assert_eq!(url::<Relative>(Environment::Test), "https://test.example.com/v3/relative");
    assert_eq!(url::<Usual>(Environment::Test), "https://test.example.com/v1/usual");
}

#[test]
fn nothing_is_sent_where_nobody_knows() {
    for (error, message) in [
        (sent::<OtherPath>(Environment::Test), "otherPath: its address for `test` is not documented; give a client the address"),
        (sent::<Unknown>(Environment::Live), "unknown: its address for `live` is not documented; give a client the address"),
    ] {
        let error = error.unwrap_err();
        assert_eq!(error.to_string(), message);
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Config, Delivery::NotSent));
    }
}

#[test]
fn this_machine_and_an_address_of_ones_own_take_everything() {
    assert_eq!(url::<Described>(Environment::Local), "http://localhost:8080/v1/described");
    let custom = || Environment::Custom("http://127.0.0.1:9".to_owned());
    assert_eq!(url::<OtherPath>(custom()), "http://127.0.0.1:9/path");
    // It needs no key, and gets none.
    let request = sent::<Unknown>(custom()).unwrap();
    assert_eq!(request.url, "http://127.0.0.1:9/unknown");
    assert!(!request.headers.contains_key("x-key"));
}
