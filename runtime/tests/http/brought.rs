//! The transport over a client of reqwest that the caller brings.

use clientwright_runtime::{Builder, Call, Core, Delivery, ReqwestTransport, RetryPolicy, Site};

use crate::peer::{OK, Peer, answered};
use crate::phases::{fails, source};
use crate::support::{API, ListItems, serve};

fn core(url: &str, transport: ReqwestTransport) -> Core {
    Builder::new(&API, Site::custom(url))
        .api_key("hidden")
        .retries(RetryPolicy::none())
        .transport(transport)
        .build()
        .unwrap()
}

fn built() -> ReqwestTransport {
    ReqwestTransport::from_builder(reqwest::Client::builder().no_proxy()).unwrap()
}

fn as_it_is() -> ReqwestTransport {
    ReqwestTransport::from_client(reqwest::Client::builder().no_proxy().build().unwrap())
}

#[tokio::test]
async fn each_call_has_a_connection_of_its_own() {
    let peer = Peer::start(vec![answered(OK), answered(OK)]);
    let core = core(&format!("http://127.0.0.1:{}", peer.port), built());
    for _ in 0..2 {
        Call::<ListItems>::new(&core).await.unwrap();
    }
    drop(core);
    for read in peer.read().await {
        assert!(
            read.starts_with("GET /items HTTP/1.1\r\n") && read.contains("accept-encoding: identity\r\n")
        );
    }
}

#[tokio::test]
async fn no_connection_is_unsent_where_the_client_sends_once() {
    let nobody = "http://127.0.0.1:1";
    assert_eq!(fails(&core(nobody, built())).await.delivery(), Delivery::NotSent);
    assert_eq!(fails(&core(nobody, as_it_is())).await.delivery(), Delivery::Unknown);
}

const REDIRECT: &str = "HTTP/1.1 307 -\r\nlocation: http://127.0.0.1:1/items\r\ncontent-length: 0\r\n\r\n";

/// The first server did the work, and the second one refuses the connection.
#[tokio::test]
async fn a_redirect_to_nowhere_is_not_unsent() {
    let peer = Peer::start(vec![answered(REDIRECT)]);
    let url = format!("http://127.0.0.1:{}", peer.port);
    assert_eq!(fails(&core(&url, as_it_is())).await.delivery(), Delivery::Unknown);
    let peer = Peer::start(vec![answered(REDIRECT)]);
    let url = format!("http://127.0.0.1:{}", peer.port);
    assert_eq!(fails(&core(&url, built())).await.status().unwrap().as_u16(), 307);
}

#[tokio::test]
async fn a_redirect_that_was_followed_is_no_answer() {
    let there = Peer::start(vec![answered(OK)]);
    let location = format!("http://127.0.0.1:{}/items", there.port);
    let redirect = format!("HTTP/1.1 307 -\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n");
    let (url, server) = serve(Box::leak(redirect.into_boxed_str()));
    let error = fails(&core(&url, as_it_is())).await;
    assert_eq!(error.delivery(), Delivery::Unknown);
    assert_eq!(source(&error), "the client followed a redirect: build it with `Policy::none()`");
    server.join().unwrap();
}

#[tokio::test]
async fn a_cut_body_keeps_its_head() {
    let (url, server) = serve("HTTP/1.1 401 -\r\ncontent-length: 100\r\n\r\n{");
    let error = fails(&core(&url, built())).await;
    assert_eq!((error.delivery(), error.status().unwrap().as_u16()), (Delivery::Unknown, 401));
    server.join().unwrap();
}

#[test]
fn without_timers_it_is_an_error() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let error = runtime.block_on(fails(&core("http://127.0.0.1:1", built())));
    assert!(error.may_have_worked(), "in doubt");
}
