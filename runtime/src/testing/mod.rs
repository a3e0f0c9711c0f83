//! For tests of generated crates: documented examples, and a stand-in for the provider.

mod same;
mod stand_in;

pub use same::difference;
pub use stand_in::StandIn;

use crate::json::{self, Decode, Encode};
use crate::pointer;

/// Decodes a documented example and encodes it again: nothing may be lost, nothing added.
///
/// # Panics
///
/// When the example does not decode, or comes back different; the message says where.
#[track_caller]
pub fn round_trip<T: Decode + Encode>(example: &str) {
    let ours = again::<T>(example);
    refuse(same::difference_of_values(&ours, example), &ours, example);
}

/// Does the same with the part of a documented example that an [`Envelope`](crate::Envelope) has as its data.
///
/// # Panics
///
/// When nothing is at the pointer, and as [`round_trip`] does.
#[track_caller]
pub fn round_trip_at<T: Decode + Encode>(example: &str, pointer: &str) {
    match pointer::raw_at(example, pointer) {
        Ok(Some(data)) => round_trip::<T>(data),
        _ => panic!("the example has nothing at `{pointer}`"),
    }
}

/// Compares what the Rust API built with the documented example, digit by digit.
///
/// # Panics
///
/// When they differ; the message says where.
#[track_caller]
pub fn built<T: Decode + Encode>(example: &str, value: &T) {
    // What the type makes of the example, and not the example: to an `f64`, 3.50 is 3.5.
    let (ours, documented) = (json::to_string(value), again::<T>(example));
    refuse(difference(&ours, &documented), &ours, example);
}

#[track_caller]
fn again<T: Decode + Encode>(example: &str) -> String {
    match json::from_str::<T>(example) {
        Ok(value) => json::to_string(&value),
        Err(error) => panic!("the example does not decode: {error}"),
    }
}

#[track_caller]
fn refuse(place: Option<String>, ours: &str, documented: &str) {
    if let Some(place) = place {
        panic!("different at `{place}`\n      ours: {ours}\ndocumented: {documented}");
    }
}
