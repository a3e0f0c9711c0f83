//! Calls that block the thread.

use std::sync::{OnceLock, mpsc};

use tokio::runtime::{Builder, Runtime};

use crate::error::{Delivery, Error};
use crate::meta::Meta;
use crate::response::RawResponse;
use crate::transport::{TransportError, TransportErrorKind};

/// Runs a call on the runtime's own thread and waits for it.
///
/// The thread is there for the life of the process, so that pooled connections are looked after between calls, and the
/// caller waits on a channel, so that blocking inside another async runtime is slow and no panic.
pub(crate) fn run(
    meta: &Meta,
    call: impl Future<Output = Result<RawResponse, Error>> + Send + 'static,
) -> Result<RawResponse, Error> {
    let failed = |delivery| Error::transport(meta, TransportError::new(TransportErrorKind::Other, delivery));
    let Some(runtime) = runtime() else { return Err(failed(Delivery::NotSent)) };
    let (sender, receiver) = mpsc::sync_channel(1);
    runtime.spawn(async move {
        // The receiver waits below until it has the result.
        let _ = sender.send(call.await);
    });
    // Without a result the call panicked, at a moment that nobody knows.
    receiver.recv().unwrap_or_else(|_| Err(failed(Delivery::Unknown)))
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
