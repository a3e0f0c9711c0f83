//! Why a webhook is refused.

use std::error::Error as StdError;
use std::fmt;

use http::StatusCode;

/// A webhook that must not be acted on. It shows nothing of the webhook and of the secrets.
///
/// Answer it with [`status`](Self::status) and no body: who forges webhooks should not learn what was wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignatureError {
    /// The header is not there.
    MissingHeader(&'static str),
    /// The header is there more than once.
    RepeatedHeader(&'static str),
    /// The header is not of the form that the provider documents.
    MalformedHeader(&'static str),
    /// No secret fits.
    Mismatch,
    /// It was signed too long ago, or too far ahead.
    Stale,
    /// It is the provider's and was kept before, as [`WebhookVerifier::seen`](super::WebhookVerifier::seen) knows.
    Seen,
    /// The body did not arrive whole, or is larger than the server takes.
    Body,
}

impl SignatureError {
    /// The status to answer with: 401 whatever is wrong with the signature, 400 without a whole body, and 200 for what
    /// was kept before, so that the provider does not send it again.
    pub fn status(self) -> StatusCode {
        match self {
            Self::Seen => StatusCode::OK,
            Self::Body => StatusCode::BAD_REQUEST,
            _ => StatusCode::UNAUTHORIZED,
        }
    }
}

impl fmt::Display for SignatureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingHeader(header) => write!(f, "webhook: the header `{header}` is missing"),
            Self::RepeatedHeader(header) => {
                write!(f, "webhook: the header `{header}` is there more than once")
            }
            Self::MalformedHeader(header) => write!(f, "webhook: the header `{header}` is malformed"),
            Self::Mismatch => f.write_str("webhook: no secret fits"),
            Self::Stale => f.write_str("webhook: it was signed at a time too far from now"),
            Self::Seen => f.write_str("webhook: it was kept before"),
            Self::Body => f.write_str("webhook: the body did not arrive whole"),
        }
    }
}

impl StdError for SignatureError {}
