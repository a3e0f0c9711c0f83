//! Events by their tag, unknown ones kept.

use golden_webhooks_tagged::webhooks::Event;

#[test]
fn the_tag_decides() {
    let event = Event::decode(br#"{"id":"o-1","event":"order.cancelled","reason":"late"}"#).unwrap();
    assert!(matches!(event, Event::OrderCancelled(cancelled) if cancelled.reason.as_deref() == Some("late")));
}

#[test]
fn an_event_of_next_year_is_kept() {
    let event = Event::decode(br#"{"event":"order.returned","id":"o-1"}"#).unwrap();
    assert!(matches!(&event, Event::Unknown(json) if json.get("event").is_some()), "{event:?}");
    assert!(Event::decode(b"not json").is_err());
}
