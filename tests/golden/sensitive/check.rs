//! Sensitive values are sent and never shown.

use clientwright_runtime::ScriptedTransport;
use golden_sensitive::models::{Person, person};
use golden_sensitive::{Client, Environment};

#[test]
fn nothing_sensitive_is_shown() {
    let person = Person::new(person::Required { id: "p-1".into(), name: "Jane Doe".into() })
        .pin("4711")
        .phones(vec!["+1555".to_owned()]);
    let shown = format!("{person:?}");
    assert!(shown.contains("p-1") && shown.contains("[redacted]"), "{shown}");
    let client = Client::builder(Environment::Custom("https://api.example.com".to_owned()))
        .transport(ScriptedTransport::new())
        .build()
        .unwrap();
    let call = client.people().replace_person("passport-7", &person).code("otp-99");
    let request = call.request().unwrap();
    let shown = format!("{shown} {call:?} {request:?}");
    for hidden in ["Jane Doe", "4711", "+1555", "passport-7", "otp-99"] {
        assert!(!shown.contains(hidden), "{shown}");
    }
    let body = String::from_utf8(request.body().to_bytes().to_vec()).unwrap();
    assert_eq!(body, r#"{"id":"p-1","name":"Jane Doe","pin":"4711","phones":["+1555"]}"#);
}
