//! Where a visitor is. Most values never need their pointer, and a pointer takes memory.

use std::fmt::Display;

use crate::pointer::Pointer;

/// The way from a known place to the value that is being visited, on the stack.
#[derive(Clone, Copy)]
pub(super) enum Path<'p> {
    From(&'p Pointer),
    Key { above: &'p Path<'p>, key: &'p str },
    Index { above: &'p Path<'p>, index: usize },
}

impl Path<'_> {
    pub(super) fn pointer(&self) -> Pointer {
        match self {
            Self::From(pointer) => (*pointer).clone(),
            Self::Key { above, key } => below(above.pointer(), key),
            Self::Index { above, index } => below(above.pointer(), index),
        }
    }

    /// The file, relative to the spec's folder.
    pub(super) fn file(&self) -> &str {
        match self {
            Self::From(pointer) => pointer.file(),
            Self::Key { above, .. } | Self::Index { above, .. } => above.file(),
        }
    }

    /// How many steps it has.
    pub(super) fn depth(&self) -> usize {
        match self {
            Self::From(pointer) => pointer.steps().count(),
            Self::Key { above, .. } | Self::Index { above, .. } => above.depth() + 1,
        }
    }

    /// The key that the value stands under.
    pub(super) fn key(&self) -> Option<&str> {
        match self {
            Self::Key { key, .. } => Some(key),
            Self::From(_) | Self::Index { .. } => None,
        }
    }
}

fn below(mut pointer: Pointer, step: impl Display) -> Pointer {
    pointer.push(step);
    pointer
}
