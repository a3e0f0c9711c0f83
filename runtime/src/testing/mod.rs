//! For tests of generated crates: documented examples, and a stand-in for the provider.

mod stand_in;

pub use stand_in::StandIn;

use serde_json::Value;

use crate::json::{self, Decode, Encode};

/// Decodes a documented example and encodes it again: nothing may be lost, nothing added.
///
/// # Panics
///
/// When the example does not decode, or comes back different; the message says where.
#[track_caller]
pub fn round_trip<T: Decode + Encode>(example: &str) {
    let value: T = match json::from_str(example) {
        Ok(value) => value,
        Err(error) => panic!("the example does not decode: {error}"),
    };
    assert_same(&json::to_string(&value), example);
}

/// Compares what the Rust API built with the documented example.
///
/// # Panics
///
/// When they differ; the message says where.
#[track_caller]
pub fn built<T: Encode>(example: &str, value: &T) {
    assert_same(&json::to_string(value), example);
}

#[track_caller]
fn assert_same(ours: &str, documented: &str) {
    let read = |text: &str| match serde_json::from_str::<Value>(text) {
        Ok(value) => value,
        Err(error) => panic!("not JSON: {error}: {text}"),
    };
    if let Some(place) = difference(&read(ours), &read(documented), String::new()) {
        panic!("different at `{place}`\n      ours: {ours}\ndocumented: {documented}");
    }
}

/// The JSON pointer of the first difference. `1` and `1.0` are the same number.
fn difference(ours: &Value, documented: &Value, at: String) -> Option<String> {
    match (ours, documented) {
        (Value::Object(ours), Value::Object(documented)) => {
            let keys = ours.keys().chain(documented.keys());
            keys.into_iter().find_map(|key| match (ours.get(key), documented.get(key)) {
                (Some(one), Some(other)) => difference(one, other, format!("{at}/{key}")),
                _ => Some(format!("{at}/{key}")),
            })
        }
        (Value::Array(ours), Value::Array(documented)) if ours.len() == documented.len() => ours
            .iter()
            .zip(documented)
            .enumerate()
            .find_map(|(index, (one, other))| difference(one, other, format!("{at}/{index}"))),
        (Value::Number(one), Value::Number(other)) if one.as_f64() == other.as_f64() => None,
        _ if ours == documented => None,
        _ => Some(at),
    }
}
