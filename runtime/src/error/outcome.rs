//! Did it happen? What statuses and documented codes say about that.

use http::StatusCode;

/// Whether a call did its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It had no effect.
    NoEffect,
    /// Nobody knows.
    Unknown,
    /// It did its work.
    Done,
}

impl Outcome {
    /// What a status says. A refusal by definition had no effect. Of every other status, those that no standard knows
    /// included, only the server knows.
    pub(super) fn of_failure(status: StatusCode) -> Self {
        match status.as_u16() {
            400..=406 | 410..=418 | 421 | 422 | 424 | 426 | 428 | 429 | 431 | 451 => Self::NoEffect,
            _ => Self::Unknown,
        }
    }
}
