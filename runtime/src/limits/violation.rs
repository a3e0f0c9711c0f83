//! A limit that is not kept.

use std::borrow::Cow;
use std::fmt;

use crate::json::{Path, Segment};

/// A documented limit that a request does not keep. Nothing was sent.
///
/// It names the place and the limit, and of the value only its length or its class: the value may be sensitive.
#[derive(Clone)]
pub struct Violation(Box<Inner>);

#[derive(Clone)]
struct Inner {
    path: Path,
    limit: Cow<'static, str>,
    found: Cow<'static, str>,
    page: Option<&'static str>,
}

impl Violation {
    /// A violation at the place that is looked at, in words that continue "expected …, found …".
    #[cold]
    pub(super) fn new(limit: impl Into<Cow<'static, str>>, found: impl Into<Cow<'static, str>>) -> Self {
        let (limit, found) = (limit.into(), found.into());
        Self(Box::new(Inner { path: Path::default(), limit, found, page: None }))
    }

    /// The same, one level further out.
    #[cold]
    pub(crate) fn push(&mut self, segment: Segment) {
        self.0.path.push(segment);
    }

    /// The same, one member further out.
    #[cold]
    pub(crate) fn within(mut self, name: &'static str) -> Self {
        self.push(Segment::Key(name.into()));
        self
    }

    /// The same, with the page that documents it, unless one is known that is closer.
    #[cold]
    pub(crate) fn on(mut self, page: Option<&'static str>) -> Self {
        self.0.page = self.0.page.or(page);
        self
    }

    /// Where in the body it is, as a JSON pointer with `*` for names that the type does not know; empty for the body itself
    /// and for a parameter.
    pub fn pointer(&self) -> String {
        self.0.path.pointer()
    }

    /// What is documented: `at most 100 characters`.
    pub fn limit(&self) -> &str {
        &self.0.limit
    }

    /// What was there: `101`, `a larger number`, `both`.
    pub fn found(&self) -> &str {
        &self.0.found
    }

    /// The page that documents the limit, where one is known.
    pub fn page(&self) -> Option<&'static str> {
        self.0.page
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { path, limit, found, page } = &*self.0;
        if !path.is_empty() {
            write!(f, " at `{}`", path.pointer().escape_debug())?;
        }
        write!(f, ": expected {limit}, found {found}")?;
        page.map_or(Ok(()), |page| write!(f, " (documented at {page})"))
    }
}

impl fmt::Debug for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Violation")
            .field("pointer", &self.pointer())
            .field("limit", &self.0.limit)
            .field("found", &self.0.found)
            .field("page", &self.0.page)
            .finish()
    }
}
