//! What a call and its clones know of each other: they are one intention, sent once or several times.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use crate::error::Delivery;

/// The attempts at one intention. Clones share them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Attempts(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    /// When the first attempt was sent.
    first: Option<Moment>,
    /// How many attempts may have had an effect: those under way, those that were dropped on the way, those that
    /// succeeded, and those whose failure does not rule it out.
    open: usize,
    /// Whether an attempt reached the server and had no effect.
    was_answered: bool,
}

impl Attempts {
    /// Notes that an attempt is about to be sent. It counts as one that may have had an effect until
    /// [`had_no_effect`](Self::had_no_effect) says otherwise, so a future that is dropped leaves the truth behind.
    pub(crate) fn begin(&self) {
        let mut state = self.state();
        state.first.get_or_insert_with(Moment::now);
        state.open += 1;
    }

    /// Notes that an attempt which was begun is known to have had no effect. An idempotency key that was not sent has
    /// not begun to live.
    pub(crate) fn had_no_effect(&self, delivery: Delivery) {
        let mut state = self.state();
        state.open -= 1;
        state.was_answered |= delivery != Delivery::NotSent;
        if state.open == 0 && !state.was_answered {
            state.first = None;
        }
    }

    /// How many attempts may have had an effect.
    pub(crate) fn open(&self) -> usize {
        self.state().open
    }

    /// Until when a key that lives for `lifetime` may be sent again by calls that take up to `timeout`; `None` before
    /// the first attempt.
    pub(crate) fn repeat_window(&self, lifetime: Duration, timeout: Duration) -> Option<Window> {
        let first = self.state().first?;
        Some(Window { first, length: lifetime.saturating_sub(timeout) })
    }

    /// The state is whole between statements, so a panic of another thread does no harm to it.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A time to repeat a call in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    first: Moment,
    /// How long after the first attempt it ends.
    pub(crate) length: Duration,
}

impl Window {
    pub(crate) fn is_over(&self) -> bool {
        self.first.elapsed(Moment::now()) >= self.length
    }
}

/// A moment by both clocks: the monotonic one stands still while a machine sleeps, the other one can be set.
#[derive(Clone, Copy, Debug)]
struct Moment {
    monotonic: Instant,
    wall: SystemTime,
}

impl Moment {
    fn now() -> Self {
        Self { monotonic: Instant::now(), wall: SystemTime::now() }
    }

    /// The longer of what the clocks say: a key that is thought to be older than it is does no harm.
    fn elapsed(self, now: Self) -> Duration {
        let monotonic = now.monotonic.saturating_duration_since(self.monotonic);
        now.wall.duration_since(self.wall).unwrap_or_default().max(monotonic)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_that_slept_and_a_clock_that_was_set_back() {
        let start = Moment::now();
        let hour = Duration::from_secs(3600);
        let later =
            |monotonic: Duration, wall: SystemTime| Moment { monotonic: start.monotonic + monotonic, wall };
        assert_eq!(start.elapsed(later(Duration::ZERO, start.wall + hour)), hour);
        assert_eq!(start.elapsed(later(hour, start.wall - hour)), hour);
        assert_eq!(start.elapsed(start), Duration::ZERO);
    }

    #[test]
    fn the_window_ends_a_timeout_before_the_key() {
        let attempts = Attempts::default();
        let seconds = Duration::from_secs;
        assert!(attempts.repeat_window(seconds(300), seconds(30)).is_none());
        attempts.begin();
        let window = attempts.repeat_window(seconds(300), seconds(30)).unwrap();
        assert_eq!((window.length, window.is_over()), (seconds(270), false));
        assert!(attempts.repeat_window(seconds(30), seconds(30)).unwrap().is_over());
    }

    #[test]
    fn a_key_that_was_never_sent_does_not_age() {
        let (attempts, hour) = (Attempts::default(), Duration::from_secs(3600));
        attempts.begin();
        attempts.had_no_effect(Delivery::NotSent);
        assert!(attempts.repeat_window(hour, Duration::ZERO).is_none());
        attempts.begin();
        attempts.had_no_effect(Delivery::Answered);
        attempts.begin();
        attempts.had_no_effect(Delivery::NotSent);
        assert!(attempts.repeat_window(hour, Duration::ZERO).is_some(), "the server has seen the key");
    }
}
