//! Limits: how large, how long, how many.

use super::{Row, row};

/// The edits of one limit.
pub(in crate::diff) struct Bound {
    pub(in crate::diff) keyword: &'static str,
    /// The limit that no limit means: a list without `minItems` has 0 or more.
    pub(in crate::diff) absent: Option<f64>,
    pub(in crate::diff) is_lower: bool,
    /// Whether the limit itself is not allowed.
    pub(in crate::diff) is_exclusive: bool,
    pub(in crate::diff) increased: &'static Row,
    pub(in crate::diff) decreased: &'static Row,
    pub(in crate::diff) set: &'static Row,
    pub(in crate::diff) unset: &'static Row,
}

/// A table of limits: the keyword, its name in ids, which side it limits, and what none means.
macro_rules! bounds {
    ($($name:ident = $keyword:literal $edit:literal $side:ident $absent:ident $(($zero:literal))? $(, $places:ident)?;)*) => {
        $(pub(in crate::diff) const $name: Bound = Bound {
            keyword: $keyword,
            absent: $absent$(($zero))?,
            is_lower: matches!(stringify!($side).as_bytes(), b"lower"),
            is_exclusive: matches!($keyword.as_bytes(), b"exclusiveMinimum" | b"exclusiveMaximum"),
            increased: &bounds!(@$side increased $keyword $edit)$(.$places())?,
            decreased: &bounds!(@$side decreased $keyword $edit)$(.$places())?,
            set: &bounds!(@$absent set $side $keyword $edit),
            unset: &bounds!(@$absent unset $side $keyword $edit),
        };)*

        /// Every row.
        pub(super) const TABLE: &[&Row] = &[
            $($name.increased, $name.decreased, $name.set, $name.unset),*
        ];
    };
    (@None set $side:ident $keyword:literal $edit:literal) => {
        row!(
            concat!($edit, "-set"),
            Warning Info,
            Patch,
            [concat!("`", $keyword, "` of {subject} is now {1}, and was not there")]
        )
    };
    (@None unset $side:ident $keyword:literal $edit:literal) => {
        row!(
            concat!($edit, "-unset"),
            Info Error,
            Patch,
            [concat!("`", $keyword, "` of {subject} is gone, and was {0}")]
        )
    };
    (@Some set $side:ident $keyword:literal $edit:literal) => { bounds!(@$side increased $keyword $edit) };
    (@Some unset $side:ident $keyword:literal $edit:literal) => { bounds!(@$side decreased $keyword $edit) };
    (@upper increased $keyword:literal $edit:literal) => { bounds!(@row "increased" "up" Info Error $keyword $edit) };
    (@upper decreased $keyword:literal $edit:literal) => { bounds!(@row "decreased" "down" Error Info $keyword $edit) };
    (@lower increased $keyword:literal $edit:literal) => { bounds!(@row "increased" "up" Error Info $keyword $edit) };
    (@lower decreased $keyword:literal $edit:literal) => { bounds!(@row "decreased" "down" Info Error $keyword $edit) };
    (@row $action:literal $way:literal $sent:ident $received:ident $keyword:literal $edit:literal) => {
        row!(
            concat!($edit, "-", $action),
            $sent $received,
            Patch,
            [concat!("`", $keyword, "` of {subject} went ", $way, " from {0} to {1}")]
        )
    };
}

bounds! {
    MIN = "minimum" "min" lower None;
    MAX = "maximum" "max" upper None;
    EXCLUSIVE_MIN = "exclusiveMinimum" "exclusive-min" lower None;
    EXCLUSIVE_MAX = "exclusiveMaximum" "exclusive-max" upper None;
    MIN_LENGTH = "minLength" "min-length" lower Some(0.0);
    MAX_LENGTH = "maxLength" "max-length" upper None;
    MIN_ITEMS = "minItems" "min-items" lower Some(0.0);
    // oasdiff takes the lists in a list parameter for the parameter.
    MAX_ITEMS = "maxItems" "max-items" upper None, with_parameter_for_its_properties;
    MIN_PROPERTIES = "minProperties" "min-properties" lower Some(0.0);
    MAX_PROPERTIES = "maxProperties" "max-properties" upper None;
    MIN_CONTAINS = "minContains" "min-contains" lower None;
    MAX_CONTAINS = "maxContains" "max-contains" upper None;
}

/// Those that have one spelling.
pub(in crate::diff) const COUNTS: [Bound; 8] = [
    MIN_LENGTH,
    MAX_LENGTH,
    MIN_ITEMS,
    MAX_ITEMS,
    MIN_PROPERTIES,
    MAX_PROPERTIES,
    MIN_CONTAINS,
    MAX_CONTAINS,
];
