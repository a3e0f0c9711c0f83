//! Where in a value a field is that has none: its JSON pointer, by its address.

use std::ptr;

use super::path::Segment;
use super::{DecodeError, Encode, Encoder};

/// The error, at the place of a field of `value` that is absent. A field of something else has no place.
#[cold]
pub(crate) fn missing(value: &dyn Encode, field: &dyn Encode, error: DecodeError) -> DecodeError {
    let address = address(field);
    let mut encoder = Encoder::searching(Search { address, path: Vec::new(), found: Vec::new() });
    value.encode(&mut encoder);
    let found = encoder.into_search().map(|search| search.found).unwrap_or_default();
    found.into_iter().rev().fold(error, |error, segment| match segment {
        Segment::Key(key) => error.at_key(key),
        Segment::Index(index) => error.at_index(index),
        Segment::Any => error.at_any_key(),
    })
}

/// What an [`Encoder`] keeps while it looks for a field.
#[derive(Debug)]
pub(super) struct Search {
    address: usize,
    path: Vec<Segment>,
    found: Vec<Segment>,
}

impl Search {
    /// Goes into a value. One that holds the field at its very beginning has its address, but is not absent.
    pub(super) fn enter(&mut self, segment: Segment, value: &dyn Encode) {
        self.path.push(segment);
        if value.is_absent() && address(value) == self.address {
            self.found.clone_from(&self.path);
        }
    }

    pub(super) fn leave(&mut self) {
        self.path.pop();
    }
}

fn address(value: &dyn Encode) -> usize {
    ptr::from_ref(value).addr()
}
