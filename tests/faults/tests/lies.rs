//! The harness is right about a client that tells the truth, and sees one that does not.

#![allow(missing_docs)]

use std::sync::Arc;

use clientwright_faults::{Line, Wrap, faults, own_subjects, table};
use clientwright_runtime::{
    BoxFuture, Delivery, HttpRequest, HttpResponse, HyperTransport, RawResponse, StatusCode, Transport,
    TransportError, TransportErrorKind,
};

/// By which a lie shows.
const FAULTS: [&str; 4] =
    ["none", "reset after the head", "reset after all, done", "half of the answer, then closed"];

async fn wrong(wrap: Wrap) -> Vec<Line> {
    let lines = faults(own_subjects(), wrap, &FAULTS).await.unwrap();
    assert!(!lines.is_empty());
    lines.into_iter().filter(|line| !line.wrong.is_empty()).collect()
}

fn has(lines: &[Line], class: &str, what: &str) -> bool {
    lines.iter().any(|line| line.class == class && line.wrong.iter().any(|wrong| wrong.contains(what)))
}

type Sent = Result<HttpResponse, TransportError>;

/// A transport between the client and the real one.
struct Between<F>(HyperTransport, F);

impl<F> Transport for Between<F>
where
    F: for<'a> Fn(&'a HyperTransport, HttpRequest) -> BoxFuture<'a, Sent> + Send + Sync + 'static,
{
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Sent> {
        self.1(&self.0, request)
    }
}

fn between<F>(send: F) -> Wrap
where
    F: for<'a> Fn(&'a HyperTransport, HttpRequest) -> BoxFuture<'a, Sent> + Clone + Send + Sync + 'static,
{
    Arc::new(move |transport| Arc::new(Between(transport, send.clone())))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_truth_is_right() {
    let lines = table(own_subjects(), Arc::new(|transport| Arc::new(transport))).await.unwrap();
    let wrong: Vec<Line> = lines.into_iter().filter(|line| !line.wrong.is_empty()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transport_that_says_not_sent_of_what_was_read() {
    let wrong = wrong(between(|transport, request| {
        Box::pin(async move {
            transport
                .send(request)
                .await
                .map_err(|error| TransportError::new(error.kind(), Delivery::NotSent))
        })
    }))
    .await;
    for class in ["unsent", "never", "keyed", "refused", "replayed"] {
        assert!(has(&wrong, class, "it says no effect, and the server did it"), "{class}: {wrong:#?}");
    }
    assert!(has(&wrong, "unsent", "the server did it 3 times"), "it repeats what it believes to be unsent");
    assert!(has(&wrong, "never", "it says not sent, and the server read"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transport_that_makes_refusals_of_lost_answers() {
    let wrong = wrong(between(|transport, request| {
        Box::pin(async move {
            let refusal = RawResponse::new(StatusCode::NOT_FOUND, Default::default(), "");
            Ok(transport.send(request).await.unwrap_or_else(|_| refusal.into()))
        })
    }))
    .await;
    assert!(has(&wrong, "unsent", "it says no effect, and the server did it"), "{wrong:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transport_that_sends_twice() {
    let wrong = wrong(between(|transport, request| {
        Box::pin(async move {
            drop(transport.send(request.clone()).await);
            transport.send(request).await
        })
    }))
    .await;
    assert!(has(&wrong, "unsent", "the server did it 2 times"), "{wrong:#?}");
    assert!(has(&wrong, "safe", "the server read 2 requests of 1 attempts"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transport_that_shows_what_it_sends() {
    let wrong = wrong(between(|transport, request| {
        Box::pin(async move {
            let shown = format!("{:?}", request.headers.get("authorization").and_then(|it| it.to_str().ok()));
            let failed = |error: TransportError| {
                TransportError::new(error.kind(), error.delivery()).with_source(shown)
            };
            transport.send(request).await.map_err(failed)
        })
    }))
    .await;
    assert!(has(&wrong, "unsent", "an error shows `canary:credential`"), "{wrong:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transport_that_makes_up_answers_of_success() {
    let wrong = wrong(between(|_, _| {
        Box::pin(std::future::ready(Ok(RawResponse::new(StatusCode::OK, Default::default(), "{}").into())))
    }))
    .await;
    assert!(has(&wrong, "never", "it says ok, and the server did nothing"), "{wrong:#?}");
    let hangs = self::wrong(between(|_, _| {
        Box::pin(std::future::ready(Err(TransportError::new(TransportErrorKind::Connect, Delivery::Unknown))))
    }))
    .await;
    assert!(has(&hangs, "unsent", "expected: ok"), "{hangs:#?}");
}
