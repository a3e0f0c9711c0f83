//! Did it happen? What a failed call says about that, and whether it may be made again.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use Delivery::{NotSent, Unknown};
use TransportErrorKind::{Connect, Interrupted, Timeout, TooLarge};
use clientwright_runtime::{
    BoxFuture, Builder, Bytes, Call, Core, Delivery, ErrorKind, HttpRequest, HttpResponse, Json, KeyRefusal,
    Meta, Method, Operation, RepeatedKey, Retry, RetryPolicy, ScriptedTransport, Transport, TransportError,
    TransportErrorKind, Undocumented,
};

use crate::errors::{failed, lost};
use crate::support::{API, Pay, SITE, client, operations};

const KEYED: Meta = Meta::new(Method::Post, "fund", "/funds")
    .retry(Retry::Keyed)
    .idempotency_key("idempotency-key")
    .repeated_key(RepeatedKey::Refused);

operations! {
    Read -> Bytes, Undocumented: Meta::new(Method::Get, "read", "/");
    Delete -> (), Undocumented: Meta::new(Method::Delete, "delete", "/");
    Once -> (), Undocumented: Meta::new(Method::Post, "once", "/").retry(Retry::Never);
    Fund -> Json, Undocumented: KEYED.key_refusal(KeyRefusal::new().status(400).except(&["LIMIT"]));
    FundByCode -> Json, Undocumented: KEYED.key_refusal(KeyRefusal::new().status(422).code("Idempotency*"));
    FundAnyhow -> Json, Undocumented: KEYED;
    Lasting -> Json, Undocumented: KEYED.idempotency_lifetime(Duration::from_secs(300));
    Guess -> Json, Undocumented: Meta::new(Method::Post, "guess", "/guesses").retry(Retry::Keyed).idempotency_key("key");
    Disputed -> Json, Undocumented: KEYED.repeated_key(RepeatedKey::Replayed).key_refusal(KeyRefusal::new().status(400));
    // The life of the key is no longer than a call may take: it can be sent once.
    Fleeting -> Json, Undocumented: KEYED.idempotency_lifetime(Duration::from_secs(30));
}

fn error(kind: TransportErrorKind, delivery: Delivery) -> TransportError {
    TransportError::new(kind, delivery)
}

#[tokio::test]
async fn only_a_refusal_by_definition_had_no_effect() {
    let refusals: Vec<u16> = [400..=406, 410..=418].into_iter().flatten().collect();
    let refusals = [refusals, vec![421, 422, 424, 426, 428, 429, 431, 451]].concat();
    for status in (100..200).chain(300..=999) {
        let may_have_worked = failed::<Pay>(status, "").await.may_have_worked();
        assert_eq!(may_have_worked, !refusals.contains(&status), "{status}");
    }
    assert!(failed::<Pay>(200, "no json").await.may_have_worked());
}

#[tokio::test]
async fn a_documented_code_decides_before_the_status() {
    for (status, code, may_have_worked) in [
        (409, "EXPIRED", false),
        (500, "EXPIRED", false),
        (400, "BROKEN", true),
        (422, "BOOKED", true),
        (409, "OTHER", true),
        (400, "OTHER", false),
    ] {
        let error = failed::<Pay>(status, &format!(r#"{{"code":"{code}"}}"#)).await;
        assert_eq!(error.may_have_worked(), may_have_worked, "{status} {code}");
    }
    // What may be the refusal of a repeated key is open, whatever the code says of itself.
    assert!(failed::<FundAnyhow>(409, r#"{"code":"EXPIRED"}"#).await.may_have_worked());
}

#[tokio::test]
async fn a_lost_answer_may_have_worked() {
    for kind in [Interrupted, Timeout, TooLarge] {
        assert!(lost::<Pay>(kind, Unknown).await.may_have_worked());
    }
    assert!(!lost::<Pay>(Connect, NotSent).await.may_have_worked());
}

#[tokio::test]
async fn what_may_be_repeated_follows_class_and_delivery() {
    // A DELETE without a class: only if it was not sent.
    assert!(lost::<Delete>(Connect, NotSent).await.is_retryable());
    assert!(!lost::<Delete>(Interrupted, Unknown).await.is_retryable());
    assert!(!failed::<Delete>(503, "").await.is_retryable());
    assert!(!failed::<Delete>(429, "").await.is_retryable());
    // With a key, or by nature, more.
    assert!(lost::<Pay>(Timeout, Unknown).await.is_retryable());
    assert!(lost::<Read>(Timeout, Unknown).await.is_retryable());
    assert!(!lost::<Read>(TooLarge, Unknown).await.is_retryable());
    // Never is never.
    assert!(!lost::<Once>(Connect, NotSent).await.is_retryable());
}

#[tokio::test]
async fn a_refused_key_shows_that_an_earlier_call_arrived() {
    // By status: whatever is not documented as another failure.
    for (status, code, refuses) in [
        (400, "Idempotency key already used", true),
        (400, "", true),
        (400, "LIMIT", false),
        (422, "Idempotency key already used", false),
    ] {
        let error = failed::<Fund>(status, &format!(r#"{{"code":"{code}"}}"#)).await;
        assert_eq!(error.is_repeated_key(), refuses, "{status} {code}");
        assert_eq!(error.may_have_worked(), refuses, "{status} {code}");
        assert!(!error.is_retryable(), "{status} {code}");
    }
    assert!(failed::<Fund>(400, "<html>").await.may_have_worked());
    // By code, where it is documented.
    assert!(failed::<FundByCode>(422, r#"{"code":"IdempotencyKeyReused"}"#).await.may_have_worked());
    assert!(!failed::<FundByCode>(422, r#"{"code":"LIMIT"}"#).await.may_have_worked());
    assert!(!failed::<FundByCode>(422, "").await.may_have_worked());
    // Nothing is known of its looks.
    for status in [400, 409, 422] {
        assert!(failed::<FundAnyhow>(status, "").await.is_repeated_key(), "{status}");
    }
    assert!(!failed::<FundAnyhow>(401, "").await.may_have_worked());
    // Nobody knows what a repeated key gives, or sources differ.
    assert!(failed::<Guess>(400, "").await.is_repeated_key());
    assert!(failed::<Disputed>(400, "").await.may_have_worked());
    assert!(!failed::<Disputed>(422, "").await.may_have_worked());
    // Where a repeated key gives the first answer again, and that alone, a 400 is a 400.
    assert!(!failed::<Pay>(400, "").await.is_repeated_key());

    let error = failed::<Fund>(400, r#"{"code":"used"}"#).await;
    let expected = "fund: the server answered 400 Bad Request with code `used`; it may be the refusal of a repeated \
                    idempotency key";
    assert_eq!(error.to_string(), expected);
}

/// Of a lost attempt nothing that happens later to a clone can say that it had no effect.
#[tokio::test]
async fn a_later_refusal_does_not_undo_an_attempt_that_may_have_worked() {
    let later = ScriptedTransport::new()
        .error(error(Interrupted, Unknown))
        .error(error(Connect, NotSent))
        .json(401, "")
        .json(403, "")
        .json(200, "{}")
        .json(422, "");
    let call = Call::<Pay>::new(&client(&later));
    for expected in [None, Some("Connect"), Some("401"), Some("403")] {
        let error = call.clone().await.unwrap_err();
        assert!(error.may_have_worked(), "{expected:?}");
        assert_eq!(error.to_string().ends_with("; another attempt may have worked"), expected.is_some());
    }
    call.clone().await.unwrap();
    assert!(call.clone().await.unwrap_err().may_have_worked(), "it has worked");
    let unbuilt = call.clone().with_header("bad name", "x").await.unwrap_err();
    assert_eq!((unbuilt.kind(), unbuilt.may_have_worked()), (ErrorKind::Build, true));
    // Another key is another intention.
    let other = call.clone().with_idempotency_key("order-18").await.unwrap_err();
    assert_eq!((other.delivery(), other.may_have_worked()), (NotSent, false));
}

#[tokio::test]
async fn attempts_without_effect_leave_no_doubt() {
    let transport =
        ScriptedTransport::new().error(error(Connect, NotSent)).json(401, "").error(error(Connect, NotSent));
    let call = Call::<Delete>::new(&client(&transport));
    for retryable in [true, false, true] {
        let error = call.clone().await.unwrap_err();
        assert_eq!((error.may_have_worked(), error.is_retryable()), (false, retryable));
    }
}

/// A call that must not be repeated is repeatable where it was not sent, but not if it was sent before.
#[tokio::test]
async fn not_sent_this_time_is_not_never_sent() {
    let transport =
        ScriptedTransport::new().error(error(Interrupted, Unknown)).error(error(Connect, NotSent));
    let call = Call::<Delete>::new(&client(&transport));
    call.clone().await.unwrap_err();
    let again = call.await.unwrap_err();
    assert_eq!((again.delivery(), again.is_retryable(), again.may_have_worked()), (NotSent, false, true));
}

/// Never answers the first request, and gets no connection for the second.
struct HangsOnce(AtomicBool);

impl Transport for HangsOnce {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        if self.0.swap(true, Ordering::SeqCst) {
            Box::pin(std::future::ready(Err(error(Connect, NotSent))))
        } else {
            Box::pin(std::future::pending())
        }
    }
}

#[tokio::test]
async fn a_dropped_attempt_may_have_worked() {
    let builder = Builder::<Core>::new(&API, SITE).api_key("sk_staging_1").retries(RetryPolicy::none());
    let core = builder.transport(HangsOnce(AtomicBool::new(false))).build().unwrap();
    let call = Call::<Pay>::new(&core);
    // Never polled: nothing was sent.
    drop(call.clone().send());
    assert!(!call.clone().with_header("bad name", "x").await.unwrap_err().may_have_worked());
    tokio::select! {
        biased;
        _ = call.clone().send() => panic!("the call never ends"),
        () = std::future::ready(()) => {}
    }
    let again = call.await.unwrap_err();
    assert_eq!((again.delivery(), again.may_have_worked()), (NotSent, true));
}

#[tokio::test]
async fn a_read_has_no_effect_to_ask_for() {
    let transport = ScriptedTransport::new().json(200, "").error(error(Connect, NotSent));
    let call = Call::<Read>::new(&client(&transport));
    call.clone().await.unwrap();
    assert!(!call.await.unwrap_err().may_have_worked());
}

#[tokio::test]
async fn a_key_beyond_its_life_is_not_sent_again() {
    let transport = ScriptedTransport::new().error(error(Interrupted, Unknown)).json(200, "{}");
    let call = Call::<Fleeting>::new(&client(&transport));
    let first = call.clone().await.unwrap_err();
    assert!(first.may_have_worked() && !first.is_retryable());
    let again = call.clone().await.unwrap_err();
    assert_eq!((again.kind(), again.delivery()), (ErrorKind::KeyExpired, NotSent));
    assert!(again.may_have_worked() && !again.is_retryable());
    let expected = "fund: not sent again: its idempotency key was first sent more than 0 seconds ago, and the provider \
                    may have forgotten it; another attempt may have worked";
    assert_eq!(again.to_string(), expected);
    assert_eq!(transport.requests().len(), 1);
    // Less time for a call leaves more time for its repetition.
    call.with_timeout(Duration::from_secs(1)).await.unwrap();
}

#[tokio::test]
async fn a_key_within_its_life_is() {
    let transport = ScriptedTransport::new().error(error(Interrupted, Unknown)).json(200, "{}");
    let call = Call::<Lasting>::new(&client(&transport));
    assert!(call.clone().await.unwrap_err().is_retryable());
    call.await.unwrap();
}

#[tokio::test]
async fn a_key_that_was_not_sent_does_not_age() {
    let transport = ScriptedTransport::new().error(error(Connect, NotSent)).json(200, "{}");
    let call = Call::<Fleeting>::new(&client(&transport));
    assert!(call.clone().await.unwrap_err().is_retryable());
    call.await.unwrap();
}
