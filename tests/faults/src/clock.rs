//! A clock that skips waits: the numbers of the retry policy hold, and nobody waits for them.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use clientwright_runtime::{BoxFuture, Clock};

/// The system's clock, and all that was skipped.
#[derive(Clone, Default)]
pub(crate) struct Skipping(Arc<Mutex<Duration>>);

impl Skipping {
    pub(crate) fn skip(&self, time: Duration) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += time;
    }

    fn skipped(&self) -> Duration {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for Skipping {
    fn now(&self) -> Instant {
        Instant::now() + self.skipped()
    }

    fn wall(&self) -> SystemTime {
        SystemTime::now() + self.skipped()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let clock = self.clone();
        Box::pin(async move { clock.skip(duration) })
    }

    fn jitter(&self, most: Duration) -> Duration {
        most
    }
}
