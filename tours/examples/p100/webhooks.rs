//! P100's webhooks, taken by an ordinary web framework.

use axum::Router;
use axum::http::StatusCode;
use axum::routing::{MethodRouter, post};
use clientwright_runtime::Json;
use clientwright_runtime::json::Decode;
use clientwright_runtime::webhooks::{Delivery, WebhookVerifier};
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

/// The handlers, with the verifier of `p100_client::webhooks::verifier`.
///
/// The first two addresses are those of the older documentation; those of other events are not published, so ask P100
/// where it sends them.
pub(crate) fn router(verifier: WebhookVerifier, inbox: Inbox<Event>) -> Router {
    Router::new()
        .route("/webhook/kyc-files/status", take(&inbox, Event::KycFileAdded))
        .route("/webhook/user/status", take(&inbox, Event::UserBalanceGeneration))
        .route("/webhook/partner-sepa-transfer/status", take(&inbox, Event::PartnerSepaTransfer))
        // Kept and answered with 200 like any other: P100 would repeat it.
        .fallback_service(take(&inbox, Event::Unknown).with_state(verifier.clone()))
        .with_state(verifier)
}

/// A handler that keeps and answers. P100 wants its 200 at once and gives up after five deliveries, two minutes in all:
/// what is not kept by then is lost. What somebody else has sent is answered with 401 before the handler is called.
fn take<T: Decode + Send + 'static>(
    inbox: &Inbox<Event>,
    event: fn(T) -> Event,
) -> MethodRouter<WebhookVerifier> {
    let inbox = inbox.clone();
    post(move |delivery: Delivery<T>| async move {
        // The token shows who sends and not what: there is no signature over the body. Take nothing from it that moves
        // money, and read the transfer or the user before acting.
        let event = match delivery.event {
            Ok(payload) => event(payload),
            // Theirs and not as documented: kept for people to look at. What P100 has given up is lost.
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
