//! Nothing of a call is in what the crates below the transport log, at their most talkative. Alone in its program: there is
//! one logger for all.

#![allow(missing_docs)]

use std::fmt::{Debug, Write as _};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Mutex, PoisonError};

use clientwright_runtime::{Api, Builder, Call, Core, Json, Meta, Method, Operation, Retry, Scheme, Site};
use tracing_core::field::{Field, Visit};
use tracing_core::span::{Attributes, Id, Record};
use tracing_core::{Event, Metadata, Subscriber};

static LINES: Mutex<String> = Mutex::new(String::new());

fn keep(line: &str) {
    LINES.lock().unwrap_or_else(PoisonError::into_inner).push_str(&format!("{line}\n"));
}

struct Collector;

impl log::Log for Collector {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        keep(&format!("log {} {}", record.target(), record.args()));
    }

    fn flush(&self) {}
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl Subscriber for Collector {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut line = Line(format!("span {}", span.metadata().target()));
        span.record(&mut line);
        keep(&line.0);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut line = Line("record".to_owned());
        values.record(&mut line);
        keep(&line.0);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = Line(format!("event {}", event.metadata().target()));
        event.record(&mut line);
        keep(&line.0);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

static API: Api = Api::new("acme-client", "1.0.0").schemes(&[
    Scheme::bearer("bearerAuth", "ACME_API_KEY"),
    Scheme::api_key_query("queryKey", "key", "ACME_QUERY_KEY"),
    Scheme::api_key_cookie("cookieKey", "session", "ACME_COOKIE_KEY"),
]);

enum Pay {}

impl Operation for Pay {
    type Output = Json;
    type Error = Json;
    const META: Meta = Meta::new(Method::Post, "pay", "/recipients/{id}/payments")
        .retry(Retry::Keyed)
        .idempotency_key("idempotency-key")
        .security(&[&["bearerAuth", "queryKey", "cookieKey"]]);
}

/// Answers every request with a status and a canary in header and body, `times` times.
fn server(times: usize, answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for _ in 0..times {
            let mut connection = listener.accept().unwrap().0;
            let mut read = Vec::new();
            while !String::from_utf8_lossy(&read).contains("canary-body") {
                let mut some = [0; 4096];
                let length = connection.read(&mut some).unwrap();
                read.extend_from_slice(&some[..length]);
            }
            connection.write_all(answer.as_bytes()).unwrap();
        }
    });
    url
}

async fn call(url: &str) -> String {
    let core: Core = Builder::new(&API, Site::custom(format!("{url}/canary-base")))
        .credential("bearerAuth", "canary-bearer")
        .credential("queryKey", "canary-query-key")
        .credential("cookieKey", "canary-cookie-key")
        .build()
        .unwrap();
    let call = Call::<Pay>::new(&core)
        .path("id", "canary-path")
        .query("q", "canary-query")
        .with_header("x-note", "canary-header")
        .cookie("c", "canary-cookie")
        .with_idempotency_key("canary-idempotency")
        .json(&Json::from("canary-body"));
    match call.send().await {
        Ok(answer) => format!("{answer:?}"),
        Err(error) => format!("{error} {error:?}"),
    }
}

#[tokio::test]
async fn nothing_of_a_call_is_logged_by_what_is_below() {
    log::set_logger(&Collector).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    tracing_core::dispatcher::set_global_default(tracing_core::Dispatch::new(Collector)).unwrap();
    let mut shown = String::new();
    for answer in [
        "HTTP/1.1 200 OK\r\nx-answer: canary-answer-header\r\ncontent-length: 26\r\n\r\n{\"a\":\"canary-answer-body\"}",
        "HTTP/1.1 400 Bad Request\r\nx-answer: canary-answer-header\r\ncontent-length: 20\r\n\r\n\"canary-answer-body\"",
        "HTTP/1.1 307 Temporary Redirect\r\nlocation: /canary-location\r\ncontent-length: 0\r\n\r\n",
        // Broken in the middle, no HTTP, too long ago.
        "HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n\"canary-answer-body",
        "canary-answer-garbage\r\n\r\n",
        "",
    ] {
        shown += &call(&server(1, answer)).await;
    }
    // Nobody listens.
    shown += &call("http://127.0.0.1:1").await;
    shown += &LINES.lock().unwrap();
    assert!(!shown.contains("canary"), "{shown}");
    // The crates below do talk, and are heard.
    assert!(shown.contains("log ") || shown.contains("event "), "{shown}");
}
