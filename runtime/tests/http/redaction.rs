//! Nothing that a caller or a provider would mind is in what may be logged.

use std::error::Error;

use clientwright_runtime::{Body, Builder, Call, Core, Json, ScriptedTransport, Secret};

use crate::support::{API, CreateItem, GetItem, Pay, SITE, answered, client, only_request};

const HIDDEN: &[&str] = &["hidden", "6869", "sk_staging"];

fn assert_hidden(shown: &str) {
    for hidden in HIDDEN {
        assert!(!shown.contains(hidden), "{shown}");
    }
}

#[tokio::test]
async fn requests_and_calls_show_no_argument() {
    let (transport, core) = answered();
    let call = Call::<Pay>::new(&core)
        .query("q", "hidden")
        .with_header("x-note", "hidden")
        .cookie("c", "hidden")
        .with_idempotency_key("hidden")
        .json(&Json::from("hidden"));
    assert_hidden(&format!("{call:?}"));
    assert_eq!(format!("{call:?}"), r#"Call { operation: "pay", method: Post, path: "/payments", .. }"#);
    let request = call.request().unwrap();
    assert_hidden(&format!("{request:?}"));
    assert!(matches!(request.body(), Body::Bytes(_)));
    let response = call.send().await.unwrap();
    assert_hidden(&format!("{response:?}"));
    assert_hidden(&format!("{:?} {transport:?}", only_request(&transport)));
    let path = Call::<GetItem>::new(&core).path("id", "hidden").request().unwrap();
    assert_hidden(&format!("{path:?}"));
}

#[test]
fn clients_and_builders_show_no_credential() {
    let builder =
        Builder::<Core>::new(&API, SITE).api_key("sk_staging_hidden").transport(ScriptedTransport::new());
    assert_hidden(&format!("{builder:?}"));
    let core = builder.build().unwrap();
    assert_hidden(&format!("{core:?}"));
    assert!(format!("{core:?}").contains("https://api.example.com"));
    assert_eq!(format!("{:?}", Secret::from("hidden")), "[redacted]");
}

#[tokio::test]
async fn errors_show_nothing_of_either_side() {
    let transport = ScriptedTransport::new()
        .json(400, r#"{"error":{"code":"hidden words","message":"hidden"}}"#)
        .json(200, "hidden");
    let core = client(&transport);
    for _ in 0..2 {
        let error = Call::<CreateItem>::new(&core).json(&Json::from("hidden")).await.unwrap_err();
        let mut shown = format!("{error} {error:?} {:?}", error.response());
        let mut source = error.source();
        while let Some(error) = source {
            shown.push_str(&format!(" {error} {error:?}"));
            source = error.source();
        }
        assert_hidden(&shown);
    }
    let error = Call::<CreateItem>::new(&core).with_header("x-note", "hidden\n").request().unwrap_err();
    assert_hidden(&format!("{error} {error:?}"));
}
