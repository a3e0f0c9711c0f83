//! One intention, one key.

use clientwright_runtime::{Call, Delivery, ScriptedTransport, TransportError, TransportErrorKind};

use crate::support::{CreateItem, Pay, client, header};

#[tokio::test]
async fn a_call_and_its_clones_carry_one_random_key() {
    let lost = TransportError::new(TransportErrorKind::Interrupted, Delivery::Unknown);
    let transport = ScriptedTransport::new().error(lost).json(200, "{}").json(200, "{}");
    let core = client(&transport);
    let call = Call::<Pay>::new(&core);
    let key = call.idempotency_key().unwrap().to_owned();
    assert!(call.clone().await.unwrap_err().is_retryable());
    call.await.unwrap();
    Call::<Pay>::new(&core).await.unwrap();

    let requests = transport.requests();
    let sent: Vec<_> = requests.iter().map(|request| header(request, "idempotency-key").unwrap()).collect();
    assert_eq!(sent[..2], [&key, &key]);
    assert_ne!(sent[2], key);
    assert_eq!(key.len(), 36);
    let bytes = key.as_bytes();
    assert_eq!(bytes[14], b'4');
    assert!(b"89ab".contains(&bytes[19]));
    assert!([8, 13, 18, 23].iter().all(|&dash| bytes[dash] == b'-'));
}

#[test]
fn the_caller_s_key_replaces_it() {
    let core = client(&ScriptedTransport::new());
    let call = Call::<Pay>::new(&core);
    let by_option = call.clone().with_idempotency_key("order-17");
    let by_parameter = call.clone().header("idempotency-key", Some("order-18"));
    let absent = call.clone().header("idempotency-key", None::<String>);
    assert_eq!(by_option.request().unwrap().headers()["idempotency-key"], "order-17");
    assert_eq!(by_parameter.request().unwrap().headers()["idempotency-key"], "order-18");
    assert_eq!(by_parameter.idempotency_key(), Some("order-18"));
    assert_eq!(absent.idempotency_key(), call.idempotency_key());
}

#[test]
fn a_key_that_would_not_protect_is_refused() {
    let core = client(&ScriptedTransport::new());
    let message = |error: clientwright_runtime::BuildError| error.to_string();
    let error = Call::<CreateItem>::new(&core).with_idempotency_key("order-17").request().unwrap_err();
    assert_eq!(message(error), "createItem: the operation takes no idempotency key");
    let error = Call::<Pay>::new(&core).with_idempotency_key("").request().unwrap_err();
    assert_eq!(message(error), "pay: the idempotency key `Idempotency-Key` is empty");
}
