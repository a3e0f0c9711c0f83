//! Neither the key nor anything personal is in what a program may log. `Wire::sends` looks at every call that works.

use std::error::Error;
use std::fmt::Debug;

use clientwright_runtime::CallError;
use plu_client::models::Program;

use super::server::{NOBODY, Server};
use super::{assert_hidden, p100, plu, unigox};

/// `Display` and `Debug` of an error, its source and so on, and of what it answers to questions that are not about
/// the body.
fn shown<E>(error: &CallError<E>) -> String {
    let mut shown = format!("{error} {error:?} {error:#?} {:?}", error.response());
    let mut source = error.source();
    while let Some(error) = source {
        shown.push_str(&format!(" {error} {error:?} {error:#?}"));
        source = error.source();
    }
    shown
}

fn debug(values: &[&dyn Debug]) -> String {
    values.iter().map(|value| format!("{value:?} {value:#?} ")).collect()
}

#[test]
fn clients_calls_requests_and_bodies() {
    let builder = plu::builder(None);
    let mut text = debug(&[&builder]);
    let client = builder.build().unwrap();
    let body = plu::jane(Program::Custodial);
    let call = client.users().create(&body).with_idempotency_key("550e8400-e29b-41d4-a716-446655440000");
    text += &debug(&[&client, &client.users(), &body, &call, &call.request().unwrap()]);
    assert_hidden(plu::HIDDEN, &text);
    assert!(text.contains(r#"operation: "createUser""#), "something is shown: {text}");

    let client = unigox::builder(None).build().unwrap();
    let body = unigox::direct(unigox::person().id_number("12345678901"));
    let call = client.kyc().submit(unigox::user(), &body);
    let status = client.kyc().get_verification_status(unigox::user()).verification_id("inq_CWQ");
    let requests = [call.request().unwrap(), status.request().unwrap()];
    assert_hidden(unigox::HIDDEN, &debug(&[&client, &client.kyc(), &body, &call, &status, &requests]));

    let client = p100::builder(None).build().unwrap();
    let body = p100::payment();
    let call = client.sepa().create_user_transfer(&body);
    let path = client.kyc().get_status("f47ac10b-58cc-4372-a567-0e02b2c3d479");
    let requests = [call.request().unwrap(), path.request().unwrap()];
    assert_hidden(p100::HIDDEN, &debug(&[&client, &client.sepa(), &body, &call, &path, &requests]));
}

/// A server may repeat what it was sent, in an error as in an answer that cannot be read.
#[tokio::test]
async fn errors_that_repeat_the_request() {
    let sentence =
        r#"{"status":"error","message":"Jane Doe exists","data":{"error":"jane@example.com is taken"}}"#;
    let unreadable =
        r#"{"status":"success","message":"Jane","data":{"serviceId":"Jane","verificationUrl":["Doe"]}}"#;
    for (status, body, display) in [
        (400, sentence, "createUser: the server answered 400 Bad Request"),
        (201, unreadable, "createUser: the server's answer with status 201 cannot be read: "),
    ] {
        let server = Server::answering(status, body);
        let client = plu::builder(Some(server.url())).build().unwrap();
        let error = client.users().create(plu::jane(Program::Custodial)).await.unwrap_err();
        assert_hidden(plu::HIDDEN, &shown(&error));
        assert!(error.to_string().starts_with(display), "{error}");
        server.request();
    }
}

#[tokio::test]
async fn errors_of_the_network() {
    let client = plu::builder(Some(NOBODY.to_owned())).build().unwrap();
    let error = client.users().create(plu::jane(Program::Custodial)).await.unwrap_err();
    assert!(error.source().is_some());
    assert_hidden(plu::HIDDEN, &shown(&error));

    let server = Server::silent();
    let client = p100::builder(Some(server.url())).build().unwrap();
    let error = client.sepa().create_user_transfer(p100::payment()).await.unwrap_err();
    assert_hidden(p100::HIDDEN, &shown(&error));
    server.request();
}

/// A mistake is found before anything is sent, and its message does not repeat the value.
#[tokio::test]
async fn errors_of_the_caller() {
    let client = plu::builder(None).build().unwrap();
    let call = client.users().create(plu::jane(Program::Custodial)).with_header("x-note", "Jane\nDoe");
    let build = call.request().unwrap_err();
    assert_hidden(plu::HIDDEN, &format!("{build} {build:?}"));
    assert_hidden(plu::HIDDEN, &shown(&call.await.unwrap_err()));

    let error = plu_client::Client::builder(plu_client::Environment::Production).api_key(plu::KEY).build();
    let error = error.unwrap_err();
    assert_hidden(plu::HIDDEN, &format!("{error} {error:?}"));
}
