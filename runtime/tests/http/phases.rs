//! In every phase of an exchange: what the server read, and what the client says about it.

use std::io::{self, Write};
use std::net::IpAddr;
use std::time::{Duration, Instant};

use clientwright_runtime::{
    BoxFuture, Call, Core, Delivery, ErrorKind, HyperTransport, Json, Resolver, TransportErrorKind,
};

use crate::peer::{
    Authority, OK, Peer, answered, core, finish, moment, request, reset, rest, script, silent,
};
use crate::support::{CreateItem, ListItems, Pay};

/// A limit that is shorter than any of the transport's own.
const SHORT: Duration = Duration::from_millis(200);

/// A call that must not be repeated.
pub(crate) async fn fails(core: &Core) -> clientwright_runtime::Error {
    let call = Call::<CreateItem>::new(core).json(&Json::from("body"));
    call.with_timeout(Duration::from_secs(20)).await.unwrap_err().into()
}

pub(crate) async fn times_out(core: &Core) -> clientwright_runtime::Error {
    let start = Instant::now();
    let error =
        Call::<CreateItem>::new(core).json(&Json::from("body")).with_timeout(SHORT).await.unwrap_err();
    assert!(error.is_timeout(), "{error}: {:?}", source(&error));
    assert!(start.elapsed() < Duration::from_secs(5));
    error.into()
}

pub(crate) fn source(error: &clientwright_runtime::Error) -> String {
    std::error::Error::source(error).map(ToString::to_string).unwrap_or_default()
}

#[tokio::test]
async fn a_name_that_is_not_resolved_in_time_sent_nothing() {
    struct Never;
    impl Resolver for Never {
        fn resolve<'a>(&'a self, _: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
            Box::pin(std::future::pending())
        }
    }
    let builder = || Authority::new().trusted().resolver(Never);
    let error = times_out(&core("https://api.example.com", builder())).await;
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert_eq!(source(&error), "the time was over before the name was resolved");
    assert!(error.is_retryable());
    // By the limit of connecting too.
    let error = fails(&core("https://api.example.com", builder().connect_timeout(SHORT))).await;
    assert!(error.is_timeout());
    assert_eq!(error.delivery(), Delivery::NotSent);
}

/// Knows these addresses for every name.
struct Pinned(Vec<IpAddr>);

impl Resolver for Pinned {
    fn resolve<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        assert_eq!(name, "localhost");
        Box::pin(std::future::ready(Ok(self.0.clone())))
    }
}

#[tokio::test]
async fn plain_http_goes_to_this_machine_whatever_its_name_resolves_to() {
    let elsewhere: IpAddr = [203, 0, 113, 1].into();
    let pinned = |addresses: &[IpAddr]| HyperTransport::builder().resolver(Pinned(addresses.to_vec()));
    let error = fails(&core("http://localhost:80", pinned(&[elsewhere]))).await;
    assert_eq!((error.delivery(), error.is_retryable()), (Delivery::NotSent, false));
    assert_eq!(source(&error), "the name of plain http is that of another machine");
    let error = fails(&core("http://localhost:80", pinned(&[]))).await;
    assert_eq!(source(&error), "the name has no address");
    assert_eq!(error.to_string(), "createItem: the server's name does not resolve; the request was not sent");

    let peer = Peer::start(vec![answered(OK)]);
    // The first address refuses, and the other one is tried.
    let refuses: IpAddr = [127, 0, 0, 2].into();
    let addresses = pinned(&[elsewhere, refuses, [127, 0, 0, 1].into()]);
    let core = core(&format!("http://localhost:{}", peer.port), addresses);
    Call::<CreateItem>::new(&core).await.unwrap();
    assert!(peer.read().await[0].contains("host: localhost:"));
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_syn_that_is_dropped_sent_nothing() {
    // A queue that nobody accepts from drops what comes when it is full.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let mut queue = Vec::new();
    while let Ok(stream) = tokio::time::timeout(SHORT, tokio::net::TcpStream::connect(address)).await {
        queue.push(stream.unwrap());
        assert!(queue.len() < 100, "the queue is never full");
    }
    let core = core(&format!("http://{address}"), HyperTransport::builder());
    let error = times_out(&core).await;
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert_eq!(source(&error), "the time was over before the connection was open");
    assert!(error.is_retryable() && !error.may_have_worked());
}

#[tokio::test]
async fn a_silent_server_leaves_it_open() {
    let (end, ended) = moment();
    let peer = Peer::start(vec![script(move |mut stream| {
        let read = request(&mut stream);
        let _ = ended.recv();
        read
    })]);
    let error = times_out(&peer.plain()).await;
    assert_eq!(error.delivery(), Delivery::Unknown);
    assert_eq!(source(&error), "the time was over before the response began");
    drop(end);
    assert!(peer.read().await[0].ends_with("\"body\""));
}

#[tokio::test]
async fn a_server_that_never_reads_leaves_it_open() {
    let (end, ended) = moment();
    let peer = Peer::start(vec![silent(ended)]);
    let core = peer.plain();
    let call = Call::<CreateItem>::new(&core).json(&Json::from("x".repeat(8 << 20)));
    let error = call.with_timeout(SHORT).await.unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(error.delivery(), Delivery::Unknown);
    drop(end);
    peer.read().await;
}

#[tokio::test]
async fn a_connection_that_ends_after_the_request_leaves_it_open() {
    type End = fn(std::net::TcpStream) -> String;
    let ends: [(&str, End); 6] = [
        ("closed after all", |mut stream| request(&mut stream)),
        ("ended after all", |mut stream| {
            let read = request(&mut stream);
            read + &finish(stream)
        }),
        ("reset after some", |mut stream| {
            let mut some = [0; 40];
            io::Read::read_exact(&mut stream, &mut some).unwrap();
            reset(stream);
            String::from_utf8(some.to_vec()).unwrap()
        }),
        ("half a status line", |mut stream| {
            let read = request(&mut stream);
            stream.write_all(b"HTTP/1.1 2").unwrap();
            read
        }),
        ("a head without end", |mut stream| {
            let read = request(&mut stream);
            let line = format!("x-{}: y\r\n", "x".repeat(1000));
            stream.write_all(b"HTTP/1.1 200 OK\r\n").unwrap();
            while stream.write_all(line.as_bytes()).is_ok() {}
            read
        }),
        ("two lengths", |mut stream| {
            let read = request(&mut stream);
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}").unwrap();
            read
        }),
    ];
    for (what, end) in ends {
        let peer = Peer::start(vec![script(end)]);
        let error = fails(&peer.plain()).await;
        assert_eq!(error.delivery(), Delivery::Unknown, "{what}: {}", source(&error));
        assert!(error.may_have_worked() && !error.is_retryable(), "{what}");
        assert!(peer.read().await[0].starts_with("POST /items"), "{what}");
    }
}

/// Nobody can say whether a connection that ends at once had read something: it must not be said that it had not.
#[tokio::test]
async fn a_connection_that_is_reset_at_once_is_never_said_to_be_unsent_where_it_was_read() {
    for round in 0..200 {
        let peer = Peer::start(vec![script(move |mut stream| match round % 4 {
            0 => String::new(),
            1 => finish(stream),
            2 => {
                reset(stream);
                String::new()
            }
            _ => {
                let mut one = [0];
                let _ = io::Read::read(&mut stream, &mut one);
                reset(stream);
                String::from_utf8(one.to_vec()).unwrap()
            }
        })]);
        let error = fails(&peer.plain()).await;
        let read = peer.read().await;
        assert!(error.delivery() == Delivery::Unknown || read[0].is_empty(), "{round} {read:?}");
    }
}

#[tokio::test]
async fn the_body_is_within_the_limit_too() {
    let (end, ended) = moment();
    let peer = Peer::start(vec![script(move |mut stream| {
        let read = request(&mut stream);
        stream.write_all(b"HTTP/1.1 422 -\r\nx-request-id: r-1\r\ncontent-length: 9\r\n\r\n{").unwrap();
        let _ = ended.recv();
        read
    })]);
    let error = times_out(&peer.plain()).await;
    assert_eq!(error.delivery(), Delivery::Unknown);
    assert_eq!((error.status().unwrap().as_u16(), error.request_id()), (422, Some("r-1")));
    assert_eq!(
        error.to_string(),
        "createItem: no whole response in time; its status was 422 Unprocessable Entity; the request may have \
         reached the server"
    );
    assert!(error.response().is_none() && error.body().is_none() && error.code().is_none());
    drop(end);
    peer.read().await;
}

#[tokio::test]
async fn responses_before_the_response_have_no_end() {
    let peer = Peer::start(vec![script(|mut stream| {
        let read = request(&mut stream);
        while stream.write_all(b"HTTP/1.1 102 Processing\r\n\r\n").is_ok() {
            std::thread::yield_now();
        }
        read
    })]);
    assert_eq!(times_out(&peer.plain()).await.delivery(), Delivery::Unknown);
    assert_eq!(peer.read().await.len(), 1);
}

#[tokio::test]
async fn an_answer_counts_while_the_request_is_still_under_way() {
    let (end, ended) = moment();
    let early = script(move |mut stream| {
        io::Read::read_exact(&mut stream, &mut [0; 1000]).unwrap();
        stream.write_all(b"HTTP/1.1 413 -\r\ncontent-length: 0\r\n\r\n").unwrap();
        let _ = ended.recv();
        rest(&mut stream)
    });
    let peer = Peer::start(vec![early, answered(OK)]);
    let core = peer.plain();
    let call = Call::<Pay>::new(&core).json(&Json::from("x".repeat(64 << 20)));
    let error = call.await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 413);
    // What is still writing takes no other request.
    Call::<ListItems>::new(&core).await.unwrap();
    drop(end);
    assert!(peer.read().await[0].len() < 64 << 20);
}

#[tokio::test]
async fn an_error_body_has_a_size_of_its_own() {
    fn sized(size: usize) -> String {
        format!("HTTP/1.1 400 -\r\ncontent-length: {size}\r\n\r\n{}", " ".repeat(size))
    }
    for (size, is_whole) in [(1 << 20, true), ((1 << 20) + 1, false)] {
        let peer = Peer::start(vec![script(move |mut stream| {
            let read = request(&mut stream);
            let _ = stream.write_all(sized(size).as_bytes());
            read + &rest(&mut stream)
        })]);
        let error = fails(&peer.plain()).await;
        assert_eq!(error.kind() == ErrorKind::Status, is_whole, "{size}");
        assert_eq!(error.status().unwrap().as_u16(), 400);
        assert_eq!(error.may_have_worked(), !is_whole);
        peer.read().await;
    }
}

#[test]
fn what_will_fail_again_is_not_repeated() {
    use TransportErrorKind::{Config, Connect, Dns, Interrupted, Other, Timeout, Tls, TooLarge};
    for (kind, again) in [
        (Config, false),
        (Tls, false),
        (TooLarge, false),
        (Dns, true),
        (Connect, true),
        (Timeout, true),
        (Interrupted, true),
        (Other, true),
    ] {
        let transport = clientwright_runtime::ScriptedTransport::new()
            .error(clientwright_runtime::TransportError::new(kind, Delivery::NotSent));
        let core = crate::support::client(&transport);
        let error = Call::<CreateItem>::new(&core).send_blocking().unwrap_err();
        assert_eq!(error.is_retryable(), again, "{kind:?}");
        // A script at its end is at its end.
        assert!(!Call::<CreateItem>::new(&core).send_blocking().unwrap_err().is_retryable());
    }
}
