//! The codec against serde: the same documents into the same types, by both.
//!
//! Documents are generated, the same ones on every run; `DIFFERENTIAL_ROUNDS=1000000 cargo test --release --test
//! differential` looks longer.

mod documents;
mod types;

use clientwright_runtime::json::{self, Json};
use documents::Documents;
use serde_json::Value;
use types::{Item, SerdeItem};

fn rounds() -> u64 {
    std::env::var("DIFFERENTIAL_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(5_000)
}

/// What serde_json refuses and the codec keeps as text: half a character.
fn is_half_a_character(error: &serde_json::Error) -> bool {
    let text = error.to_string();
    text.starts_with("lone leading surrogate") || text.starts_with("unexpected end of hex escape")
}

/// What serde_json refuses and the codec keeps as text: a number beyond `f64`.
fn is_beyond_f64(error: &serde_json::Error) -> bool {
    error.to_string().starts_with("number out of range")
}

#[track_caller]
fn same_json(text: &[u8]) {
    // The one thing that only serde_json refuses: a byte order mark.
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let shown = String::from_utf8_lossy(text);
    match (json::from_slice::<Json>(text), serde_json::from_slice::<Value>(text)) {
        (Ok(ours), Ok(theirs)) => assert_eq!(Value::try_from(&ours).unwrap(), theirs, "{shown}"),
        (Err(_), Err(_)) => {}
        (Ok(_), Err(theirs)) => {
            let is_kept = is_beyond_f64(&theirs) || is_half_a_character(&theirs);
            assert!(is_kept, "only serde_json refuses {shown}: {theirs}");
        }
        (Err(ours), Ok(_)) => panic!("only the codec refuses {shown}: {ours}"),
    }
}

#[test]
fn valid_json_is_the_same() {
    for seed in 0..rounds() {
        let text = Documents::new(seed).any();
        assert!(json::from_str::<Json>(&text).is_ok(), "{text}");
        same_json(text.as_bytes());
    }
}

#[test]
fn damaged_json_is_refused_alike() {
    for seed in 0..rounds() {
        let mut documents = Documents::new(seed);
        let mut text = documents.any().into_bytes();
        for _ in 0..3 {
            documents.damage(&mut text);
            same_json(&text);
        }
    }
}

#[test]
fn json_keeps_its_text() {
    for seed in 0..rounds() {
        let mut documents = Documents::new(seed);
        documents.compact = true;
        let text = documents.any();
        assert_eq!(json::from_str::<Json>(&text).unwrap().as_str(), text);
    }
}

#[test]
fn structs_are_the_same() {
    let (mut decoded, mut refused) = (0, 0);
    for seed in 0..rounds() {
        let text = Documents::new(seed).item();
        let ours = json::from_str::<Item>(&text);
        // By way of a tree, for which the last of several equal names counts, as it does for the codec. The tree
        // refuses numbers that are members nobody knows.
        let tree = match serde_json::from_str::<Value>(&text) {
            Ok(tree) => tree,
            Err(error) if is_beyond_f64(&error) => continue,
            Err(error) => panic!("{error}: {text}"),
        };
        match (ours, serde_json::from_value::<SerdeItem>(tree)) {
            (Ok(ours), Ok(theirs)) => {
                decoded += 1;
                let written = json::to_string(&ours);
                let back: Value = serde_json::from_str(&written).unwrap();
                // The codec keeps the `null` of an optional member, serde drops it.
                assert_eq!(without_optional_nulls(&back), serde_json::to_value(&theirs).unwrap(), "{text}");
                assert_eq!(json::from_str::<Item>(&written).unwrap(), ours, "{text}");
                // The bridge to serde, both ways.
                assert_eq!(serde_json::to_value(&ours).unwrap(), back, "{text}");
                let through: Item = serde_json::from_value(back.clone()).unwrap();
                assert_eq!(serde_json::to_value(&through).unwrap(), back, "{text}");
            }
            (Err(_), Err(_)) => refused += 1,
            // `1.0` is a whole number in JSON Schema, and to serde it is not.
            (Ok(_), Err(theirs)) if theirs.to_string().contains("floating point") => continue,
            (Ok(_), Err(theirs)) => panic!("only serde refuses {text}: {theirs}"),
            (Err(ours), Ok(_)) => panic!("only the codec refuses {text}: {ours}"),
        }
    }
    assert!(decoded * 5 > rounds() && refused * 20 > rounds(), "{decoded} decoded, {refused} refused");
}

/// An item as serde writes it: without its optional members that are `null`, and so within.
fn without_optional_nulls(item: &Value) -> Value {
    let Value::Object(members) = item else { return item.clone() };
    let kept = members
        .iter()
        .filter(|(name, value)| !(value.is_null() && matches!(name.as_str(), "note" | "child" | "anything")));
    let kept = kept.map(|(name, value)| {
        let value = match (name.as_str(), value) {
            ("items", Value::Array(items)) => items.iter().map(without_optional_nulls).collect(),
            ("child", child) => without_optional_nulls(child),
            _ => value.clone(),
        };
        (name.clone(), value)
    });
    Value::Object(kept.collect())
}

#[test]
fn both_nest_to_about_the_same_depth() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    for depth in [1, 100, 127, 129, 100_000] {
        same_json(nested(depth).as_bytes());
    }
    assert!(json::from_str::<Json>(&nested(128)).is_ok());
    // An opening bracket without end must be refused as early.
    assert!(json::from_str::<Json>(&"[{\"a\":".repeat(100_000)).is_err());
}
