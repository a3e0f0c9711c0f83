//! Makes the payments that a database wants, each once, whatever happens to the program.
//!
//! `example-journal DATABASE URL` can be killed at any moment and started again. Every payment has a row in `payments`;
//! every call is noted in `journal` before it is sent (see `store.rs`). What a payment needs next follows from these two:
//!
//! | the journal says | what is done |
//! |---|---|
//! | nothing, or that the last call had no effect | the payment is made |
//! | that the call did its work | the payment is done |
//! | nothing of the end of a call, or that nobody knows | the call is resumed where it has an idempotency key, and otherwise looked up |
//!
//! The bank is imaginary: `tests/kill.rs` plays it. Calls of a generated crate have the same methods.

mod store;

use std::error::Error;
use std::time::Duration;

use clientwright_runtime::journal::Intent;
use clientwright_runtime::{
    Api, Builder, Call, Core, Error as CallError, Json, Meta, Method, Operation, Outcome, RepeatedKey, Retry,
    RetryPolicy, Site, Undocumented,
};

use store::{Note, Payment, Store};

static API: Api = Api::new("example-journal", "0.0.0");

/// Pays by card, with an idempotency key: the bank refuses a key that comes again.
enum PayByCard {}

impl Operation for PayByCard {
    type Output = Json;
    type Error = Undocumented;
    const META: Meta = Meta::new(Method::Post, "payByCard", "/card-payments")
        .retry(Retry::Keyed)
        .idempotency_key("idempotency-key")
        .repeated_key(RepeatedKey::Refused);
}

/// Pays by transfer; nothing keeps a second call from paying twice.
enum Transfer {}

impl Operation for Transfer {
    type Output = Json;
    type Error = Undocumented;
    const META: Meta = Meta::new(Method::Post, "transfer", "/transfers").retry(Retry::Unsent);
}

/// Looks a payment up by its reference.
enum Find {}

impl Operation for Find {
    type Output = Json;
    type Error = Undocumented;
    const META: Meta = Meta::new(Method::Get, "find", "/payments/{reference}");
}

type Failure = Box<dyn Error + Send + Sync>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let (Some(database), Some(url)) = (arguments.next(), arguments.next()) else {
        return Err("usage: example-journal DATABASE URL".into());
    };
    let store = Store::open(&database)?;
    // The bank is on this machine: there is no reason to wait long.
    let retries = RetryPolicy::new().first_wait(Duration::from_millis(10));
    let bank: Core = Builder::new(&API, Site::custom(url)).journal(store.clone()).retries(retries).build()?;
    for payment in store.unpaid()? {
        match pay(&bank, &store, &payment).await {
            Ok(()) => store.paid(&payment)?,
            // It stays unpaid, and the next run goes on with what the journal says.
            Err(problem) => eprintln!("payment {}: {problem}", payment.reference),
        }
    }
    Ok(())
}

/// Makes a payment, or finds out that it was made.
async fn pay(bank: &Core, store: &Store, payment: &Payment) -> Result<(), Failure> {
    let called = match store.note(&payment.reference)? {
        None | Some(Note { outcome: Some(Outcome::NoEffect), .. }) => call(bank, payment, None).await,
        Some(Note { outcome: Some(Outcome::Done), .. }) => return Ok(()),
        Some(note) if payment.by_card => call(bank, payment, Some(&note.intent)).await,
        Some(_) => return look_up(bank, store, payment).await,
    };
    match called {
        Ok(()) => Ok(()),
        Err(error) if error.may_have_worked() => look_up(bank, store, payment).await,
        Err(error) => Err(error.into()),
    }
}

async fn call(bank: &Core, payment: &Payment, resumed: Option<&Intent>) -> Result<(), CallError> {
    let body = Json::object([
        ("reference", Json::from(&*payment.reference)),
        ("amount", Json::from(&*payment.amount)),
    ]);
    if payment.by_card {
        let call = Call::<PayByCard>::new(bank).json(&body).with_intent_id(&payment.reference);
        let call = match resumed {
            Some(intent) => call.resume(intent),
            None => call,
        };
        call.await?;
    } else {
        Call::<Transfer>::new(bank).json(&body).with_intent_id(&payment.reference).await?;
    }
    Ok(())
}

/// Asks the bank. A payment that it does not know counts as not made: this bank reads requests one after the other. Where
/// requests can overtake each other, it counts only some minutes later.
async fn look_up(bank: &Core, store: &Store, payment: &Payment) -> Result<(), Failure> {
    let found = Call::<Find>::new(bank).path("reference", &*payment.reference).await?;
    if found.get("made") == Some(Json::from(true)) {
        return Ok(());
    }
    store.has_no_effect(&payment.reference)?;
    Err("it was not made; the next run makes it".into())
}
