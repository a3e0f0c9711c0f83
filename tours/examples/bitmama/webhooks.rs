//! Bitmama's webhooks, taken by an ordinary web framework.

use axum::Router;
use axum::http::StatusCode;
use axum::routing::post;
use bitmama_client::webhooks::Event;
use clientwright_runtime::webhooks::{Delivery, WebhookVerifier};
use clientwright_tours::Inbox;

/// The handler, with the verifier of `bitmama_client::webhooks::verifier`.
///
/// A [`Delivery`] is one whose signature fits. What somebody else has sent is answered with 401 before the handler is called.
pub(crate) fn router(verifier: WebhookVerifier, inbox: Inbox<Event>) -> Router {
    let receive = move |delivery| receive(inbox.clone(), delivery);
    Router::new().route("/webhooks/bitmama", post(receive)).with_state(verifier)
}

/// Keep, answer. Work that takes longer happens elsewhere: an answer that comes late counts as none.
async fn receive(inbox: Inbox<Event>, delivery: Delivery<Event>) -> StatusCode {
    // An event that this crate does not know is `Event::Unknown` with all its JSON, and so is, here, one that is not as
    // documented: kept like any other, for people to look at. Bitmama would send it again and again if it were refused.
    let event = delivery.event.unwrap_or_else(|undecoded| Event::Unknown(undecoded.to_json()));
    // Bitmama's events have no id and no signed time. What is delivered again, even years later, is the same bytes.
    inbox.keep(delivery.id, event);
    StatusCode::OK
}
