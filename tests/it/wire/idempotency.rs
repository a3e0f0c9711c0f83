//! The key by which Plu and Bitmama know a repetition.

use clientwright_runtime::{HttpRequest, ScriptedTransport};
use plu_client::models::create_user::ProgramChoice;

use super::{documented, plu};

fn key(request: &HttpRequest) -> &str {
    request.headers["idempotency-key"].to_str().unwrap()
}

#[tokio::test]
async fn a_call_has_a_key_of_its_own_and_a_clone_the_same() {
    let created = documented("plu", "create_user_response_201_created");
    let script = ScriptedTransport::new().json(201, &created).json(201, &created).json(201, &created);
    let client = plu::builder(None).transport(script.clone()).build().unwrap();

    let call = client.users().create(plu::jane(ProgramChoice::Custodial));
    let shown = call.request().unwrap().headers()["idempotency-key"].to_str().unwrap().to_owned();
    call.clone().await.unwrap();
    call.await.unwrap();
    client.users().create(plu::jane(ProgramChoice::Custodial)).await.unwrap();

    let requests = script.requests();
    assert_eq!([key(&requests[0]), key(&requests[1])], [&shown, &shown]);
    assert_ne!(key(&requests[2]), shown, "another call is another intention");
    assert!(requests.iter().all(|request| is_uuid_v4(key(request))));
}

/// `xxxxxxxx-xxxx-4xxx-[89ab]xxx-xxxxxxxxxxxx`
fn is_uuid_v4(key: &str) -> bool {
    key.len() == 36
        && key.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            14 => byte == b'4',
            19 => b"89ab".contains(&byte),
            _ => byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte),
        })
}

#[tokio::test]
async fn a_given_key_is_kept() {
    let created = documented("plu", "create_user_response_201_created");
    let script = ScriptedTransport::new().json(201, &created).json(201, &created);
    let client = plu::builder(None).transport(script.clone()).build().unwrap();
    let call = client.users().create(plu::jane(ProgramChoice::Custodial)).with_idempotency_key("order-17");
    call.clone().await.unwrap();
    call.await.unwrap();
    assert!(script.requests().iter().all(|request| key(request) == "order-17"));
}

/// Listing takes none; a caller who gives one would count on it.
#[tokio::test]
async fn a_key_that_would_not_be_sent_is_refused() {
    let client = plu::builder(None).transport(ScriptedTransport::new()).build().unwrap();
    assert!(client.users().list().request().unwrap().headers().get("idempotency-key").is_none());
    let error = client.users().list().with_idempotency_key("order-17").await.unwrap_err();
    assert_eq!(error.to_string(), "listUsers: the operation takes no idempotency key");
}
