//! P100's webhooks, taken by an ordinary web framework.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{MethodRouter, post};
use clientwright_runtime::Json;
use clientwright_runtime::json::Decode;
use clientwright_runtime::webhooks::WebhookVerifier;
use clientwright_tours::Inbox;
use p100_client::models::{KycFileAddedEvent, PartnerSepaTransferEvent, UserBalanceGenerationEvent};

/// P100's payloads do not say which event they are: the address does, so every event has its own.
pub(crate) enum Event {
    KycFileAdded(KycFileAddedEvent),
    UserBalanceGeneration(UserBalanceGenerationEvent),
    PartnerSepaTransfer(Box<PartnerSepaTransferEvent>),
    /// What came to an address of no event that we know, or is not as documented.
    Unknown(Json),
}

type Partner = (WebhookVerifier, Inbox<Event>);

/// The handlers, with `p100_client::webhooks::verifier()` and its tokens.
///
/// The first two addresses are those of the older documentation; those of other events are not published, so ask P100
/// where it sends them.
pub(crate) fn router(verifier: WebhookVerifier, inbox: Inbox<Event>) -> Router {
    let kyc_file = take(Event::KycFileAdded);
    let balances = take(Event::UserBalanceGeneration);
    let transfer = take(Event::PartnerSepaTransfer);
    Router::new()
        .route("/webhook/kyc-files/status", kyc_file)
        .route("/webhook/user/status", balances)
        .route("/webhook/partner-sepa-transfer/status", transfer)
        // Kept and answered with 200 like any other: P100 would repeat it.
        .fallback_service(take(Event::Unknown).with_state((verifier.clone(), inbox.clone())))
        .with_state((verifier, inbox))
}

/// A handler that verifies, keeps and answers. P100 wants its 200 at once and gives up after five deliveries, two
/// minutes in all: what is not kept by then is lost.
fn take<T: Decode + Send + 'static>(event: fn(T) -> Event) -> MethodRouter<Partner> {
    post(move |State((verifier, inbox)): State<Partner>, headers: HeaderMap, body: Bytes| async move {
        // The token shows who sends and not what: there is no signature over the body. Take nothing from it that moves
        // money, and read the transfer or the user before acting.
        let Ok(delivery) = verifier.receive(&headers, &body) else { return StatusCode::UNAUTHORIZED };
        // Theirs and not as documented: kept for people to look at. What P100 has given up is lost.
        let event = match delivery.event {
            Ok(payload) => event(payload),
            Err(undecoded) => Event::Unknown(undecoded.to_json()),
        };
        inbox.keep(key(&event), event);
        StatusCode::OK
    })
}

/// P100's events have no id. What they are about and its state make one: told twice, a state is no news.
fn key(event: &Event) -> String {
    match event {
        Event::KycFileAdded(event) => format!("kyc file {} {:?}", event.external_user_id, event.status),
        Event::UserBalanceGeneration(event) => format!("user {} {}", event.external_user_id, event.status),
        Event::PartnerSepaTransfer(event) => format!("transfer {:?} {:?}", event.id, event.status),
        Event::Unknown(json) => json.as_str().to_owned(),
    }
}
