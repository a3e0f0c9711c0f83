//! Asking again until something is final.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::clock::Clock;
use crate::error::Error;

/// Nobody is asked more often than that.
const SHORTEST: Duration = Duration::from_millis(100);

/// How often and for how long something is asked for again until it is final: a transfer, a verification.
///
/// It is no policy for failed calls: each answer is one of a call that worked, and only calls that are
/// [safe](crate::Retry::Safe) are made again when theirs was lost.
///
/// ```
/// # use clientwright_runtime::{Api, Builder, Core, Json, ManualClock, Meta, Method, Operation, ScriptedTransport, Site};
/// use clientwright_runtime::{Polling, Wait};
/// # enum GetTransfer {}
/// # impl Operation for GetTransfer {
/// #     type Output = Json;
/// #     type Error = Json;
/// #     const META: Meta = Meta::new(Method::Get, "getTransfer", "/transfers/{id}");
/// # }
/// # static API: Api = Api::new("acme-client", "1.0.0");
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let transport = ScriptedTransport::new().json(200, r#"{"status":"open"}"#).json(200, r#"{"status":"paid"}"#);
/// # let core: Core = Builder::new(&API, Site::new("live", "https://api.example.com")).transport(transport).build()?;
/// # let polling = Polling::with_clock(ManualClock::new());
///
/// // The id is all that is needed, also after a restart.
/// let id = "t-17";
/// let transfer = polling
///     .wait_until(
///         || core.call::<GetTransfer>().path("id", id),
///         |transfer| match transfer.get("status").and_then(|status| status.to_text()).as_deref() {
///             Some("paid") => Wait::Done,
///             Some("refused") => Wait::Failed,
///             _ => Wait::Pending,
///         },
///     )
///     .await?;
/// # assert_eq!(transfer.as_str(), r#"{"status":"paid"}"#);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use]
pub struct Polling {
    interval: Duration,
    growth: f64,
    longest: Duration,
    total: Duration,
    grace: Duration,
    clock: Arc<dyn Clock>,
}

/// What a state means for who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wait {
    /// Not final: ask again. Also right for states that were unknown when the program was made.
    Pending,
    /// Final, and what was waited for.
    Done,
    /// Final, and something else.
    Failed,
}

impl Polling {
    /// Asks after 1 second, then after ever longer pauses of up to 30 seconds, for 10 minutes.
    pub fn new() -> Self {
        Self::with_clock(crate::clock::SystemClock)
    }

    /// The same by a clock of one's own.
    pub fn with_clock(clock: impl Clock) -> Self {
        Self {
            interval: Duration::from_secs(1),
            growth: 1.5,
            longest: Duration::from_secs(30),
            total: Duration::from_secs(600),
            grace: Duration::from_secs(10),
            clock: Arc::new(clock),
        }
    }

    /// Sets the first pause; at least 100 milliseconds.
    pub fn interval(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }

    /// Sets by what each pause is multiplied for the next; at least 1.
    pub fn growth(mut self, growth: f64) -> Self {
        self.growth = growth;
        self
    }

    /// Sets the longest pause.
    pub fn longest(mut self, longest: Duration) -> Self {
        self.longest = longest;
        self
    }

    /// Sets the time after which nobody asks again. The last call is made when it ends.
    pub fn total(mut self, total: Duration) -> Self {
        self.total = total;
        self
    }

    /// Sets for how long 404 means that what was just made is not there yet; 10 seconds by default.
    pub fn not_found_grace(mut self, grace: Duration) -> Self {
        self.grace = grace;
        self
    }

    /// Makes calls until `judge` says of what one gives that it is final. The first is made at once.
    ///
    /// A lost response, and one that asks to try later, is followed by another call if the operation is safe. A longer
    /// pause that the response asks for is kept.
    ///
    /// # Errors
    ///
    /// The state is final and is not what was waited for, the time is over, or a call failed otherwise. The error has the
    /// last state.
    pub async fn wait_until<T, E, C>(
        &self,
        mut call: impl FnMut() -> C,
        mut judge: impl FnMut(&T) -> Wait,
    ) -> Result<T, WaitError<T>>
    where
        C: IntoFuture<Output = Result<T, E>>,
        E: Into<Error>,
    {
        let start = self.clock.now();
        let mut pause = self.interval;
        let mut last = None;
        loop {
            let mut asked = Duration::ZERO;
            let lost = match call().await {
                Ok(value) => match judge(&value) {
                    Wait::Done => return Ok(value),
                    Wait::Failed => return Err(WaitError::new(WaitErrorKind::Failed, Some(value), None)),
                    Wait::Pending => {
                        last = Some(value);
                        None
                    }
                },
                Err(error) => {
                    let error = error.into();
                    let is_new = last.is_none() && self.clock.now() - start < self.grace;
                    let is_missing = error.status().is_some_and(|status| status.as_u16() == 404);
                    if !(is_missing && is_new || error.is_safe() && error.is_retryable()) {
                        return Err(WaitError::new(WaitErrorKind::Call, last, Some(error)));
                    }
                    asked = error.retry_after().unwrap_or_default();
                    Some(error)
                }
            };
            let left = self.total.saturating_sub(self.clock.now() - start);
            if left.is_zero() {
                return Err(WaitError::new(WaitErrorKind::TimedOut, last, lost));
            }
            self.clock.sleep(self.shortened(pause).max(asked).max(SHORTEST).min(left)).await;
            pause = grown(pause, self.growth).min(self.longest);
        }
    }

    /// Programs that began together do not ask together: half of a pause is left to chance.
    fn shortened(&self, pause: Duration) -> Duration {
        let half = pause.min(self.longest) / 2;
        half + self.clock.jitter(half)
    }
}

/// Longer than any time there is where it does not fit.
fn grown(pause: Duration, growth: f64) -> Duration {
    Duration::try_from_secs_f64(pause.as_secs_f64() * growth.max(1.0)).unwrap_or(Duration::MAX)
}

impl Default for Polling {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Polling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Polling")
            .field("interval", &self.interval)
            .field("growth", &self.growth)
            .field("longest", &self.longest)
            .field("total", &self.total)
            .field("grace", &self.grace)
            .finish_non_exhaustive()
    }
}

/// Why nobody asks again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WaitErrorKind {
    /// The state is final, and not what was waited for.
    Failed,
    /// The time is over: the state may still change.
    TimedOut,
    /// A call failed.
    Call,
}

/// What was waited for has not come. `Display` and `Debug` do not show the state.
pub struct WaitError<T>(Box<Inner<T>>);

struct Inner<T> {
    kind: WaitErrorKind,
    last: Option<T>,
    error: Option<Error>,
}

impl<T> WaitError<T> {
    fn new(kind: WaitErrorKind, last: Option<T>, error: Option<Error>) -> Self {
        Self(Box::new(Inner { kind, last, error }))
    }

    /// Why nobody asks again.
    pub fn kind(&self) -> WaitErrorKind {
        self.0.kind
    }

    /// The last state that was seen.
    pub fn last(&self) -> Option<&T> {
        self.0.last.as_ref()
    }

    /// The last state that was seen, and nothing else.
    pub fn into_last(self) -> Option<T> {
        self.0.last
    }

    /// The failure of the last call, where it failed.
    pub fn error(&self) -> Option<&Error> {
        self.0.error.as_ref()
    }
}

impl<T> fmt::Display for WaitError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.kind(), self.error()) {
            (WaitErrorKind::Failed, _) => f.write_str("the state is final, and not what was waited for"),
            (WaitErrorKind::TimedOut, _) => f.write_str("the state is not final in time"),
            (WaitErrorKind::Call, Some(error)) => fmt::Display::fmt(error, f),
            (WaitErrorKind::Call, None) => f.write_str("a call failed"),
        }
    }
}

impl<T> fmt::Debug for WaitError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WaitError({self})")
    }
}

impl<T> StdError for WaitError<T> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self.kind() {
            WaitErrorKind::Call => self.error()?.source(),
            _ => self.error().map(|error| error as _),
        }
    }
}
