//! How often and how soon a failed attempt is made again, where the operation allows it.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How often and how soon an attempt that failed is made again.
///
/// It never decides whether that is safe: this is the operation's [`Retry`](crate::Retry) class, and what is known of
/// the attempt. A call is made again
///
/// * after a failure of the network or a status 408, 429, 502, 503 or 504, if it is [safe](crate::Retry::Safe) or carries
///   an [idempotency key](crate::Retry::Keyed); after 409 and 500 too, if the provider gives the first answer again to a
///   repeated key;
/// * only when it is certain that nothing of it left, if it is [unsent](crate::Retry::Unsent);
/// * not at all, if it is [never](crate::Retry::Never) to be repeated, or when its key could be forgotten before the
///   repetition arrives.
///
/// The wait before the second attempt is a random time up to half a second; the limit doubles with each further attempt up
/// to 20 seconds. A longer `retry-after` of the provider is kept. A wait that would end after the call's time is over is
/// not begun. A client that has mostly failures repeats less: 500 tokens, 5 for a repetition and 10 after a timeout, and
/// a success gives one back.
///
/// ```
/// use std::time::Duration;
/// use clientwright_runtime::RetryPolicy;
///
/// const PATIENT: RetryPolicy = RetryPolicy::new().attempts(5).longest_wait(Duration::from_secs(60));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    attempts: u32,
    first_wait: Duration,
    longest_wait: Duration,
}

impl RetryPolicy {
    /// Three attempts, with waits from half a second to 20 seconds.
    pub const fn new() -> Self {
        Self { attempts: 3, first_wait: Duration::from_millis(500), longest_wait: Duration::from_secs(20) }
    }

    /// One attempt.
    pub const fn none() -> Self {
        Self::new().attempts(1)
    }

    /// Sets how many attempts are made in all; zero is one.
    #[must_use]
    pub const fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Sets the limit of the wait before the second attempt.
    #[must_use]
    pub const fn first_wait(mut self, wait: Duration) -> Self {
        self.first_wait = wait;
        self
    }

    /// Sets the limit of every wait.
    #[must_use]
    pub const fn longest_wait(mut self, wait: Duration) -> Self {
        self.longest_wait = wait;
        self
    }

    /// The limit of the wait after so many attempts; `None` when there is no further one.
    pub(crate) fn wait_after(&self, attempts: u32) -> Option<Duration> {
        let doubled = 1_u32.checked_shl(attempts.saturating_sub(1)).unwrap_or(u32::MAX);
        (attempts < self.attempts).then(|| self.first_wait.saturating_mul(doubled).min(self.longest_wait))
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

const TOKENS: u32 = 500;
const PRICE: u32 = 5;
const PRICE_AFTER_TIMEOUT: u32 = 10;

/// What a client may spend on repetitions, by host: when most calls fail, repeating them all makes it worse.
#[derive(Debug, Default)]
pub(crate) struct Budget(Mutex<BTreeMap<&'static str, u32>>);

impl Budget {
    /// Takes the price of a repetition; `false` when there is not enough left.
    pub(crate) fn take(&self, host: &'static str, after_timeout: bool) -> bool {
        let price = if after_timeout { PRICE_AFTER_TIMEOUT } else { PRICE };
        self.change(host, |tokens| tokens.checked_sub(price)).is_some()
    }

    /// Gives one back for a success.
    pub(crate) fn give(&self, host: &'static str) {
        self.change(host, |tokens| Some((tokens + 1).min(TOKENS)));
    }

    fn change(&self, host: &'static str, change: impl Fn(u32) -> Option<u32>) -> Option<u32> {
        // The map is whole between statements, so a panic of another thread does no harm to it.
        let mut hosts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let tokens = hosts.entry(host).or_insert(TOKENS);
        *tokens = change(*tokens)?;
        Some(*tokens)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest() {
        let waits =
            |policy: RetryPolicy| (0..8).map_while(move |n| policy.wait_after(n + 1)).collect::<Vec<_>>();
        let millis = |millis: &[u64]| millis.iter().copied().map(Duration::from_millis).collect::<Vec<_>>();
        assert_eq!(waits(RetryPolicy::new()), millis(&[500, 1000]));
        let many = RetryPolicy::new().attempts(9);
        assert_eq!(waits(many), millis(&[500, 1000, 2000, 4000, 8000, 16000, 20000, 20000]));
        assert!(waits(RetryPolicy::none()).is_empty() && waits(RetryPolicy::new().attempts(0)).is_empty());
        assert_eq!(RetryPolicy::new().attempts(100).wait_after(64), Some(Duration::from_secs(20)));
    }

    #[test]
    fn repetitions_have_a_price_by_host() {
        let budget = Budget::default();
        let all = (0..200).take_while(|_| budget.take("a", false)).count();
        assert_eq!(all, 100);
        assert_eq!((0..200).take_while(|_| budget.take("b", true)).count(), 50);
        (0..5).for_each(|_| budget.give("a"));
        assert!(budget.take("a", false) && !budget.take("a", false));
    }
}
