//! An operation of a generated crate, without its types.

use std::error::Error as StdError;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use clientwright_runtime::json::DecodeError;
use clientwright_runtime::{
    BoxFuture, Builder, CallError, ConfigError, Core, Delivery, Error, HttpRequest, HttpResponse, Outcome,
    Response, RetryPolicy, Transport, TransportError,
};

use crate::clock::Skipping;

/// Values that no error may show.
pub(crate) const SECRET: &str = "canary:credential";
pub(crate) const ANSWER_CANARY: &str = "canary-answer";

/// Facts of an operation, as its document has them.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Name of the provider.
    pub provider: &'static str,
    /// `operationId`.
    pub operation: &'static str,
    /// `safe`, `keyed`, `refused`, `replayed`, `unsent` or `never`: the retry class, and with `keyed` what a repeated key
    /// gives.
    pub class: &'static str,
    /// Header that carries the idempotency key.
    pub key_header: Option<&'static str>,
    /// Whether a repeated key is refused, whatever the class.
    pub is_key_refused: bool,
    /// Whether a failure may be the refusal of a key, as far as that is documented.
    pub may_refuse_key: bool,
    /// Seconds for which the provider remembers a key.
    pub key_life: Option<u64>,
    /// Status and body of a success.
    pub answer: (u16, &'static str),
    /// Status and body of the refusal of a repeated key.
    pub refusal: (u16, &'static str),
}

/// Everything of a client that is not its provider's.
#[derive(Clone)]
pub struct Setup {
    pub(crate) url: String,
    pub(crate) transport: Shared,
    pub(crate) clock: Option<Skipping>,
    pub(crate) attempt_timeout: Option<Duration>,
}

impl Setup {
    /// Address of the server.
    pub fn url(&self) -> String {
        self.url.clone()
    }

    /// Value for each credential.
    pub fn secret(&self) -> &'static str {
        SECRET
    }

    /// Builds the client of a provider.
    ///
    /// # Errors
    ///
    /// The builder refuses a setting.
    pub fn build<C: From<Core>>(&self, builder: Builder<C>) -> Result<C, ConfigError> {
        let mut builder = builder.transport(self.transport.clone());
        if let Some(time) = self.attempt_timeout {
            builder = builder.attempt_timeout(time);
        }
        match &self.clock {
            Some(clock) => builder.clock(clock.clone()).retries(RetryPolicy::new()).build(),
            None => builder.retries(RetryPolicy::new().first_wait(Duration::from_millis(1))).build(),
        }
    }
}

/// A transport behind a pointer.
#[derive(Clone)]
pub(crate) struct Shared(pub(crate) Arc<dyn Transport>);

impl Transport for Shared {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        self.0.send(request)
    }
}

/// Sends one call, and its clones.
pub type Again = Box<dyn Fn() -> BoxFuture<'static, Told> + Send + Sync>;

/// Makes calls with one client. The argument names the intention.
pub(crate) type Caller = Arc<dyn Fn(&str) -> Result<Again, String> + Send + Sync>;

type Start = Box<dyn Fn(&Setup) -> Result<Caller, String> + Send + Sync>;

/// An operation that can be called.
#[derive(Clone)]
pub struct Subject {
    /// Facts.
    pub facts: Facts,
    start: Arc<Start>,
}

impl Subject {
    /// An operation: how its client is built, and how one call is made.
    pub fn new<C: Send + Sync + 'static>(
        facts: Facts,
        client: fn(&Setup) -> Result<C, ConfigError>,
        call: fn(&C, &str) -> Result<Again, DecodeError>,
    ) -> Self {
        let start: Start = Box::new(move |setup| {
            let client = client(setup).map_err(|error| error.to_string())?;
            Ok(Arc::new(move |intention: &str| call(&client, intention).map_err(|error| error.to_string())))
        });
        Self { facts, start: Arc::new(start) }
    }

    pub(crate) fn start(&self, setup: &Setup) -> Result<Caller, String> {
        (self.start)(setup)
    }
}

/// Erases the type of a call.
pub fn again<C, T, E, F>(call: C, send: fn(C) -> F) -> Again
where
    C: Clone + Send + Sync + 'static,
    F: Future<Output = Result<Response<T>, CallError<E>>> + Send + 'static,
    T: 'static,
    E: std::fmt::Debug + 'static,
{
    Box::new(move || {
        let sent = send(call.clone());
        Box::pin(async move { Told::of(sent.await) })
    })
}

/// What the client says of a call.
#[derive(Clone, Debug)]
pub struct Told {
    /// `None` for a success.
    pub(crate) failure: Option<Failure>,
    pub(crate) attempts: u32,
    /// Intention that the response names.
    pub(crate) echo: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub(crate) outcome: Outcome,
    pub(crate) delivery: Delivery,
    /// Everything that is printed of it: `Display`, `Debug`, and those of its causes.
    pub(crate) text: String,
}

impl Told {
    fn of<T, E: std::fmt::Debug>(result: Result<Response<T>, CallError<E>>) -> Self {
        let echo = |headers: &clientwright_runtime::HeaderMap| {
            headers.get("x-echo").and_then(|value| value.to_str().ok()).map(str::to_owned)
        };
        match result {
            Ok(response) => {
                Self { failure: None, attempts: response.attempts(), echo: echo(response.headers()) }
            }
            Err(error) => {
                let shown = format!("{error}\n{error:?}\n");
                let error = error.into_error();
                Self {
                    attempts: error.attempts(),
                    echo: error.headers().and_then(echo),
                    failure: Some(Failure::of(&error, shown)),
                }
            }
        }
    }

    /// `ok`, or the outcome.
    pub(crate) fn word(&self) -> &'static str {
        self.failure.as_ref().map_or("ok", |failure| failure.outcome.as_str())
    }
}

impl Failure {
    fn of(error: &Error, mut text: String) -> Self {
        let mut cause: Option<&dyn StdError> = Some(error);
        while let Some(error) = cause {
            // Writing into a String cannot fail.
            let _ = writeln!(text, "{error}\n{error:?}");
            cause = error.source();
        }
        Self { outcome: error.outcome(), delivery: error.delivery(), text }
    }
}
