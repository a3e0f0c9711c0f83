//! The default transport, against a real socket.

use std::error::Error;
use std::future::IntoFuture;
use std::time::Duration;

use clientwright_runtime::{
    Api, Builder, Call, Core, Delivery, Json, Meta, Method, Operation, RetryPolicy, Scheme, Site,
};

use crate::support::{CreateItem, GetItem, operations, serve};

static API: Api =
    Api::new("acme-client", "1.2.3").schemes(&[Scheme::api_key_query("key", "api_key", "ACME_API_KEY")]);

operations! {
    Keyed -> Json, Json: Meta::new(Method::Get, "keyed", "/keyed").security(&[&["key"]]);
}

fn builder(url: &str) -> Builder<Core> {
    Builder::new(&API, Site::custom(url)).api_key("hidden").retries(RetryPolicy::none())
}

fn core(url: &str) -> Core {
    builder(url).build().unwrap()
}

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 8\r\n\r\n{\"id\":1}";

/// Start line, headers in the order of their names, body: hyper does not promise an order.
fn normal(request: &str) -> String {
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let mut lines: Vec<_> = head.split("\r\n").collect();
    lines[1..].sort_unstable();
    format!("{}\n\n{body}", lines.join("\n"))
}

#[tokio::test]
async fn a_request_is_what_it_should_be_on_the_wire() {
    let (url, server) = serve(OK);
    let call = Call::<CreateItem>::new(&core(&url))
        .query("a", "b c")
        .json(&Json::object([("name", Json::from("é"))]));
    let response = call.send().await.unwrap();
    assert_eq!(response.value().as_str(), r#"{"id":1}"#);
    let host = url.strip_prefix("http://").unwrap().strip_suffix("/v1").unwrap();
    let expected = format!(
        "POST /v1/items?a=b%20c HTTP/1.1\naccept-encoding: identity\naccept: application/json\ncontent-length: 13\n\
         content-type: application/json\nhost: {host}\nuser-agent: acme-client/1.2.3\n\n{{\"name\":\"é\"}}"
    );
    assert_eq!(normal(&server.join().unwrap().0), expected);
}

#[tokio::test]
async fn paths_arrive_as_they_were_encoded() {
    let (url, server) = serve(OK);
    Call::<GetItem>::new(&core(&url)).path("id", "../a'b\\c|%2e").query("q'", "'[x]").await.unwrap();
    let (request, _) = server.join().unwrap();
    let line = request.lines().next().unwrap();
    assert_eq!(line, "GET /v1/items/..%2Fa%27b%5Cc%7C%252e?q%27=%27%5Bx%5D HTTP/1.1");
}

#[tokio::test]
async fn a_post_without_body_says_so() {
    let (url, server) = serve(OK);
    Call::<CreateItem>::new(&core(&url)).await.unwrap();
    assert_eq!(server.join().unwrap().0.matches("content-length: 0\r\n").count(), 1);
}

#[tokio::test]
async fn a_redirect_is_the_answer_and_is_not_followed() {
    let (url, server) =
        serve("HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/elsewhere\r\ncontent-length: 0\r\n\r\n");
    let error = Call::<Keyed>::new(&core(&url)).await.unwrap_err();
    assert_eq!(error.to_string(), "keyed: the server answered 302 Found");
    assert_eq!(error.delivery(), Delivery::Answered);
    server.join().unwrap();
}

#[tokio::test]
async fn a_status_that_is_no_refusal_leaves_it_open() {
    for status in [
        "101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade",
        "303 See Other\r\nlocation: /done",
        "304 Not Modified",
        "408 Request Timeout",
        "409 Conflict",
        "460 -",
        "999 -",
    ] {
        let answer: &'static str =
            Box::leak(format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n").into_boxed_str());
        let (url, server) = serve(answer);
        let error = Call::<CreateItem>::new(&core(&url)).await.unwrap_err();
        assert!(error.may_have_worked(), "{status}");
        server.join().unwrap();
    }
}

#[tokio::test]
async fn a_refused_connection_sent_nothing() {
    // Nothing listens on this port of this machine.
    let error = Call::<Keyed>::new(&core("http://127.0.0.1:1")).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert_eq!(error.to_string(), "keyed: no connection to the server; the request was not sent");
    assert!(error.is_retryable());
    let mut shown = format!("{error:?}");
    let mut source = error.source();
    assert!(source.is_some());
    while let Some(error) = source {
        shown.push_str(&format!(" {error} {error:?}"));
        source = error.source();
    }
    assert!(!shown.contains("hidden"), "{shown}");
}

#[tokio::test]
async fn a_timeout_leaves_the_outcome_unknown() {
    let (url, server) = serve("");
    let error =
        Call::<CreateItem>::new(&core(&url)).with_timeout(Duration::from_millis(200)).await.unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(error.delivery(), Delivery::Unknown);
    assert!(!error.is_retryable());
    server.join().unwrap();
}

#[tokio::test]
async fn a_connection_that_breaks_leaves_the_outcome_unknown() {
    for (answer, status) in [
        ("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{", Some(200)),
        ("HTTP/1.1 401 -\r\nx-request-id: r-1\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"err", Some(401)),
        ("HTTP/1.1 503 -\r\ntransfer-encoding: chunked\r\n\r\nnonsense\r\n", Some(503)),
        ("HTTP/1.1 200", None),
        ("HTTP/2 200 OK\r\n\r\n", None),
        ("nonsense\r\n\r\n", None),
    ] {
        let (url, server) = serve(answer);
        let error = Call::<CreateItem>::new(&core(&url)).await.unwrap_err();
        assert_eq!(error.delivery(), Delivery::Unknown, "{answer}");
        assert!(error.may_have_worked() && !error.is_timeout(), "{answer}");
        assert_eq!(error.status().map(|status| status.as_u16()), status, "{answer}");
        let id = answer.contains("x-request-id").then_some("r-1");
        assert_eq!(error.request_id(), id, "{answer}");
        server.join().unwrap();
    }
}

#[tokio::test]
async fn a_response_has_a_largest_size() {
    for answer in [
        "HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\n[1,2,34]",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n[1,2,\r\n3\r\n34]\r\n0\r\n\r\n",
    ] {
        for (limit, fits) in [(8, true), (7, false)] {
            let (url, server) = serve(answer);
            let core = builder(&url).max_response_bytes(limit).build().unwrap();
            let result = Call::<CreateItem>::new(&core).await;
            assert_eq!(result.is_ok(), fits, "{limit} {answer}");
            if let Err(error) = result {
                assert_eq!(error.delivery(), Delivery::Unknown);
                assert!(error.to_string().contains("larger than the client reads"), "{error}");
            }
            server.join().unwrap();
        }
    }
}

#[test]
fn a_call_can_block() {
    let (url, server) = serve(OK);
    let response = Call::<GetItem>::new(&core(&url)).path("id", "1").send_blocking().unwrap();
    assert_eq!(response.into_value().as_str(), r#"{"id":1}"#);
    server.join().unwrap();
    let error = Call::<Keyed>::new(&core("http://127.0.0.1:1")).send_blocking().unwrap_err();
    assert_eq!(error.delivery(), Delivery::NotSent);
}

#[tokio::test]
async fn a_call_that_blocks_inside_a_runtime_does_not_panic() {
    let (url, server) = serve(OK);
    assert!(Call::<GetItem>::new(&core(&url)).path("id", "1").send_blocking().is_ok());
    server.join().unwrap();
}

#[tokio::test]
async fn a_call_can_be_sent_from_any_task() {
    let (url, server) = serve(OK);
    let call = Call::<GetItem>::new(&core(&url)).path("id", "1");
    assert!(tokio::spawn(call.clone().into_future()).await.unwrap().is_ok());
    server.join().unwrap();
    // Only that it compiles: nobody listens any more.
    drop(tokio::spawn(call.send()));
}
