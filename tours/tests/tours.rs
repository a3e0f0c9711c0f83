//! The tours reach their end: the stand-in has nothing to complain about, and the partner knows what it should.

#[expect(dead_code, reason = "`main` is for `cargo run`")]
#[path = "../examples/bitmama/main.rs"]
mod bitmama;
#[expect(dead_code, reason = "`main` is for `cargo run`")]
#[path = "../examples/p100/main.rs"]
mod p100;
#[expect(dead_code, reason = "`main` is for `cargo run`")]
#[path = "../examples/plu/main.rs"]
mod plu;
#[expect(dead_code, reason = "`main` is for `cargo run`")]
#[path = "../examples/unigox/main.rs"]
mod unigox;

#[tokio::test]
async fn bitmama() {
    let books = bitmama::run().await.unwrap();
    assert_eq!(books.purchase.amount.to_scaled(2), Some(4_250));
    assert_eq!(books.unknown_events, 1);
}

#[tokio::test]
async fn p100() {
    let books = p100::run(p100::SCENARIO).await.unwrap();
    assert_eq!(books.payment.amount.unwrap().to_scaled(2), Some(10_000));
    assert_eq!(books.settlement.amount.unwrap().to_scaled(2), Some(380));
    assert_eq!(books.events_left, 0);
}

/// P100's own failure looks like a refusal by its status. The money may have moved, so the webhook is waited for.
#[tokio::test]
async fn p100_fails_while_it_pays() {
    let lost = "          transferTitle: Settlement 2025-08-05\n  - send";
    let failed = "          transferTitle: Settlement 2025-08-05
      answer: {status: 400, body: {with: {errorCode: P500, errorMessage: Unknown exception}}}
  - send";
    assert_eq!(p100::SCENARIO.matches(lost).count(), 1);
    let books = p100::run(&p100::SCENARIO.replace(lost, failed)).await.unwrap();
    assert_eq!(books.settlement.amount.unwrap().to_scaled(2), Some(380));
}

#[tokio::test]
async fn plu() {
    let books = plu::run().await.unwrap();
    assert_eq!(books.purchase.amount.to_scaled(2), Some(4_250));
    assert_eq!(books.withdrawal.net_amount.to_scaled(2), Some(2_450));
    assert_eq!(books.unknown_events, 2);
}

#[tokio::test]
async fn unigox() {
    let books = unigox::run().await.unwrap();
    assert_eq!(books.crypto_amount.to_scaled(2), Some(10_150));
    assert_eq!(books.fiat_amount.to_scaled(2), Some(15_288_000));
    assert_eq!(books.refunded.to_scaled(2), Some(10_150));
    assert_eq!(books.unknown_events, 1);
}
