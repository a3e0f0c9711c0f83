//! Calls that block the thread.

use std::sync::{OnceLock, mpsc};

use tokio::runtime::{Builder, Runtime};

use crate::client::Core;
use crate::draft::Draft;
use crate::error::{Delivery, Error};
use crate::outcome::Outcome;
use crate::send::{Record, Sent};
use crate::transport::{TransportError, TransportErrorKind};

/// Sends a call on the runtime's own thread and waits for it.
///
/// The thread is there for the life of the process, so that pooled connections are looked after between calls, and the
/// caller waits on a channel, so that blocking inside another async runtime is slow and no panic.
pub(crate) fn send(core: Core, draft: Draft) -> Result<Sent, Error> {
    let (meta, attempts) = (draft.meta, draft.attempts.clone());
    run(crate::send::send(core, draft)).map_err(|delivery| {
        let error = Error::transport(&meta, TransportError::new(TransportErrorKind::Other, delivery));
        error.among_attempts(attempts.outcome_of_others(0), None, 0)
    })
}

/// Tells the call's clones, and the journal, what became of it.
pub(crate) fn close(record: Record, outcome: Outcome) {
    // Who cannot be told finds the call as one that may have worked.
    let _ = run(record.close(outcome));
}

/// Waits for a future. The error says whether it can have begun.
fn run<T: Send + 'static>(future: impl Future<Output = T> + Send + 'static) -> Result<T, Delivery> {
    let runtime = runtime().ok_or(Delivery::NotSent)?;
    let (sender, receiver) = mpsc::sync_channel(1);
    runtime.spawn(async move {
        // The receiver waits below until it has the result.
        let _ = sender.send(future.await);
    });
    // Without a result it panicked, at a moment that nobody knows.
    receiver.recv().map_err(|_| Delivery::Unknown)
}

fn runtime() -> Option<&'static Runtime> {
    static RUNTIME: OnceLock<Option<Runtime>> = OnceLock::new();
    let build = || {
        Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("clientwright-blocking")
            .enable_all()
            .build()
            .ok()
    };
    RUNTIME.get_or_init(build).as_ref()
}
