//! What macros of this crate expand to. Not for use by hand; it changes without notice.

use std::fmt;

use crate::json::{DecodeError, Hidden};
use crate::response::RawResponse;
use crate::value::ParseError;

#[cfg(feature = "serde")]
pub use serde;

/// A text that is not what was expected.
pub const fn expected(what: &'static str) -> ParseError {
    ParseError::expected(what)
}

/// The field itself, or the word that stands for it in `Debug`.
pub fn shown<'a>(field: &'a dyn fmt::Debug, flags: &[&str]) -> &'a dyn fmt::Debug {
    if flags.contains(&"redacted") { &Hidden } else { field }
}

/// The row that a status belongs to: `200` before `2XX` before `default`, and of each the one with the response's media
/// type before the one without.
///
/// # Errors
///
/// No row is for that status.
pub fn row_of_status(response: &RawResponse, rows: &[&'static str]) -> Result<&'static str, DecodeError> {
    let status = response.status().as_u16();
    let find = |wanted: &str| rows.iter().copied().find(|row| row.eq_ignore_ascii_case(wanted));
    let media_type =
        response.content_type().and_then(|text| text.split(';').next()).unwrap_or_default().trim();
    [status.to_string(), format!("{}XX", status / 100), "default".to_owned()]
        .iter()
        .find_map(|status| find(&format!("{status} {media_type}")).or_else(|| find(status)))
        .ok_or_else(|| undocumented(response))
}

/// A status that the operation does not document.
pub fn undocumented(response: &RawResponse) -> DecodeError {
    DecodeError::new("a documented status", format!("status {}", response.status().as_u16()))
}
