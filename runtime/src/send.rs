//! Sending a call: its attempts, the waits between them, and what is known of it in the end.

use std::time::{Duration, Instant};

use crate::api::Api;
use crate::attempts::{Attempts, Moment, Window};
use crate::client::{Core, Shared};
use crate::credentials::{Credentials, Pass};
use crate::draft::Draft;
use crate::error::{Delivery, Error};
use crate::journal::Entry;
use crate::meta::{Meta, Retry};
use crate::outcome::Outcome;
use crate::request::Request;
use crate::response::RawResponse;
use crate::transport::{TransportError, TransportErrorKind};

/// A call that was sent, before its answer is decoded.
pub(crate) struct Sent {
    pub(crate) result: Result<RawResponse, Error>,
    pub(crate) record: Record,
}

/// What is to be told when the outcome of the call is known. Dropped before, it tells the journal that nobody will know.
pub(crate) struct Record {
    core: Core,
    meta: Meta,
    attempts: Attempts,
    /// How many attempts this sending made.
    count: u32,
    /// How long one may take.
    attempt_time: Duration,
    /// The first failure that left open what became of the call.
    earlier: Option<Error>,
    entry: Option<Entry>,
}

/// Sends a call, as often as that is safe, of use, and wanted. Nothing here depends on the operation's types, so it is
/// compiled once.
pub(crate) async fn send(core: Core, draft: Draft) -> Sent {
    let limits = Limits::of(&core.shared, &draft);
    let record = Record {
        meta: draft.meta,
        attempts: draft.attempts.clone(),
        count: 0,
        attempt_time: limits.attempt,
        earlier: None,
        entry: None,
        core,
    };
    Sending { limits, draft, record, begun: 0, pass: Pass::default(), refusal: None, has_renewed: false }
        .run()
        .await
}

struct Sending {
    draft: Draft,
    limits: Limits,
    record: Record,
    /// How many attempts were begun, those included for which a source had no credential.
    begun: u32,
    /// What the last attempt carried.
    pass: Pass,
    /// The 401 for which a source is asked once more: the call's error if the source gives nothing else.
    refusal: Option<Error>,
    has_renewed: bool,
}

/// When the call must have ended, and how long one attempt may take.
struct Limits {
    end: Instant,
    total: Duration,
    attempt: Duration,
}

impl Limits {
    fn of(shared: &Shared, draft: &Draft) -> Self {
        let total = draft.timeout.unwrap_or(shared.timeout);
        let attempt = draft.attempt_timeout.or(shared.attempt_timeout).unwrap_or(total).min(total);
        // A time so long that no clock shows its end is as good as a year.
        let end = |total| shared.clock.now().checked_add(total);
        let year = Duration::from_secs(365 * 24 * 60 * 60);
        let end = end(total).or_else(|| end(year)).unwrap_or_else(|| shared.clock.now());
        Self { end, total, attempt }
    }

    /// How long an attempt may take that begins at `now`.
    fn next(&self, now: Instant) -> Duration {
        self.attempt.min(self.end.saturating_duration_since(now)).min(self.total)
    }
}

impl Sending {
    async fn run(mut self) -> Sent {
        let result = match self.request() {
            Ok(request) => self.attempts(request).await,
            Err(error) => Err(self.record.told(error)),
        };
        Sent { result, record: self.record }
    }

    fn shared(&self) -> &Shared {
        &self.record.core.shared
    }

    fn now(&self) -> Moment {
        Moment::of(&*self.shared().clock)
    }

    fn request(&mut self) -> Result<Request, Error> {
        let meta = self.draft.meta;
        let request = self.draft.take_request().map_err(|error| Error::build(&meta, error))?;
        self.draft.check_resumed(&request)?;
        let entry = Entry::of(self.shared(), &self.draft, &request);
        self.record.entry = entry.map_err(|error| Error::build(&meta, error))?;
        Ok(request)
    }

    async fn attempts(&mut self, request: Request) -> Result<RawResponse, Error> {
        loop {
            let error = match self.attempt(&request).await {
                Ok(response) => {
                    self.shared().budget.give(self.host());
                    return Ok(response);
                }
                Err(error) => error,
            };
            let renews = self.renews(&error);
            let Some(wait) = self.wait_after(&error, renews) else {
                return Err(error.after(self.record.earlier.take()));
            };
            if renews {
                (self.refusal, self.has_renewed) = (Some(error), true);
            } else if self.record.earlier.is_none() && error.own_outcome() != Outcome::NoEffect {
                self.record.earlier = Some(error);
            }
            if !wait.is_zero() {
                self.shared().clock.sleep(wait).await;
            }
        }
    }

    /// Whether a source is to give another credential. It is told of each 401, and asked once more in a call.
    fn renews(&self, error: &Error) -> bool {
        if !self.pass.may_be_renewed(error) {
            return false;
        }
        self.shared().credentials.refused(&self.pass);
        !self.has_renewed && error.own_outcome() == Outcome::NoEffect
    }

    /// What the attempt carries. A source that gives again what was refused leaves it at the refusal.
    async fn pass(&mut self, request: &Request) -> Result<(), Error> {
        let time = self.limits.next(self.shared().clock.now());
        let pass = Credentials::pass(self.shared(), &self.draft.meta, &request.headers, time).await;
        self.pass = pass.map_err(|error| self.record.told(error))?;
        match self.refusal.take() {
            Some(error) if self.pass.is_refused() => Err(error),
            _ => Ok(()),
        }
    }

    async fn attempt(&mut self, request: &Request) -> Result<RawResponse, Error> {
        let meta = self.draft.meta;
        if let Some(window) = self.record.window().filter(|window| window.is_over(self.now(), Duration::ZERO))
        {
            return Err(self.record.told(Error::key_expired(&meta, window.length)));
        }
        self.begun += 1;
        self.pass(request).await?;
        if let Some(entry) = &mut self.record.entry
            && let Err(error) =
                entry.sending(&self.record.attempts, self.record.core.shared.clock.wall()).await
        {
            return Err(self.record.told(Error::journal(&meta, error)));
        }
        let time = self.limits.next(self.shared().clock.now());
        if time.is_zero() {
            // The source of the credential or the journal took all of it.
            let error = TransportError::new(TransportErrorKind::Timeout, Delivery::NotSent);
            return Err(self.record.told(Error::transport(&meta, error)));
        }
        self.record.attempts.begin(self.now());
        self.record.count += 1;
        let result = self.record.core.execute_with(request, &meta, &self.pass, time).await;
        result.map_err(|error| self.record.failed(error))
    }

    /// How long to wait before the next attempt; `None` when there is none.
    fn wait_after(&self, error: &Error, renews: bool) -> Option<Duration> {
        let shared = self.shared();
        let policy = self.draft.retries.unwrap_or(shared.retries);
        let jitter = shared.clock.jitter(policy.wait_after(self.begun)?);
        let jitter = if renews { Duration::ZERO } else { jitter };
        let wait = error.retry_after().map_or(jitter, |asked| asked.max(jitter));
        let in_time = shared.clock.now().checked_add(wait).is_some_and(|then| then < self.limits.end);
        let helps = error.should_retry(shared.api).or(renews.then_some(true));
        let may = || error.is_retryable_at(self.now(), wait, helps);
        (in_time && may() && shared.budget.take(self.host(), error.is_timeout())).then_some(wait)
    }

    /// By which the budget tells hosts apart: the address of an operation's own, or the client's.
    fn host(&self) -> &'static str {
        let site = &self.shared().site;
        let own = self.draft.meta.own_servers().filter(|_| !site.is_empty());
        own.and_then(|servers| servers.iter().find(|(name, _)| name == site)).map_or("", |(_, url)| url)
    }
}

impl Record {
    /// In which the key may be sent again, where its life is known and it was sent.
    fn window(&self) -> Option<Window> {
        self.attempts.repeat_window(self.meta.key_lifetime()?, self.attempt_time)
    }

    /// An error of an attempt that was not begun.
    fn told(&self, error: Error) -> Error {
        error.among_attempts(self.attempts.outcome_of_others(0), self.window(), self.count)
    }

    /// An error of the attempt that was begun last.
    fn failed(&self, error: Error) -> Error {
        let is_open = error.own_outcome() != Outcome::NoEffect;
        if !is_open {
            self.attempts.had_no_effect(error.delivery());
        }
        let others = self.attempts.outcome_of_others(usize::from(is_open));
        error.among_attempts(others, self.window(), self.count)
    }

    /// The error of an answer of success that is not what is documented.
    pub(crate) fn unreadable(&mut self, error: Error) -> Error {
        self.failed(error).after(self.earlier.take())
    }

    pub(crate) fn api(&self) -> &'static Api {
        self.core.shared.api
    }

    /// How many attempts were made.
    pub(crate) fn attempts(&self) -> u32 {
        self.count
    }

    /// Tells the call's clones, and the journal, what became of it.
    pub(crate) async fn close(self, outcome: Outcome) {
        if outcome == Outcome::Done && self.meta.retry_class() != Retry::Safe {
            self.attempts.succeeded();
        }
        if let Some(entry) = self.entry {
            entry.settled(outcome).await;
        }
    }
}
