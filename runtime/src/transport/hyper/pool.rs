//! Places for connections, and the connections that wait for their next request.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use tokio::runtime;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::yield_now;
use tokio::time::{Instant, sleep_until};

use super::connection::Connection;
use super::origin::Origin;
use super::progress::Deadline;

/// The right to have one connection open.
pub(super) type Place = OwnedSemaphorePermit;

pub(super) struct Pool {
    /// A place per exchange. Connections that wait have none: they go where others are opened.
    places: Arc<Semaphore>,
    max_connections: usize,
    /// As many clones as connections are open.
    open: Arc<()>,
    idle_timeout: Duration,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The one that was used last is last.
    idle: VecDeque<Idle>,
    /// Counts failures: a connection that was opened before one is not kept after it.
    generation: u64,
    /// The runtime on which a task closes what has waited too long.
    sweeper: Option<runtime::Id>,
}

/// What the pool knows of a connection from before it is open until it is closed.
pub(super) struct Opening {
    generation: u64,
    _count: Arc<()>,
}

struct Idle {
    origin: Origin,
    connection: Connection,
    until: Instant,
}

impl Pool {
    pub(super) fn new(max_connections: usize, idle_timeout: Duration) -> Self {
        Self {
            places: Arc::new(Semaphore::new(max_connections.min(Semaphore::MAX_PERMITS))),
            max_connections,
            open: Arc::new(()),
            idle_timeout,
            state: Mutex::default(),
        }
    }

    /// Waits for a place, first come first served. There is always one in the end: the semaphore is never closed.
    pub(super) async fn place(&self) -> Option<Place> {
        Arc::clone(&self.places).acquire_owned().await.ok()
    }

    /// What a new connection has to have. Others that have waited longest are closed, where it would be one too many.
    pub(super) fn open(&self) -> Opening {
        let mut state = self.state();
        while Arc::strong_count(&self.open) > self.max_connections && state.idle.pop_front().is_some() {}
        Opening { generation: state.generation, _count: Arc::clone(&self.open) }
    }

    /// A connection that was used before and takes a request.
    pub(super) async fn take(&self, origin: &Origin) -> Option<Connection> {
        if self.state().idle.is_empty() {
            return None;
        }
        // Lets the runtime look at its sockets: an end or a late response that has come by now is seen before the
        // request is written.
        yield_now().await;
        let now = Instant::now();
        let mut state = self.state();
        state.idle.retain(|idle| idle.until > now && !idle.connection.is_closed());
        let takes_it = |connection: &Connection| connection.is_driven() && connection.is_ready();
        let fits = |idle: &Idle| idle.origin == *origin && takes_it(&idle.connection);
        let position = state.idle.iter().rposition(fits)?;
        state.idle.remove(position).map(|idle| idle.connection)
    }

    /// Keeps a connection, unless there was a failure since it was opened.
    pub(super) fn put(self: &Arc<Self>, origin: Origin, connection: Connection) {
        let mut state = self.state();
        if connection.opening.generation != state.generation || self.idle_timeout.is_zero() {
            return;
        }
        let until = Deadline::after(self.idle_timeout).instant();
        let runtime = connection.runtime.clone();
        state.idle.push_back(Idle { origin, connection, until });
        if state.sweeper != Some(runtime.id()) {
            state.sweeper = Some(runtime.id());
            runtime.spawn(sweep(Arc::downgrade(self), until));
        }
    }

    /// Uses no connection again that was opened until now.
    pub(super) fn forget(&self) {
        let mut state = self.state();
        state.generation += 1;
        state.idle.clear();
    }

    /// The state is whole between statements, so a panic of another thread does no harm to it.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Closes connections when they have waited too long, until none is left.
async fn sweep(pool: Weak<Pool>, mut next: Instant) {
    loop {
        sleep_until(next).await;
        let Some(pool) = pool.upgrade() else { return };
        let mut state = pool.state();
        let now = Instant::now();
        state.idle.retain(|idle| idle.until > now);
        match state.idle.front() {
            Some(idle) => next = idle.until,
            None => {
                state.sweeper = None;
                return;
            }
        }
    }
}
