//! Whether money may have moved: what the README's program says in the end, and what every operation's docs ask.

use std::fs;

use clientwright_runtime::Error;
use p100_client::models::{CreateUserExchange, create_user_exchange};
use plu_client::models::create_user::ProgramChoice;
use plu_client::models::{CreateWithdrawal, create_withdrawal};

use super::server::Server;
use super::{bitmama, plu};
use crate::cases::{files, root};

/// What the README's program prints of a failed call.
fn told(error: &Error) -> &'static str {
    if error.may_have_worked() { "look it up before you try again" } else { "plain failure" }
}

/// Plu's answer to a key that came before: of its body only the status is documented, so it comes in every form.
const REFUSALS: [&str; 4] = [
    r#"{"status":"error","message":"Idempotency key already used","data":{"error":"key used"}}"#,
    r#"{"status":"error","message":"BAD_REQUEST","data":{"error":"key used"}}"#,
    r#"{"message":null}"#,
    "<html>",
];

/// The answer is lost, the program starts again with the same key, and the key is refused: the user may exist.
#[tokio::test]
async fn a_restarted_program_is_told_to_look_it_up() {
    for refusal in REFUSALS {
        for answer in [None, Some(refusal)] {
            let server = answer.map_or_else(Server::silent, |body| Server::answering(400, body));
            let client = plu::builder(Some(server.url())).build().unwrap();
            let call =
                client.users().create(plu::jane(ProgramChoice::Custodial)).with_idempotency_key("order-17");
            let error = call.await.unwrap_err();
            assert_eq!(told(&error), "look it up before you try again", "{answer:?}");
            assert_eq!((error.is_repeated_key(), error.is_retryable()), (answer.is_some(), answer.is_none()));
            server.request();

            let server = answer.map_or_else(Server::silent, |body| Server::answering(400, body));
            let client = bitmama::builder(Some(server.url())).build().unwrap();
            let call = client.users().create(bitmama::jane()).with_idempotency_key("order-17");
            assert_eq!(told(&call.await.unwrap_err()), "look it up before you try again", "{answer:?}");
            server.request();
        }
    }
}

/// Plu's pages differ on what a repeated key gives a withdrawal: the first answer, or a refusal.
#[tokio::test]
async fn where_sources_differ_a_refusal_may_be_that_of_the_key() {
    let server = Server::answering(400, r#"{"status":"error","message":"BAD_REQUEST","data":null}"#);
    let client = plu::builder(Some(server.url())).build().unwrap();
    let withdrawal = CreateWithdrawal::new(create_withdrawal::Required {
        amount: "25.00".parse().unwrap(),
        to_address: "0x742d35Cc6634C0532925a3b844Bc454e4438f44e".into(),
    });
    let call = client.withdrawals().create(withdrawal).with_idempotency_key("order-17");
    assert_eq!(told(&call.await.unwrap_err()), "look it up before you try again");
    server.request();
}

/// A code that is documented for something else is that.
#[tokio::test]
async fn a_documented_refusal_is_a_plain_failure() {
    let body = r#"{"status":"error","message":"DUP_USER","data":{"error":"exists"}}"#;
    let server = Server::answering(400, body);
    let client = plu::builder(Some(server.url())).build().unwrap();
    let error = client.users().create(plu::jane(ProgramChoice::Custodial)).await.unwrap_err();
    assert_eq!(told(&error), "plain failure");
    server.request();
}

/// P100 answers with the status of a refusal where it does not know itself what became of the call.
#[tokio::test]
async fn a_code_that_leaves_it_open_is_no_refusal() {
    for (code, expected) in [("P500", "look it up before you try again"), ("P403", "plain failure")] {
        let server = Server::answering(400, &format!(r#"{{"errorCode":"{code}","errorMessage":"no"}}"#));
        let client = super::p100::builder(Some(server.url())).build().unwrap();
        let error = client.sepa().create_user_transfer(super::p100::payment()).await.unwrap_err();
        assert_eq!(told(&error), expected, "{code}");
        server.request();
    }
}

const VERBS: [&str; 5] = ["GET", "PUT", "POST", "PATCH", "DELETE"];

/// One question decides whether a call is made again, wherever it is spoken of.
#[test]
fn every_operation_s_docs_name_its_request_and_the_one_question() {
    let generated = root().join("generated");
    let mut operations = 0;
    for provider in fs::read_dir(&generated).unwrap().flatten().filter(|it| it.path().is_dir()) {
        for (path, text) in files(&provider.path().join("src")) {
            assert!(!text.contains("`Delivery::"), "{path} decides by `Delivery`");
            if !path.starts_with("resources/") {
                continue;
            }
            let (mut docs, mut is_handle) = (String::new(), false);
            for line in text.lines().map(str::trim) {
                if line.starts_with("///") {
                    docs.push_str(line);
                    docs.push('\n');
                }
                if line.starts_with("impl") {
                    (docs, is_handle) = (String::new(), !line.contains("Call<"));
                }
                if !line.starts_with("pub fn") {
                    continue;
                }
                let docs = std::mem::take(&mut docs);
                if is_handle {
                    operations += 1;
                    let asks = docs.contains("may_have_worked") || docs.contains("Repeating is safe");
                    assert!(asks, "{path}: {line}");
                    let first = docs.lines().next().unwrap_or_default();
                    let names_request = VERBS.iter().any(|verb| first.contains(&format!("`{verb} /")));
                    assert!(names_request, "{path}: {line} does not begin with its request: {first}");
                }
            }
        }
        for page in ["README.md", "src/lib.rs"] {
            let text = fs::read_to_string(provider.path().join(page)).unwrap();
            assert!(text.contains("may_have_worked"), "{page} of {:?}", provider.file_name());
        }
    }
    assert!(operations > 100, "{operations} operations");
}

/// What shows what became of a call is in the call: no argument has to be kept.
#[test]
fn a_call_knows_how_it_is_looked_up() {
    let unigox = super::unigox::builder(None).build().unwrap();
    let order = super::unigox::order();
    let request = unigox.orders().cancel(&order).look_up().request().unwrap();
    assert_eq!(
        (request.method().as_str(), request.path()),
        ("GET", &*format!("/api/v1/partner/orders/{order}"))
    );

    let p100 = super::p100::builder(None).build().unwrap();
    let exchange = CreateUserExchange::new(create_user_exchange::Required {
        source_external_user_id: "a/b".into(),
        amount: "1.5".parse().unwrap(),
        currency_from: "eur".into(),
        currency_to: "btc".into(),
        lock_id: "l".into(),
    });
    let request = p100.exchange().create_for_user(exchange).look_up().request().unwrap();
    assert_eq!((request.method().as_str(), request.path()), ("GET", "/v1/user/balances/a%2Fb"));
}
