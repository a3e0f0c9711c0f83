//! What a failed call says.

use std::error::Error as _;
use std::time::Duration;

use clientwright_runtime::{
    Bytes, Call, CallError, Delivery, Error, ErrorKind, HeaderMap, Json, Meta, Method, Operation,
    RawResponse, ScriptedTransport, StatusCode, Text, TransportError, TransportErrorKind, Undocumented,
    by_status,
};

use crate::support::{GetItem, ListItems, Pay, client, operations};

#[derive(Debug, PartialEq)]
pub(crate) enum Failure {
    Bad(Json),
    Gone,
    Server(Text),
}

by_status! { Failure { 400 => Bad(Json), 410 => Gone, 5XX => Server(Text) } }

#[derive(Debug, PartialEq)]
pub(crate) enum Any {
    Exact,
    Range,
    Other,
}

by_status! { Any { default => Other, 4XX => Range, 404 => Exact } }

operations! {
    Typed -> (), Failure: Meta::new(Method::Delete, "typed", "/");
    Ranked -> (), Any: Meta::new(Method::Delete, "ranked", "/");
    Untyped -> Bytes, Undocumented: Meta::new(Method::Get, "untyped", "/").accept("application/pdf");
}

pub(crate) async fn failed<O: Operation>(status: u16, body: &str) -> CallError<O::Error> {
    let core = client(&ScriptedTransport::new().json(status, body));
    match Call::<O>::new(&core).send().await {
        Ok(_) => panic!("the call succeeded"),
        Err(error) => error,
    }
}

pub(crate) async fn lost<O: Operation>(kind: TransportErrorKind, delivery: Delivery) -> CallError<O::Error> {
    let core = client(&ScriptedTransport::new().error(TransportError::new(kind, delivery)));
    match Call::<O>::new(&core).send().await {
        Ok(_) => panic!("the call succeeded"),
        Err(error) => error,
    }
}

#[tokio::test]
async fn a_status_is_an_error_with_what_the_body_documents() {
    let error = failed::<Pay>(422, r#"{"error":{"code":"LIMIT","message":"Jane has 5 left"}}"#).await;
    assert_eq!(error.to_string(), "pay: the server answered 422 Unprocessable Entity with code `LIMIT`");
    assert_eq!(error.operation(), "pay");
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.status(), Some(StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!(error.code(), Some("LIMIT"));
    assert_eq!(error.message(), Some("Jane has 5 left"));
    assert_eq!(error.delivery(), Delivery::Answered);
    assert!(!error.is_retryable() && !error.is_timeout());
    assert_eq!(error.api().unwrap().get("error").unwrap().get("code").unwrap().as_str(), r#""LIMIT""#);
    assert!(error.source().is_none());
    let error = Error::from(error);
    assert!(error.body().unwrap().starts_with(br#"{"error""#));
    assert!(error.into_body().is_some());
}

#[tokio::test]
async fn a_code_is_shown_only_if_it_is_documented() {
    assert_eq!(failed::<Pay>(400, r#"{"code":17}"#).await.code(), Some("17"));
    let error = failed::<Pay>(400, r#"{"code":"Jane Doe is unknown"}"#).await;
    assert_eq!(error.code(), Some("Jane Doe is unknown"));
    let shown = "pay: the server answered 400 Bad Request with a code that is not documented";
    assert_eq!(error.to_string(), shown);
    assert_eq!(failed::<Pay>(400, "<html>").await.code(), None);
}

#[tokio::test]
async fn the_status_chooses_the_type_of_the_body() {
    assert_eq!(failed::<Typed>(400, "[1]").await.into_api(), Some(Failure::Bad("[1]".parse().unwrap())));
    assert_eq!(failed::<Typed>(410, "").await.into_api(), Some(Failure::Gone));
    assert_eq!(failed::<Typed>(503, "down").await.into_api(), Some(Failure::Server(Text("down".into()))));
    assert_eq!(failed::<Typed>(404, "{}").await.into_api(), None);
    assert_eq!(failed::<Typed>(400, "no json").await.into_api(), None);
    for (status, expected) in [(404, Any::Exact), (403, Any::Range), (302, Any::Other), (500, Any::Other)] {
        assert_eq!(failed::<Ranked>(status, "").await.into_api(), Some(expected));
    }
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_names_the_place_and_no_value() {
    let core = client(&ScriptedTransport::new().json(200, r#"{"items":[1,"secret"]}"#));
    let error = Call::<ListItems>::new(&core).await.unwrap_err();
    let expected = "listItems: the server's answer with status 200 cannot be read: \
                    at `/*/1`: expected a number, found a string";
    assert_eq!(error.to_string(), expected);
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.delivery(), Delivery::Answered);
    assert_eq!(error.decode_error().unwrap().pointer(), "/*/1");
    assert_eq!(error.status(), Some(StatusCode::OK));
    assert!(!error.is_retryable());
    assert!(!format!("{error:?}").contains("secret"));

    let core = client(&ScriptedTransport::new().json(204, ""));
    let error = Call::<GetItem>::new(&core).path("id", "1").await.unwrap_err();
    assert!(error.to_string().ends_with("expected a JSON body, found an empty body"), "{error}");
}

#[tokio::test]
async fn what_surrounds_an_answer_is_kept() {
    let headers: HeaderMap = [("x-request-id", "r-1"), ("retry-after", "7")]
        .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
        .into_iter()
        .collect();
    let answer = |status| RawResponse::new(StatusCode::from_u16(status).unwrap(), headers.clone(), "%PDF");
    let core = client(&ScriptedTransport::new().response(answer(206)).response(answer(429)));
    let response = Call::<Untyped>::new(&core).send().await.unwrap();
    assert_eq!((response.status().as_u16(), response.request_id()), (206, Some("r-1")));
    assert_eq!(response.into_value(), "%PDF");
    let error = Call::<Untyped>::new(&core).send().await.unwrap_err();
    assert_eq!((error.request_id(), error.retry_after()), (Some("r-1"), Some(Duration::from_secs(7))));
    assert!(error.api().is_none());
    assert!(error.is_retryable());
}

#[test]
fn the_wait_is_given_in_seconds_or_as_a_time() {
    let wait = |headers: &[(&str, &str)]| {
        let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        RawResponse::new(StatusCode::TOO_MANY_REQUESTS, headers.collect(), "").retry_after()
    };
    let until = |date, until| wait(&[("date", date), ("retry-after", until)]);
    let (early, late) = ("Sat, 21 Nov 2026 23:59:00 GMT", "Sun, 22 Nov 2026 00:01:30 GMT");
    let seconds = Duration::from_secs;
    assert_eq!(until(early, late), Some(seconds(150)));
    assert_eq!(until(late, early), Some(Duration::ZERO));
    assert_eq!(until(early, "soon"), None);
    // The two forms that nobody should send any more.
    assert_eq!(until(early, "Sunday, 22-Nov-26 00:01:30 GMT"), Some(seconds(150)));
    assert_eq!(until(early, "Sun Nov 22 00:01:30 2026"), Some(seconds(150)));
    // Without a date of its own, the answer is of now.
    assert_eq!(wait(&[("retry-after", "Thu, 01 Jan 1970 00:00:00 GMT")]), Some(Duration::ZERO));
    assert_eq!(until("", "Fri, 31 Dec 9999 23:59:59 GMT"), Some(seconds(86_400)));
    assert_eq!(wait(&[("retry-after", " 7 ")]), Some(seconds(7)));
    for none in ["", "-1", "+1", "1.5", "7s"] {
        assert_eq!(wait(&[("retry-after", none)]), None, "{none}");
    }
    // Whatever it is, it can be added to the time.
    for long in ["86401", "18446744073709551615", "99999999999999999999999"] {
        let wait = wait(&[("retry-after", long)]).unwrap();
        assert_eq!(wait, seconds(86_400));
        let _ = std::time::Instant::now() + wait;
    }
}

#[tokio::test]
async fn errors_of_the_network_say_what_is_certain() {
    let error = lost::<Pay>(TransportErrorKind::Timeout, Delivery::Unknown).await;
    assert!(error.is_timeout());
    assert_eq!(error.to_string(), "pay: no whole response in time; the request may have reached the server");
    let error = lost::<Pay>(TransportErrorKind::Connect, Delivery::NotSent).await;
    assert_eq!(error.to_string(), "pay: no connection to the server; the request was not sent");
    assert_eq!((error.status(), error.body()), (None, None));
}

#[tokio::test]
async fn a_transport_that_reads_too_much_is_stopped_here() {
    let transport = ScriptedTransport::new().json(200, "[1,2,3]");
    let builder = clientwright_runtime::Builder::<clientwright_runtime::Core>::new(
        &crate::support::API,
        crate::support::SITE,
    );
    let core = builder
        .retries(clientwright_runtime::RetryPolicy::none())
        .max_response_bytes(6)
        .transport(transport)
        .build()
        .unwrap();
    let error = Call::<GetItem>::new(&core).path("id", "1").await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::Unknown);
    assert!(error.to_string().contains("larger than the client reads"), "{error}");
}

#[tokio::test]
async fn a_cut_body_keeps_its_head_and_leaves_it_open() {
    let headers: HeaderMap = [("x-request-id", "r-1"), ("retry-after", "7")]
        .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
        .into_iter()
        .collect();
    for status in [401, 200, 503] {
        let status = StatusCode::from_u16(status).unwrap();
        let cut = RawResponse::new(status, headers.clone(), r#"{"error":{"code":"LIM"#);
        let core = client(&ScriptedTransport::new().cut(cut));
        let error = Call::<Pay>::new(&core).await.unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Transport, Delivery::Unknown));
        assert!(error.may_have_worked() && error.is_retryable() && !error.is_repeated_key());
        assert_eq!((error.status(), error.request_id()), (Some(status), Some("r-1")));
        assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
        assert_eq!(error.headers().unwrap().len(), 2);
        assert!(error.code().is_none() && error.api().is_none() && error.body().is_none());
        let expected = format!(
            "pay: the connection broke before the response was whole; its status was {status}; the request may have \
             reached the server"
        );
        assert_eq!(error.to_string(), expected);
    }
}
