//! What an error says of the call: whether it happened, and whether it may be made again.

use std::time::Duration;

use super::{Cause, Delivery, Error};
use crate::attempts::{Moment, Window};
use crate::clock::SystemClock;
use crate::meta::{Meta, Retry};
use crate::outcome::{Ending, Outcome, Repeat, Verdict};

/// What is known of the call beside how its last attempt ended.
#[derive(Clone, Copy, Debug)]
pub(super) struct Circumstances {
    retry: Retry,
    /// The request carried an idempotency key.
    keyed: bool,
    /// A repeated key gives the first answer again.
    replayed: bool,
    /// What the other attempts at the same call say, those of clones included.
    pub(super) others: Outcome,
    /// The time in which the key may be sent again, where the key's life is known.
    window: Option<Window>,
    /// How many attempts this sending of the call made.
    attempts: u32,
}

impl Circumstances {
    /// Of an error before any attempt, of no operation.
    pub(super) const NONE: Self = Self {
        retry: Retry::Never,
        keyed: false,
        replayed: false,
        others: Outcome::NoEffect,
        window: None,
        attempts: 0,
    };

    pub(super) fn of(meta: &Meta) -> Self {
        Self {
            retry: meta.retry_class(),
            keyed: meta.idempotency_header().is_some(),
            replayed: meta.replays_answers(),
            ..Self::NONE
        }
    }
}

impl Error {
    /// Adds what is known of the other attempts at the same call. A repetition of what is safe has no effect to ask for.
    pub(crate) fn among_attempts(mut self, others: Outcome, window: Option<Window>, attempts: u32) -> Self {
        let own = &mut self.0.circumstances;
        own.others = if own.retry == Retry::Safe { Outcome::NoEffect } else { others };
        own.window = window;
        own.attempts = attempts;
        self
    }

    /// Adds the first failure of the same call that left open what became of it.
    pub(crate) fn after(mut self, earlier: Option<Self>) -> Self {
        self.0.earlier = earlier;
        self
    }

    /// What the end of this attempt says.
    fn verdict(&self) -> Verdict {
        match &self.0.cause {
            Cause::Config(_)
            | Cause::Build(_)
            | Cause::Credential { .. }
            | Cause::KeyExpired(_)
            | Cause::NotRepeatable
            | Cause::Journal(_) => Verdict::of(Ending::Kept),
            Cause::Supply { error, .. } if error.is_temporary() => Verdict::of(Ending::NotSupplied),
            Cause::Supply { .. } => Verdict::of(Ending::Kept),
            Cause::Transport(error) => Verdict::of(Ending::of(error)),
            Cause::Status { response, documented, repeated_key, .. } => {
                Verdict::of(Ending::Status(response.status().as_u16()))
                    .with_documented(*documented)
                    .with_refused_key(*repeated_key)
            }
            Cause::Decode { .. } => Verdict::of(Ending::Unreadable),
        }
    }

    /// Whether any number of calls of the operation has the effect of one.
    pub(crate) fn is_safe(&self) -> bool {
        self.0.circumstances.retry == Retry::Safe
    }

    /// What this attempt alone says.
    pub(crate) fn own_outcome(&self) -> Outcome {
        self.verdict().outcome
    }

    /// Whether the call did its work, as far as that is known: the worst that is known of any of its attempts, those of
    /// clones included.
    ///
    /// [`Outcome::NoEffect`] is said only where that is certain: the request did not leave, or the server refused it with
    /// a status that is a refusal by definition (400 to 406, 410 to 418, 421, 422, 424, 426, 428, 429, 431, 451). Every
    /// other status leaves it open: a gateway's 502 tells nothing about the server behind it, and a 409 may be the answer
    /// to a call whose first attempt is still under way. So does an answer that was lost, an answer of success that cannot
    /// be read, and what may be the refusal of [a repeated key](Self::is_repeated_key). Where the provider documents what
    /// an error code means for that, the code decides and not the status.
    pub fn outcome(&self) -> Outcome {
        self.own_outcome().max(self.0.circumstances.others)
    }

    /// Whether the call may have done its work although it failed: [`outcome`](Self::outcome) is not
    /// [`Outcome::NoEffect`]. Then look up what became of it: a new call could do the work twice.
    pub fn may_have_worked(&self) -> bool {
        self.outcome() != Outcome::NoEffect
    }

    /// Why [`outcome`](Self::outcome) is what it is: a clause, for people and logs.
    pub fn why(&self) -> &'static str {
        let verdict = self.verdict();
        match self.0.circumstances.others {
            others if others <= verdict.outcome => verdict.why,
            Outcome::Done => "another attempt at the same call succeeded",
            Outcome::Unknown | Outcome::NoEffect => "another attempt at the same call may have worked",
        }
    }

    /// How many attempts were made when the call was sent. Zero: none, because it was kept back.
    pub fn attempts(&self) -> u32 {
        self.0.circumstances.attempts
    }

    /// The first failure of the same call that left open what became of it, where a later attempt failed otherwise.
    pub fn earlier(&self) -> Option<&Self> {
        self.0.earlier.as_ref()
    }

    /// Whether making the same call again can help and cannot do its work twice.
    ///
    /// It can help after a failure of the network and after the statuses 408, 429, 502, 503 and 504; where a repeated key
    /// gives the first answer again, after 409 and 500 too. It cannot do harm where the operation's [`Retry`] class
    /// allows it, and as long as the provider remembers its idempotency key. "The same call" means a clone of the
    /// [`Call`](crate::Call), which carries the same key. A call that was sent has been repeated already, as its
    /// [`RetryPolicy`](crate::RetryPolicy) says.
    pub fn is_retryable(&self) -> bool {
        self.is_retryable_at(Moment::of(&SystemClock), Duration::ZERO, None)
    }

    /// Whether it may be made again so much later than `now`; `helps` is what the provider says of that.
    pub(crate) fn is_retryable_at(&self, now: Moment, later: Duration, helps: Option<bool>) -> bool {
        let own = &self.0.circumstances;
        let helps = match self.verdict().repeat {
            // What has a reason to fail again is not repeated for a header.
            Repeat::Useless => self.status().is_some() && !self.is_repeated_key() && helps == Some(true),
            Repeat::Helps => helps != Some(false),
            Repeat::HelpsIfReplayed => helps.unwrap_or(own.keyed && own.replayed),
        };
        let key_is_alive = || own.keyed && !own.window.is_some_and(|window| window.is_over(now, later));
        let may = match own.retry {
            Retry::Safe => true,
            Retry::Keyed => key_is_alive(),
            Retry::Unsent => self.delivery() == Delivery::NotSent && own.others == Outcome::NoEffect,
            Retry::Never => false,
        };
        helps && may
    }

    /// Whether the time was over.
    pub fn is_timeout(&self) -> bool {
        use crate::transport::TransportErrorKind::Timeout;
        matches!(&self.0.cause, Cause::Transport(error) if error.kind() == Timeout)
    }

    /// Whether the server may have refused the call because its idempotency key came before. That shows that an earlier
    /// call arrived, and not what became of it.
    ///
    /// Where the provider documents how such a refusal looks, it is recognised by its status and code; otherwise any
    /// failure counts that has the status and none of the codes that are documented for something else.
    pub fn is_repeated_key(&self) -> bool {
        matches!(&self.0.cause, Cause::Status { repeated_key: true, .. })
    }
}
