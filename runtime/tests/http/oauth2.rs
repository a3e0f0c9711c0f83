//! Tokens by OAuth 2 client credentials: what is asked, when, and what errors show.

use std::error::Error;
use std::future::IntoFuture as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use clientwright_runtime::{
    Api, BoxFuture, Builder, Call, ClientCredentials, Core, Delivery, ErrorKind, HeaderMap, HttpRequest,
    HttpResponse, Json, ManualClock, Meta, Method, Operation, RawResponse, Retry, Scheme, ScriptedTransport,
    Site, StatusCode, Transport, TransportError, TransportErrorKind,
};

use crate::support::{SITE, header, operations, serve};

const TOKEN_URL: &str = "https://login.example.com/o/token/";

static API: Api = Api::new("acme-client", "1.2.3").schemes(&[
    Scheme::api_key_header("key", "x-key", "ACME_KEY"),
    Scheme::bearer("oauth", "ACME_TOKEN").client_credentials(TOKEN_URL, &["read", "pay:write"]),
    Scheme::bearer("other", "ACME_OTHER"),
]);

operations! {
    Read -> Json, Json: Meta::new(Method::Get, "read", "/").security(&[&["oauth"]]);
    Pay -> Json, Json: Meta::new(Method::Post, "pay", "/").retry(Retry::Unsent).security(&[&["oauth"]]);
}

const FORM: &str = "grant_type=client_credentials&scope=read%20pay%3Awrite";

fn token(text: &str, seconds: u32) -> String {
    format!(r#"{{"access_token":"{text}","token_type":"bearer","expires_in":{seconds},"scope":"read"}}"#)
}

fn builder(transport: impl Transport, clock: &ManualClock) -> Builder<Core> {
    Builder::new(&API, SITE).transport(transport).clock(clock.clone())
}

fn client(transport: impl Transport) -> Core {
    builder(transport, &ManualClock::new()).oauth2("id-1", "hidden").build().unwrap()
}

fn refused(client: ClientCredentials) -> String {
    Builder::<Core>::new(&API, SITE).client_credentials(client).build().unwrap_err().to_string()
}

/// An error and all that led to it.
fn shown(error: &dyn Error) -> String {
    let mut shown = format!("{error}");
    let mut source = error.source();
    while let Some(error) = source {
        assert!(!format!("{error:?}").contains("hidden"));
        shown.push_str(&format!(": {error}"));
        source = error.source();
    }
    assert!(!shown.contains("hidden"), "{shown}");
    shown
}

#[tokio::test]
async fn a_token_is_fetched_once_and_sent() {
    let transport = ScriptedTransport::new().json(200, &token("t-1", 3600)).json(200, "{}").json(200, "{}");
    let core = client(transport.clone());
    Call::<Read>::new(&core).await.unwrap();
    Call::<Pay>::new(&core).await.unwrap();
    let [fetch, first, second] = &transport.requests()[..] else { panic!("three requests") };
    assert_eq!((fetch.method.as_str(), fetch.url.as_str()), ("POST", TOKEN_URL));
    assert_eq!(fetch.body, FORM);
    // id-1:hidden
    assert_eq!(header(fetch, "authorization"), Some("Basic aWQtMTpoaWRkZW4="));
    assert_eq!(header(fetch, "content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(header(fetch, "user-agent"), Some("acme-client/1.2.3"));
    assert!(fetch.headers["authorization"].is_sensitive() && fetch.fresh_connection);
    for request in [first, second] {
        assert_eq!(
            (request.url.as_str(), header(request, "authorization")),
            ("https://api.example.com/v1/", Some("Bearer t-1"))
        );
    }
    assert!(!format!("{core:?} {transport:?}").contains("hidden"));
}

#[tokio::test]
async fn secret_scopes_and_endpoint_as_the_caller_says() {
    async fn fetch(credentials: ClientCredentials) -> HttpRequest {
        assert!(!format!("{credentials:?}").contains("hidden"));
        let transport = ScriptedTransport::new().json(200, &token("t", 60)).json(200, "{}");
        let builder = builder(transport.clone(), &ManualClock::new()).client_credentials(credentials);
        Call::<Read>::new(&builder.build().unwrap()).await.unwrap();
        transport.requests().remove(0)
    }
    let new = || ClientCredentials::new("i d", "hid&den");
    let request = fetch(new().secret_in_body().scopes(["a"])).await;
    assert_eq!(request.body, "grant_type=client_credentials&scope=a&client_id=i%20d&client_secret=hid%26den");
    assert_eq!(header(&request, "authorization"), None);
    let request = fetch(new().scopes([""; 0]).token_url("http://localhost:1/token")).await;
    assert_eq!(
        (&*request.body, request.url.as_str()),
        (&b"grant_type=client_credentials"[..], "http://localhost:1/token")
    );
    // i%20d:hid%26den
    assert_eq!(header(&request, "authorization"), Some("Basic aSUyMGQ6aGlkJTI2ZGVu"));
}

#[tokio::test]
async fn a_token_is_replaced_before_its_end() {
    for (life, used) in [(3600, 3540), (60, 30), (0, 0)] {
        let transport = ScriptedTransport::new().json(200, &token("a", life)).json(200, "{}");
        let transport = if used > 0 { transport.json(200, "{}") } else { transport };
        let transport = transport.json(200, &token("b", life)).json(200, "{}");
        let clock = ManualClock::new();
        let core: Core = builder(transport.clone(), &clock).oauth2("id", "hidden").build().unwrap();
        Call::<Read>::new(&core).await.unwrap();
        if used > 0 {
            clock.advance(Duration::from_secs(used) - Duration::from_millis(1));
            Call::<Read>::new(&core).await.unwrap();
            assert_eq!(transport.requests().len(), 3, "{life}");
        }
        clock.advance(Duration::from_millis(1));
        Call::<Read>::new(&core).await.unwrap();
        assert_eq!(header(transport.requests().last().unwrap(), "authorization"), Some("Bearer b"), "{life}");
    }
}

#[tokio::test]
async fn a_token_without_an_end_is_replaced_when_it_is_refused() {
    let transport = ScriptedTransport::new().json(200, r#"{"access_token":"a"}"#).json(200, "{}");
    let transport = transport.json(401, "").json(200, r#"{"access_token":"b"}"#).json(200, "{}");
    let clock = ManualClock::new();
    let core: Core = builder(transport.clone(), &clock).oauth2("id", "hidden").build().unwrap();
    Call::<Read>::new(&core).await.unwrap();
    clock.advance(Duration::from_secs(1 << 30));
    Call::<Read>::new(&core).await.unwrap();
    let sent: Vec<_> =
        transport.requests().iter().map(|it| header(it, "authorization").unwrap().to_owned()).collect();
    assert_eq!(sent, ["Basic aWQ6aGlkZGVu", "Bearer a", "Bearer a", "Basic aWQ6aGlkZGVu", "Bearer b"]);
}

/// Answers after every future that is under way had its turn.
#[derive(Clone, Default)]
struct Slow {
    fetches: Arc<AtomicUsize>,
    status: u16,
}

impl Transport for Slow {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            let is_fetch = request.url == TOKEN_URL;
            let count = is_fetch.then(|| self.fetches.fetch_add(1, Ordering::Relaxed));
            let status = if is_fetch { self.status } else { 200 };
            let body = count.map_or("{}".to_owned(), |count| token(&format!("t-{count}"), 3600));
            Ok(HttpResponse::new(StatusCode::from_u16(status).unwrap(), HeaderMap::new(), body))
        })
    }
}

fn slow(status: u16) -> (Slow, Core) {
    let transport = Slow { status, ..Slow::default() };
    (transport.clone(), Builder::new(&API, SITE).transport(transport).oauth2("id", "hidden").build().unwrap())
}

#[tokio::test]
async fn calls_at_once_wait_for_one_token() {
    for (status, worked) in [(200, true), (400, false)] {
        let (transport, core) = slow(status);
        let calls: Vec<_> = (0..50).map(|_| tokio::spawn(Call::<Read>::new(&core).into_future())).collect();
        for call in calls {
            assert_eq!(call.await.unwrap().is_ok(), worked);
        }
        assert_eq!(transport.fetches.load(Ordering::Relaxed), 1);
    }
}

#[tokio::test]
async fn a_call_that_is_dropped_leaves_the_token_to_the_next() {
    let (transport, core) = slow(200);
    let first = tokio::spawn(Call::<Read>::new(&core).into_future());
    let second = tokio::spawn(Call::<Read>::new(&core).into_future());
    tokio::task::yield_now().await;
    first.abort();
    assert!(second.await.unwrap().is_ok());
    assert_eq!(transport.fetches.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn errors_say_what_the_endpoint_said_and_show_nothing_else() {
    let said = |status: u16, body: &str| ScriptedTransport::new().json(status, body);
    let moved = RawResponse::new(
        StatusCode::FOUND,
        HeaderMap::from_iter([("location".parse().unwrap(), "https://hidden".parse().unwrap())]),
        "",
    );
    let tls = TransportError::new(TransportErrorKind::Tls, Delivery::NotSent);
    for (transport, expected) in [
        (
            said(401, r#"{"error":"invalid_client","error_description":"hidden"}"#),
            "the token endpoint answered 401 Unauthorized with `invalid_client`",
        ),
        (said(400, r#"{"error":"hidden"}"#), "the token endpoint answered 400 Bad Request"),
        (said(200, "hidden"), "the token endpoint's answer has no `access_token` that a header takes"),
        (
            said(200, r#"{"access_token":"hidden\nx"}"#),
            "the token endpoint's answer has no `access_token` that a header takes",
        ),
        (
            said(200, r#"{"access_token":"hidden","token_type":"mac"}"#),
            "the token endpoint's answer is a token of another type than `Bearer`",
        ),
        (ScriptedTransport::new().response(moved), "the token endpoint answered 302 Found"),
        (
            ScriptedTransport::new().error(tls),
            "the token endpoint did not answer: no agreement on TLS with the server; the request was not sent",
        ),
    ] {
        let error = Call::<Pay>::new(&client(transport.clone())).await.unwrap_err();
        let expected =
            format!("pay: not sent: the source of the credential for `oauth` has none: {expected}");
        assert_eq!(shown(&error), expected);
        assert_eq!(
            (error.kind(), error.may_have_worked(), error.is_retryable()),
            (ErrorKind::Credential, false, false)
        );
        assert_eq!(transport.requests().len(), 1);
    }
}

#[tokio::test]
async fn an_endpoint_that_fails_is_asked_again() {
    let lost = TransportError::new(TransportErrorKind::Interrupted, Delivery::Unknown);
    let transport =
        ScriptedTransport::new().json(503, "").error(lost).json(200, &token("t", 60)).json(200, "{}");
    let clock = ManualClock::new();
    let core: Core = builder(transport.clone(), &clock).oauth2("id", "hidden").build().unwrap();
    // It is no attempt at the payment: that was not sent.
    assert_eq!(Call::<Pay>::new(&core).send().await.unwrap().attempts(), 1);
    assert_eq!((transport.requests().len(), clock.sleeps().len()), (4, 2));
}

#[test]
fn what_cannot_be_asked_safely_is_refused() {
    let new = || ClientCredentials::new("id", "hidden");
    for (url, problem) in [
        ("http://login.example.com/token", "is http, which only a loopback host may be"),
        ("login.example.com", "has no scheme or no host"),
        ("https://u:p@login.example.com", "has a user or a password"),
        ("https://login.example.com/?a=hidden", "has a query or a fragment"),
    ] {
        assert_eq!(
            refused(new().token_url(url)),
            format!("`oauth2` for `oauth`: the token endpoint {problem}")
        );
    }
    let broken = refused(ClientCredentials::new("id", "hidden\n"));
    assert!(
        broken.starts_with("`oauth2` for `oauth`: the client's secret contains a control")
            && !broken.contains("hidden")
    );
    assert_eq!(
        refused(ClientCredentials::new("", "hidden")),
        "`oauth2` for `oauth`: the client's id is empty"
    );
    assert_eq!(refused(new().scheme("key")), "the credential for `key` is no token");
    assert_eq!(refused(new().scheme("none")), "`client_credentials`: the API has no scheme `none`");
    let unknown = "`oauth2` for `other`: no token endpoint is documented; give one with `token_url`";
    assert_eq!(refused(new().scheme("other")), unknown);
}

#[tokio::test]
async fn over_the_clients_own_transport() {
    let answer = concat!(
        "HTTP/1.1 200 OK\r\ncontent-length: 41\r\n\r\n",
        r#"{"access_token":"t-1","expires_in":"600"}"#
    );
    let (login, fetched) = serve(answer);
    let (url, called) = serve("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}");
    let credentials = ClientCredentials::new("id", "secret").token_url(login);
    let core: Core = Builder::new(&API, Site::custom(url)).client_credentials(credentials).build().unwrap();
    Call::<Read>::new(&core).await.unwrap();
    let (fetched, _) = fetched.join().unwrap();
    assert!(fetched.starts_with("POST /v1 HTTP/1.1\r\n") && fetched.ends_with(FORM), "{fetched}");
    let (called, _) = called.join().unwrap();
    assert!(called.contains("authorization: Bearer t-1\r\n") && !called.contains("Basic"), "{called}");
}
