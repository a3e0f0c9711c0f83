//! Why a call failed, and what is certain about it.

mod build;
mod call;
mod config;
mod outcome;

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

pub use self::build::BuildError;
pub(crate) use self::build::Problem;
pub use self::call::CallError;
pub use self::config::ConfigError;
pub use self::outcome::Outcome;
use crate::api::Api;
use crate::attempts::Window;
use crate::envelope::Claim;
use crate::json::DecodeError;
use crate::meta::{Meta, Retry};
use crate::pointer::first_text;
use crate::response::RawResponse;
use crate::transport::{TransportError, TransportErrorKind};

/// What the connection knows of one attempt. Whether a call may have done its work is another question: ask
/// [`Error::may_have_worked`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// The request of this attempt did not leave. An earlier attempt may have worked all the same.
    NotSent,
    /// The request may have reached the server, and no whole answer came.
    Unknown,
    /// A whole answer came: a refusal, but also a gateway's 502, or an answer of success that cannot be read.
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
    /// The call was to be repeated when its idempotency key had lived too long to be sent again.
    KeyExpired,
    /// No whole response came; [`Error::is_timeout`] and [`Error::delivery`] say more.
    Transport,
    /// The server answered with a status other than 200 to 299, or with one of these and an
    /// [`Envelope`](crate::Envelope) that reports a failure.
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
    /// Another attempt at the same call may have had an effect.
    other_attempt: bool,
    /// The time in which the key may be sent again, where the key's life is known.
    window: Option<Window>,
    cause: Cause,
}

enum Cause {
    Config(ConfigError),
    Build(BuildError),
    Credential {
        scheme: &'static str,
        variable: Option<&'static str>,
    },
    KeyExpired(Duration),
    Transport(TransportError),
    Status {
        response: RawResponse,
        code: Option<String>,
        message: Option<String>,
        repeated_key: bool,
        outcome: Outcome,
    },
    Decode {
        response: RawResponse,
        code: Option<String>,
        error: DecodeError,
    },
}

impl Error {
    fn new(meta: &Meta, cause: Cause) -> Self {
        Self(Box::new(Inner {
            operation: meta.id(),
            retry: meta.retry_class(),
            keyed: meta.idempotency_header().is_some(),
            other_attempt: false,
            window: None,
            cause,
        }))
    }

    /// Adds what is known of the other attempts at the same call. A repetition of what is safe has no effect to ask for.
    pub(crate) fn among_attempts(mut self, other_attempt: bool, window: Option<Window>) -> Self {
        self.0.other_attempt = other_attempt && self.0.retry != Retry::Safe;
        self.0.window = window;
        self
    }

    pub(crate) fn key_expired(meta: &Meta, window: Duration) -> Self {
        Self::new(meta, Cause::KeyExpired(window))
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
        let repeated_key = meta.may_refuse_key(response.status().as_u16(), code.as_deref());
        let documented = code.as_deref().and_then(|code| api.outcome_of(code));
        let outcome = match documented.unwrap_or_else(|| Outcome::of_failure(response.status())) {
            Outcome::NoEffect if repeated_key => Outcome::Unknown,
            outcome => outcome,
        };
        Self::new(meta, Cause::Status { response, code, message, repeated_key, outcome })
    }

    pub(crate) fn decode(meta: &Meta, api: &Api, response: RawResponse, error: DecodeError) -> Self {
        // Where a success carries its code may stand some other text. Only an envelope that does not claim one has a code.
        let claim = meta.response_envelope().map(|envelope| envelope.claim(&response));
        let may_have_code = claim.is_some_and(|claim| !matches!(claim, Ok(Claim::Worked)));
        let code = may_have_code.then(|| first_text(response.body(), api.error_code)).flatten();
        Self::new(meta, Cause::Decode { response, code, error })
    }

    /// What the documentation shows is not in the response.
    pub(crate) fn undocumented(meta: &Meta, response: RawResponse, error: DecodeError) -> Self {
        Self::new(meta, Cause::Decode { response, code: None, error })
    }

    /// What went wrong, in one word.
    pub fn kind(&self) -> ErrorKind {
        match &self.0.cause {
            Cause::Config(_) => ErrorKind::Config,
            Cause::Build(_) => ErrorKind::Build,
            Cause::Credential { .. } => ErrorKind::Credential,
            Cause::KeyExpired(_) => ErrorKind::KeyExpired,
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
            Cause::Status { code, .. } | Cause::Decode { code, .. } => code.as_deref(),
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

    /// What the connection knows of this attempt. To decide whether a call may be made anew, ask
    /// [`may_have_worked`](Self::may_have_worked).
    pub fn delivery(&self) -> Delivery {
        match &self.0.cause {
            Cause::Config(_) | Cause::Build(_) | Cause::Credential { .. } | Cause::KeyExpired(_) => {
                Delivery::NotSent
            }
            Cause::Transport(error) => error.delivery(),
            Cause::Status { .. } | Cause::Decode { .. } => Delivery::Answered,
        }
    }

    /// Whether the call may have done its work although it failed. Then look up what became of it: a new call could do
    /// the work twice.
    ///
    /// It is `false` only where that is certain: the request did not leave, or the server refused it with a status that
    /// is a refusal by definition (400 to 406, 410 to 418, 421, 422, 424, 426, 428, 429, 431, 451). It is `true` for
    /// every other status (a gateway's 502 tells nothing about the server behind it, and a 409 may be the answer to a
    /// call whose first attempt is still under way), where the answer was lost, where an answer of success cannot be
    /// read or reports a failure in its body, where the refusal may be that of [a repeated key](Self::is_repeated_key), and where another attempt at the
    /// same call, made by a clone, may have worked. Where the provider documents what an error code means for that, the
    /// code decides and not the status.
    pub fn may_have_worked(&self) -> bool {
        self.0.other_attempt
            || match &self.0.cause {
                Cause::Decode { .. } => true,
                Cause::Status { outcome, .. } => *outcome != Outcome::NoEffect,
                _ => self.delivery() == Delivery::Unknown,
            }
    }

    /// Whether the server may have refused the call because its idempotency key came before. That shows that an earlier
    /// call arrived, and not what became of it.
    ///
    /// Where the provider documents how such a refusal looks, it is recognised by its status and code; otherwise any
    /// failure counts that has the status and none of the codes that are documented for something else.
    pub fn is_repeated_key(&self) -> bool {
        matches!(&self.0.cause, Cause::Status { repeated_key: true, .. })
    }

    /// Whether making the same call again can help and cannot do its work twice.
    ///
    /// It can help after a failure of the network and after the statuses 429, 502, 503 and 504. It cannot do harm
    /// where the operation's [`Retry`] class allows it, and as long as the provider remembers its idempotency key. "The
    /// same call" means a clone of the [`Call`](crate::Call), which carries the same key.
    pub fn is_retryable(&self) -> bool {
        let key_is_alive = || self.0.keyed && !self.0.window.is_some_and(|window| window.is_over());
        let (repeatable, unsent) = match self.0.retry {
            Retry::Safe => (true, true),
            Retry::Keyed => (key_is_alive(), key_is_alive()),
            Retry::Unsent => (false, !self.0.other_attempt),
            Retry::Never => (false, false),
        };
        match &self.0.cause {
            Cause::Transport(error) => match (error.kind(), error.delivery()) {
                (TransportErrorKind::TooLarge, _) => false,
                (_, Delivery::NotSent) => unsent,
                _ => repeatable,
            },
            Cause::Status { response, .. } => {
                repeatable && matches!(response.status().as_u16(), 429 | 502 | 503 | 504)
            }
            _ => false,
        }
    }

    /// Whether any number of calls of the operation has the effect of one.
    pub(crate) fn is_safe(&self) -> bool {
        self.0.retry == Retry::Safe
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
            other_attempt: false,
            window: None,
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
            other_attempt: false,
            window: None,
            cause: Cause::Config(error),
        }))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)?;
        if self.0.other_attempt { f.write_str("; another attempt may have worked") } else { Ok(()) }
    }
}

impl Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.operation;
        match &self.cause {
            Cause::Config(error) => fmt::Display::fmt(error, f),
            Cause::Build(error) => fmt::Display::fmt(error, f),
            Cause::Credential { scheme, variable } => {
                write!(f, "{operation}: the client has no credential for `{scheme}`")?;
                match variable {
                    Some(variable) => write!(f, " (`Client::from_env` takes it from {variable})"),
                    None => Ok(()),
                }
            }
            Cause::KeyExpired(window) => write!(
                f,
                "{operation}: not sent again: its idempotency key was first sent more than {} seconds ago, and the \
                 provider may have forgotten it",
                window.as_secs()
            ),
            Cause::Transport(error) => write!(f, "{operation}: {error}"),
            Cause::Status { response, code, repeated_key, .. } => {
                write!(f, "{operation}: the server answered {}", response.status())?;
                if response.status().is_success() {
                    f.write_str(" and reports a failure")?;
                }
                if let Some(code) = code.as_deref().filter(|code| is_plain_code(code)) {
                    write!(f, " with code `{code}`")?;
                }
                if *repeated_key {
                    f.write_str("; it may be the refusal of a repeated idempotency key")?;
                }
                Ok(())
            }
            Cause::Decode { response, error, .. } => {
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
