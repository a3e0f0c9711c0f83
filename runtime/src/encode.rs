//! What characters go where: percent-encoding, and the characters of headers.

use std::fmt::{self, Write as _};

use http::HeaderValue;
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

/// Everything but the unreserved characters of RFC 3986. What a caller gives can so never be read as structure.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What cannot stand in a path template as it is; `/`, `:`, `@` and the other delimiters are structure there.
const TEMPLATE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'|');

/// A name or a value of a parameter, encoded for a path, a query, a form or a cookie.
pub(crate) fn value(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, VALUE)
}

/// The fixed part of a path template.
pub(crate) fn template(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, TEMPLATE)
}

/// Appends `name=value` to a query, a form or a list of cookies, encoded, after `separator` unless it comes first.
pub(crate) fn push_pair(
    out: &mut String,
    separator: &str,
    name: impl fmt::Display,
    value: impl fmt::Display,
) {
    if !out.is_empty() {
        out.push_str(separator);
    }
    // Writing into a String cannot fail.
    let _ = write!(out, "{name}={value}");
}

/// Visible ASCII and spaces. `http` takes more; servers do not agree on what the rest means.
pub(crate) fn is_header_text(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// A header of such text.
pub(crate) fn header_value(text: &str) -> Option<HeaderValue> {
    is_header_text(text).then(|| HeaderValue::from_str(text).ok()).flatten()
}
