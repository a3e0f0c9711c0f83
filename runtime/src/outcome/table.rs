//! The table: how an attempt ended, what that says of the call, and whether the same request may help later.

use super::Outcome;
use crate::error::Delivery;
use crate::transport::{TransportError, TransportErrorKind};

/// How one attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// The client kept it back: it could not be built, has no credential, or its key is too old.
    Kept,
    /// The source of a credential has none for now.
    NotSupplied,
    /// The transport knows that nothing of the request left.
    NotSent(TransportErrorKind),
    /// Some of the request may have left, and no whole answer came.
    Lost(TransportErrorKind),
    /// A whole answer came with a status other than 200 to 299.
    Status(u16),
    /// An answer of success came and is not what is documented.
    Unreadable,
}

impl Ending {
    pub(crate) fn of(error: &TransportError) -> Self {
        match error.delivery() {
            Delivery::NotSent => Self::NotSent(error.kind()),
            Delivery::Unknown | Delivery::Answered => Self::Lost(error.kind()),
        }
    }
}

/// Whether the same request can succeed a little later. Whether it may be sent at all depends on the operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// It would fail again.
    Useless,
    /// It may succeed.
    Helps,
    /// It may succeed where a repeated key gives the first answer again: that is how to come by it.
    HelpsIfReplayed,
}

/// What the end of an attempt says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) outcome: Outcome,
    pub(crate) repeat: Repeat,
    /// Why the outcome is what it is: a clause.
    pub(crate) why: &'static str,
}

impl Verdict {
    /// The table. No effect is said only where that is certain; what nobody thought of is unknown.
    #[rustfmt::skip]
    pub(crate) fn of(ending: Ending) -> Self {
        use Ending::{Kept, Lost, NotSent, NotSupplied, Status, Unreadable};
        use Outcome::{NoEffect, Unknown};
        use Repeat::{Helps, HelpsIfReplayed, Useless};
        use TransportErrorKind::{Config, Connect, Interrupted, Timeout, Tls, TooLarge};

        let (outcome, repeat, why) = match ending {
            Kept                                     => (NoEffect, Useless, "the client did not send it"),
            NotSupplied                              => (NoEffect, Helps,   "it did not leave: its credential could not be had"),
            NotSent(Config | Tls | TooLarge)         => (NoEffect, Useless, "it did not leave"),
            NotSent(_)                               => (NoEffect, Helps,   "it did not leave: there was no connection"),
            Lost(Connect | Timeout | Interrupted)    => (Unknown,  Helps,   "it may have arrived, and no whole answer came"),
            Lost(_)                                  => (Unknown,  Useless, "it may have arrived, and no whole answer came"),
            Unreadable                               => (Unknown,  Useless, "the answer is one of success and cannot be read"),
            Status(408)                              => (Unknown,  Helps,   "who waits for the request may have given up on an answer"),
            Status(409)                              => (Unknown,  HelpsIfReplayed, "an earlier attempt may be under way"),
            Status(429)                              => (NoEffect, Helps,   "it was refused by its status: too many requests"),
            Status(500)                              => (Unknown,  HelpsIfReplayed, "the server failed, at a moment that nobody knows"),
            Status(502..=504)                        => (Unknown,  Helps,   "a gateway does not know what became of it behind it"),
            Status(400..=406 | 410..=418 | 421 | 422 | 424 | 426 | 428 | 431 | 451)
                                                     => (NoEffect, Useless, "it was refused by its status"),
            Status(_)                                => (Unknown,  Useless, "the status does not say what became of it"),
        };
        Self { outcome, repeat, why }
    }

    /// What is documented of the answer's code decides before the status.
    pub(crate) fn with_documented(self, outcome: Option<Outcome>) -> Self {
        let Some(outcome) = outcome else { return self };
        Self { outcome, why: "the documentation of its code says so", ..self }
    }

    /// What may be the refusal of a key that came before shows that an earlier call arrived, and no more. To send it once
    /// more gives the same.
    pub(crate) fn with_refused_key(self, is_refused: bool) -> Self {
        if !is_refused {
            return self;
        }
        let repeat = Repeat::Useless;
        match self.outcome {
            Outcome::NoEffect => {
                let why = "it may be the refusal of a key that came before: an earlier call arrived";
                Self { outcome: Outcome::Unknown, repeat, why }
            }
            Outcome::Unknown | Outcome::Done => Self { repeat, ..self },
        }
    }
}
