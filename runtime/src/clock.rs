//! Where the time comes from and how to wait, so that tests need not.

use std::time::{Duration, Instant, SystemTime};

use crate::transport::BoxFuture;

/// A source of time.
///
/// `ManualClock`, with the feature `test-util`, is one for tests.
pub trait Clock: Send + Sync + 'static {
    /// The time of a clock that never goes back.
    fn now(&self) -> Instant;
    /// The time of day, which can be set.
    fn wall(&self) -> SystemTime;
    /// Waits. The time counts from this call, not from the first poll.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

#[cfg(feature = "reqwest")]
pub use self::by_tokio::TokioClock;
#[cfg(feature = "test-util")]
pub use self::manual::ManualClock;

#[cfg(feature = "reqwest")]
mod by_tokio {
    use super::*;

    /// The clock of the system. It waits by Tokio's timer; where no Tokio runtime is entered, by a thread for each wait.
    #[derive(Clone, Copy, Debug, Default)]
    pub struct TokioClock;

    impl Clock for TokioClock {
        fn now(&self) -> Instant {
            Instant::now()
        }

        fn wall(&self) -> SystemTime {
            SystemTime::now()
        }

        fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
            match tokio::runtime::Handle::try_current() {
                Ok(_) => Box::pin(tokio::time::sleep(duration)),
                // Tokio's timer would panic.
                Err(_) => by_thread(duration),
            }
        }
    }

    fn by_thread(duration: Duration) -> BoxFuture<'static, ()> {
        let (end, ended) = tokio::sync::oneshot::channel();
        let wait = move || {
            std::thread::sleep(duration);
            let _ = end.send(());
        };
        let thread = std::thread::Builder::new().name("clientwright-clock".into()).spawn(wait);
        Box::pin(async move {
            if thread.is_ok() {
                let _ = ended.await;
            }
        })
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn without_a_runtime_a_wait_neither_panics_nor_ends_at_once() {
            use std::task::{Context, Poll, Waker};

            let mut wait = TokioClock.sleep(Duration::from_secs(3600));
            assert_eq!(wait.as_mut().poll(&mut Context::from_waker(Waker::noop())), Poll::Pending);
        }
    }
}

#[cfg(feature = "test-util")]
mod manual {
    use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

    use super::*;

    /// A clock that stands still except for waits: to await one moves the clock to its end. Clones share the time.
    ///
    /// ```
    /// use std::time::Duration;
    /// use clientwright_runtime::{Clock, ManualClock};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let clock = ManualClock::new();
    /// let start = clock.now();
    /// clock.sleep(Duration::from_secs(3600)).await; // returns at once
    /// clock.advance(Duration::from_secs(60));
    /// assert_eq!(clock.now() - start, Duration::from_secs(3660));
    /// assert_eq!(clock.sleeps(), [Duration::from_secs(3600)]);
    /// # }
    /// ```
    #[derive(Clone, Debug)]
    pub struct ManualClock {
        start: (Instant, SystemTime),
        state: Arc<Mutex<State>>,
    }

    #[derive(Debug, Default)]
    struct State {
        elapsed: Duration,
        sleeps: Vec<Duration>,
    }

    impl ManualClock {
        /// A clock that shows the system's time and stops there.
        pub fn new() -> Self {
            Self { start: (Instant::now(), SystemTime::now()), state: Arc::default() }
        }

        /// Moves the clock forward.
        pub fn advance(&self, duration: Duration) {
            self.state().elapsed += duration;
        }

        /// The waits that were awaited so far, in order.
        pub fn sleeps(&self) -> Vec<Duration> {
            self.state().sleeps.clone()
        }

        /// The state is whole between statements, so a panic of another thread does no harm to it.
        fn state(&self) -> MutexGuard<'_, State> {
            self.state.lock().unwrap_or_else(PoisonError::into_inner)
        }
    }

    impl Default for ManualClock {
        fn default() -> Self {
            Self::new()
        }
    }

    impl Clock for ManualClock {
        fn now(&self) -> Instant {
            self.start.0 + self.state().elapsed
        }

        fn wall(&self) -> SystemTime {
            self.start.1 + self.state().elapsed
        }

        fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
            let clock = self.clone();
            let end = self.state().elapsed + duration;
            Box::pin(async move {
                let mut state = clock.state();
                state.elapsed = state.elapsed.max(end);
                state.sleeps.push(duration);
            })
        }
    }
}
