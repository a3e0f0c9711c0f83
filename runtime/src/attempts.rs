//! What a call and its clones know of each other: they are one intention, sent once or several times.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use crate::clock::Clock;
use crate::error::Delivery;
use crate::outcome::Outcome;

/// The attempts at one intention. Clones share them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Attempts(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    /// The name of the call where it has no other.
    #[cfg(feature = "journal")]
    name: std::sync::OnceLock<Option<String>>,
}

#[derive(Debug, Default)]
struct State {
    /// When the first attempt was sent.
    first: Option<Moment>,
    /// How many attempts may have had an effect: those under way, those that were dropped on the way, those that
    /// succeeded, and those whose failure does not rule it out.
    open: usize,
    /// Whether an attempt reached the server and had no effect.
    was_answered: bool,
    /// Whether one succeeded.
    is_done: bool,
    /// How many attempts were begun.
    #[cfg_attr(not(feature = "journal"), allow(dead_code))]
    begun: u32,
}

impl Attempts {
    /// Notes that an attempt is about to be sent. It counts as one that may have had an effect until
    /// [`had_no_effect`](Self::had_no_effect) says otherwise, so a future that is dropped leaves the truth behind.
    pub(crate) fn begin(&self, now: Moment) {
        let mut state = self.state();
        state.first.get_or_insert(now);
        state.open += 1;
        state.begun += 1;
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

    /// Notes that an attempt succeeded.
    pub(crate) fn succeeded(&self) {
        self.state().is_done = true;
    }

    /// What all attempts but `own` of those that may have had an effect say.
    pub(crate) fn outcome_of_others(&self, own: usize) -> Outcome {
        let state = self.state();
        match () {
            () if state.is_done => Outcome::Done,
            () if state.open > own => Outcome::Unknown,
            () => Outcome::NoEffect,
        }
    }

    /// Until when a key that lives for `lifetime` may be sent again by calls that take up to `timeout`; `None` before
    /// the first attempt.
    pub(crate) fn repeat_window(&self, lifetime: Duration, timeout: Duration) -> Option<Window> {
        let first = self.state().first?;
        Some(Window { first, length: lifetime.saturating_sub(timeout) })
    }

    /// The state is whole between statements, so a panic of another thread does no harm to it.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a journal is told, and tells.
#[cfg(feature = "journal")]
impl Attempts {
    /// How many attempts were begun, and when the first of those that may have reached the server was sent.
    pub(crate) fn history(&self) -> (u32, Option<SystemTime>) {
        let state = self.state();
        (state.begun, state.first.map(|first| first.wall))
    }

    /// The attempts of a program that ended: the last of `begun` may have had an effect.
    pub(crate) fn resumed(begun: u32, first: SystemTime, now: Moment) -> Self {
        let first = Some(Moment { wall: first, ..now });
        let state = Mutex::new(State { first, open: 1, begun, ..State::default() });
        Self(Arc::new(Shared { state, ..Shared::default() }))
    }

    /// A random name; `None` when the system gives no random bytes.
    pub(crate) fn name(&self) -> Option<&str> {
        self.0.name.get_or_init(crate::idempotency::random_key).as_deref()
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
    /// Whether it has ended at a moment so much later than `now`.
    pub(crate) fn is_over(&self, now: Moment, later: Duration) -> bool {
        self.first.elapsed(now).saturating_add(later) >= self.length
    }
}

/// A moment by both clocks: the monotonic one stands still while a machine sleeps, the other one can be set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    monotonic: Instant,
    wall: SystemTime,
}

impl Moment {
    pub(crate) fn of(clock: &dyn Clock) -> Self {
        Self { monotonic: clock.now(), wall: clock.wall() }
    }

    /// The longer of what the clocks say: a key that is thought to be older than it is does no harm.
    pub(crate) fn elapsed(self, now: Self) -> Duration {
        let monotonic = now.monotonic.saturating_duration_since(self.monotonic);
        now.wall.duration_since(self.wall).unwrap_or_default().max(monotonic)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemClock;

    #[test]
    fn a_machine_that_slept_and_a_clock_that_was_set_back() {
        let start = Moment::of(&SystemClock);
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
        attempts.begin(Moment::of(&SystemClock));
        let window = attempts.repeat_window(seconds(300), seconds(30)).unwrap();
        assert_eq!(
            (window.length, window.is_over(Moment::of(&SystemClock), Duration::ZERO)),
            (seconds(270), false)
        );
        assert!(
            attempts
                .repeat_window(seconds(30), seconds(30))
                .unwrap()
                .is_over(Moment::of(&SystemClock), Duration::ZERO)
        );
    }

    #[test]
    fn a_key_that_was_never_sent_does_not_age() {
        let (attempts, hour) = (Attempts::default(), Duration::from_secs(3600));
        attempts.begin(Moment::of(&SystemClock));
        attempts.had_no_effect(Delivery::NotSent);
        assert!(attempts.repeat_window(hour, Duration::ZERO).is_none());
        attempts.begin(Moment::of(&SystemClock));
        attempts.had_no_effect(Delivery::Answered);
        attempts.begin(Moment::of(&SystemClock));
        attempts.had_no_effect(Delivery::NotSent);
        assert!(attempts.repeat_window(hour, Duration::ZERO).is_some(), "the server has seen the key");
    }
}
