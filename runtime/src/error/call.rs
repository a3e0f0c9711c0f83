//! The error of one operation.

use std::error::Error as StdError;
use std::fmt;
use std::ops::Deref;

use super::Error;

/// A call that failed, with the body that the operation documents for errors, if that is what came.
///
/// Everything that [`Error`] knows is there by `Deref`. `Display` and `Debug` are those of [`Error`]: the body is in
/// neither.
pub struct CallError<E> {
    error: Error,
    api: Option<Box<E>>,
}

impl<E> CallError<E> {
    pub(crate) fn new(error: Error, api: Option<E>) -> Self {
        Self { error, api: api.map(Box::new) }
    }

    /// The documented error body, if the server answered with one.
    pub fn api(&self) -> Option<&E> {
        self.api.as_deref()
    }

    /// The documented error body, if the server answered with one, and nothing else.
    pub fn into_api(self) -> Option<E> {
        self.api.map(|api| *api)
    }

    /// The error without the type of the operation.
    pub fn into_error(self) -> Error {
        self.error
    }
}

impl<E> Deref for CallError<E> {
    type Target = Error;

    fn deref(&self) -> &Error {
        &self.error
    }
}

impl<E> From<CallError<E>> for Error {
    fn from(error: CallError<E>) -> Self {
        error.error
    }
}

impl<E> From<Error> for CallError<E> {
    fn from(error: Error) -> Self {
        Self { error, api: None }
    }
}

impl<E> fmt::Display for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl<E> fmt::Debug for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.error, f)
    }
}

impl<E> StdError for CallError<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.error.source()
    }
}
