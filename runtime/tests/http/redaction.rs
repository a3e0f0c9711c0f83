//! Nothing that a caller or a provider would mind is in what may be logged.

use std::collections::BTreeMap;
use std::error::Error;

use clientwright_runtime::{
    Body, Builder, Call, Core, Json, Redacted, ScriptedTransport, Secret, Site, Text, json, object,
};

use crate::support::{API, CreateItem, GetItem, ListItems, Pay, SITE, answered, client, only_request};

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

/// What a provider puts where its codes belong may be one word of the caller's data.
#[tokio::test]
async fn errors_show_documented_codes_alone() {
    for (code, shown) in [("LIMIT", " with code `LIMIT`"), ("hidden", " with a code that is not documented")]
    {
        let transport = ScriptedTransport::new().json(400, &format!(r#"{{"error":{{"code":"{code}"}}}}"#));
        let error = Call::<CreateItem>::new(&client(&transport)).await.unwrap_err();
        assert_eq!(error.to_string(), format!("createItem: the server answered 400 Bad Request{shown}"));
        assert_eq!(error.code(), Some(code));
    }
}

/// The names in a map are data: here an account.
#[tokio::test]
async fn errors_of_decoding_show_no_name_of_a_map() {
    let transport = ScriptedTransport::new().json(200, r#"{"hidden@example.com":[1,"x"]}"#);
    let error = Call::<ListItems>::new(&client(&transport)).await.unwrap_err();
    assert_hidden(&format!("{error} {error:?} {:?}", error.decode_error()));
    assert_eq!(error.decode_error().unwrap().pointer(), "/*/1");
}

#[test]
fn addresses_show_their_host() {
    for (url, shown) in [
        ("https://api.example.com/hidden/v1", "https://api.example.com"),
        ("https://api.example.com?key=hidden", "https://api.example.com"),
        ("https://api.example.com#hidden", "https://api.example.com"),
        ("https://hidden:hidden@api.example.com", "https://api.example.com"),
        ("http://127.0.0.1:8080\\hidden", "http://127.0.0.1:8080"),
        ("hidden", "[redacted]"),
        ("hidden://hidden", "[redacted]"),
        ("", "[redacted]"),
    ] {
        let site = Site::custom(url);
        assert_eq!(format!("{site:?}"), format!("Site {{ name: \"\", host: {shown} }}"));
    }
}

struct Card {
    id: String,
    number: Option<String>,
    notes: Json,
    extra: BTreeMap<String, Json>,
}

object! {
    Card {
        id: "id",
        number: "number" [optional redacted],
        notes: "notes",
    }
    extra
}

#[test]
fn models_are_written_as_debug_shows_them() {
    let text = r#"{"id":"c-1","number":"hidden","notes":["hidden"],"later":"hidden"}"#;
    let card: Card = json::from_str(text).unwrap();
    assert_eq!(
        format!("{card:?}"),
        r#"Card { id: "c-1", number: [redacted], notes: Json(Array, 10 bytes), extra: {"later"} }"#
    );
    let hidden = r#"{"id":"c-1","number":"[redacted]","notes":"Json(Array, 10 bytes)","later":"[redacted]"}"#;
    assert_eq!(json::to_string(&Redacted(&card)), hidden);
    assert_eq!(serde_json::to_string(&Redacted(&card)).unwrap(), hidden);
    assert_eq!(serde_json::to_string(&Redacted(&vec![card])).unwrap(), format!("[{hidden}]"));
    let without: Card = json::from_str(r#"{"id":"c-1","notes":1}"#).unwrap();
    assert_eq!(json::to_string(&without), r#"{"id":"c-1","notes":1}"#);
    // Whether it is there is not told either, as in `Debug`.
    assert!(json::to_string(&Redacted(&without)).contains(r#""number":"[redacted]""#));
    assert_eq!(format!("{:?}", Text("hidden".to_owned())), "Text(6 bytes)");
}
