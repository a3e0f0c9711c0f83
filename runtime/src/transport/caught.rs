//! A panic below, such as that of a Tokio runtime without timers, is an error like any other.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

/// Runs `future` until it ends or panics. What a panic left half done is never run again.
pub(super) async fn caught<T>(future: impl Future<Output = T>, panicked: impl FnOnce() -> T) -> T {
    let (mut future, mut panicked) = (pin!(future), Some(panicked));
    poll_fn(|context| {
        caught_poll(|| future.as_mut().poll(context))
            .unwrap_or_else(|| panicked.take().map_or(Poll::Pending, |panicked| Poll::Ready(panicked())))
    })
    .await
}

/// Polls; `None` after a panic.
pub(super) fn caught_poll<T>(poll: impl FnOnce() -> Poll<T>) -> Option<Poll<T>> {
    catch_unwind(AssertUnwindSafe(poll)).ok()
}
