//! Bitmama's webhooks, taken by an ordinary web framework.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use bitmama_client::webhooks::Event;
use clientwright_runtime::webhooks::WebhookVerifier;
use clientwright_tours::Inbox;

/// The handler, with `bitmama_client::webhooks::verifier()` and its secrets.
pub(crate) fn router(verifier: WebhookVerifier, inbox: Inbox<Event>) -> Router {
    Router::new().route("/webhooks/bitmama", post(receive)).with_state((verifier, inbox))
}

/// Verify, keep, answer. Work that takes longer happens elsewhere: an answer that comes late counts as none.
async fn receive(
    State((verifier, inbox)): State<(WebhookVerifier, Inbox<Event>)>,
    headers: HeaderMap,
    // The bytes as they came, which is what is signed. JSON that was read and written again is other bytes.
    body: Bytes,
) -> StatusCode {
    let Ok(delivery) = verifier.receive::<Event>(&headers, &body) else { return StatusCode::UNAUTHORIZED };
    // An event that this crate does not know is `Event::Unknown` with all its JSON, and so is, here, one that is not as
    // documented: kept like any other, for people to look at. Bitmama would send it again and again if it were refused.
    let event = delivery.event.unwrap_or_else(|undecoded| Event::Unknown(undecoded.to_json()));
    // Bitmama's events have no id. What is delivered again is the same bytes, and the signature is their digest.
    let key = String::from_utf8_lossy(headers["x-webhook-signature"].as_bytes()).to_lowercase();
    inbox.keep(key, event);
    StatusCode::OK
}
