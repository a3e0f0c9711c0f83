//! Limits of parameters, and of a body as a whole.

use super::check::{inside, unique};
use super::{Check, Violation};
use crate::json::Segment;
use crate::param::Param;

/// The limits of a parameter, or of the whole body.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    pub(crate) place: Place,
    pub(crate) name: &'static str,
    pub(crate) checks: &'static [Check],
    pub(crate) page: Option<&'static str>,
}

/// What a limit is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Path,
    Query,
    Header,
    Cookie,
    Body,
}

impl Limit {
    const fn new(place: Place, name: &'static str, checks: &'static [Check]) -> Self {
        Self { place, name, checks, page: None }
    }

    /// Of a parameter of the path.
    pub const fn path(name: &'static str, checks: &'static [Check]) -> Self {
        Self::new(Place::Path, name, checks)
    }

    /// Of a parameter of the query.
    pub const fn query(name: &'static str, checks: &'static [Check]) -> Self {
        Self::new(Place::Query, name, checks)
    }

    /// Of a header.
    pub const fn header(name: &'static str, checks: &'static [Check]) -> Self {
        Self::new(Place::Header, name, checks)
    }

    /// Of a cookie.
    pub const fn cookie(name: &'static str, checks: &'static [Check]) -> Self {
        Self::new(Place::Cookie, name, checks)
    }

    /// Of a JSON body or a form as a whole; what is inside is its type's.
    pub const fn body(checks: &'static [Check]) -> Self {
        Self::new(Place::Body, "", checks)
    }

    /// Sets the page that documents it, where that is not the operation's.
    #[must_use]
    pub const fn page(mut self, url: &'static str) -> Self {
        self.page = Some(url);
        self
    }
}

impl Place {
    /// What errors call it.
    pub(crate) fn describe(self) -> &'static str {
        match self {
            Self::Path => "the path parameter",
            Self::Query => "the query parameter",
            Self::Header => "the header",
            Self::Cookie => "the cookie",
            Self::Body => "the body",
        }
    }
}

/// Checks the value of a parameter.
pub(crate) fn check(checks: &[Check], param: &Param) -> Result<(), Violation> {
    checks.iter().try_for_each(|check| match (check, param) {
        (_, Param::Absent) => Ok(()),
        (check, Param::One(text)) => check.text(text).and_then(|()| check.number(text)),
        (Check::UniqueItems, Param::Many(texts)) => unique(&mut texts.iter().collect::<Vec<_>>()),
        (Check::Items(checks), Param::Many(texts)) => {
            texts.iter().enumerate().try_for_each(|(index, text)| {
                let verdict =
                    checks.iter().try_for_each(|check| check.text(text).and_then(|()| check.number(text)));
                verdict.map_err(|found| inside(found, Segment::Index(index)))
            })
        }
        (check, Param::Many(texts)) => check.items(texts.len()),
        (check, Param::Object(members)) => check.members(members.len()),
    })
}

/// Checks the parts of one name in a form: a list has one for each item.
pub(crate) fn check_parts(checks: &[Check], parts: Vec<String>) -> Result<(), Violation> {
    if let [only] = parts.as_slice() {
        check(checks, &Param::One(only.clone()))?;
    }
    check(checks, &Param::Many(parts))
}
