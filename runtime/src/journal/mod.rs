//! A journal of calls: what was about to be sent is noted before it is, so that a program that ends in the middle of a
//! call can find out afterwards what became of it.
//!
//! A [`Journal`] is the caller's: a table in a database, a file that is synced. For each call of an operation that is not
//! [safe](crate::Retry::Safe) the client
//!
//! 1. waits until [`Journal::sending`] has noted the call's [`Intent`], and sends nothing if that fails;
//! 2. sends the call, and notes each further attempt before it is made;
//! 3. tells [`Journal::settled`] what became of it, or [`Journal::abandoned`] when the call's future is dropped before.
//!
//! An intent that was noted and never settled may have worked. After a restart, look each of them up at the provider; or
//! build the same call again, give it the intent with `resume`, and send it: it carries the same idempotency key and is
//! sent only as long as the provider remembers it. A call without a key is not sent again.

mod intent;
mod resume;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

pub use self::intent::Intent;
pub(crate) use self::resume::Wanted;
use crate::attempts::Attempts;
use crate::client::Shared;
use crate::draft::Draft;
use crate::error::BuildError;
use crate::meta::Retry;
use crate::outcome::Outcome;
use crate::request::Request;
use crate::transport::BoxFuture;

/// The journal of a client, if it has one.
pub(crate) type Kept = Option<Arc<dyn Journal>>;

/// Why the journal could not note a call.
pub type JournalError = Box<dyn StdError + Send + Sync>;

/// Notes calls before they are sent, and what became of them.
///
/// ```
/// use std::collections::BTreeMap;
/// use std::sync::{Arc, Mutex};
/// use clientwright_runtime::journal::{Intent, Journal, JournalError};
/// use clientwright_runtime::{BoxFuture, Outcome};
///
/// /// In memory, for the example; a real one writes to a disk and waits until it is written.
/// #[derive(Clone, Default)]
/// struct Notes(Arc<Mutex<BTreeMap<String, Option<Outcome>>>>);
///
/// impl Notes {
///     fn note(&self, intent: &Intent, outcome: Option<Outcome>) {
///         self.0.lock().unwrap().insert(intent.id().to_owned(), outcome);
///     }
/// }
///
/// impl Journal for Notes {
///     fn sending<'a>(&'a self, intent: &'a Intent) -> BoxFuture<'a, Result<(), JournalError>> {
///         Box::pin(async { Ok(self.note(intent, None)) })
///     }
///
///     fn settled<'a>(&'a self, intent: &'a Intent, outcome: Outcome) -> BoxFuture<'a, ()> {
///         Box::pin(async move { self.note(intent, Some(outcome)) })
///     }
///
///     fn abandoned(&self, intent: &Intent) {
///         self.note(intent, Some(Outcome::Unknown));
///     }
/// }
/// ```
pub trait Journal: Send + Sync + 'static {
    /// Notes that an attempt is about to be sent. When it returns, the note must survive the end of the process and of the
    /// machine.
    ///
    /// # Errors
    ///
    /// The note could not be made. Then nothing is sent, and the call fails with
    /// [`ErrorKind::Journal`](crate::ErrorKind::Journal).
    fn sending<'a>(&'a self, intent: &'a Intent) -> BoxFuture<'a, Result<(), JournalError>>;

    /// Notes what became of the call, all attempts considered. Who cannot note it leaves the intent as one that may have
    /// worked, which is safe.
    fn settled<'a>(&'a self, intent: &'a Intent, outcome: Outcome) -> BoxFuture<'a, ()>;

    /// Notes that the call's future was dropped: nobody will learn what became of it, and it may have worked. It is called
    /// from `Drop` and must not block for long; without it the intent stays as it was, which says the same.
    fn abandoned(&self, intent: &Intent);
}

/// The journal's entry of one call. Dropped before it is settled, it is abandoned.
pub(crate) struct Entry {
    journal: Arc<dyn Journal>,
    intent: Intent,
    is_open: bool,
}

impl Entry {
    /// The entry of a call, where the client has a journal and the call an effect.
    pub(crate) fn of(shared: &Shared, draft: &Draft, request: &Request) -> Result<Option<Self>, BuildError> {
        let is_wanted = draft.meta.retry_class() != Retry::Safe;
        let Some(journal) = shared.journal.as_ref().filter(|_| is_wanted) else { return Ok(None) };
        let journal = Arc::clone(journal);
        Ok(Some(Self { journal, intent: Intent::of(draft, request)?, is_open: false }))
    }

    /// Notes the next attempt.
    pub(crate) async fn sending(&mut self, attempts: &Attempts, now: SystemTime) -> Result<(), JournalError> {
        let is_first = !self.is_open;
        self.intent.next_attempt(attempts, now);
        self.is_open = true;
        let noted = self.journal.sending(&self.intent).await;
        // What could not be noted is not sent; if an earlier attempt was, its note stands.
        self.is_open = noted.is_ok() || !is_first;
        noted
    }

    pub(crate) async fn settled(mut self, outcome: Outcome) {
        if self.is_open {
            self.journal.settled(&self.intent, outcome).await;
            self.is_open = false;
        }
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        if self.is_open {
            self.journal.abandoned(&self.intent);
        }
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry").field("intent", &self.intent).finish_non_exhaustive()
    }
}
