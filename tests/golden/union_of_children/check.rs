//! Every tag of the mapping is decoded as its variant, and written back.

use clientwright_runtime::json::{from_str, to_string};
use golden_union_of_children::models::{Closed, Dropped, Event};

#[test]
fn every_tag_has_its_variant() {
    for (json, is_meant) in [
        (r#"{"kind":"event","id":1}"#, (|event| matches!(event, Event::Event(_))) as fn(&Event) -> bool),
        (r#"{"kind":"opened","by":"me"}"#, |event| matches!(event, Event::Opened(opened) if opened.by == "me")),
        (r#"{"kind":"reopened","by":"me"}"#, |event| matches!(event, Event::Opened(_))),
        (r#"{"kind":"resumed","by":"me"}"#, |event| matches!(event, Event::Opened(_))),
        (r#"{"kind":"closed","id":1,"note":[2]}"#, |event| matches!(event, Event::Closed(_))),
        (r#"{"kind":"done","id":1}"#, |event| matches!(event, Event::Closed(_))),
        (r#"{"kind":"dropped"}"#, |event| matches!(event, Event::Dropped(_))),
        (r#"{"kind":"lost","id":{}}"#, |event| matches!(event, Event::Unknown(_))),
    ] {
        let event: Event = from_str(json).unwrap();
        assert!(is_meant(&event), "{json}: {event:?}");
        assert_eq!(to_string(&event), json);
    }
}

#[test]
fn a_tag_that_is_the_only_one_is_filled_in() {
    assert_eq!(to_string(&Event::Dropped(Box::new(Dropped::new().id(7)))), r#"{"kind":"dropped","id":7}"#);
    assert_eq!(to_string(&Event::Closed(Box::new(Closed::new("done")))), r#"{"kind":"done"}"#);
}
