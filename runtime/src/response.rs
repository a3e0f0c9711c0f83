//! What came back, and how it becomes a value.

use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, DATE, RETRY_AFTER};
use http::{HeaderMap, StatusCode};

use crate::error::Error;
use crate::json::{self, Decode, DecodeError, Encode};
use crate::meta::Meta;
use crate::request::HeaderNames;

/// Headers that providers put the identifier of a request into, in the order in which they are looked for.
const REQUEST_ID_HEADERS: &[&str] =
    &["x-request-id", "request-id", "x-correlation-id", "x-trace-id", "x-amzn-requestid", "cf-ray"];

/// The longest wait that is taken seriously.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(24 * 60 * 60);

/// A whole response as it came from the server.
///
/// `Debug` shows the status, the names of headers and the size of the body.
#[derive(Clone)]
pub struct RawResponse {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl RawResponse {
    /// A response with its parts; transports and tests make them.
    pub fn new(status: StatusCode, headers: HeaderMap, body: impl Into<Bytes>) -> Self {
        Self { status, headers, body: body.into() }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body, as it came.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body alone.
    pub fn into_body(self) -> Bytes {
        self.body
    }

    /// The body as JSON. An empty body is the absent value of types that have one, such as `Option`.
    ///
    /// # Errors
    ///
    /// The body is empty, no JSON, or other JSON than `T` takes.
    pub fn json<T: Decode>(&self) -> Result<T, DecodeError> {
        if self.body.is_empty() {
            return T::absent().ok_or_else(|| DecodeError::new("a JSON body", "an empty body"));
        }
        json::from_slice(&self.body)
    }

    /// The identifier that the provider gave the request: what its support asks for.
    pub fn request_id(&self) -> Option<&str> {
        REQUEST_ID_HEADERS.iter().find_map(|name| self.header(name))
    }

    /// How long the provider asks to wait: so many seconds, or until a time. That is counted from the response's own
    /// date, or from now where it has none. Never more than a day: what adds it to the time cannot overflow.
    pub fn retry_after(&self) -> Option<Duration> {
        let text = self.header(RETRY_AFTER.as_str())?.trim();
        let wait = if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            text.parse().map_or(MAX_RETRY_AFTER, Duration::from_secs)
        } else {
            let date = |text| httpdate::parse_http_date(text).ok();
            let now = self.header(DATE.as_str()).and_then(date).unwrap_or_else(SystemTime::now);
            date(text)?.duration_since(now).unwrap_or_default()
        };
        Some(wait.min(MAX_RETRY_AFTER))
    }

    /// The media type of the body with its parameters, as it came.
    pub fn content_type(&self) -> Option<&str> {
        self.header(CONTENT_TYPE.as_str())
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .field("headers", &HeaderNames(&self.headers))
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

/// The answer to a call, with what surrounds the value.
///
/// Members that stand beside the data of an [`Envelope`](crate::Envelope) are in [`raw`](Self::raw):
/// `response.raw().json::<Json>()`.
#[derive(Clone)]
pub struct Response<T> {
    value: T,
    raw: RawResponse,
    meta: Meta,
    attempts: u32,
}

impl<T> Response<T> {
    pub(crate) fn new(value: T, raw: RawResponse, meta: Meta, attempts: u32) -> Self {
        Self { value, raw, meta, attempts }
    }

    /// How many attempts were made until it came.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The decoded body.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The decoded body, and nothing else.
    pub fn into_value(self) -> T {
        self.value
    }

    /// The status, 200 to 299.
    pub fn status(&self) -> StatusCode {
        self.raw.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.raw.headers
    }

    /// The identifier that the provider gave the request: what its support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.raw.request_id()
    }

    /// The response as it came.
    pub fn raw(&self) -> &RawResponse {
        &self.raw
    }
}

impl<T: Encode> Response<T> {
    /// A field that the documentation shows and does not promise: `response.documented(|order| &order.id)?`.
    ///
    /// Its absence is an error of this call and not only of the program: [`Error::may_have_worked`] is true, and the
    /// response stays with it. The field may be anywhere in the value.
    ///
    /// # Errors
    ///
    /// The field is not there. The error is of the kind [`Decode`](crate::ErrorKind::Decode) and names the field by its
    /// JSON pointer.
    pub fn documented<'r, F: Encode>(
        &'r self,
        field: impl FnOnce(&'r T) -> &'r Option<F>,
    ) -> Result<&'r F, Error> {
        let field = field(&self.value);
        field.as_ref().ok_or_else(|| {
            let error = json::missing(&self.value, field, DecodeError::new("what is documented", "nothing"));
            let error = match self.meta.response_envelope() {
                Some(envelope) => envelope.within_data(error),
                None => error,
            };
            Error::undocumented(&self.meta, self.raw.clone(), error)
        })
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response").field("value", &self.value).field("raw", &self.raw).finish()
    }
}

/// A type that a whole response can become.
///
/// Every [`Decode`] type takes the body as JSON. [`Text`], [`Bytes`] and `()` take any body, and
/// [`by_status!`](crate::by_status!) makes an enum of the types that different statuses carry.
pub trait FromResponse: Sized {
    /// Reads the response.
    ///
    /// # Errors
    ///
    /// The response is not what `Self` documents.
    fn from_response(response: &RawResponse) -> Result<Self, DecodeError>;
}

impl<T: Decode> FromResponse for T {
    fn from_response(response: &RawResponse) -> Result<Self, DecodeError> {
        response.json()
    }
}

/// No body is expected, and whatever comes is ignored.
impl FromResponse for () {
    fn from_response(_: &RawResponse) -> Result<Self, DecodeError> {
        Ok(())
    }
}

impl FromResponse for Bytes {
    fn from_response(response: &RawResponse) -> Result<Self, DecodeError> {
        Ok(response.body.clone())
    }
}

/// A body that is text, UTF-8, and not JSON. `Debug` shows its size: what nobody described may be personal or secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Text(pub String);

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} bytes)", self.0.len())
    }
}

impl FromResponse for Text {
    fn from_response(response: &RawResponse) -> Result<Self, DecodeError> {
        match std::str::from_utf8(&response.body) {
            Ok(text) => Ok(Self(text.to_owned())),
            Err(_) => Err(DecodeError::new("text", "bytes that are not UTF-8")),
        }
    }
}

/// The error body of an operation that documents none. It has no value: nothing decodes to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undocumented {}

impl FromResponse for Undocumented {
    fn from_response(_: &RawResponse) -> Result<Self, DecodeError> {
        Err(DecodeError::new("no body that is documented", "a response"))
    }
}
