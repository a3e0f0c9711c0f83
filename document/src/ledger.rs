//! Which values of a tree somebody has asked for: a key that nobody asks for shapes nothing.
//!
//! It is kept where debug assertions are on, and costs nothing elsewhere.

use std::collections::BTreeSet;

use super::value::Value;

/// The values that were asked for, by [`Value::get`] and what is made of it.
#[derive(Debug, Default)]
pub struct Ledger(BTreeSet<usize>);

impl Ledger {
    /// Whether somebody has asked for the value, which has not moved since.
    pub fn has(&self, value: &Value) -> bool {
        self.0.contains(&address(value))
    }
}

/// Runs a function and notes what it asks for on this thread; `None` where nothing is noted.
pub fn record<T>(during: impl FnOnce() -> T) -> (T, Option<Ledger>) {
    kept::record(during)
}

/// Notes that somebody has asked for a value.
#[inline]
pub(crate) fn asked(value: &Value) {
    kept::asked(value);
}

fn address(value: &Value) -> usize {
    std::ptr::from_ref(value).addr()
}

#[cfg(debug_assertions)]
mod kept {
    use std::cell::RefCell;

    use super::{Ledger, Value, address};

    thread_local! {
        static LEDGER: RefCell<Option<Ledger>> = const { RefCell::new(None) };
    }

    pub(super) fn record<T>(during: impl FnOnce() -> T) -> (T, Option<Ledger>) {
        LEDGER.set(Some(Ledger::default()));
        let result = during();
        (result, LEDGER.take())
    }

    pub(super) fn asked(value: &Value) {
        LEDGER.with_borrow_mut(|ledger| {
            if let Some(ledger) = ledger {
                ledger.0.insert(address(value));
            }
        });
    }
}

#[cfg(not(debug_assertions))]
mod kept {
    use super::{Ledger, Value};

    pub(super) fn record<T>(during: impl FnOnce() -> T) -> (T, Option<Ledger>) {
        (during(), None)
    }

    pub(super) fn asked(_: &Value) {}
}
