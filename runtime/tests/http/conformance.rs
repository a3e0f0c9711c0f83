//! What is said of calls, as data: `tests/conformance` of the repository.

use std::path::Path;
use std::time::Duration;

use clientwright_runtime::{
    Api, Builder, Call, CallError, Core, Delivery, Error, HeaderMap, HeaderValue, Json, KeyRefusal,
    ManualClock, Meta, Method, Operation, Outcome, RawResponse, RepeatedKey, Response, Retry, RetryPolicy,
    ScriptedTransport, Site, StatusCode, TransportError, TransportErrorKind, Undocumented,
};
use serde::Deserialize;

use crate::support::operations;

static API: Api =
    Api::new("acme-client", "1.2.3").error_code(&["/code"]).should_retry("x-should-retry").code_outcomes(&[
        ("NO_EFFECT", Outcome::NoEffect),
        ("LEFT_OPEN", Outcome::Unknown),
        ("WAS_DONE", Outcome::Done),
    ]);

const POST: Meta = Meta::new(Method::Post, "pay", "/payments");
const KEY: Meta = POST.retry(Retry::Keyed).idempotency_key("idempotency-key");

operations! {
    Safe -> Json, Undocumented: Meta::new(Method::Get, "read", "/payments");
    Keyed -> Json, Undocumented: KEY;
    Refused -> Json, Undocumented: KEY.repeated_key(RepeatedKey::Refused);
    Replayed -> Json, Undocumented: KEY.repeated_key(RepeatedKey::Replayed);
    ShortLived -> Json, Undocumented: KEY.repeated_key(RepeatedKey::Replayed).idempotency_lifetime(Duration::from_secs(20));
    Disputed -> Json, Undocumented: KEY.repeated_key(RepeatedKey::Replayed).key_refusal(KeyRefusal::new().status(400));
    Unsent -> Json, Undocumented: POST.retry(Retry::Unsent);
    Never -> Json, Undocumented: POST.retry(Retry::Never);
}

const CLASSES: [&str; 6] = ["safe", "keyed", "refused", "replayed", "unsent", "never"];

#[derive(Deserialize)]
struct Endings {
    endings: Vec<Ending>,
}

#[derive(Deserialize)]
struct Ending {
    ends: Vec<String>,
    outcome: String,
    /// Where the operation takes a key whose refusal this may be.
    #[serde(rename = "outcome of keys")]
    of_keys: Option<String>,
    again: Again,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Again {
    Classes(Vec<String>),
    Any(String),
}

#[derive(Deserialize)]
struct Calls {
    calls: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    class: String,
    attempts: Vec<String>,
    sent: usize,
    outcome: String,
    error: Option<String>,
    earlier: Option<String>,
    #[serde(rename = "repeated key", default)]
    repeated_key: bool,
    waits: Vec<f64>,
}

fn read<T: for<'de> Deserialize<'de>>(name: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/conformance").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Adds to the script how an attempt ends: `lost`, or a status with a code or a header.
fn ends(transport: ScriptedTransport, end: &str) -> ScriptedTransport {
    use TransportErrorKind::{Config, Connect, Dns, Interrupted, Timeout, Tls, TooLarge};
    let failure = match end {
        "not sent" => Some((Connect, Delivery::NotSent)),
        "no name" => Some((Dns, Delivery::NotSent)),
        "certificate refused" => Some((Tls, Delivery::NotSent)),
        "never sent" => Some((Config, Delivery::NotSent)),
        "lost" => Some((Interrupted, Delivery::Unknown)),
        "timeout" => Some((Timeout, Delivery::Unknown)),
        "too large" => Some((TooLarge, Delivery::Unknown)),
        _ => None,
    };
    if let Some((kind, delivery)) = failure {
        return transport.error(TransportError::new(kind, delivery));
    }
    let mut words = end.split(' ');
    let status = words.next().unwrap().parse().unwrap();
    let mut headers = HeaderMap::new();
    let mut body = "{}".to_owned();
    while let Some(word) = words.next() {
        match word {
            "unreadable" => body = "<html>".to_owned(),
            "stop" => drop(headers.insert("x-should-retry", HeaderValue::from_static("false"))),
            "again" => drop(headers.insert("x-should-retry", HeaderValue::from_static("true"))),
            "after" => drop(headers.insert("retry-after", words.next().unwrap().parse().unwrap())),
            code => body = format!(r#"{{"code":"{code}"}}"#),
        }
    }
    transport.response(RawResponse::new(StatusCode::from_u16(status).unwrap(), headers, body))
}

/// The end of an attempt as an error says it.
fn ended(error: &Error) -> String {
    match (error.status(), error.delivery()) {
        (Some(status), _) => status.as_u16().to_string(),
        (None, Delivery::NotSent) => "not sent".to_owned(),
        (None, _) => "lost".to_owned(),
    }
}

async fn send<O: Operation>(core: &Core) -> Result<u32, Error> {
    let sent: Result<Response<O::Output>, CallError<O::Error>> = Call::<O>::new(core).send().await;
    sent.map(|response| response.attempts()).map_err(CallError::into_error)
}

async fn send_class(class: &str, core: &Core) -> Result<u32, Error> {
    match class {
        "safe" => send::<Safe>(core).await,
        "keyed" => send::<Keyed>(core).await,
        "refused" => send::<Refused>(core).await,
        "replayed" => send::<Replayed>(core).await,
        "disputed" => send::<Disputed>(core).await,
        "short-lived" => send::<ShortLived>(core).await,
        "unsent" => send::<Unsent>(core).await,
        "never" => send::<Never>(core).await,
        other => panic!("{other} is no class"),
    }
}

fn core(transport: &ScriptedTransport, clock: &ManualClock, policy: RetryPolicy) -> Core {
    let builder = Builder::new(&API, Site::custom("http://localhost")).transport(transport.clone());
    builder.clock(clock.clone()).retries(policy).attempt_timeout(Duration::from_secs(10)).build().unwrap()
}

#[tokio::test]
async fn endings() {
    let Endings { endings } = read("endings.json");
    let mut named = Vec::new();
    for Ending { ends: all, outcome, of_keys, again } in &endings {
        for end in all {
            named.extend(end.parse::<u16>());
            for class in CLASSES {
                let transport = ends(ScriptedTransport::new(), end);
                let error =
                    send_class(class, &core(&transport, &ManualClock::new(), RetryPolicy::none())).await;
                let error = error.unwrap_err();
                let may_be_key = matches!(class, "keyed" | "refused");
                let expected = of_keys.as_ref().filter(|_| may_be_key).unwrap_or(outcome);
                if expected != "any" {
                    assert_eq!(error.outcome().as_str(), expected, "{end}, {class}");
                }
                assert_eq!(error.may_have_worked(), error.outcome() != Outcome::NoEffect);
                if let Again::Classes(classes) = again {
                    // What may be the refusal of a key is not sent with it again.
                    let again = classes.iter().any(|own| own == class) && !error.is_repeated_key();
                    assert_eq!(error.is_retryable(), again, "{end}, {class}");
                }
                assert!(!error.why().is_empty());
            }
        }
    }
    assert!(endings.iter().all(|ending| match &ending.again {
        Again::Classes(_) => true,
        Again::Any(word) => word == "any",
    }));
    for status in (100..200).chain(300..1000).filter(|status| !named.contains(status)) {
        for class in CLASSES {
            let transport = ends(ScriptedTransport::new(), &status.to_string());
            let error = send_class(class, &core(&transport, &ManualClock::new(), RetryPolicy::new())).await;
            let error = error.unwrap_err();
            assert_eq!(
                (error.outcome(), error.is_retryable()),
                (Outcome::Unknown, false),
                "{status}, {class}"
            );
            assert_eq!(error.attempts(), 1);
        }
    }
}

#[tokio::test]
async fn calls() {
    let Calls { calls } = read("calls.json");
    for Case { name, class, attempts, sent, outcome, error, earlier, repeated_key, waits } in calls {
        let transport = attempts.iter().fold(ScriptedTransport::new(), |transport, end| ends(transport, end));
        let clock = ManualClock::new();
        let result = send_class(&class, &core(&transport, &clock, RetryPolicy::new())).await;
        assert_eq!(transport.requests().len(), sent, "{name}");
        let waited: Vec<f64> = clock.sleeps().iter().map(Duration::as_secs_f64).collect();
        assert_eq!(waited, waits, "{name}");
        match result {
            Ok(attempts) => assert_eq!((attempts as usize, outcome.as_str()), (sent, "ok"), "{name}"),
            Err(failure) => {
                assert_eq!(failure.outcome().as_str(), outcome, "{name}");
                assert_eq!(failure.attempts() as usize, sent, "{name}");
                assert_eq!(Some(ended(&failure)), error, "{name}");
                assert_eq!(failure.earlier().map(ended), earlier, "{name}");
                assert_eq!(failure.is_repeated_key(), repeated_key, "{name}");
            }
        }
        // Every attempt carries the same key.
        let keys: Vec<_> =
            transport.requests().iter().map(|it| it.headers.get("idempotency-key").cloned()).collect();
        assert!(keys.windows(2).all(|pair| pair[0] == pair[1]), "{name}");
    }
}
