//! Why a call failed, and what is certain about it.

mod build;
mod call;
mod config;

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

pub use self::build::BuildError;
pub(crate) use self::build::Problem;
pub use self::call::CallError;
pub use self::config::ConfigError;
use crate::api::Api;
use crate::json::DecodeError;
use crate::meta::{Meta, Retry};
use crate::pointer::first_text;
use crate::response::RawResponse;
use crate::transport::{TransportError, TransportErrorKind};

/// Whether a failed request can have had an effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// The request did not leave: it had no effect.
    NotSent,
    /// It may have reached the server: look up what became of it before making it again.
    Unknown,
    /// The server's whole answer is here.
    Answered,
}

/// What went wrong, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client was configured with something it cannot work with.
    Config,
    /// The request was given something that cannot be sent.
    Build,
    /// The client has no credential that the operation takes.
    Credential,
    /// No whole response came; [`Error::is_timeout`] and [`Error::delivery`] say more.
    Transport,
    /// The server answered with a status other than 200 to 299.
    Status,
    /// The server answered 200 to 299 with a body that is not what is documented.
    Decode,
}

/// A call that failed.
///
/// `Display` and `Debug` name the operation, the kind, the status and the code, and never a body, a header or a value.
pub struct Error(Box<Inner>);

struct Inner {
    /// Empty for an error that belongs to no operation.
    operation: &'static str,
    retry: Retry,
    /// The request carried an idempotency key.
    keyed: bool,
    cause: Cause,
}

enum Cause {
    Config(ConfigError),
    Build(BuildError),
    Credential { scheme: &'static str, variable: Option<&'static str> },
    Transport(TransportError),
    Status { response: RawResponse, code: Option<String>, message: Option<String> },
    Decode { response: RawResponse, error: DecodeError },
}

impl Error {
    fn new(meta: &Meta, cause: Cause) -> Self {
        Self(Box::new(Inner {
            operation: meta.id(),
            retry: meta.retry_class(),
            keyed: meta.idempotency_header().is_some(),
            cause,
        }))
    }

    pub(crate) fn credential(meta: &Meta, api: &Api, scheme: &'static str) -> Self {
        let variable = api.scheme(scheme).map(|scheme| scheme.variable);
        Self::new(meta, Cause::Credential { scheme, variable })
    }

    pub(crate) fn transport(meta: &Meta, error: TransportError) -> Self {
        Self::new(meta, Cause::Transport(error))
    }

    pub(crate) fn status_of(meta: &Meta, api: &Api, response: RawResponse) -> Self {
        let code = first_text(response.body(), api.error_code);
        let message = first_text(response.body(), api.error_message);
        Self::new(meta, Cause::Status { response, code, message })
    }

    pub(crate) fn decode(meta: &Meta, response: RawResponse, error: DecodeError) -> Self {
        Self::new(meta, Cause::Decode { response, error })
    }

    /// What went wrong, in one word.
    pub fn kind(&self) -> ErrorKind {
        match &self.0.cause {
            Cause::Config(_) => ErrorKind::Config,
            Cause::Build(_) => ErrorKind::Build,
            Cause::Credential { .. } => ErrorKind::Credential,
            Cause::Transport(_) => ErrorKind::Transport,
            Cause::Status { .. } => ErrorKind::Status,
            Cause::Decode { .. } => ErrorKind::Decode,
        }
    }

    /// The `operationId`; empty for an error of the client's configuration.
    pub fn operation(&self) -> &str {
        self.0.operation
    }

    /// The response, where a whole one came.
    pub fn response(&self) -> Option<&RawResponse> {
        match &self.0.cause {
            Cause::Status { response, .. } | Cause::Decode { response, .. } => Some(response),
            _ => None,
        }
    }

    /// The status, where a response came.
    pub fn status(&self) -> Option<StatusCode> {
        self.response().map(RawResponse::status)
    }

    /// The headers, where a response came.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.response().map(RawResponse::headers)
    }

    /// The provider's code for the error, where the body carries one at a place known for it.
    pub fn code(&self) -> Option<&str> {
        match &self.0.cause {
            Cause::Status { code, .. } => code.as_deref(),
            _ => None,
        }
    }

    /// The provider's words for the error, where the body carries them at a place known for it. They may repeat what
    /// was sent, and are no part of `Display`.
    pub fn message(&self) -> Option<&str> {
        match &self.0.cause {
            Cause::Status { message, .. } => message.as_deref(),
            _ => None,
        }
    }

    /// The identifier that the provider gave the request: what its support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.response()?.request_id()
    }

    /// How long the provider asks to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.response()?.retry_after()
    }

    /// Whether the request can have had an effect.
    pub fn delivery(&self) -> Delivery {
        match &self.0.cause {
            Cause::Config(_) | Cause::Build(_) | Cause::Credential { .. } => Delivery::NotSent,
            Cause::Transport(error) => error.delivery(),
            Cause::Status { .. } | Cause::Decode { .. } => Delivery::Answered,
        }
    }

    /// Whether the operation may have had its effect all the same, so that it must be looked up before it is called anew.
    ///
    /// True when the delivery is [`Delivery::Unknown`], but not only then: a status of 500 to 599 is often a gateway's
    /// and tells nothing about the server behind it, and an answer that cannot be read was an answer of success.
    pub fn may_have_worked(&self) -> bool {
        match &self.0.cause {
            Cause::Decode { .. } => true,
            Cause::Status { response, .. } => response.status().is_server_error(),
            _ => self.delivery() == Delivery::Unknown,
        }
    }

    /// Whether making the same call again can help and cannot do its work twice.
    ///
    /// It can help after a failure of the network and after the statuses 429, 502, 503 and 504. It cannot do harm
    /// where the operation's [`Retry`] class allows it. "The same call" means a clone of the
    /// [`Call`](crate::Call), which carries the same idempotency key.
    pub fn is_retryable(&self) -> bool {
        let repeatable = match self.0.retry {
            Retry::Safe => true,
            Retry::Keyed => self.0.keyed,
            Retry::Unsent | Retry::Never => false,
        };
        match &self.0.cause {
            Cause::Transport(error) => match (error.kind(), error.delivery()) {
                (TransportErrorKind::TooLarge, _) => false,
                (_, Delivery::NotSent) => self.0.retry != Retry::Never,
                _ => repeatable,
            },
            Cause::Status { response, .. } => {
                repeatable && matches!(response.status().as_u16(), 429 | 502 | 503 | 504)
            }
            _ => false,
        }
    }

    /// Whether the time was over.
    pub fn is_timeout(&self) -> bool {
        matches!(&self.0.cause, Cause::Transport(error) if error.kind() == TransportErrorKind::Timeout)
    }

    /// The body of the response, where one came.
    pub fn body(&self) -> Option<&Bytes> {
        self.response().map(RawResponse::body)
    }

    /// The body of the response, where one came, and nothing else.
    pub fn into_body(self) -> Option<Bytes> {
        match self.0.cause {
            Cause::Status { response, .. } | Cause::Decode { response, .. } => Some(response.into_body()),
            _ => None,
        }
    }

    /// Where and how a body was not what is documented.
    pub fn decode_error(&self) -> Option<&DecodeError> {
        match &self.0.cause {
            Cause::Decode { error, .. } => Some(error),
            _ => None,
        }
    }
}

impl From<BuildError> for Error {
    fn from(error: BuildError) -> Self {
        Self(Box::new(Inner {
            operation: error.operation,
            retry: Retry::Never,
            keyed: false,
            cause: Cause::Build(error),
        }))
    }
}

impl From<ConfigError> for Error {
    fn from(error: ConfigError) -> Self {
        Self(Box::new(Inner {
            operation: "",
            retry: Retry::Never,
            keyed: false,
            cause: Cause::Config(error),
        }))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.0.operation;
        match &self.0.cause {
            Cause::Config(error) => error.fmt(f),
            Cause::Build(error) => error.fmt(f),
            Cause::Credential { scheme, variable } => {
                write!(f, "{operation}: the client has no credential for `{scheme}`")?;
                match variable {
                    Some(variable) => write!(f, " (`Client::from_env` takes it from {variable})"),
                    None => Ok(()),
                }
            }
            Cause::Transport(error) => write!(f, "{operation}: {error}"),
            Cause::Status { response, code, .. } => {
                write!(f, "{operation}: the server answered {}", response.status())?;
                match code.as_deref().filter(|code| is_plain_code(code)) {
                    Some(code) => write!(f, " with code `{code}`"),
                    None => Ok(()),
                }
            }
            Cause::Decode { response, error } => {
                let status = response.status().as_u16();
                write!(f, "{operation}: the server's answer with status {status} cannot be read: {error}")
            }
        }
    }
}

/// What a provider puts where its codes belong may be a sentence about the caller's data; that is shown by
/// [`Error::code`] only.
fn is_plain_code(code: &str) -> bool {
    code.len() <= 64 && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.:/".contains(&byte))
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({self})")
    }
}

impl StdError for Error {
    /// The cause of a failure of the network. Other causes are part of `Display`.
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.0.cause {
            Cause::Transport(error) => error.source(),
            _ => None,
        }
    }
}
