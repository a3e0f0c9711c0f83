//! The status says which answer it is.

use checks::now;
use clientwright_runtime::{Delivery, ScriptedTransport};
use golden_responses_success::resources::jobs::StartJobOutput;
use golden_responses_success::{Client, Environment};

fn client(transport: ScriptedTransport) -> Client {
    Client::builder(Environment::Custom("https://api.example.com".to_owned()))
        .transport(transport)
        .build()
        .unwrap()
}

#[test]
fn by_status() {
    let script =
        ScriptedTransport::new().json(200, r#"{"value":1}"#).json(202, r#"{"id":"t"}"#).json(204, "");
    let jobs = client(script).jobs();
    assert!(matches!(now(jobs.start()).unwrap(), StartJobOutput::Ok(result) if result.value == 1));
    assert!(matches!(now(jobs.start()).unwrap(), StartJobOutput::Accepted(ticket) if ticket.id == "t"));
    assert!(matches!(now(jobs.start()).unwrap(), StartJobOutput::NoContent));
}

#[test]
fn a_status_that_nobody_documents_is_an_error_with_its_body() {
    let jobs = client(ScriptedTransport::new().json(299, r#"{"value":1}"#)).jobs();
    let error = now(jobs.start()).unwrap_err();
    assert_eq!(error.delivery(), Delivery::Answered);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(299));
    assert_eq!(error.into_api(), None);
}

#[test]
fn status_and_headers_can_be_kept() {
    let jobs = client(ScriptedTransport::new().json(203, r#"{"value":2}"#)).jobs();
    let response = now(jobs.get().send()).unwrap();
    assert_eq!((response.status().as_u16(), response.into_value().value), (203, 2));
}
