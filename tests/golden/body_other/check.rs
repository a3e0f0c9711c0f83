//! Text and bytes on the wire, and back.

use checks::now;
use clientwright_runtime::{Body, RawResponse, ScriptedTransport, StatusCode};
use golden_body_other::models::Change;
use golden_body_other::{Client, Environment};

fn client(transport: &ScriptedTransport) -> Client {
    let builder = Client::builder(Environment::Custom("https://api.example.com".to_owned()));
    builder.transport(transport.clone()).build().unwrap()
}

#[test]
fn each_body_has_its_media_type() {
    let notes = client(&ScriptedTransport::new()).notes();
    for (request, kind, body) in [
        (notes.write("é").request(), "text/plain", "é"),
        (notes.write_image("png").request(), "image/png", "png"),
        (notes.patch(Change::new().text("t")).request(), "application/merge-patch+json", r#"{"text":"t"}"#),
        (notes.touch().body(Change::new()).request(), "application/json", "{}"),
        (notes.name(vec!["a".to_owned()]).request(), "application/json", r#"["a"]"#),
    ] {
        let request = request.unwrap();
        let found = request.headers()["content-type"].to_str().unwrap();
        assert!(found == kind || found.starts_with(&format!("{kind};")), "{found}");
        assert_eq!(request.body().to_bytes(), body);
    }
    let request = notes.touch().request().unwrap();
    assert!(matches!(request.body(), Body::Empty), "{request:?}");
}

#[test]
fn text_and_bytes_come_back() {
    let answer = |body: &'static str| RawResponse::new(StatusCode::OK, Default::default(), body);
    let transport = ScriptedTransport::new().response(answer("é")).response(answer("png"));
    let notes = client(&transport).notes();
    assert_eq!(now(notes.write("é")).unwrap().0, "é");
    assert_eq!(now(notes.write_image("")).unwrap(), "png");
}
