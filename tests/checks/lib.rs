//! What the checks of golden crates share.

use std::future::IntoFuture;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// What a call gives whose transport answers at once.
///
/// # Panics
///
/// When the call waits for something: a scripted transport never does.
pub fn now<F: IntoFuture>(call: F) -> F::Output {
    match pin!(call.into_future()).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("the call waits"),
    }
}
