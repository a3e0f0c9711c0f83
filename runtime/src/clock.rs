//! Where the time comes from and how to wait, so that tests need not.

use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Poll, Waker};
use std::time::{Duration, Instant, SystemTime};

use crate::transport::BoxFuture;

#[cfg(feature = "test-util")]
pub use self::manual::ManualClock;

/// A source of time, and of chance where waits are spread.
///
/// `ManualClock`, with the feature `test-util`, is one for tests.
pub trait Clock: Send + Sync + 'static {
    /// The time of a clock that never goes back.
    fn now(&self) -> Instant;
    /// The time of day, which can be set.
    fn wall(&self) -> SystemTime;
    /// Waits. The time counts from this call, not from the first poll.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// A random time from zero to `most`: who waits for it does not meet everybody else again.
    fn jitter(&self, most: Duration) -> Duration {
        // Without random bytes the wait is the longest.
        getrandom::u32().map_or(most, |random| most.mul_f64(f64::from(random) / f64::from(u32::MAX)))
    }
}

/// The clock of the system. It waits by Tokio's timer where a Tokio runtime has one, and by a thread for each wait
/// elsewhere.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn wall(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        by_tokio(duration).unwrap_or_else(|| by_thread(duration))
    }
}

#[cfg(feature = "tokio")]
fn by_tokio(duration: Duration) -> Option<BoxFuture<'static, ()>> {
    tokio::runtime::Handle::try_current().ok()?;
    // A runtime without timers panics here, and nothing else tells of it.
    let sleep = std::panic::catch_unwind(|| tokio::time::sleep(duration)).ok()?;
    Some(Box::pin(sleep))
}

#[cfg(not(feature = "tokio"))]
fn by_tokio(_: Duration) -> Option<BoxFuture<'static, ()>> {
    None
}

/// Where no thread can be had the wait is over at once.
fn by_thread(duration: Duration) -> BoxFuture<'static, ()> {
    #[derive(Default)]
    struct End {
        is_over: bool,
        waker: Option<Waker>,
    }
    let end = Arc::new(Mutex::new(End::default()));
    let shared = Arc::clone(&end);
    let wait = move || {
        std::thread::sleep(duration);
        let mut end = shared.lock().unwrap_or_else(PoisonError::into_inner);
        end.is_over = true;
        if let Some(waker) = end.waker.take() {
            waker.wake();
        }
    };
    let thread = std::thread::Builder::new().name("clientwright-clock".into()).spawn(wait);
    Box::pin(std::future::poll_fn(move |context| {
        let mut end = end.lock().unwrap_or_else(PoisonError::into_inner);
        if end.is_over || thread.is_err() {
            return Poll::Ready(());
        }
        end.waker = Some(context.waker().clone());
        Poll::Pending
    }))
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

        /// The longest: what tests see is always the same.
        fn jitter(&self, most: Duration) -> Duration {
            most
        }
    }
}

#[cfg(test)]
mod tests {
    use std::task::Context;

    use super::*;

    #[test]
    fn without_a_runtime_a_wait_neither_panics_nor_ends_at_once() {
        let mut wait = SystemClock.sleep(Duration::from_secs(3600));
        assert_eq!(wait.as_mut().poll(&mut Context::from_waker(Waker::noop())), Poll::Pending);
    }

    #[test]
    fn a_runtime_without_timers_makes_no_panic() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(SystemClock.sleep(Duration::from_millis(1)));
    }

    #[test]
    fn jitter_is_spread_up_to_its_limit() {
        let most = Duration::from_secs(20);
        let waits: Vec<Duration> = (0..100).map(|_| SystemClock.jitter(most)).collect();
        assert!(waits.iter().all(|wait| *wait <= most));
        assert!(waits.iter().any(|wait| *wait < most / 2) && waits.iter().any(|wait| *wait > most / 2));
        assert_eq!(SystemClock.jitter(Duration::ZERO), Duration::ZERO);
    }
}
