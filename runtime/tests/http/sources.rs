//! Credentials that change while a client lives: who is asked, when, and what a refusal leads to.

use std::collections::VecDeque;
use std::error::Error;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use clientwright_runtime::journal::{Intent, Journal, JournalError};
use clientwright_runtime::{
    Api, BoxFuture, Builder, Call, Core, CredentialContext, CredentialError, CredentialSource, Delivery,
    ErrorKind, HeaderMap, Json, ManualClock, Meta, Method, Operation, Outcome, RawResponse, RepeatedKey,
    Retry, RetryPolicy, Scheme, ScriptedTransport, Secret, Site, StatusCode, TransportError,
    TransportErrorKind,
};

use crate::support::{SITE, header, operations};

static API: Api = Api::new("acme-client", "1.2.3")
    .schemes(&[Scheme::bearer("bearer", "ACME_TOKEN"), Scheme::api_key_query("query", "key", "ACME_KEY")])
    .key_prefixes(&[("staging", "sk_staging_"), ("production", "sk_live_")])
    .error_code(&["/code"])
    .should_retry("x-should-retry")
    .code_outcomes(&[("BOOKED", Outcome::Done)]);

const POST: Meta = Meta::new(Method::Post, "pay", "/payments").security(&[&["bearer"]]);
const ELSEWHERE: &[(&str, &str)] = &[("staging", "https://files.example.net")];

operations! {
    Read -> Json, Json: Meta::new(Method::Get, "read", "/").security(&[&["bearer"]]);
    Keyed -> Json, Json: POST.retry(Retry::Keyed).idempotency_key("idempotency-key").repeated_key(RepeatedKey::Replayed);
    Unsent -> Json, Json: POST;
    Never -> Json, Json: POST.retry(Retry::Never);
    Open -> Json, Json: Meta::new(Method::Get, "open", "/");
    OpenElsewhere -> Json, Json: Meta::new(Method::Get, "file", "/").servers(ELSEWHERE);
    ReadElsewhere -> Json, Json: Meta::new(Method::Get, "file", "/").servers(ELSEWHERE).security(&[&["bearer"]]);
    Both -> Json, Json: Meta::new(Method::Get, "both", "/").security(&[&["bearer", "query"]]);
}

/// Gives what it is told to, and notes what it was told was refused.
#[derive(Clone, Default)]
struct Source {
    gives: Arc<Mutex<VecDeque<Result<Secret, CredentialError>>>>,
    told: Arc<Mutex<Vec<Option<Secret>>>>,
}

impl Source {
    fn of(tokens: &[&str]) -> Self {
        let source = Self::default();
        source.gives.lock().unwrap().extend(tokens.iter().map(|token| Ok(Secret::from(*token))));
        source
    }

    fn fails(self, error: CredentialError) -> Self {
        self.gives.lock().unwrap().push_back(Err(error));
        self
    }

    fn then(self, token: &str) -> Self {
        self.gives.lock().unwrap().push_back(Ok(Secret::from(token)));
        self
    }

    fn told(&self) -> Vec<Option<Secret>> {
        self.told.lock().unwrap().clone()
    }
}

impl CredentialSource for Source {
    fn credential<'a>(
        &'a self,
        context: CredentialContext<'a>,
    ) -> BoxFuture<'a, Result<Secret, CredentialError>> {
        assert_eq!(context.scheme(), "bearer");
        self.told.lock().unwrap().push(context.refused().cloned());
        Box::pin(std::future::ready(self.gives.lock().unwrap().pop_front().expect("it is asked no more")))
    }
}

fn builder(source: &Source, transport: &ScriptedTransport, clock: &ManualClock) -> Builder<Core> {
    let builder = Builder::new(&API, SITE).credential_source("bearer", source.clone());
    builder.transport(transport.clone()).clock(clock.clone())
}

fn client(source: &Source, transport: &ScriptedTransport) -> Core {
    builder(source, transport, &ManualClock::new()).build().unwrap()
}

fn sent(transport: &ScriptedTransport) -> Vec<String> {
    let shown = |name: &str| {
        transport.requests().iter().map(|it| header(it, name).unwrap_or("none").to_owned()).collect()
    };
    shown("authorization")
}

fn lost() -> TransportError {
    TransportError::new(TransportErrorKind::Interrupted, Delivery::Unknown)
}

#[tokio::test]
async fn a_source_is_asked_for_every_attempt() {
    let (source, transport) = (
        Source::of(&["a", "b", "c"]),
        ScriptedTransport::new().json(503, "").json(200, "{}").json(200, "{}"),
    );
    let core = client(&source, &transport);
    Call::<Read>::new(&core).await.unwrap();
    Call::<Read>::new(&core).await.unwrap();
    assert_eq!(sent(&transport), ["Bearer a", "Bearer b", "Bearer c"]);
    assert!(transport.requests()[0].headers["authorization"].is_sensitive());
    assert_eq!(source.told(), [None, None, None]);
}

#[tokio::test]
async fn a_401_is_told_and_the_call_made_once_more() {
    let (source, clock) = (Source::of(&["old", "new", "new"]), ManualClock::new());
    let transport = ScriptedTransport::new().json(401, "").json(200, "{}").json(200, "{}");
    let core: Core = builder(&source, &transport, &clock).build().unwrap();
    let response = Call::<Keyed>::new(&core).send().await.unwrap();
    assert_eq!((response.attempts(), sent(&transport)), (2, vec!["Bearer old".into(), "Bearer new".into()]));
    let keys: Vec<_> = transport.requests().iter().map(|it| it.headers["idempotency-key"].clone()).collect();
    assert_eq!(keys[0], keys[1]);
    assert!(clock.sleeps().is_empty(), "it is no failure to wait after");
    // Once the source has given another, nothing is refused.
    Call::<Read>::new(&core).await.unwrap();
    assert_eq!(source.told(), [None, Some("old".into()), None]);
}

#[tokio::test]
async fn a_second_401_is_the_calls_error() {
    let (source, transport) = (Source::of(&["a", "b"]), ScriptedTransport::new().json(401, "").json(401, ""));
    let error = Call::<Keyed>::new(&client(&source, &transport)).await.unwrap_err();
    assert_eq!((error.status(), error.attempts()), (Some(StatusCode::UNAUTHORIZED), 2));
    assert!(!error.may_have_worked() && error.earlier().is_none());
}

#[tokio::test]
async fn what_was_refused_is_not_sent_again() {
    let (source, transport) = (Source::of(&["a", "a"]), ScriptedTransport::new().json(401, ""));
    let error = Call::<Read>::new(&client(&source, &transport)).await.unwrap_err();
    assert_eq!((error.status(), error.attempts()), (Some(StatusCode::UNAUTHORIZED), 1));
    assert_eq!((transport.requests().len(), source.told().len()), (1, 2));
}

/// A 401 shows that the request arrived, which two classes do not repeat after. The source learns of it all the same.
#[tokio::test]
async fn the_class_allows_it_or_not() {
    async fn refused<O: Operation<Output = Json>>() {
        let (source, transport) =
            (Source::of(&["a", "b"]), ScriptedTransport::new().json(401, "").json(200, "{}"));
        let core = client(&source, &transport);
        assert!(Call::<O>::new(&core).send().await.is_err_and(|error| error.attempts() == 1));
        assert!(Call::<O>::new(&core).send().await.is_ok());
        assert_eq!(source.told(), [None, Some("a".into())]);
    }
    refused::<Unsent>().await;
    refused::<Never>().await;
}

#[tokio::test]
async fn it_is_an_attempt_as_any() {
    let answer = || ScriptedTransport::new().json(401, "");
    let (source, transport) = (Source::of(&["a"]), answer());
    let core =
        builder(&source, &transport, &ManualClock::new()).retries(RetryPolicy::none()).build().unwrap();
    assert!(Call::<Read>::new(&core).await.is_err());
    // The provider says that it does not help.
    let headers = HeaderMap::from_iter([("x-should-retry".parse().unwrap(), "false".parse().unwrap())]);
    let stop = ScriptedTransport::new().response(RawResponse::new(StatusCode::UNAUTHORIZED, headers, ""));
    assert!(Call::<Read>::new(&client(&Source::of(&["a"]), &stop)).await.is_err());
    // A documented code says that the work was done.
    let done = ScriptedTransport::new().json(401, r#"{"code":"BOOKED"}"#);
    let error = Call::<Keyed>::new(&client(&Source::of(&["a"]), &done)).await.unwrap_err();
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Done, 1));
}

#[tokio::test]
async fn a_401_after_an_attempt_that_may_have_worked_leaves_it_open() {
    for last in [401, 403] {
        let transport = ScriptedTransport::new().error(lost()).json(401, "").json(last, "");
        let error = Call::<Keyed>::new(&client(&Source::of(&["a", "b", "c"]), &transport)).await.unwrap_err();
        assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (last, 3));
        assert!(error.may_have_worked());
        assert_eq!(error.earlier().unwrap().kind(), ErrorKind::Transport);
    }
    // The source gives nothing else: it stays open too.
    let transport = ScriptedTransport::new().error(lost()).json(401, "");
    let error = Call::<Keyed>::new(&client(&Source::of(&["a", "a", "a"]), &transport)).await.unwrap_err();
    assert_eq!((error.status(), error.may_have_worked()), (Some(StatusCode::UNAUTHORIZED), true));
    assert_eq!(error.earlier().unwrap().kind(), ErrorKind::Transport);
    // Nor does a source without a credential close it.
    let transport = ScriptedTransport::new().error(lost());
    let source = Source::of(&["a"]).fails(CredentialError::new("none"));
    let error = Call::<Keyed>::new(&client(&source, &transport)).await.unwrap_err();
    assert_eq!((error.kind(), error.may_have_worked()), (ErrorKind::Credential, true));
}

#[tokio::test]
async fn without_a_credential_nothing_is_sent() {
    let transport = ScriptedTransport::new();
    let source = Source::default().fails(CredentialError::new("hidden"));
    let error = Call::<Unsent>::new(&client(&source, &transport)).await.unwrap_err();
    assert_eq!(error.to_string(), "pay: not sent: the source of the credential for `bearer` has none");
    assert_eq!(
        (error.kind(), error.delivery(), error.attempts()),
        (ErrorKind::Credential, Delivery::NotSent, 0)
    );
    assert!(!error.is_retryable() && !error.may_have_worked() && transport.requests().is_empty());
    assert_eq!(error.source().unwrap().to_string(), "hidden");
}

/// Counts what is noted.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<u32>>);

impl Journal for Notes {
    fn sending<'a>(&'a self, _: &'a Intent) -> BoxFuture<'a, Result<(), JournalError>> {
        *self.0.lock().unwrap() += 1;
        Box::pin(std::future::ready(Ok(())))
    }

    fn settled<'a>(&'a self, _: &'a Intent, _: Outcome) -> BoxFuture<'a, ()> {
        Box::pin(std::future::ready(()))
    }

    fn abandoned(&self, _: &Intent) {}
}

#[tokio::test]
async fn a_call_is_noted_when_its_credential_is_there() {
    let (notes, clock) = (Notes::default(), ManualClock::new());
    let transport = ScriptedTransport::new().json(401, "").json(200, "{}");
    let source = Source::default().fails(CredentialError::new("none")).then("a").then("b");
    let core = builder(&source, &transport, &clock).journal(notes.clone()).build().unwrap();
    assert!(Call::<Keyed>::new(&core).await.is_err());
    assert_eq!(*notes.0.lock().unwrap(), 0);
    // Each of the two attempts.
    assert!(Call::<Keyed>::new(&core).await.is_ok());
    assert_eq!(*notes.0.lock().unwrap(), 2);
}

#[tokio::test]
async fn a_source_that_has_none_for_now_is_asked_again() {
    let down = || CredentialError::new("down").temporary();
    let (clock, transport) = (ManualClock::new(), ScriptedTransport::new().json(200, "{}"));
    let source = Source::default().fails(down()).fails(down()).then("a");
    let core: Core = builder(&source, &transport, &clock).build().unwrap();
    assert_eq!(Call::<Unsent>::new(&core).send().await.unwrap().attempts(), 1);
    assert_eq!(clock.sleeps(), [Duration::from_millis(500), Duration::from_secs(1)]);

    let source = Source::default().fails(down()).fails(down()).fails(down());
    let error = Call::<Unsent>::new(&client(&source, &ScriptedTransport::new())).await.unwrap_err();
    assert!(error.is_retryable() && !error.may_have_worked());
    assert_eq!((source.told().len(), error.why()), (3, "it did not leave: its credential could not be had"));
}

#[tokio::test]
async fn what_a_source_gives_is_checked_as_a_key_is() {
    for (token, problem) in [
        ("hidden\r\nx: y", "contains a control character, such as a line break at its end"),
        ("", "is empty"),
        ("sk_live_hidden", "is a key for `production`, and this client is for `staging`"),
    ] {
        let transport = ScriptedTransport::new();
        let error = Call::<Read>::new(&client(&Source::of(&[token]), &transport)).await.unwrap_err();
        assert_eq!(error.source().unwrap().to_string(), format!("the credential {problem}"));
        assert!(transport.requests().is_empty() && !format!("{error:?}").contains("hidden"));
    }
}

struct Silent;

impl CredentialSource for Silent {
    fn credential<'a>(
        &'a self,
        context: CredentialContext<'a>,
    ) -> BoxFuture<'a, Result<Secret, CredentialError>> {
        assert_eq!(context.time_left(), Duration::from_secs(7));
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn a_source_has_the_calls_time() {
    let transport = ScriptedTransport::new();
    let builder = Builder::new(&API, SITE).credential_source("bearer", Silent).transport(transport.clone());
    let core: Core = builder.clock(ManualClock::new()).timeout(Duration::from_secs(7)).build().unwrap();
    let error = Call::<Unsent>::new(&core).await.unwrap_err();
    assert!(error.is_timeout() && error.delivery() == Delivery::NotSent && transport.requests().is_empty());
}

#[tokio::test]
async fn credentials_go_where_the_document_says() {
    let transport = ScriptedTransport::new().json(200, "{}").json(200, "{}").json(200, "{}").json(307, "");
    let source = Source::of(&["a", "b"]);
    let core = client(&source, &transport);
    Call::<Open>::new(&core).await.unwrap();
    Call::<OpenElsewhere>::new(&core).await.unwrap();
    assert_eq!((sent(&transport), source.told().len()), (vec!["none".into(), "none".into()], 0));
    Call::<ReadElsewhere>::new(&core).await.unwrap();
    let request = transport.requests().pop().unwrap();
    assert_eq!(
        (request.url.as_str(), header(&request, "authorization")),
        ("https://files.example.net/", Some("Bearer a"))
    );
    // No redirect takes it along.
    assert!(Call::<Read>::new(&core).await.is_err());
    assert_eq!(transport.requests().len(), 4);
}

/// What the server refuses is not the source's.
#[tokio::test]
async fn a_callers_own_header_leaves_the_source_alone() {
    let (source, transport) = (Source::of(&["a"]), ScriptedTransport::new().json(401, "").json(200, "{}"));
    let core = client(&source, &transport);
    let own = Call::<Read>::new(&core).with_header("authorization", "Bearer own");
    assert_eq!(own.await.unwrap_err().attempts(), 1);
    Call::<Read>::new(&core).await.unwrap();
    assert_eq!(sent(&transport), ["Bearer own", "Bearer a"]);
    assert_eq!(source.told(), [None]);
}

#[tokio::test]
async fn a_source_and_a_key_go_together() {
    let transport = ScriptedTransport::new().json(401, "").json(200, "{}");
    let source = Source::of(&["a", "b"]);
    let core = builder(&source, &transport, &ManualClock::new()).credential("query", "k").build().unwrap();
    Call::<Both>::new(&core).await.unwrap();
    assert_eq!(sent(&transport), ["Bearer a", "Bearer b"]);
    assert!(transport.requests().iter().all(|request| request.url.ends_with("?key=k")));
}

#[test]
fn a_source_must_have_a_scheme_and_shows_nothing() {
    let builder = || Builder::<Core>::new(&API, Site::custom("http://localhost:1"));
    let error = builder().credential_source("none", Silent).build().unwrap_err();
    assert_eq!(error.to_string(), "`credential_source`: the API has no scheme `none`");
    let core = builder().credential("query", "hidden").credential_source("bearer", Silent).build().unwrap();
    let shown = format!("{core:?}");
    assert!(shown.contains(r#"{"query": "[redacted]", "bearer": "[supplied]"}"#), "{shown}");
}
