//! An operation as a type.

use crate::json::DecodeError;
use crate::meta::Meta;
use crate::response::{FromResponse, RawResponse};

/// One operation of an API: its facts, what it answers and how it fails.
///
/// Generated crates have one uninhabited type per operation. Implement it for an endpoint that a generated crate does
/// not have, and [`Call`](crate::Call) gives it the same credentials, limits and errors.
pub trait Operation: 'static {
    /// What a response with a status from 200 to 299 becomes: what is in the [`Envelope`](crate::Envelope) where there is
    /// one, else the whole body.
    type Output: FromResponse + Send;
    /// What any other response becomes, if it can; [`Undocumented`](crate::Undocumented) where nothing is known.
    type Error: FromResponse + Send;
    /// The facts.
    const META: Meta;

    /// Reads a response with a status from 200 to 299.
    ///
    /// # Errors
    ///
    /// The response is not what is documented, or its envelope reports a failure.
    fn decode(response: &RawResponse) -> Result<Self::Output, DecodeError> {
        match Self::META.response_envelope() {
            Some(envelope) => envelope.open(response),
            None => Self::Output::from_response(response),
        }
    }

    /// Reads any other response; `None` when it is not what is documented.
    fn decode_error(response: &RawResponse) -> Option<Self::Error> {
        Self::Error::from_response(response).ok()
    }
}
