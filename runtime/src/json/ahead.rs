//! What unions read ahead: how much of it is allowed, and what was found out on the way.

use std::collections::BTreeMap;

use super::DecodeError;

/// How often, on average, a byte may be looked at without becoming a value. A union looks at all that is inside of it
/// before it decides, so this is a matter of how deep unions nest.
const MAX_LOOKS: usize = 64;

/// How many looks a byte costs that was read as a type which did not fit.
const TRY: usize = 8;

/// Small documents may be looked at more often: their time is short in any case.
const SMALL: usize = 64 << 10;

/// How many unions are remembered.
const MAX_CHOICES: usize = 1 << 16;

/// The account of a document. It goes along with every decoder that tries a value.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    /// Bytes that may still be looked at.
    left: usize,
    /// Whether a value is being tried, so that it may be read again as another type.
    pub(super) trying: bool,
    /// What unions turned out to be: position and name of the union, index of the member or none that fits. A value
    /// that holds unions and is tried as several types finds them decided; without that, unions within unions would
    /// take time exponential in their depth.
    choices: BTreeMap<(usize, &'static str), Option<usize>>,
}

impl Ahead {
    pub(super) fn of(text: &str) -> Self {
        Self { left: text.len().max(SMALL).saturating_mul(MAX_LOOKS), ..Self::default() }
    }

    /// Charges for bytes that were looked at.
    pub(super) fn looked(&mut self, bytes: usize) -> Result<(), DecodeError> {
        match self.left.checked_sub(bytes.max(1)) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => {
                Err(DecodeError::limit("variants that can be told apart", "ones that take too long to try"))
            }
        }
    }

    /// Charges for bytes that were read in vain.
    pub(super) fn tried(&mut self, bytes: usize) -> Result<(), DecodeError> {
        self.looked(bytes.saturating_mul(TRY))
    }

    pub(super) fn choice(&self, position: usize, union: &'static str) -> Option<Option<usize>> {
        self.choices.get(&(position, union)).copied()
    }

    pub(super) fn remember(&mut self, position: usize, union: &'static str, choice: Option<usize>) {
        if self.trying && self.choices.len() < MAX_CHOICES {
            self.choices.insert((position, union), choice);
        }
    }
}
