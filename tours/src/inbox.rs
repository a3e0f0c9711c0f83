use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// Where events wait for the code that needs them. A service has a table for it, with a unique column for the key:
/// what was acknowledged must survive a restart.
///
/// Clones share it.
#[derive(Debug)]
pub struct Inbox<E> {
    shared: Arc<Shared<E>>,
}

#[derive(Debug)]
struct Shared<E> {
    rows: Mutex<Rows<E>>,
    arrived: Notify,
}

#[derive(Debug)]
struct Rows<E> {
    keys: BTreeSet<String>,
    events: Vec<E>,
}

impl<E> Inbox<E> {
    /// Keeps an event, unless one with its key was kept before: providers send an event again when they are in doubt.
    pub fn keep(&self, key: impl Into<String>, event: E) {
        let mut rows = self.rows();
        if rows.keys.insert(key.into()) {
            rows.events.push(event);
            drop(rows);
            self.shared.arrived.notify_waiters();
        }
    }

    /// Waits for the first event that `pick` takes, in the order in which they came, and removes it.
    ///
    /// An event may well be here before the answer to the call that caused it.
    pub async fn take<T>(&self, mut pick: impl FnMut(&E) -> Option<T>) -> T {
        loop {
            let arrived = self.shared.arrived.notified();
            {
                let mut rows = self.rows();
                let found = rows.events.iter().enumerate().find_map(|(at, event)| Some((at, pick(event)?)));
                if let Some((at, picked)) = found {
                    rows.events.remove(at);
                    return picked;
                }
            }
            arrived.await;
        }
    }

    /// How many events nobody has taken.
    pub fn len(&self) -> usize {
        self.rows().events.len()
    }

    /// Whether everything was taken.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn rows(&self) -> MutexGuard<'_, Rows<E>> {
        // Nothing that runs under the lock leaves the rows half-way.
        self.shared.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<E> Default for Inbox<E> {
    fn default() -> Self {
        let rows = Mutex::new(Rows { keys: BTreeSet::new(), events: Vec::new() });
        Self { shared: Arc::new(Shared { rows, arrived: Notify::new() }) }
    }
}

impl<E> Clone for Inbox<E> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared) }
    }
}
