//! Why a request could not be built.

use std::error::Error as StdError;
use std::fmt;

use crate::limits::{Place, Violation};

/// A request that was given something which cannot be sent; nothing was.
///
/// It names the operation and the parameter, and never shows the value.
#[derive(Clone)]
pub struct BuildError {
    pub(super) operation: &'static str,
    /// Empty when no single parameter is to blame.
    parameter: Box<str>,
    problem: Problem,
    violation: Option<Violation>,
}

/// What was wrong. Each message is worded to stand after "createUser: the … `name` ".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    EmptyPathParameter,
    DotPathParameter,
    MissingPathParameter,
    NotSent,
    UnknownPathParameter,
    HeaderName,
    HeaderValue,
    ReservedHeader,
    NoIdempotencyKey,
    EmptyIdempotencyKey,
    FormNotAnObject,
    PartContentType,
    MediaType,
    Randomness,
    ZeroTimeout,
    /// A documented limit is not kept, which the violation says.
    Limit(Place),
    #[cfg(feature = "journal")]
    OtherIntent,
}

impl BuildError {
    pub(crate) fn new(operation: &'static str, parameter: &str, problem: Problem) -> Self {
        Self { operation, parameter: parameter.into(), problem, violation: None }
    }

    /// A documented limit that is not kept.
    #[cold]
    pub(crate) fn limit(operation: &'static str, place: Place, name: &str, violation: Violation) -> Self {
        Self { violation: Some(violation), ..Self::new(operation, name, Problem::Limit(place)) }
    }

    /// The `operationId` of the request's operation.
    pub fn operation(&self) -> &str {
        self.operation
    }

    /// The documented limit that the request does not keep, where that is what is wrong.
    pub fn violation(&self) -> Option<&Violation> {
        self.violation.as_ref()
    }

    /// The name of the parameter, header or part that cannot be sent, where one is to blame.
    pub fn parameter(&self) -> Option<&str> {
        (!self.parameter.is_empty()).then_some(&*self.parameter)
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, parameter, problem, violation } = self;
        write!(f, "{operation}: ")?;
        match problem {
            Problem::EmptyPathParameter => write!(f, "the path parameter `{parameter}` is empty"),
            Problem::DotPathParameter => write!(f, "the path parameter `{parameter}` is `.` or `..`"),
            Problem::MissingPathParameter => write!(f, "the path parameter `{parameter}` is missing"),
            Problem::NotSent => write!(f, "the call to look up has no value for `{parameter}`"),
            Problem::UnknownPathParameter => write!(f, "the path has no parameter `{parameter}`"),
            Problem::HeaderName => write!(f, "`{}` is no header name", parameter.escape_debug()),
            Problem::HeaderValue => {
                write!(f, "the header `{parameter}` has characters other than visible ASCII")
            }
            Problem::ReservedHeader => write!(f, "the header `{parameter}` is set by the connection alone"),
            Problem::NoIdempotencyKey => write!(f, "the operation takes no idempotency key"),
            Problem::EmptyIdempotencyKey => write!(f, "the idempotency key `{parameter}` is empty"),
            Problem::FormNotAnObject => write!(f, "the form is not an object"),
            Problem::PartContentType => {
                write!(f, "the content type of the part `{}` is malformed", parameter.escape_debug())
            }
            Problem::MediaType => write!(f, "the content type of the body is malformed"),
            Problem::ZeroTimeout => write!(f, "the timeout is zero"),
            Problem::Limit(place) => {
                f.write_str(place.describe())?;
                if !parameter.is_empty() {
                    write!(f, " `{}`", parameter.escape_debug())?;
                }
                violation.as_ref().map_or(Ok(()), |violation| fmt::Display::fmt(violation, f))
            }
            #[cfg(feature = "journal")]
            Problem::OtherIntent => {
                write!(f, "the intent is that of another call: operation, path, query or body differ")
            }
            Problem::Randomness => {
                write!(f, "the system gave no random bytes for the call's key")
            }
        }
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BuildError({self})")
    }
}

impl StdError for BuildError {}
