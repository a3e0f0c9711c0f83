//! Unigox's webhooks, taken by an ordinary web framework.

use axum::Router;
use axum::http::StatusCode;
use axum::routing::post;
use clientwright_runtime::webhooks::{Delivery, WebhookVerifier};
use clientwright_runtime::{Json, json};
use clientwright_tours::Inbox;
use unigox_client::webhooks::Event;

/// The handler, with the verifier of `unigox_client::webhooks::verifier`.
///
/// A [`Delivery`] is one whose signature fits. What somebody else has sent is answered with 401 before the handler is called.
///
/// Unigox documents no age at which a webhook is too old. Deliveries are repeated for days, so a limit of one's own
/// (`.tolerance(…)` on the verifier) may refuse real ones; the event's id is what keeps a replay from having effect.
pub(crate) fn router(verifier: WebhookVerifier, inbox: Inbox<Event>) -> Router {
    let receive = move |delivery| receive(inbox.clone(), delivery);
    Router::new().route("/webhooks/unigox", post(receive)).with_state(verifier)
}

/// Keep, answer: Unigox waits ten seconds and then counts the delivery as failed.
async fn receive(inbox: Inbox<Event>, delivery: Delivery<Event>) -> StatusCode {
    // An event that this crate does not know is `Event::Unknown` with all its JSON, and so is, here, one that is not as
    // documented: kept like any other, for people to look at. Unigox would send it for days if it were refused.
    let event = delivery.event.unwrap_or_else(|undecoded| Event::Unknown(undecoded.to_json()));
    // The time is signed too, and differs when a webhook is sent again: the delivery's own id is for what has no other.
    inbox.keep(event_id(&delivery.raw).unwrap_or(delivery.id), event);
    StatusCode::OK
}

/// Delivery is at least once; what is delivered again has the same id.
fn event_id(body: &[u8]) -> Option<String> {
    json::from_slice::<Json>(body).ok()?.get("event_id")?.to_text()
}
