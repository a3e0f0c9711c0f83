//! Turns: who does something that others wait for, whatever runs their futures.

use std::future::poll_fn;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};

/// One has the turn at a time.
#[derive(Default)]
pub(super) struct Turns(Mutex<State>);

#[derive(Default)]
struct State {
    is_taken: bool,
    waiting: Vec<Waker>,
}

/// The turn. Dropped, also by a future that is given up, it is the next one's.
pub(super) struct Turn<'a>(&'a Turns);

impl Turns {
    pub(super) async fn turn(&self) -> Turn<'_> {
        poll_fn(|context| {
            let mut state = self.state();
            if !state.is_taken {
                state.is_taken = true;
                return Poll::Ready(());
            }
            if !state.waiting.iter().any(|waker| waker.will_wake(context.waker())) {
                state.waiting.push(context.waker().clone());
            }
            Poll::Pending
        })
        .await;
        Turn(self)
    }

    /// The state is whole between statements, so a panic of another thread does no harm to it.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    /// All are woken: one that waits may have been dropped, and the others see at once what was found for them.
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.is_taken = false;
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        waiting.into_iter().for_each(Waker::wake);
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::Context;

    use super::*;

    #[test]
    fn a_turn_that_is_given_up_is_the_next_ones() {
        let (turns, mut context) = (Turns::default(), Context::from_waker(Waker::noop()));
        let Poll::Ready(first) = pin!(turns.turn()).poll(&mut context) else { panic!("nobody has it") };
        let mut second = Box::pin(turns.turn());
        let mut third = Box::pin(turns.turn());
        assert!(
            second.as_mut().poll(&mut context).is_pending() && third.as_mut().poll(&mut context).is_pending()
        );
        drop(second);
        drop(first);
        assert!(third.as_mut().poll(&mut context).is_ready());
    }
}
