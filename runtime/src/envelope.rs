//! Responses that carry their data in one member, and in another whether the call worked.

use crate::json::{self, DecodeError, Decoder, Kind};
use crate::pointer;
use crate::response::{FromResponse, RawResponse};

/// How the responses of an operation wrap what they return.
///
/// A call gives what is inside. A status from 200 to 299 with an envelope that reports a failure is an
/// [`Error`](crate::Error) of the kind [`Status`](crate::ErrorKind::Status), with the code of its body; one without the
/// data is of the kind [`Decode`](crate::ErrorKind::Decode). The whole body stays with
/// [`Response::raw`](crate::Response::raw).
///
/// ```
/// use clientwright_runtime::{Envelope, Meta, Method};
///
/// const ENVELOPE: Envelope = Envelope::new().success("/success").data("/data");
/// const META: Meta = Meta::new(Method::Get, "getUser", "/users/{id}").envelope(ENVELOPE);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Envelope {
    success: Option<&'static str>,
    /// The text that means success; `None` for a boolean.
    equals: Option<&'static str>,
    success_optional: bool,
    data: Option<&'static str>,
}

/// What a response says of its success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Claim {
    Worked,
    Failed,
    /// The member is not there, or `null`.
    Nothing,
}

impl Envelope {
    /// An envelope of which nothing is known yet.
    pub const fn new() -> Self {
        Self { success: None, equals: None, success_optional: false, data: None }
    }

    /// Sets the JSON pointer to a boolean that says whether the call worked.
    #[must_use]
    pub const fn success(mut self, pointer: &'static str) -> Self {
        self.success = Some(pointer);
        self
    }

    /// Sets the JSON pointer to a text that is `value` when the call worked.
    #[must_use]
    pub const fn success_is(mut self, pointer: &'static str, value: &'static str) -> Self {
        (self.success, self.equals) = (Some(pointer), Some(value));
        self
    }

    /// Takes responses that do not say whether the call worked: their data decides.
    #[must_use]
    pub const fn success_optional(mut self) -> Self {
        self.success_optional = true;
        self
    }

    /// Sets the JSON pointer to the data. Without it the whole body is what is returned.
    #[must_use]
    pub const fn data(mut self, pointer: &'static str) -> Self {
        self.data = Some(pointer);
        self
    }

    /// Takes any body that does not report a failure: none is documented.
    #[must_use]
    pub const fn without_data(mut self) -> Self {
        (self.success_optional, self.data) = (true, None);
        self
    }

    /// What the body says of its success; an error where that cannot be read.
    pub(crate) fn claim(&self, response: &RawResponse) -> Result<Claim, DecodeError> {
        let Some(at) = self.success else { return Ok(Claim::Nothing) };
        let Some(value) = pointer::raw_at(text(response)?, at)? else { return Ok(Claim::Nothing) };
        let worked = match (Decoder::new(value).kind()?, self.equals) {
            (Kind::Null, _) => return Ok(Claim::Nothing),
            (Kind::Bool, None) => value == "true",
            (Kind::String, Some(expected)) => json::from_str::<String>(value)? == expected,
            (kind, _) => return Err(self.unexpected(kind.describe())),
        };
        Ok(if worked { Claim::Worked } else { Claim::Failed })
    }

    /// Reads the data of a response.
    pub(crate) fn open<T: FromResponse>(&self, response: &RawResponse) -> Result<T, DecodeError> {
        let unreadable = match self.claim(response) {
            Ok(Claim::Worked) => None,
            Ok(Claim::Failed) => return Err(self.unexpected("another value")),
            Ok(Claim::Nothing) if self.success.is_none() || self.success_optional => None,
            Ok(Claim::Nothing) => return Err(self.unexpected("nothing")),
            // Where no body is documented, it may be anything.
            Err(error) if self.success_optional => Some(error),
            Err(error) => return Err(error),
        };
        let Some(at) = self.data else { return T::from_response(response) };
        let data = match &unreadable {
            None => pointer::raw_at(text(response)?, at)?,
            Some(_) => None,
        };
        let body = data.map(|data| response.body().slice_ref(data.as_bytes())).unwrap_or_default();
        let inner = RawResponse::new(response.status(), response.headers().clone(), body);
        T::from_response(&inner).map_err(|error| match (unreadable, data) {
            (Some(error), _) => error,
            (None, Some(_)) => self.within_data(error),
            (None, None) => self.within_data(DecodeError::new("the data", "nothing")),
        })
    }

    /// An error in the data, as one in the whole body.
    pub(crate) fn within_data(&self, error: DecodeError) -> DecodeError {
        pointer::within(self.data.unwrap_or_default(), error)
    }

    fn unexpected(&self, found: &'static str) -> DecodeError {
        let expected = self.equals.map_or_else(|| "true".to_owned(), |value| format!("`{value}`"));
        pointer::within(self.success.unwrap_or_default(), DecodeError::new(expected, found))
    }
}

/// The body as text; an empty one as `null`, which says nothing.
fn text(response: &RawResponse) -> Result<&str, DecodeError> {
    match std::str::from_utf8(response.body()) {
        Ok("") => Ok("null"),
        Ok(text) => Ok(text),
        Err(_) => Err(DecodeError::new("JSON", "bytes that are not UTF-8")),
    }
}
