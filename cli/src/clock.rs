//! The one place that knows what day it is.

use std::time::{SystemTime, UNIX_EPOCH};

use clientwright_review::day::Day;

/// The day of the machine's clock; one before 1970 counts as the first of that year.
pub(crate) fn today() -> Day {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    Day::of_unix_seconds(seconds)
}
