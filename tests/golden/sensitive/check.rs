//! Sensitive values are sent and never shown.

use clientwright_runtime::{Redacted, ScriptedTransport, json};
use golden_sensitive::models::{Person, Problem, person};
use golden_sensitive::{Client, Environment};

#[test]
fn nothing_sensitive_is_shown() {
    let person = Person::new(person::Required { id: "p-1".into(), name: "Jane Doe".into() })
        .pin("4711")
        .phones(vec!["+1555".to_owned()])
        .old_pins(vec!["0815".to_owned()])
        .pins_by_card([("c-1".to_owned(), "1234".to_owned())]);
    let shown = format!("{person:?}");
    assert!(shown.contains("p-1") && shown.contains("[redacted]"), "{shown}");
    let client = Client::builder(Environment::Custom("https://api.example.com".to_owned()))
        .transport(ScriptedTransport::new())
        .build()
        .unwrap();
    let call = client.people().replace_person("passport-7", &person).code("otp-99");
    let request = call.request().unwrap();
    let shown = format!("{shown} {call:?} {request:?}");
    for hidden in ["Jane Doe", "4711", "+1555", "0815", "1234", "passport-7", "otp-99"] {
        assert!(!shown.contains(hidden), "{shown}");
    }
    let body = String::from_utf8(request.body().to_bytes().to_vec()).unwrap();
    assert_eq!(body, r#"{"id":"p-1","name":"Jane Doe","pin":"4711","phones":["+1555"],"old-pins":["0815"],"pins-by-card":{"c-1":"1234"}}"#);
}

/// A provider's words may repeat what was sent.
#[test]
fn errors_say_nothing_in_words() {
    for body in [
        r#"{"error":"hidden","trace":"t-1"}"#,
        r#"{"error":{"code":"hidden","message":"hidden"},"trace":"t-1"}"#,
        r#"{"causes":[{"text":"hidden","at":"here"}],"trace":"t-1"}"#,
    ] {
        let problem: Problem = json::from_str(body).unwrap();
        for shown in [format!("{problem:?}"), json::to_string(&Redacted(&problem))] {
            assert!(shown.contains("t-1") && !shown.contains("hidden"), "{shown}");
        }
        assert_eq!(json::to_string(&problem), body);
    }
}
