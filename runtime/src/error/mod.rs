//! Why a call failed, and what is certain about it.

mod build;
mod call;
mod config;
mod judgement;

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

pub use self::build::BuildError;
pub(crate) use self::build::Problem;
pub use self::call::CallError;
pub use self::config::ConfigError;
use self::judgement::Circumstances;
use crate::api::Api;
use crate::credentials::CredentialError;
use crate::envelope::Claim;
use crate::json::DecodeError;
use crate::limits::Violation;
use crate::meta::Meta;
use crate::outcome::Outcome;
use crate::pointer::first_text;
use crate::response::RawResponse;
use crate::transport::TransportError;

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
    /// The client has no credential that the operation takes, or its source gave none.
    Credential,
    /// The call was to be repeated when its idempotency key had lived too long to be sent again.
    KeyExpired,
    /// The call was resumed, and its operation must not be repeated. Look up what became of it.
    NotRepeatable,
    /// The journal could not note that the call is about to be sent, so it was not.
    Journal,
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
/// `Display` and `Debug` name the operation, the kind, the status and a documented code, and never a body, a header or a
/// value.
pub struct Error(Box<Inner>);

struct Inner {
    /// Empty for an error that belongs to no operation.
    operation: &'static str,
    circumstances: Circumstances,
    /// The first failure of the same call that left open what became of it.
    earlier: Option<Error>,
    cause: Cause,
}

enum Cause {
    Config(ConfigError),
    Build(BuildError),
    Credential {
        scheme: &'static str,
        variable: Option<&'static str>,
    },
    /// The source of a scheme's credential gave none.
    Supply {
        scheme: &'static str,
        error: CredentialError,
    },
    KeyExpired(Duration),
    #[cfg_attr(not(feature = "journal"), allow(dead_code))] // only a journal resumes calls
    NotRepeatable,
    Journal(Box<dyn StdError + Send + Sync>),
    Transport(TransportError),
    Status {
        response: RawResponse,
        code: Option<String>,
        is_documented: bool,
        message: Option<String>,
        repeated_key: bool,
        /// What is documented of the code.
        documented: Option<Outcome>,
    },
    Decode {
        response: RawResponse,
        code: Option<String>,
        error: DecodeError,
    },
}

impl Error {
    fn new(meta: &Meta, cause: Cause) -> Self {
        Self::with(meta.id(), Circumstances::of(meta), cause)
    }

    fn with(operation: &'static str, circumstances: Circumstances, cause: Cause) -> Self {
        Self(Box::new(Inner { operation, circumstances, earlier: None, cause }))
    }

    pub(crate) fn build(meta: &Meta, error: BuildError) -> Self {
        Self::new(meta, Cause::Build(error))
    }

    #[cfg(feature = "journal")]
    pub(crate) fn not_repeatable(meta: &Meta) -> Self {
        Self::new(meta, Cause::NotRepeatable)
    }

    pub(crate) fn journal(meta: &Meta, error: Box<dyn StdError + Send + Sync>) -> Self {
        Self::new(meta, Cause::Journal(error))
    }

    pub(crate) fn key_expired(meta: &Meta, window: Duration) -> Self {
        Self::new(meta, Cause::KeyExpired(window))
    }

    pub(crate) fn credential(meta: &Meta, api: &Api, scheme: &'static str) -> Self {
        let variable = api.scheme(scheme).map(|scheme| scheme.variable);
        Self::new(meta, Cause::Credential { scheme, variable })
    }

    pub(crate) fn supply(meta: &Meta, scheme: &'static str, error: CredentialError) -> Self {
        Self::new(meta, Cause::Supply { scheme, error })
    }

    pub(crate) fn transport(meta: &Meta, error: TransportError) -> Self {
        Self::new(meta, Cause::Transport(error))
    }

    pub(crate) fn status_of(meta: &Meta, api: &Api, response: RawResponse) -> Self {
        let code = first_text(response.body(), api.error_code);
        let message = first_text(response.body(), api.error_message);
        let repeated_key = meta.may_refuse_key(response.status().as_u16(), code.as_deref());
        let is_documented = code.as_deref().is_some_and(|code| api.codes.contains(&code));
        let documented = code.as_deref().and_then(|code| api.outcome_of(code));
        Self::new(meta, Cause::Status { response, code, is_documented, message, repeated_key, documented })
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
            Cause::Credential { .. } | Cause::Supply { .. } => ErrorKind::Credential,
            Cause::KeyExpired(_) => ErrorKind::KeyExpired,
            Cause::NotRepeatable => ErrorKind::NotRepeatable,
            Cause::Journal(_) => ErrorKind::Journal,
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

    /// The response, where one came, if only its head.
    fn head(&self) -> Option<&RawResponse> {
        match &self.0.cause {
            Cause::Transport(error) => error.head(),
            _ => self.response(),
        }
    }

    /// The status, where a response came. A response whose body was cut has one too: ask
    /// [`delivery`](Self::delivery) whether the answer was whole.
    pub fn status(&self) -> Option<StatusCode> {
        self.head().map(RawResponse::status)
    }

    /// The headers, where a response came, be its body whole or cut.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.head().map(RawResponse::headers)
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
        self.head()?.request_id()
    }

    /// Whether the provider says that the same request can help, where it documents a header for that.
    pub(crate) fn should_retry(&self, api: &Api) -> Option<bool> {
        match &self.0.cause {
            Cause::Status { response, .. } => {
                match response.headers().get(api.should_retry?)?.to_str().ok()? {
                    "true" => Some(true),
                    "false" => Some(false),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// How long the provider asks to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.head()?.retry_after()
    }

    /// What the connection knows of this attempt. To decide whether a call may be made anew, ask
    /// [`may_have_worked`](Self::may_have_worked).
    pub fn delivery(&self) -> Delivery {
        match &self.0.cause {
            Cause::Config(_)
            | Cause::Build(_)
            | Cause::Credential { .. }
            | Cause::Supply { .. }
            | Cause::KeyExpired(_)
            | Cause::NotRepeatable
            | Cause::Journal(_) => Delivery::NotSent,
            Cause::Transport(error) => error.delivery(),
            Cause::Status { .. } | Cause::Decode { .. } => Delivery::Answered,
        }
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

    /// The documented limit that the request does not keep. Such a request is not sent.
    pub fn violation(&self) -> Option<&Violation> {
        match &self.0.cause {
            Cause::Build(error) => error.violation(),
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
        Self::with(error.operation, Circumstances::NONE, Cause::Build(error))
    }
}

impl From<ConfigError> for Error {
    fn from(error: ConfigError) -> Self {
        Self::with("", Circumstances::NONE, Cause::Config(error))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)?;
        match self.0.circumstances.others {
            Outcome::NoEffect => Ok(()),
            Outcome::Unknown => f.write_str("; another attempt may have worked"),
            Outcome::Done => f.write_str("; another attempt succeeded"),
        }
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
            Cause::Supply { scheme, .. } => {
                write!(f, "{operation}: not sent: the source of the credential for `{scheme}` has none")
            }
            Cause::KeyExpired(window) => write!(
                f,
                "{operation}: not sent again: its idempotency key was first sent more than {} seconds ago, and the \
                 provider may have forgotten it",
                window.as_secs()
            ),
            Cause::NotRepeatable => {
                write!(f, "{operation}: not sent again: the operation must not be repeated")
            }
            Cause::Journal(_) => write!(f, "{operation}: not sent: the journal could not note it"),
            Cause::Transport(error) => write!(f, "{operation}: {error}"),
            Cause::Status { response, code, is_documented, repeated_key, .. } => {
                write!(f, "{operation}: the server answered {}", response.status())?;
                if response.status().is_success() {
                    f.write_str(" and reports a failure")?;
                }
                // What stands where codes belong may be a sentence about the caller's data.
                match code {
                    Some(code) if *is_documented => write!(f, " with code `{code}`")?,
                    Some(_) => f.write_str(" with a code that is not documented")?,
                    None => {}
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

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({self})")
    }
}

impl StdError for Error {
    /// The cause of a failure of the network, of the journal or of a credential's source, otherwise [the earlier failure](Error::earlier) of the
    /// same call. Other causes are part of `Display`.
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let own = match &self.0.cause {
            Cause::Transport(error) => error.source(),
            Cause::Journal(error) => Some(&**error as _),
            Cause::Supply { error, .. } => Some(error.cause()),
            _ => None,
        };
        own.or_else(|| self.earlier().map(|earlier| earlier as _))
    }
}
