//! Limits: how large, how long, how many.

use super::kinds::{Facts, Of};
use crate::diff::{Bump, Level};

/// A keyword that limits values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::diff) enum Limit {
    Min,
    Max,
    ExclusiveMin,
    ExclusiveMax,
    MinLength,
    MaxLength,
    MinItems,
    MaxItems,
    MinProperties,
    MaxProperties,
    MinContains,
    MaxContains,
}

/// What became of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::diff) enum Moved {
    Increased,
    Decreased,
    Set,
    Unset,
}

use Limit::*;

impl Limit {
    /// Every limit, those with two spellings first.
    #[rustfmt::skip]
    pub(super) const ALL: [Self; 12] = [
        Min, Max, ExclusiveMin, ExclusiveMax, MinLength, MaxLength, MinItems, MaxItems, MinProperties, MaxProperties,
        MinContains, MaxContains,
    ];

    /// Those that have one spelling.
    pub(in crate::diff) fn counts() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().skip(4)
    }

    pub(in crate::diff) const fn keyword(self) -> &'static str {
        self.names().0
    }

    /// The keyword, and what it is called in ids.
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Min => ("minimum", "min"),
            Max => ("maximum", "max"),
            ExclusiveMin => ("exclusiveMinimum", "exclusive-min"),
            ExclusiveMax => ("exclusiveMaximum", "exclusive-max"),
            MinLength => ("minLength", "min-length"),
            MaxLength => ("maxLength", "max-length"),
            MinItems => ("minItems", "min-items"),
            MaxItems => ("maxItems", "max-items"),
            MinProperties => ("minProperties", "min-properties"),
            MaxProperties => ("maxProperties", "max-properties"),
            MinContains => ("minContains", "min-contains"),
            MaxContains => ("maxContains", "max-contains"),
        }
    }

    pub(in crate::diff) const fn is_lower(self) -> bool {
        matches!(self, Min | ExclusiveMin | MinLength | MinItems | MinProperties | MinContains)
    }

    /// Whether the limit itself is not allowed.
    pub(in crate::diff) const fn is_exclusive(self) -> bool {
        matches!(self, ExclusiveMin | ExclusiveMax)
    }

    /// The limit that no limit means: a list without `minItems` has 0 or more.
    pub(in crate::diff) fn absent(self) -> Option<f64> {
        matches!(self, MinLength | MinItems | MinProperties).then_some(0.0)
    }

    /// What can become of it: what is there without being written neither comes nor goes.
    pub(super) fn moves(self) -> &'static [Moved] {
        const ALL: &[Moved] = &[Moved::Increased, Moved::Decreased, Moved::Set, Moved::Unset];
        if self.absent().is_some() { &ALL[..2] } else { ALL }
    }

    /// Whether a limit that moved allows fewer values.
    pub(super) fn is_narrowed(self, moved: Moved) -> bool {
        moved == if self.is_lower() { Moved::Increased } else { Moved::Decreased }
    }

    pub(super) fn facts(self, moved: Moved) -> Facts {
        let (keyword, name) = self.names();
        let (did, text) = match moved {
            Moved::Increased => ("increased", "went up from {0} to {1}"),
            Moved::Decreased => ("decreased", "went down from {0} to {1}"),
            Moved::Set => ("set", "is now {1}, and was not there"),
            Moved::Unset => ("unset", "is gone, and was {0}"),
        };
        let (sent, received) = match moved {
            // Many a limit that is written down late was always there.
            Moved::Set => (Level::Warning, Level::Info),
            _ if self.is_narrowed(moved) => (Level::Error, Level::Info),
            _ => (Level::Info, Level::Error),
        };
        Facts {
            name: format!("{name}-{did}").into(),
            of: Of::Schema,
            sent,
            received,
            rust: Bump::Patch,
            text: format!("`{keyword}` of {{subject}} {text}").into(),
            hurts: None,
        }
    }
}
