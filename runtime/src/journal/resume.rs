//! What a call says of its intent before it is sent: its name, or the intent that it goes on with.

use std::time::UNIX_EPOCH;

use super::Intent;
use crate::attempts::{Attempts, Moment};
use crate::draft::Draft;
use crate::error::{BuildError, Error, Problem};
use crate::meta::Retry;
use crate::request::Request;
use crate::value::DateTime;

/// What the caller wants the intent to be.
#[derive(Clone, Default)]
pub(crate) struct Wanted {
    pub(super) id: Option<String>,
    resumed: Option<Intent>,
}

impl Draft {
    pub(crate) fn set_intent_id(&mut self, id: String) {
        self.intent.id = Some(id);
    }

    pub(crate) fn resume(&mut self, intent: &Intent, now: Moment) {
        if let Some(key) = intent.key() {
            self.set_idempotency_key(key);
        }
        // Of unknown age a key is too old.
        let first = intent.first_sent().and_then(DateTime::to_system_time).unwrap_or(UNIX_EPOCH);
        self.attempts = Attempts::resumed(intent.attempt(), first, now);
        self.intent = Wanted { id: Some(intent.id().to_owned()), resumed: Some(intent.clone()) };
    }

    /// Whether the call may be sent, if it was resumed.
    pub(crate) fn check_resumed(&self, request: &Request) -> Result<(), Error> {
        let Some(intent) = &self.intent.resumed else { return Ok(()) };
        let is_same = intent.is_of(self.meta.id(), request) && intent.key() == self.idempotency_key();
        match self.meta.retry_class() {
            _ if !is_same => {
                let error = BuildError::new(self.meta.id(), "", Problem::OtherIntent);
                Err(Error::build(&self.meta, error))
            }
            Retry::Unsent | Retry::Never => Err(Error::not_repeatable(&self.meta)),
            Retry::Safe | Retry::Keyed => Ok(()),
        }
    }
}
