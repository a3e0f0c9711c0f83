//! Without the feature `journal` nothing is noted: the same names, and nothing behind them.

use std::error::Error as StdError;
use std::time::SystemTime;

use crate::attempts::Attempts;
use crate::client::Shared;
use crate::draft::Draft;
use crate::error::{BuildError, Error};
use crate::outcome::Outcome;
use crate::request::Request;

pub(crate) type Kept = ();

#[derive(Clone, Copy, Default)]
pub(crate) struct Wanted;

/// There is none.
pub(crate) enum Entry {}

impl Entry {
    pub(crate) fn of(shared: &Shared, draft: &Draft, _: &Request) -> Result<Option<Self>, BuildError> {
        let ((), Wanted) = (shared.journal, draft.intent);
        Ok(None)
    }

    pub(crate) async fn sending(
        &mut self,
        _: &Attempts,
        _: SystemTime,
    ) -> Result<(), Box<dyn StdError + Send + Sync>> {
        match *self {}
    }

    pub(crate) async fn settled(self, _: Outcome) {
        match self {}
    }
}

impl Draft {
    pub(crate) fn check_resumed(&self, _: &Request) -> Result<(), Error> {
        Ok(())
    }
}
