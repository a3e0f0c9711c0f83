//! The address is the operation's, and so is the credential.

use checks::now;
use clientwright_runtime::ScriptedTransport;
use golden_servers_of_paths::{Client, Environment};

#[test]
fn calls_go_to_the_nearest_server() {
    let transport = ScriptedTransport::new().json(204, "").json(204, "").json(204, "");
    let builder = Client::builder(Environment::Server).api_key("k").transport(transport.clone());
    let client = builder.build().unwrap();
    now(client.files().list()).unwrap();
    now(client.files().create()).unwrap();
    now(client.files().delete()).unwrap();
    assert!(now(client.files().replace()).is_err());
    let urls: Vec<String> = transport.requests().into_iter().map(|request| request.url).collect();
    let expected =
        ["https://files.example.com/v1/files", "https://upload.example.com/files", "https://files.example.com/v1/files"];
    assert_eq!(urls, expected);
    assert!(transport.requests().iter().all(|request| request.headers["authorization"] == "Bearer k"));
}
