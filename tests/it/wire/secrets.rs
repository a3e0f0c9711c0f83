//! Neither the key nor anything personal is in what a program may log. `Wire::sends` looks at every call that works, and
//! `conformance` at every model, with a canary in each text that the spec says is sensitive.

use std::error::Error;
use std::fmt::Debug;

use clientwright_runtime::json::{self, Decode, Encode};
use clientwright_runtime::webhooks::{Signature, WebhookSigner, WebhookVerifier};
use clientwright_runtime::{
    Builder, CallError, Core, Delivery, HeaderMap, HeaderValue, RawResponse, Redacted, ScriptedTransport,
    StatusCode, TransportError, TransportErrorKind,
};
use plu_client::models::create_user::ProgramChoice;
use unigox_client::resources::payment_details::CreatePaymentDetailsError;

use super::server::{NOBODY, Server};
use super::{assert_hidden, bitmama, p100, plu, unigox};

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
    let body = plu::jane(ProgramChoice::Custodial);
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
        let error = client.users().create(plu::jane(ProgramChoice::Custodial)).await.unwrap_err();
        assert_hidden(plu::HIDDEN, &shown(&error));
        assert!(error.to_string().starts_with(display), "{error}");
        server.request();
    }
}

#[tokio::test]
async fn errors_of_the_network() {
    let client = plu::builder(Some(NOBODY.to_owned())).build().unwrap();
    let error = client.users().create(plu::jane(ProgramChoice::Custodial)).await.unwrap_err();
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
    let call = client.users().create(plu::jane(ProgramChoice::Custodial)).with_header("x-note", "Jane\nDoe");
    let build = call.request().unwrap_err();
    assert_hidden(plu::HIDDEN, &format!("{build} {build:?}"));
    assert_hidden(plu::HIDDEN, &shown(&call.await.unwrap_err()));

    let error = plu_client::Client::builder(plu_client::Environment::Production).api_key(plu::KEY).build();
    let error = error.unwrap_err();
    assert_hidden(plu::HIDDEN, &format!("{error} {error:?}"));
}

fn redacted<T: Encode>(value: &T) -> String {
    json::to_string(&Redacted(value)) + &serde_json::to_string(&Redacted(value)).unwrap()
}

/// What a transport can make of a call.
fn faults() -> Vec<TransportError> {
    use TransportErrorKind::{Connect, Interrupted, Other, Timeout, TooLarge};
    let kinds = [Connect, Timeout, Interrupted, TooLarge, Other];
    let deliveries = [Delivery::NotSent, Delivery::Unknown];
    kinds
        .into_iter()
        .flat_map(|kind| deliveries.map(|delivery| TransportError::new(kind, delivery)))
        .collect()
}

/// Bodies that are no documented success and no documented error of any provider.
const UNREADABLE: &[&str] = &[
    "canary-no-json",
    r#""canary-text"#,
    r#"["canary-item"]"#,
    r#"{"name":"canary-value","data":{"name":["canary-item"]}}"#,
    r#"{"status":"success","success":true,"message":"canary-message","data":["canary-item"]}"#,
    r#"{"id":{"canary-key":1},"data":{"serviceId":["canary-item"],"verificationUrl":"canary-url"}}"#,
    "",
];

/// Makes a call through every fault, every status and every body, and looks for what must stay hidden in all that may
/// be logged. `errors` are documented bodies with canaries where codes, messages and unknown members stand.
async fn through_every_fault<C, F, T, E>(
    hidden: &[&str],
    builder: impl Fn() -> Builder<C>,
    errors: &[&str],
    call: impl Fn(&C) -> F,
    redacted: impl Fn(&E) -> String,
) where
    C: From<Core> + Debug,
    F: IntoFuture<Output = Result<T, CallError<E>>> + Debug,
    T: Debug,
    E: Debug,
{
    let mut headers = HeaderMap::new();
    for name in ["x-request-id", "retry-after", "location", "content-type", "set-cookie"] {
        headers.insert(name, HeaderValue::from_static("canary-header"));
    }
    let mut script = ScriptedTransport::new();
    let mut answers = 1;
    for fault in faults() {
        script = script.error(fault);
        answers += 1;
    }
    for status in [101, 200, 201, 202, 204, 302, 307, 400, 401, 403, 404, 409, 422, 429, 500, 503, 599] {
        let status = StatusCode::from_u16(status).unwrap();
        // What a success says in words is meant to be shown, unless the spec says otherwise.
        let errors = if status.is_success() { &[] } else { errors };
        for body in UNREADABLE.iter().chain(errors) {
            script = script.response(RawResponse::new(status, headers.clone(), body.as_bytes().to_vec()));
            answers += 1;
        }
    }
    let client = builder().api_key("sk_staging_canary").transport(script.clone()).build().unwrap();
    let hidden: Vec<&str> = hidden.iter().copied().chain(["canary"]).collect();
    let (mut typed, mut failures) = (0, 0);
    for _ in 0..answers {
        let call = call(&client);
        let mut text = format!("{client:?} {call:?} {call:#?}");
        match call.await {
            Ok(value) => text += &debug(&[&value]),
            Err(error) => {
                failures += 1;
                text += &shown(&error);
                text += &debug(&[&error.api(), &error.decode_error(), &error.kind(), &error.delivery()]);
                if let Some(api) = error.api() {
                    typed += 1;
                    text += &redacted(api);
                }
                text += &debug(&[&clientwright_runtime::Error::from(error)]);
            }
        }
        assert_hidden(&hidden, &text);
    }
    assert_hidden(&hidden, &format!("{script:?}"));
    // An error body that is not documented has a type without a value.
    let is_typed = typed > 0 || size_of::<E>() == 0;
    assert!(is_typed && failures > 50, "{typed} of {failures} errors have a documented body");
}

#[tokio::test]
async fn every_fault_of_every_provider() {
    let plu_errors = [
        r#"{"status":"error","message":"canary-code","data":{"error":"canary-message","x":"canary-extra"},"y":"canary"}"#,
        r#"{"status":"error","message":"canary-code","data":{"cards":[],"error":"canary-message"}}"#,
    ];
    through_every_fault(
        plu::HIDDEN,
        || plu::builder(None),
        &plu_errors,
        |plu| {
            let call = plu.users().create(plu::jane(ProgramChoice::Custodial));
            call.with_idempotency_key("canary-key").with_header("x-note", "canary-header")
        },
        redacted,
    )
    .await;
    through_every_fault(
        &[],
        || plu::builder(None),
        &plu_errors,
        |plu| plu.users().retry_kyc("canary-path"),
        redacted,
    )
    .await;
    through_every_fault(
        bitmama::HIDDEN,
        || bitmama::builder(None),
        &plu_errors,
        |bitmama| bitmama.users().create(bitmama::jane()).with_idempotency_key("canary-key"),
        redacted,
    )
    .await;

    let p100_errors = [
        r#"{"errorCode":"canary-code","errorName":"canary-name","errorMessage":"canary-message","x":"canary"}"#,
    ];
    through_every_fault(
        p100::HIDDEN,
        || p100::builder(None),
        &p100_errors,
        |p100| p100.sepa().create_user_transfer(p100::payment()),
        redacted,
    )
    .await;
    through_every_fault(
        &[],
        || p100::builder(None),
        &p100_errors,
        |p100| p100.kyc().get_status("canary-path"),
        redacted,
    )
    .await;

    let unigox_errors = [
        r#"{"success":false,"error":{"code":"canary-code","message":"canary-message"},"x":"canary"}"#,
        r#"{"success":false,"data":{"error_key":"canary-code","message":"canary-message","x":"canary"}}"#,
        r#"{"success":false,"error":"canary-text"}"#,
    ];
    through_every_fault(
        unigox::HIDDEN,
        || unigox::builder(None),
        &unigox_errors,
        |unigox| {
            unigox.kyc().submit(unigox::user(), unigox::direct(unigox::person().id_number("canary-number")))
        },
        redacted,
    )
    .await;
    through_every_fault(
        &[],
        || unigox::builder(None),
        &unigox_errors,
        |unigox| unigox.kyc().get_verification_status(unigox::user()).verification_id("canary-query"),
        |undocumented| match *undocumented {},
    )
    .await;
    through_every_fault(
        unigox::HIDDEN,
        || unigox::builder(None),
        &unigox_errors,
        |unigox| unigox.payment_details().create(unigox::user(), unigox::sepa()),
        |error| match error {
            CreatePaymentDetailsError::BadRequest(error) => redacted(error),
            CreatePaymentDetailsError::UnprocessableContent(error) => redacted(error),
            other => panic!("no other is documented: {other:?}"),
        },
    )
    .await;
}

/// Secrets, tokens and bodies of webhooks: genuine, forged, readable or not.
#[test]
fn webhooks() {
    fn look<T: Decode + Encode + Debug>(signature: Signature, bodies: &[&str]) {
        let signer = WebhookSigner::new(signature, "canary-secret").unwrap();
        let forger = WebhookSigner::new(signature, "canary-forged").unwrap();
        let verifier = WebhookVerifier::new(signature, ["canary-secret", "canary-old"]).unwrap();
        let mut text = debug(&[&signer, &verifier]);
        for (number, body) in bodies.iter().chain(UNREADABLE).enumerate() {
            let body = body.as_bytes();
            let delivery = verifier.receive::<T>(&signer.headers(body).unwrap(), body).unwrap();
            text += &debug(&[&delivery, &delivery.id, &delivery.event]);
            match &delivery.event {
                Ok(event) => {
                    text += &redacted(event);
                }
                Err(undecoded) => {
                    assert!(number >= bodies.len(), "{undecoded}: {}", String::from_utf8_lossy(body));
                    text += &format!("{undecoded} {undecoded:?} {:?}", undecoded.source());
                }
            }
            let forged = verifier.receive::<T>(&forger.headers(body).unwrap(), body).unwrap_err();
            text += &format!("{forged} {forged:?} {:?}", forged.source());
        }
        for damaged in ["canary-secret\n", " canary-secret"] {
            let refused = WebhookVerifier::new(signature, [damaged]).unwrap_err();
            text += &format!("{refused} {refused:?}");
        }
        assert_hidden(&["canary"], &text);
    }
    let user = r#"{"event":"user.kyc-event","timestamp":"2026-02-19T20:49:29.927Z","data":{"serviceId":"u-1",
        "status":"approved","email":"canary-email","firstName":"canary-first","lastName":"canary-last","x":"canary"}}"#;
    let new = r#"{"event":"canary-event","event_type":"canary-event","data":{"x":"canary-data"}}"#;
    look::<plu_client::webhooks::Event>(plu_client::webhooks::SIGNATURE, &[user, new]);
    look::<bitmama_client::webhooks::Event>(bitmama_client::webhooks::SIGNATURE, &[new]);
    let kyc = r#"{"event_id":"evt_1","event_type":"user.kyc.updated","created_at":"2026-02-01T12:00:30Z","data":
        {"user_uuid":"550e8400-e29b-41d4-a716-446655440000","kyc_status":"VERIFIED","x":"canary-extra"},"y":"canary"}"#;
    look::<unigox_client::webhooks::Event>(unigox_client::webhooks::SIGNATURE, &[kyc, new]);
    let file = r#"{"externalUserId":"u-1","status":"ADDED","x":"canary-extra"}"#;
    look::<p100_client::models::KycFileAddedEvent>(p100_client::webhooks::SIGNATURE, &[file]);
}
