//! Proxies: what they see, and that a failure on their side sent nothing.

use std::io::{Read, Write};
use std::net::TcpStream;

use clientwright_runtime::{Call, Core, Delivery, HyperTransportBuilder, Proxy};

use crate::peer::{
    Authority, OK, Peer, Script, answered, answered_over_tls, core, finish, moment, request, reset, rest,
    script, silent, tls,
};
use crate::phases::{fails, source, times_out};
use crate::support::CreateItem;

fn through(proxy: &Peer, builder: HyperTransportBuilder) -> Core {
    let url = format!("http://us%40er:pass@127.0.0.1:{}", proxy.port);
    core("https://api.example.com", builder.proxy(Proxy::new(&url).unwrap()))
}

const TUNNEL: &str = "HTTP/1.1 200 Connection established\r\n\r\n";

/// Answers `CONNECT` and nothing more.
fn refuses(answer: &'static str) -> Script {
    answered(answer)
}

#[tokio::test]
async fn a_request_goes_through_a_tunnel() {
    let authority = Authority::new();
    let server = authority.server("api.example.com", None);
    let proxy = Peer::start(vec![script(move |mut stream| {
        let connect = request(&mut stream);
        stream.write_all(TUNNEL.as_bytes()).unwrap();
        connect + &answered_over_tls(server, OK)(stream)
    })]);
    Call::<CreateItem>::new(&through(&proxy, authority.trusted())).await.unwrap();
    let read = proxy.read().await.remove(0);
    let (connect, request) = read.split_once("\r\n\r\n").unwrap();
    let expected = "CONNECT api.example.com:443 HTTP/1.1\r\nhost: api.example.com:443\r\n\
                    proxy-authorization: Basic dXNAZXI6cGFzcw==";
    assert_eq!(connect, expected);
    assert!(request.starts_with("POST /items HTTP/1.1\r\n") && request.contains("host: api.example.com\r\n"));
    assert!(!request.contains("proxy-"));
}

#[tokio::test]
async fn a_proxy_is_reached_over_tls_and_does_not_see_the_clients_certificate() {
    let (authority, clients) = (Authority::new(), Authority::new());
    let outer = authority.server("localhost", None);
    let inner = authority.server("api.example.com", Some(&clients));
    let proxy = Peer::start(vec![script(move |stream| {
        let mut stream = tls(outer, stream);
        let connect = request(&mut stream);
        stream.write_all(TUNNEL.as_bytes()).unwrap();
        stream.flush().unwrap();
        let mut stream = tls(inner, stream);
        let read = request(&mut stream);
        stream.write_all(OK.as_bytes()).unwrap();
        stream.flush().unwrap();
        connect + &read
    })]);
    let (certificate, key) = clients.issue("client");
    let builder = authority.trusted().client_certificate(certificate.pem(), key.serialize_pem());
    let proxy_url = format!("https://localhost:{}", proxy.port);
    let core = core("https://api.example.com", builder.proxy(Proxy::new(&proxy_url).unwrap()));
    Call::<CreateItem>::new(&core).await.unwrap();
    assert!(proxy.read().await[0].contains("POST /items"));
}

#[tokio::test]
async fn a_proxy_that_gives_no_tunnel_sent_nothing() {
    for (answer, again, what) in [
        ("HTTP/1.1 407 -\r\ncontent-length: 0\r\n\r\n", false, "the proxy answered 407"),
        ("HTTP/1.1 403 -\r\n\r\n", false, "the proxy answered 403"),
        ("HTTP/1.1 502 -\r\n\r\n", true, "the proxy answered 502"),
        ("HTTP/1.1 302 -\r\nlocation: https://elsewhere\r\n\r\n", true, "the proxy answered 302"),
        ("nonsense\r\n\r\n", true, "the proxy's answer is malformed"),
        ("HTTP/1.1 200 OK\r\n\r\nwhat no server says", true, "the proxy's answer is malformed"),
    ] {
        let proxy = Peer::start(vec![refuses(answer)]);
        let error = fails(&through(&proxy, Authority::new().trusted())).await;
        assert_eq!((error.delivery(), error.is_retryable()), (Delivery::NotSent, again), "{answer}");
        assert_eq!(source(&error), what);
        let read = proxy.read().await.remove(0);
        assert!(read.starts_with("CONNECT") && !read.contains("hidden") && !read.contains("items"), "{read}");
    }
}

#[tokio::test]
async fn a_proxy_that_goes_away_sent_nothing() {
    type End = fn(TcpStream) -> String;
    let ends: [End; 5] = [
        finish,
        |stream| {
            reset(stream);
            String::new()
        },
        |mut stream| request(&mut stream),
        |mut stream| {
            let read = request(&mut stream);
            stream.write_all(b"HTTP/1.1 200 Conn").unwrap();
            read
        },
        // After the tunnel, before the server's TLS.
        |mut stream| {
            let read = request(&mut stream);
            stream.write_all(TUNNEL.as_bytes()).unwrap();
            let _ = stream.read(&mut [0]);
            read
        },
    ];
    for (number, end) in ends.into_iter().enumerate() {
        let proxy = Peer::start(vec![script(end)]);
        let error = fails(&through(&proxy, Authority::new().trusted())).await;
        assert_eq!((error.delivery(), error.is_retryable()), (Delivery::NotSent, true), "{number}");
        assert!(!proxy.read().await[0].contains("POST"));
    }
}

#[tokio::test]
async fn a_proxy_without_end_or_answer_sent_nothing() {
    let endless = Peer::start(vec![script(|mut stream| {
        let read = request(&mut stream);
        while stream.write_all(b"HTTP/1.1 200 OK\r\nx: y\r\n").is_ok() {}
        read
    })]);
    let error = fails(&through(&endless, Authority::new().trusted())).await;
    assert_eq!(source(&error), "the proxy's answer is malformed");
    endless.read().await;

    let (end, ended) = moment();
    let proxy = Peer::start(vec![silent(ended)]);
    let error = times_out(&through(&proxy, Authority::new().trusted())).await;
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert_eq!(source(&error), "the time was over before the proxy had answered");
    drop(end);
    proxy.read().await;
}

#[tokio::test]
async fn plain_http_goes_through_no_proxy() {
    let (end, ended) = moment();
    let (peer, proxy) = (Peer::start(vec![answered(OK)]), Peer::start(vec![silent(ended)]));
    let url = format!("http://127.0.0.1:{}", proxy.port);
    let builder = clientwright_runtime::HyperTransport::builder().root_certificates(Authority::new().pem());
    let builder = builder.without_platform_certificates().proxy(Proxy::new(&url).unwrap());
    Call::<CreateItem>::new(&peer.plain_with(builder)).await.unwrap();
    assert!(peer.read().await[0].starts_with("POST /items"));
    drop(end);
    // Nobody came; this is the one connection that ends it.
    drop(TcpStream::connect(("127.0.0.1", proxy.port)).map(|mut stream| rest(&mut stream)));
    proxy.read().await;
}
