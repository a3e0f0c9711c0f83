//! An API by hand, as a generated crate would have it.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::JoinHandle;

use clientwright_runtime::json::Json;
use clientwright_runtime::{
    Api, Builder, Core, HttpRequest, Meta, Method, Operation, Outcome, RepeatedKey, Retry, RetryPolicy,
    Scheme, ScriptedTransport, Site,
};

pub(crate) static API: Api = Api::new("acme-client", "1.2.3")
    .schemes(&[Scheme::bearer("bearerAuth", "ACME_API_KEY")])
    .key_prefixes(&[("staging", "sk_staging_"), ("production", "sk_live_")])
    .error_code(&["/error/code", "/code"])
    .error_message(&["/error/message"])
    .codes(&["LIMIT", "used"])
    .code_outcomes(&[
        ("EXPIRED", Outcome::NoEffect),
        ("BROKEN", Outcome::Unknown),
        ("BOOKED", Outcome::Done),
    ]);

pub(crate) const SITE: Site = Site::new("staging", "https://api.example.com/v1");

/// Declares operations: name, output, error, facts.
macro_rules! operations {
    ($($name:ident -> $output:ty, $error:ty: $meta:expr;)*) => {$(
        #[derive(Debug)]
        pub(crate) enum $name {}
        impl Operation for $name {
            type Output = $output;
            type Error = $error;
            const META: Meta = $meta;
        }
    )*};
}
pub(crate) use operations;

operations! {
    GetItem -> Json, Json: Meta::new(Method::Get, "getItem", "/items/{id}");
    ListItems -> BTreeMap<String, Vec<i64>>, Json: Meta::new(Method::Get, "listItems", "/items");
    CreateItem -> Json, Json: Meta::new(Method::Post, "createItem", "/items");
    Pay -> Json, Json: Meta::new(Method::Post, "pay", "/payments")
        .retry(Retry::Keyed)
        .idempotency_key("Idempotency-Key")
        .repeated_key(RepeatedKey::Replayed)
        .security(&[&["bearerAuth"]]);
}

/// A client that makes one attempt.
pub(crate) fn client(transport: &ScriptedTransport) -> Core {
    let builder = Builder::new(&API, SITE).api_key("sk_staging_1").retries(RetryPolicy::none());
    builder.transport(transport.clone()).build().unwrap()
}

/// A client that is answered `{}` once.
pub(crate) fn answered() -> (ScriptedTransport, Core) {
    let transport = ScriptedTransport::new().json(200, "{}");
    let core = client(&transport);
    (transport, core)
}

pub(crate) fn only_request(transport: &ScriptedTransport) -> HttpRequest {
    let mut requests = transport.requests();
    assert_eq!(requests.len(), 1);
    requests.remove(0)
}

pub(crate) fn header<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    request.headers.get(name).map(|value| value.to_str().unwrap())
}

/// A server for one connection on this machine: it reads one request, writes `answer` and returns the request. The
/// connection is closed then, unless the answer is empty: a silent server holds it until the handle is joined.
pub(crate) fn serve(answer: &'static str) -> (String, JoinHandle<(String, Option<TcpStream>)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/v1", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut read = Vec::new();
        let mut chunk = [0; 4096];
        while !is_whole(&read) {
            let count = stream.read(&mut chunk).unwrap();
            assert_ne!(count, 0, "the client closed in the middle of its request");
            read.extend_from_slice(&chunk[..count]);
        }
        // A client that has seen enough may close while this is being written.
        let _ = stream.write_all(answer.as_bytes());
        (String::from_utf8(read).unwrap(), answer.is_empty().then_some(stream))
    });
    (url, server)
}

pub(crate) fn is_whole(read: &[u8]) -> bool {
    let text = String::from_utf8_lossy(read);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    body.len() >= length.map_or(0, |length| length.parse().unwrap())
}
