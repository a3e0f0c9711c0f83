//! TLS: whom the client trusts, and that nothing leaves before it does.

use std::io::Write;
use std::net::IpAddr;
use std::time::Duration;

use clientwright_runtime::{BoxFuture, Call, Delivery, HyperTransport, HyperTransportBuilder, Resolver};

use crate::peer::{
    Authority, OK, Peer, answered_over_tls, core, finish, moment, request, reset, rest, script, silent, tls,
};
use crate::phases::{fails, source, times_out};
use crate::support::{CreateItem, ListItems};

fn https(peer: &Peer, builder: HyperTransportBuilder) -> clientwright_runtime::Core {
    core(&format!("https://localhost:{}", peer.port), builder)
}

#[tokio::test]
async fn requests_go_to_whom_a_root_certificate_vouches_for() {
    let authority = Authority::new();
    for version in [&rustls::version::TLS12, &rustls::version::TLS13] {
        let mut config = authority.server_of(&[version], "localhost", None);
        // The server would rather speak HTTP/2, and is not asked to.
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let peer = Peer::start(vec![script(move |stream| {
            let mut stream = tls(config, stream);
            let read = request(&mut stream);
            assert_eq!(stream.conn.alpn_protocol(), Some(&b"http/1.1"[..]));
            assert_eq!(stream.conn.protocol_version(), Some(version.version));
            stream.write_all(OK.as_bytes()).unwrap();
            read + &rest(&mut stream)
        })]);
        Call::<CreateItem>::new(&https(&peer, authority.trusted())).await.unwrap();
        let host = format!("host: localhost:{}\r\n", peer.port);
        assert!(peer.read().await[0].contains(&host));
    }
    // Beside the platform's, where it has some.
    if let Ok(transport) = HyperTransport::builder().root_certificates(authority.pem()).no_proxy().build() {
        drop(transport);
        let builder = HyperTransport::builder().root_certificates(authority.pem()).no_proxy();
        let peer = Peer::start(vec![answered_over_tls(authority.server("localhost", None), OK)]);
        Call::<CreateItem>::new(&https(&peer, builder)).await.unwrap();
        peer.read().await;
    }
}

#[tokio::test]
async fn to_nobody_else_is_anything_sent() {
    let (known, other) = (Authority::new(), Authority::new());
    for (what, server) in [
        ("unknown issuer", other.server("localhost", None)),
        ("another name", known.server("localhost.example.com", None)),
        ("another address", known.server("127.0.0.1", None)),
        ("HTTP/2 only", {
            let mut config = known.server("localhost", None);
            config.alpn_protocols = vec![b"h2".to_vec()];
            config
        }),
    ] {
        let peer = Peer::start(vec![answered_over_tls(server, OK)]);
        let error = fails(&https(&peer, known.trusted())).await;
        assert_eq!(error.delivery(), Delivery::NotSent, "{what}");
        assert!(!error.is_retryable(), "{what}: {}", source(&error));
        assert_eq!(
            error.to_string(),
            "createItem: no agreement on TLS with the server; the request was not sent"
        );
        assert_eq!(peer.read().await, [""], "{what}");
    }
    // A server without TLS.
    let peer = Peer::start(vec![script(|mut stream| {
        stream.write_all(b"HTTP/1.1 400 -\r\n\r\n").unwrap();
        rest(&mut stream)
    })]);
    let error = fails(&https(&peer, known.trusted())).await;
    assert_eq!((error.delivery(), error.is_retryable()), (Delivery::NotSent, false));
    peer.read().await;
}

#[tokio::test]
async fn a_handshake_that_does_not_end_sent_nothing() {
    let (end, ended) = moment();
    let peer = Peer::start(vec![silent(ended)]);
    let error = times_out(&https(&peer, Authority::new().trusted())).await;
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert_eq!(source(&error), "the time was over before the TLS handshake was");
    assert!(error.is_retryable() && !error.may_have_worked());
    drop(end);
    peer.read().await;
}

#[tokio::test]
async fn a_handshake_that_breaks_sent_nothing() {
    let reset_at_once = script(|stream| {
        reset(stream);
        String::new()
    });
    for end in [script(finish), reset_at_once] {
        let peer = Peer::start(vec![end]);
        let error = fails(&https(&peer, Authority::new().trusted())).await;
        assert_eq!(error.delivery(), Delivery::NotSent);
        assert!(error.is_retryable(), "it may go better: {}", source(&error));
        assert!(!peer.read().await[0].contains("POST"));
    }
}

#[tokio::test]
async fn a_connection_that_breaks_after_the_handshake_leaves_it_open() {
    let authority = Authority::new();
    let config = authority.server("localhost", None);
    let peer = Peer::start(vec![script(move |stream| request(&mut tls(config, stream)))]);
    assert_eq!(fails(&https(&peer, authority.trusted())).await.delivery(), Delivery::Unknown);
    assert!(peer.read().await[0].starts_with("POST"));
    // A body without length ends with the connection: cut, if TLS did not end before.
    let config = authority.server("localhost", None);
    let peer = Peer::start(vec![answered_over_tls_and_cut(config)]);
    let error = fails(&https(&peer, authority.trusted())).await;
    assert_eq!((error.delivery(), error.status().unwrap().as_u16()), (Delivery::Unknown, 200));
    peer.read().await;
}

fn answered_over_tls_and_cut(config: rustls::ServerConfig) -> crate::peer::Script {
    script(move |stream| {
        let mut stream = tls(config, stream);
        let read = request(&mut stream);
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n{}").unwrap();
        stream.flush().unwrap();
        read
    })
}

#[tokio::test]
async fn a_client_shows_its_certificate() {
    let (authority, clients) = (Authority::new(), Authority::new());
    let (certificate, key) = clients.issue("client");
    let shown = || authority.trusted().client_certificate(certificate.pem(), key.serialize_pem());
    let shown_as_der = || authority.trusted().client_certificate(certificate.der(), key.serialize_der());
    for builder in [shown(), shown_as_der()] {
        let peer = Peer::start(vec![answered_over_tls(authority.server("localhost", Some(&clients)), OK)]);
        Call::<CreateItem>::new(&https(&peer, builder)).await.unwrap();
        assert!(peer.read().await[0].starts_with("POST"));
    }
    // Without one the server goes away: in TLS 1.3 only after the client's handshake, so nobody knows.
    let peer = Peer::start(vec![answered_over_tls(authority.server("localhost", Some(&clients)), OK)]);
    fails(&https(&peer, authority.trusted())).await;
    assert_eq!(peer.read().await, [""]);
}

#[test]
fn certificates_are_checked_before_anything_is_sent() {
    let message = |builder: HyperTransportBuilder| builder.no_proxy().build().unwrap_err().to_string();
    let (authority, new) = (Authority::new(), HyperTransport::builder);
    for root in
        ["", "nonsense", "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----", "-----BEGIN X-----"]
    {
        let message = message(new().root_certificates(root).without_platform_certificates());
        assert_eq!(message, "a root certificate is malformed", "{root}");
    }
    let (certificate, key) = authority.issue("client");
    let malformed = "the client certificate or its key is malformed";
    assert_eq!(message(authority.trusted().client_certificate("", key.serialize_pem())), malformed);
    assert_eq!(message(authority.trusted().client_certificate(certificate.pem(), "")), malformed);
    let other = authority.issue("client").1.serialize_pem();
    assert_eq!(
        message(authority.trusted().client_certificate(certificate.pem(), other)),
        "the client certificate and its key do not go together"
    );
    assert_eq!(
        message(new().without_platform_certificates()),
        "no certificates are trusted: give a root certificate"
    );
    assert_eq!(message(new().connect_timeout(Duration::ZERO)), "the connect timeout is zero");
    assert_eq!(message(new().max_connections(0)), "`max_connections` is zero");
}

#[tokio::test]
async fn the_certificate_is_for_the_name_and_not_for_what_it_resolves_to() {
    struct Local;
    impl Resolver for Local {
        fn resolve<'a>(&'a self, _: &'a str) -> BoxFuture<'a, std::io::Result<Vec<IpAddr>>> {
            Box::pin(std::future::ready(Ok(vec![[127, 0, 0, 1].into()])))
        }
    }
    let authority = Authority::new();
    let peer = Peer::start(vec![answered_over_tls(authority.server("api.example.com", None), OK)]);
    let url = format!("https://API.example.com:{}", peer.port);
    Call::<ListItems>::new(&core(&url, authority.trusted().resolver(Local))).await.unwrap();
    peer.read().await;
}
