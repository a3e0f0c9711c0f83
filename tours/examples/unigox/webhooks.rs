//! Unigox's webhooks, taken by an ordinary web framework.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use clientwright_runtime::webhooks::WebhookVerifier;
use clientwright_runtime::{Json, json};
use clientwright_tours::Inbox;
use unigox_client::webhooks::Event;

/// The handler, with `unigox_client::webhooks::verifier()` and its secrets.
pub(crate) fn router(verifier: WebhookVerifier, inbox: Inbox<Event>) -> Router {
    Router::new().route("/webhooks/unigox", post(receive)).with_state((verifier, inbox))
}

/// Verify, keep, answer: Unigox waits ten seconds and then counts the delivery as failed.
async fn receive(
    State((verifier, inbox)): State<(WebhookVerifier, Inbox<Event>)>,
    headers: HeaderMap,
    // The bytes as they came: the signature is over `<X-Unigox-Timestamp>.<body>`.
    body: Bytes,
) -> StatusCode {
    // Unigox documents no age at which a webhook is too old. Deliveries are repeated for days, so a limit of one's own
    // (`.tolerance(…)` on the verifier) may refuse real ones; the event's id is what keeps a replay from having effect.
    let Ok(delivery) = verifier.receive::<Event>(&headers, &body) else { return StatusCode::UNAUTHORIZED };
    // An event that this crate does not know is `Event::Unknown` with all its JSON, and so is, here, one that is not as
    // documented: kept like any other, for people to look at. Unigox would send it for days if it were refused.
    let event = delivery.event.unwrap_or_else(|undecoded| Event::Unknown(undecoded.to_json()));
    // Without an id it cannot be told from a repetition but by its bytes.
    let id = event_id(&body).unwrap_or_else(|| String::from_utf8_lossy(&body).into_owned());
    inbox.keep(id, event);
    StatusCode::OK
}

/// Delivery is at least once; what is delivered again has the same id.
fn event_id(body: &[u8]) -> Option<String> {
    json::from_slice::<Json>(body).ok()?.get("event_id")?.to_text()
}
