//! What went wrong while decoding, and where.

use std::borrow::Cow;
use std::fmt;

use super::path::{Path, Segment};

/// A JSON body that does not have the shape its type asks for.
///
/// It names the place as a JSON pointer and the *kinds* of JSON expected and found. It never holds a value of the
/// document, so it may go into logs; the pointer holds names that the type knows, and `*` for those of a map.
#[derive(Clone)]
pub struct DecodeError(Box<Inner>);

#[derive(Clone)]
struct Inner {
    path: Path,
    expected: Cow<'static, str>,
    found: Cow<'static, str>,
    is_limit: bool,
}

impl DecodeError {
    /// An error at the place that is being decoded, in words that continue "expected …, found …".
    #[cold]
    pub fn new(expected: impl Into<Cow<'static, str>>, found: impl Into<Cow<'static, str>>) -> Self {
        let (expected, found) = (expected.into(), found.into());
        Self(Box::new(Inner { path: Path::default(), expected, found, is_limit: false }))
    }

    /// A document beyond what is read, whatever type it is read as.
    #[cold]
    pub(super) fn limit(expected: &'static str, found: &'static str) -> Self {
        let mut error = Self::new(expected, found);
        error.0.is_limit = true;
        error
    }

    /// Whether another type would be no help.
    pub(super) fn is_limit(&self) -> bool {
        self.0.is_limit
    }

    /// The same error, one object member further out.
    #[cold]
    #[must_use]
    pub fn at_key(mut self, key: impl Into<Cow<'static, str>>) -> Self {
        self.0.path.push(Segment::Key(key.into()));
        self
    }

    /// The same error, one array item further out.
    #[cold]
    #[must_use]
    pub fn at_index(mut self, index: usize) -> Self {
        self.0.path.push(Segment::Index(index));
        self
    }

    /// The same error, one member of a map further out. Its name is not kept.
    #[cold]
    #[must_use]
    pub fn at_any_key(mut self) -> Self {
        self.0.path.push(Segment::Any);
        self
    }

    /// The place as a JSON pointer (RFC 6901), with `*` for the names of a map; empty for the document itself.
    pub fn pointer(&self) -> String {
        self.0.path.pointer()
    }

    /// What the type asks for: `a string`.
    pub fn expected(&self) -> &str {
        &self.0.expected
    }

    /// What was there: `a number`, `nothing`, `malformed JSON at byte 17`.
    pub fn found(&self) -> &str {
        &self.0.found
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { path, expected, found, .. } = &*self.0;
        if path.is_empty() {
            write!(f, "expected {expected}, found {found}")
        } else {
            // Names come from a document: a line break or an override of direction would forge lines of a log.
            let place = self.pointer();
            write!(f, "at `{}`: expected {expected}, found {found}", place.escape_debug())
        }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("pointer", &self.pointer())
            .field("expected", &self.0.expected)
            .field("found", &self.0.found)
            .finish()
    }
}

impl std::error::Error for DecodeError {}
