//! The status says which error it is, the code is found in its body.

use checks::now;
use clientwright_runtime::{Delivery, ScriptedTransport};
use golden_responses_errors::resources::orders::CreateOrderError;
use golden_responses_errors::{Client, Environment, Error};

fn client(transport: ScriptedTransport) -> Client {
    Client::builder(Environment::Custom("https://api.example.com".to_owned()))
        .transport(transport)
        .build()
        .unwrap()
}

#[test]
fn a_status_before_its_class_before_default() {
    let script = ScriptedTransport::new()
        .json(400, r#"{"reason":"r"}"#)
        .json(422, r#"{"title":"t"}"#)
        .json(500, "out of order")
        .json(401, "");
    let orders = client(script).orders();
    let error = || now(orders.create()).unwrap_err();
    assert!(matches!(error().api(), Some(CreateOrderError::BadRequest(refusal)) if refusal.reason == "r"));
    assert!(matches!(error().api(), Some(CreateOrderError::ClientError(problem)) if problem.title == "t"));
    assert!(matches!(error().api(), Some(CreateOrderError::Default(text)) if text.0 == "out of order"));
    // The document names no body for 401, so the class stands in; what does not fit it is no reason to lose the status.
    let unauthorized = error();
    assert_eq!((unauthorized.api(), unauthorized.status().map(|status| status.as_u16())), (None, Some(401)));
}

#[test]
fn what_is_shown_holds_no_body() {
    let error =
        now(client(ScriptedTransport::new().json(400, r#"{"title":"secret-title"}"#)).orders().list())
            .unwrap_err();
    assert_eq!(error.api().map(|problem| problem.title.as_str()), Some("secret-title"));
    let error: Error = error.into();
    assert_eq!(error.delivery(), Delivery::Answered);
    let shown = format!("{error} {error:?}");
    assert!(
        shown.contains("listOrders") && shown.contains("400") && !shown.contains("secret-title"),
        "{shown}"
    );
}
