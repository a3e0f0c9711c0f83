//! Every type of the client, and what holds of it.

use std::fmt::Debug;

use clientwright_runtime::Redacted;
use clientwright_runtime::json::{self, Decode, Encode};

use crate::{models, runtime};

/// Reads a value and asserts that it comes back.
pub type Check = fn(&[u8]);

include!(concat!(env!("OUT_DIR"), "/types.rs"));

/// The document that the types are of.
pub const DOCUMENT: &str = include_str!(concat!(env!("OUT_DIR"), "/models.json"));

fn comes_back<T: Decode + Encode + Debug + PartialEq>(bytes: &[u8]) {
    let value: T = match json::from_slice(bytes) {
        Ok(value) => value,
        Err(error) => return drop(error.to_string()),
    };
    drop((format!("{value:?}"), json::to_string(&Redacted(&value))));
    let written = json::to_string(&value);
    let again: T = json::from_str(&written).unwrap_or_else(|error| panic!("{error}: {written}"));
    assert!(again == value, "{value:?}\n{again:?}");
    assert_eq!(json::to_string(&again), written);
}
