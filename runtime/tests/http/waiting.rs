//! Asking again until something is final, and looking up what became of a call.

use std::error::Error as _;
use std::time::{Duration, Instant, SystemTime};

use clientwright_runtime::{
    BoxFuture, Bytes, Call, Clock, Core, Delivery, HeaderMap, Json, ManualClock, Meta, Method, Operation,
    Polling, RawResponse, Retry, ScriptedTransport, Sent, TransportError, TransportErrorKind, Undocumented,
    Wait, WaitError, WaitErrorKind,
};

use crate::support::{GetItem, client, operations};

operations! {
    Write -> Json, Undocumented: Meta::new(Method::Put, "write", "/items/{id}")
        .retry(Retry::Keyed)
        .idempotency_key("key");
    Find -> Json, Undocumented: Meta::new(Method::Get, "find", "/owners/{owner}/items");
    Start -> Bytes, Undocumented: Meta::new(Method::Post, "start", "/owners/{owner}/starts")
        .idempotency_key("key");
}

const SECOND: Duration = Duration::from_secs(1);

fn lost(kind: TransportErrorKind) -> TransportError {
    TransportError::new(kind, Delivery::Unknown)
}

fn polling(clock: &ManualClock) -> Polling {
    Polling::with_clock(clock.clone())
}

/// `open` is pending, `paid` is what is waited for, anything else is not.
fn judge(state: &Json) -> Wait {
    match state.to_text().as_deref() {
        Some("open") => Wait::Pending,
        Some("paid") => Wait::Done,
        _ => Wait::Failed,
    }
}

async fn wait<O: Operation<Output = Json>>(
    polling: &Polling,
    transport: &ScriptedTransport,
) -> Result<Json, WaitError<Json>> {
    let core: Core = client(transport);
    polling.wait_until(|| core.call::<O>().path("id", "17"), judge).await
}

#[tokio::test]
async fn pauses_grow_to_the_longest_until_the_state_is_final() {
    let clock = ManualClock::new();
    let mut transport = ScriptedTransport::new();
    for _ in 0..5 {
        transport = transport.json(200, "\"open\"");
    }
    transport = transport.json(200, "\"paid\"");
    let polling = polling(&clock).interval(SECOND).growth(2.0).longest(5 * SECOND);
    let state = wait::<GetItem>(&polling, &transport).await.unwrap();
    assert_eq!(state, Json::from("paid"));
    assert_eq!(clock.sleeps(), [1, 2, 4, 5, 5].map(|seconds| seconds * SECOND));
}

#[tokio::test]
async fn a_final_state_that_was_not_waited_for_is_in_the_error() {
    let clock = ManualClock::new();
    let transport = ScriptedTransport::new().json(200, "\"refused by Jane\"");
    let error = wait::<GetItem>(&polling(&clock), &transport).await.unwrap_err();
    assert_eq!((error.kind(), error.last()), (WaitErrorKind::Failed, Some(&Json::from("refused by Jane"))));
    assert_eq!(format!("{error:?}"), "WaitError(the state is final, and not what was waited for)");
    assert!(clock.sleeps().is_empty());
}

#[tokio::test]
async fn the_last_call_is_made_when_the_time_ends() {
    let clock = ManualClock::new();
    let mut transport = ScriptedTransport::new();
    for _ in 0..4 {
        transport = transport.json(200, "\"open\"");
    }
    let polling = polling(&clock).interval(4 * SECOND).growth(1.0).total(10 * SECOND);
    let error = wait::<GetItem>(&polling, &transport).await.unwrap_err();
    assert_eq!((error.kind(), error.last()), (WaitErrorKind::TimedOut, Some(&Json::from("open"))));
    assert_eq!(clock.sleeps(), [4, 4, 2].map(|seconds| seconds * SECOND));
    assert_eq!(transport.requests().len(), 4);
}

#[tokio::test]
async fn what_was_just_made_may_not_be_there_yet() {
    let clock = ManualClock::new();
    let transport = || ScriptedTransport::new().json(404, "").json(404, "").json(200, "\"paid\"");
    assert!(wait::<GetItem>(&polling(&clock), &transport()).await.is_ok());
    // The grace is over before the second.
    let strict = polling(&clock).not_found_grace(SECOND / 2);
    let error = wait::<GetItem>(&strict, &transport()).await.unwrap_err();
    assert_eq!((error.kind(), error.error().unwrap().status().unwrap().as_u16()), (WaitErrorKind::Call, 404));
    // What was seen and is gone is not new.
    let gone = ScriptedTransport::new().json(200, "\"open\"").json(404, "");
    let error = wait::<GetItem>(&polling(&clock), &gone).await.unwrap_err();
    assert_eq!((error.kind(), error.last()), (WaitErrorKind::Call, Some(&Json::from("open"))));
}

#[tokio::test]
async fn a_lost_response_is_asked_for_again_only_where_that_is_safe() {
    let clock = ManualClock::new();
    let transport = || {
        let headers = HeaderMap::from_iter([("retry-after".parse().unwrap(), "7".parse().unwrap())]);
        let busy = RawResponse::new(503.try_into().unwrap(), headers, "");
        ScriptedTransport::new()
            .error(lost(TransportErrorKind::Interrupted))
            .error(lost(TransportErrorKind::Timeout))
            .response(busy)
            .json(200, "\"paid\"")
    };
    let every_second = polling(&clock).interval(SECOND).growth(1.0);
    assert!(wait::<GetItem>(&every_second, &transport()).await.is_ok());
    assert_eq!(clock.sleeps(), [1, 1, 7].map(|seconds| seconds * SECOND));
    // Each call of the closure has a key of its own, and would be another payment.
    let script = transport();
    let error = wait::<Write>(&every_second, &script).await.unwrap_err();
    assert_eq!((error.kind(), script.requests().len()), (WaitErrorKind::Call, 1));
    assert!(error.error().unwrap().may_have_worked());
}

#[tokio::test]
async fn other_failures_end_the_wait() {
    let clock = ManualClock::new();
    for (status, body) in [(401, ""), (500, ""), (200, "{")] {
        let transport = ScriptedTransport::new().json(status, body);
        let error = wait::<GetItem>(&polling(&clock), &transport).await.unwrap_err();
        assert_eq!((error.kind(), error.last()), (WaitErrorKind::Call, None), "{status}");
        assert_eq!(error.to_string(), error.error().unwrap().to_string());
    }
    // Time that ends with a lost response has its cause.
    let transport = ScriptedTransport::new().error(lost(TransportErrorKind::Timeout));
    let error = wait::<GetItem>(&polling(&clock).total(Duration::ZERO), &transport).await.unwrap_err();
    assert_eq!(error.kind(), WaitErrorKind::TimedOut);
    assert!(error.source().unwrap().to_string().contains("no whole response in time"));
}

#[tokio::test]
async fn odd_settings_neither_hurry_nor_panic() {
    for (interval, growth) in [
        (Duration::ZERO, 1.0),
        (Duration::MAX, f64::INFINITY),
        (SECOND, f64::NAN),
        (SECOND, -3.0),
        (SECOND, 1e300),
    ] {
        let clock = ManualClock::new();
        let start = clock.now();
        let mut transport = ScriptedTransport::new();
        for _ in 0..4 {
            transport = transport.json(200, "\"open\"");
        }
        let polling = polling(&clock).interval(interval).growth(growth);
        let script = transport.json(200, "\"paid\"");
        let _ = wait::<GetItem>(&polling.longest(Duration::MAX), &script).await;
        assert!(clock.sleeps().iter().all(|pause| *pause >= SECOND / 10), "{:?}", clock.sleeps());
        assert!(clock.now() - start <= 600 * SECOND);
    }
}

/// A clock whose chance says that nobody waits.
struct Lucky(ManualClock);

impl Clock for Lucky {
    fn now(&self) -> Instant {
        self.0.now()
    }

    fn wall(&self) -> SystemTime {
        self.0.wall()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.0.sleep(duration)
    }

    fn jitter(&self, _: Duration) -> Duration {
        Duration::ZERO
    }
}

/// Two programs that begin together do not ask together.
#[tokio::test]
async fn pauses_are_shortened_by_up_to_a_half() {
    let clock = ManualClock::new();
    let transport = ScriptedTransport::new().json(200, "\"open\"").json(200, "\"paid\"");
    wait::<GetItem>(&Polling::with_clock(Lucky(clock.clone())), &transport).await.unwrap();
    assert_eq!(clock.sleeps(), [Duration::from_millis(500)]);
}

#[test]
fn a_look_up_knows_what_the_call_sends() {
    let core = client(&ScriptedTransport::new());
    let call = Call::<Start>::new(&core)
        .path("owner", "a/b c%2F")
        .query("na me", "x&y=z+1")
        .header("x-trace", "t-1")
        .with_idempotency_key("k-1")
        .json(&Json::object([("in", Json::object([("n", Json::from(12)), ("s", Json::from("ö"))]))]));
    let found = call.look_up::<Find>(&[
        ("owner", Sent::Path("owner")),
        ("q", Sent::Query("na me")),
        ("h", Sent::Header("x-trace")),
        ("n", Sent::Body("/in/n")),
        ("s", Sent::Body("/in/s")),
        ("k", Sent::Key),
    ]);
    let request = found.request().unwrap();
    assert_eq!(request.path(), "/owners/a%2Fb%20c%252F/items");
    assert_eq!(request.query(), "q=x%26y%3Dz%2B1&h=t-1&n=12&s=%C3%B6&k=k-1");
    // The call is still there.
    assert!(call.request().is_ok());
}

/// Without what it looks for, a look-up could find anything.
#[test]
fn a_look_up_without_its_value_is_not_sent() {
    let core = client(&ScriptedTransport::new());
    let call = Call::<Start>::new(&core)
        .path("owner", "a")
        .query("empty", "")
        .json(&Json::object([("list", Json::array([Json::from(1)])), ("null", Json::null())]));
    for value in [
        Sent::Query("q"),
        Sent::Query("empty"),
        Sent::Header("x-trace"),
        Sent::Body("/x"),
        Sent::Body("/list"),
        Sent::Body("/null"),
        Sent::Path("id"),
    ] {
        let found = call.look_up::<Find>(&[("owner", Sent::Path("owner")), ("q", value)]);
        let error = found.request().unwrap_err();
        assert_eq!(error.to_string(), "find: the call to look up has no value for `q`", "{value:?}");
    }
}
