//! What a failed call says: the documented error, and whether the request can have had an effect.

use clientwright_runtime::{Delivery, Json, Limits, ScriptedTransport};
use p100_client::ErrorCode as P100Code;
use plu_client::ErrorCode as PluCode;
use plu_client::models::Program;
use plu_client::models::create_user::ProgramChoice;
use unigox_client::ErrorCode as UnigoxCode;
use unigox_client::models::{AuthorizeRefund, InitiateOrder};
use unigox_client::resources::payment_details::CreatePaymentDetailsError;

use super::server::{NOBODY, Server};
use super::{documented, p100, plu, unigox};

#[tokio::test]
async fn unigox_names_the_key_that_it_refuses() {
    let server = Server::answering(401, &documented("unigox", "verify_api_key_response_401_unauthorized"));
    let client = unigox::builder(Some(server.url())).build().unwrap();
    let error = client.auth().verify_api_key().await.unwrap_err();
    assert_eq!(error.api().unwrap().data.error_key, "unauthorized");
    assert_eq!(error.status().unwrap(), 401);
    assert_eq!(error.code(), Some("unauthorized"));
    assert_eq!(UnigoxCode::of(&error), Some(UnigoxCode::Unauthorized));
    assert_eq!(error.delivery(), Delivery::Answered);
    assert!(!error.is_retryable());
    assert_eq!(
        error.to_string(),
        "verifyApiKey: the server answered 401 Unauthorized with code `unauthorized`"
    );
    server.request();
}

#[tokio::test]
async fn unigox_names_what_it_refuses() {
    let server = Server::answering(400, &documented("unigox", "submit_kyc_response_400_underage"));
    let client = unigox::builder(Some(server.url())).build().unwrap();
    let submission = unigox::direct(unigox::person());
    let error = client.kyc().submit(unigox::user(), submission).await.unwrap_err();
    assert!(!error.api().unwrap().success);
    assert_eq!(error.status().unwrap(), 400);
    assert_eq!(UnigoxCode::of(&error), Some(UnigoxCode::UnderageNotAllowed));
    assert_eq!(error.delivery(), Delivery::Answered);
    server.request();
}

/// 400 carries a key and 422 a plain text; a status of which no body is documented has no typed body.
#[tokio::test]
async fn unigox_has_an_error_per_status() {
    let text = r#"{"success":false,"error":"The account was refused."}"#;
    let refused = documented("unigox", "create_payment_details_response_400_invalid");
    for (status, body) in [(400, refused.as_str()), (422, text), (404, "")] {
        let server = Server::answering(status, body);
        let client = unigox::builder(Some(server.url())).build().unwrap();
        let error = client.payment_details().create(unigox::user(), unigox::sepa()).await.unwrap_err();
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.delivery(), Delivery::Answered);
        match (status, error.api()) {
            (400, Some(CreatePaymentDetailsError::BadRequest(keyed))) => {
                assert_eq!(keyed.data.error_key, "invalid_payment_details");
                assert_eq!(error.code(), Some("invalid_payment_details"));
            }
            (422, Some(CreatePaymentDetailsError::UnprocessableContent(text))) => {
                assert_eq!(text.error.as_deref(), Some("The account was refused."));
                assert_eq!((error.code(), error.message()), (None, Some("The account was refused.")));
            }
            (404, None) => assert_eq!(error.code(), None),
            (_, api) => panic!("{status}: {api:?}"),
        }
        server.request();
    }
}

/// A refund that is not owed may have been executed by an earlier call, and one that failed on the chain may have been
/// executed too; only the second is worth a repetition.
#[tokio::test]
async fn unigox_says_why_no_crypto_comes_back() {
    for (status, example, code, retryable) in [
        (409, "409_refunded", UnigoxCode::InvalidStatus, false),
        (502, "502_not_executed", UnigoxCode::TransactorError, true),
    ] {
        let body = documented("unigox", &format!("authorize_refund_response_{example}"));
        let server = Server::answering(status, &body);
        let client = unigox::builder(Some(server.url())).build().unwrap();
        let signed = AuthorizeRefund::new("0x0123456789abcdef");
        let error = client.orders().authorize_refund(unigox::order(), signed).await.unwrap_err();
        assert_eq!(UnigoxCode::of(&error), Some(code));
        assert_eq!((error.may_have_worked(), error.is_retryable()), (true, retryable), "{status}");
        server.request();
    }
}

/// The reference lists these statuses without a body. When one comes all the same, its code is known.
#[tokio::test]
async fn unigox_has_codes_where_no_body_is_documented() {
    let body = r#"{"success":false,"error":{"code":"ORDER_NOT_FOUND","message":"Order not found"}}"#;
    for (body, code) in [(body, Some(UnigoxCode::OrderNotFound)), ("", None)] {
        let server = Server::answering(404, body);
        let client = unigox::builder(Some(server.url())).build().unwrap();
        let error = client.orders().cancel(unigox::order()).await.unwrap_err();
        assert_eq!(error.status().unwrap(), 404);
        assert_eq!(UnigoxCode::of(&error), code);
        assert!(!error.may_have_worked() && !error.is_retryable());
        server.request();
    }
}

#[tokio::test]
async fn unigox_says_why_no_bank_account_is_opened() {
    for (status, sent, code) in [
        (409, "ACCOUNT_CLOSING", UnigoxCode::AccountClosing),
        (502, "BANKING_ERROR", UnigoxCode::BankingError),
    ] {
        let body = format!(
            r#"{{"success":false,"error":{{"code":"{sent}","message":"","details":{{"retry_after_seconds":30}}}}}}"#
        );
        let server = Server::answering(status, &body);
        let client = unigox::builder(Some(server.url())).build().unwrap();
        let error = client.fiat_accounts().issue(unigox::account()).await.unwrap_err();
        assert_eq!(UnigoxCode::of(&error), Some(code));
        let details = error.api().unwrap().error.details.as_ref().unwrap();
        assert_eq!(details["retry_after_seconds"], Json::from(30));
        server.request();
    }
}

/// A status of success with an envelope that says otherwise: only a documented code tells that nothing has happened.
#[tokio::test]
async fn a_failure_in_the_envelope_is_a_failure() {
    for (code, may_have_worked) in [("QUOTE_EXPIRED", false), ("NEW_CODE", true)] {
        let body = format!(r#"{{"success":false,"error":{{"code":"{code}","message":"Too late."}}}}"#);
        let server = Server::answering(201, &body);
        let client = unigox::builder(Some(server.url())).build().unwrap();
        let error = client.offramp().initiate(InitiateOrder::new(unigox::order())).await.unwrap_err();
        assert_eq!(error.code(), Some(code));
        assert_eq!((error.status().unwrap().as_u16(), error.message()), (201, Some("Too late.")));
        assert_eq!((error.may_have_worked(), error.is_retryable()), (may_have_worked, false));
        assert_eq!(error.body().unwrap(), body.as_bytes());
        server.request();
    }

    // No body is documented for this success.
    let server =
        Server::answering(200, r#"{"success":false,"data":{"error_key":"backend_service_unavailable"}}"#);
    let client = unigox::builder(Some(server.url())).build().unwrap();
    let error = client.orders().cancel(unigox::order()).await.unwrap_err();
    assert_eq!(error.code(), Some("backend_service_unavailable"));
    assert!(error.may_have_worked());
    server.request();

    let server =
        Server::answering(201, r#"{"status":"error","message":"DUP_USER","data":{"error":"Known"}}"#);
    let client = plu::builder(Some(server.url())).build().unwrap();
    let error = client.users().create(plu::jane(ProgramChoice::Custodial)).await.unwrap_err();
    assert_eq!((PluCode::of(&error), error.message()), (Some(PluCode::DuplicateUser), Some("Known")));
    assert!(error.may_have_worked());
    server.request();
}

#[tokio::test]
async fn plu_names_the_key_that_it_refuses() {
    let server = Server::answering(401, &documented("plu", "create_user_response_401_invalid_key"));
    let client = plu::builder(Some(server.url())).build().unwrap();
    let error = client.users().create(plu::jane(ProgramChoice::Custodial)).await.unwrap_err();
    assert_eq!(error.api().unwrap().data.error, "Invalid API key");
    assert_eq!(error.status().unwrap(), 401);
    assert_eq!(error.code(), Some("Unauthorized"));
    assert_eq!(error.message(), Some("Invalid API key"));
    assert_eq!(PluCode::of(&error), Some(PluCode::Unauthorized));
    assert_eq!(error.delivery(), Delivery::Answered);
    server.request();
}

/// The envelope and the code are documented, and this body is made of them.
#[tokio::test]
async fn p100_names_what_it_refuses() {
    let body =
        r#"{"errorCode":"P428","errorMessage":"No such transfer","errorName":"sepa-transfer-not-found"}"#;
    let server = Server::answering(404, body);
    let client = p100::builder(Some(server.url())).build().unwrap();
    let error = client.sepa().get_transfer("7fb02323").await.unwrap_err();
    assert_eq!(error.api().unwrap().error_name.as_deref(), Some("sepa-transfer-not-found"));
    assert_eq!(error.status().unwrap(), 404);
    assert_eq!(error.code(), Some("P428"));
    assert_eq!(P100Code::of(&error).unwrap(), P100Code::SepaTransferNotFound);
    assert_eq!(error.delivery(), Delivery::Answered);
    server.request();
}

#[tokio::test]
async fn a_refused_connection_sent_nothing() {
    let nobody = || Some(NOBODY.to_owned());
    let client = p100::builder(nobody()).build().unwrap();
    let error = client.sepa().create_user_transfer(p100::payment()).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert_eq!((error.status(), error.code()), (None, None));
    assert!(error.api().is_none());
    assert!(error.is_retryable(), "nothing happened, so even a payment without a key may be made again");

    let client = plu::builder(nobody()).build().unwrap();
    let error = client.users().create(plu::jane(ProgramChoice::Custodial)).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::NotSent);
}

#[tokio::test]
async fn a_server_that_hangs_up_may_have_done_the_work() {
    // No idempotency key: a second transfer could pay twice.
    let server = Server::silent();
    let client = p100::builder(Some(server.url())).build().unwrap();
    let error = client.sepa().create_user_transfer(p100::payment()).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::Unknown);
    assert!(error.status().is_none() && error.api().is_none());
    assert!(!error.is_retryable());
    assert!(server.request().starts_with(b"POST /v1/sepa-transfer HTTP/1.1\r\n"));

    // With the key the provider knows the repetition.
    let server = Server::silent();
    let client = plu::builder(Some(server.url())).build().unwrap();
    let error = client.users().create(plu::jane(ProgramChoice::Custodial)).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::Unknown);
    assert!(error.is_retryable());
    server.request();
}

/// The page of the operation says how long a name may be.
#[tokio::test]
async fn plu_is_not_sent_a_name_that_is_too_long() {
    let client = plu::builder(Some(NOBODY.to_owned())).build().unwrap();
    let mut jane = plu::jane(ProgramChoice::Custodial);
    jane.first_name = "Ä".repeat(101);
    let error = client.users().create(&jane).await.unwrap_err();
    assert_eq!((error.delivery(), error.may_have_worked(), error.attempts()), (Delivery::NotSent, false, 0));
    assert_eq!(
        error.to_string(),
        "createUser: the body at `/firstName`: expected at most 100 characters, found 101 (documented at \
         https://docs.getplu.com/api-reference/users/create-user)"
    );
    // What a caller assigns is checked like what the constructor takes.
    jane.first_name = "Jane".to_owned();
    jane.program = Program::NonCustodial;
    let error = client.users().create(&jane).await.unwrap_err();
    let violation = error.violation().unwrap();
    assert_eq!(violation.limit(), "`walletAddress` where `program` is `non_custodial`");
    assert_eq!((violation.pointer().as_str(), violation.found()), ("", "nothing"));
    let unchecked =
        plu::builder(None).transport(ScriptedTransport::new()).limits(Limits::Unchecked).build().unwrap();
    assert!(unchecked.users().create(&jane).request().is_ok());
}
