//! What a document says and the crate does not: nothing is dropped silently.

use crate::pointer::Pointer;
use serde::Serialize;

/// Something that could not be typed, or was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// Where it stands.
    pub at: Pointer,
    /// Stable, kebab-case: the keyword or feature.
    pub id: &'static str,
    /// What became of it: skipped, or untyped JSON, or ignored.
    pub effect: Effect,
    /// Why, one clause.
    pub reason: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

/// What became of something that could not be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Effect {
    /// The operation is not in the crate.
    Skipped,
    /// The value is untyped JSON.
    Untyped,
    /// The types are there; a constraint or detail is not checked.
    Ignored,
}
