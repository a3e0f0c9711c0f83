//! Calls in a journal: what is noted when, and what a call that is resumed does.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use Delivery::{NotSent, Unknown};
use TransportErrorKind::{Connect, Interrupted};
use clientwright_runtime::journal::{Intent, Journal, JournalError};
use clientwright_runtime::{
    BoxFuture, Builder, Call, Core, Delivery, ErrorKind, Json, ManualClock, Meta, Method, Operation, Outcome,
    RepeatedKey, Retry, ScriptedTransport, TransportError, TransportErrorKind, Undocumented,
};

use crate::support::{API, GetItem, SITE, operations};

operations! {
    Pay -> Json, Undocumented: Meta::new(Method::Post, "pay", "/payments")
        .retry(Retry::Keyed)
        .idempotency_key("idempotency-key")
        .idempotency_lifetime(Duration::from_secs(300))
        .repeated_key(RepeatedKey::Refused);
    Transfer -> Json, Undocumented: Meta::new(Method::Post, "transfer", "/transfers").retry(Retry::Unsent);
}

#[derive(Clone, Default)]
struct Notes {
    lines: Arc<Mutex<Vec<String>>>,
    intents: Arc<Mutex<Vec<Intent>>>,
    is_full: bool,
    hangs: bool,
}

impl Notes {
    fn note(&self, line: String) {
        self.lines.lock().unwrap().push(line);
    }

    fn lines(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }

    /// The last intent, as it comes back from a disk.
    fn last(&self) -> Intent {
        let noted = self.intents.lock().unwrap().last().unwrap().to_json();
        Intent::from_json(&noted).unwrap()
    }
}

impl Journal for Notes {
    fn sending<'a>(&'a self, intent: &'a Intent) -> BoxFuture<'a, Result<(), JournalError>> {
        Box::pin(async move {
            self.note(format!("sending {} {} {}", intent.operation(), intent.id(), intent.attempt()));
            self.intents.lock().unwrap().push(intent.clone());
            if self.hangs {
                std::future::pending::<()>().await;
            }
            if self.is_full { Err("the disk is full".into()) } else { Ok(()) }
        })
    }

    fn settled<'a>(&'a self, intent: &'a Intent, outcome: Outcome) -> BoxFuture<'a, ()> {
        Box::pin(async move { self.note(format!("settled {} {outcome}", intent.id())) })
    }

    fn abandoned(&self, intent: &Intent) {
        self.note(format!("abandoned {}", intent.id()));
    }
}

fn lost() -> TransportError {
    TransportError::new(Interrupted, Unknown)
}

fn core(transport: &ScriptedTransport, notes: &Notes, clock: &ManualClock) -> Core {
    let builder = Builder::new(&API, SITE).api_key("sk_staging_1").transport(transport.clone());
    builder.clock(clock.clone()).journal(notes.clone()).build().unwrap()
}

fn payment(core: &Core) -> Call<Pay> {
    Call::<Pay>::new(core).json("12.50").with_idempotency_key("key-17").with_intent_id("order-17")
}

#[tokio::test]
async fn each_attempt_is_noted_and_the_end() {
    let notes = Notes::default();
    let transport = ScriptedTransport::new().error(TransportError::new(Connect, NotSent)).json(200, "{}");
    payment(&core(&transport, &notes, &ManualClock::new())).await.unwrap();
    assert_eq!(notes.lines(), ["sending pay order-17 1", "sending pay order-17 2", "settled order-17 done"]);
}

#[tokio::test]
async fn the_end_is_what_the_caller_is_told() {
    for (status, body, expected) in
        [(200, "{}", "done"), (200, "<html>", "unknown"), (401, "", "no effect"), (400, "", "unknown")]
    {
        let notes = Notes::default();
        let transport = ScriptedTransport::new().json(status, body);
        let result = payment(&core(&transport, &notes, &ManualClock::new())).await;
        assert_eq!(result.map_or_else(|error| error.outcome(), |_| Outcome::Done).as_str(), expected);
        assert_eq!(notes.lines().pop().unwrap(), format!("settled order-17 {expected}"));
    }
}

#[tokio::test]
async fn what_cannot_be_noted_is_not_sent() {
    let notes = Notes { is_full: true, ..Notes::default() };
    let transport = ScriptedTransport::new().json(200, "{}");
    let error = payment(&core(&transport, &notes, &ManualClock::new())).await.unwrap_err();
    assert_eq!((error.kind(), error.outcome(), error.attempts()), (ErrorKind::Journal, Outcome::NoEffect, 0));
    assert_eq!(error.to_string(), "pay: not sent: the journal could not note it");
    assert_eq!(std::error::Error::source(&*error).unwrap().to_string(), "the disk is full");
    assert!(transport.requests().is_empty());
    assert_eq!(notes.lines(), ["sending pay order-17 1"]);
}

#[tokio::test]
async fn a_dropped_call_is_abandoned() {
    let notes = Notes { hangs: true, ..Notes::default() };
    let call = payment(&core(&ScriptedTransport::new(), &notes, &ManualClock::new()));
    // Never polled: nothing was noted.
    drop(call.clone().send());
    tokio::select! {
        biased;
        _ = call.send() => panic!("the journal never ends"),
        () = std::future::ready(()) => {}
    }
    assert_eq!(notes.lines(), ["sending pay order-17 1", "abandoned order-17"]);
}

#[tokio::test]
async fn reads_are_not_noted() {
    let notes = Notes::default();
    let transport = ScriptedTransport::new().json(200, "{}");
    Call::<GetItem>::new(&core(&transport, &notes, &ManualClock::new())).path("id", 1).await.unwrap();
    assert!(notes.lines().is_empty());
}

#[tokio::test]
async fn a_call_without_a_key_has_a_name_that_its_clones_share() {
    let notes = Notes::default();
    let transport = ScriptedTransport::new().json(401, "").json(401, "").json(401, "").json(401, "");
    let core = core(&transport, &notes, &ManualClock::new());
    let call = Call::<Transfer>::new(&core);
    call.clone().await.unwrap_err();
    call.clone().await.unwrap_err();
    Call::<Transfer>::new(&core).await.unwrap_err();
    call.with_intent_id("order-18").await.unwrap_err();
    let ids: Vec<String> =
        notes.intents.lock().unwrap().iter().map(|intent| intent.id().to_owned()).collect();
    assert!(ids[0] == ids[1] && ids[0] != ids[2] && ids[0].len() == 36 && ids[3] == "order-18", "{ids:?}");
}

/// The program ended after the first attempt was noted. What it finds afterwards is the call with its key, or a look-up.
#[tokio::test]
async fn a_call_is_resumed_with_its_key() {
    let (notes, clock) = (Notes::default(), ManualClock::new());
    let before = ScriptedTransport::new().error(lost()).error(lost()).error(lost());
    payment(&core(&before, &notes, &clock)).await.unwrap_err();
    let intent = notes.last();
    assert_eq!((intent.key(), intent.attempt(), intent.digest().len()), (Some("key-17"), 3, 64));
    assert!(!format!("{intent:?}").contains("key-17") && intent.to_json().contains("key-17"));

    let after = ScriptedTransport::new().json(401, "").json(400, "").json(200, "{}");
    let core = core(&after, &notes, &clock);
    let resumed = || Call::<Pay>::new(&core).json("12.50").resume(&intent);
    let refused = resumed().await.unwrap_err();
    assert!(refused.may_have_worked(), "the attempts from before may have worked");
    assert_eq!(
        refused.to_string(),
        "pay: the server answered 401 Unauthorized; another attempt may have worked"
    );
    assert!(resumed().await.unwrap_err().is_repeated_key());
    resumed().await.unwrap();
    assert_eq!(after.requests()[0].headers["idempotency-key"], "key-17");
    assert_eq!(notes.lines().last().unwrap(), "settled order-17 done");
    assert_eq!(notes.last().attempt(), 4);
}

#[tokio::test]
async fn what_cannot_be_resumed_safely_is_not_sent() {
    let (notes, clock) = (Notes::default(), ManualClock::new());
    let transport = ScriptedTransport::new().error(lost()).error(lost()).error(lost()).error(lost());
    let core = core(&transport, &notes, &clock);
    payment(&core).await.unwrap_err();
    let paying = notes.last();
    Call::<Transfer>::new(&core).json("12.50").await.unwrap_err();
    let transferring = notes.last();
    let sent = transport.requests().len();

    // Other arguments, another operation, another key: another call.
    let others = [
        Call::<Pay>::new(&core).json("99.00").resume(&paying),
        Call::<Pay>::new(&core).json("12.50").resume(&transferring),
        Call::<Pay>::new(&core).json("12.50").resume(&paying).with_idempotency_key("key-18"),
    ];
    for other in others {
        let error = other.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Build);
        assert!(error.to_string().starts_with("pay: the intent is that of another call"), "{error}");
    }
    // Without a key.
    let error = Call::<Transfer>::new(&core).json("12.50").resume(&transferring).await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::NotRepeatable, Outcome::Unknown));
    let expected =
        "transfer: not sent again: the operation must not be repeated; another attempt may have worked";
    assert_eq!(error.to_string(), expected);
    // When the provider may have forgotten the key.
    clock.advance(Duration::from_secs(271));
    let error = Call::<Pay>::new(&core).json("12.50").resume(&paying).await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::KeyExpired, Outcome::Unknown));
    assert_eq!(transport.requests().len(), sent);
}
