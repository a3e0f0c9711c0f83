//! How long things stay: `deprecated`, `x-sunset` and `x-stability-level`.

use super::cx::Cx;
use super::rule::Rule;
use super::view::Node;
use crate::day::Day;

/// What a producer promises of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stability {
    Draft,
    Alpha,
    Beta,
    Stable,
}

impl Stability {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Alpha => "alpha",
            Self::Beta => "beta",
            Self::Stable => "stable",
        }
    }

    /// Whether it can change at any time, so that no change of it is one.
    pub(super) fn is_unstable(self) -> bool {
        self < Self::Beta
    }
}

/// The level of a thing, where it says one.
///
/// # Errors
/// It says something else: this.
pub(super) fn stability(node: Node<'_>) -> Result<Option<Stability>, String> {
    let Some(value) = node.raw("x-stability-level") else { return Ok(None) };
    let levels = [Stability::Draft, Stability::Alpha, Stability::Beta, Stability::Stable];
    let text = value.scalar_text().unwrap_or_default();
    levels.into_iter().find(|level| level.name() == text).map(Some).ok_or(text)
}

/// When a thing will be gone.
pub(super) enum Sunset {
    Unknown,
    On(Day),
    /// Not a date, but this.
    Invalid(String),
}

pub(super) fn sunset(node: Node<'_>) -> Sunset {
    match node.raw("x-sunset").map(|value| value.scalar_text().unwrap_or_default()) {
        None => Sunset::Unknown,
        Some(text) => Day::parse_with_time(&text).map_or(Sunset::Invalid(text), Sunset::On),
    }
}

/// What it is called when a thing comes to its end.
pub(super) struct Lifecycle {
    pub(super) deprecated: &'static Rule,
    /// Where a known end has a rule of its own.
    pub(super) deprecated_with_sunset: Option<&'static Rule>,
    pub(super) reactivated: &'static Rule,
    pub(super) sunset_parse: &'static Rule,
    pub(super) sunset_too_small: &'static Rule,
    pub(super) sunset_changed_too_small: Option<&'static Rule>,
    pub(super) sunset_deleted: Option<&'static Rule>,
}

/// Compares how long a thing stays.
pub(super) fn compare<'d>(cx: &mut Cx<'d>, rules: &Lifecycle, subject: &str, base: Node<'d>, head: Node<'d>) {
    let (was, is) = (base.place("deprecated"), head.place("deprecated"));
    match (base.flag("deprecated"), head.flag("deprecated")) {
        (false, true) => {
            let (rule, args) = match sunset(head) {
                Sunset::Unknown => (rules.deprecated, None),
                Sunset::Invalid(text) => (rules.sunset_parse, Some(text)),
                Sunset::On(date) if date < cx.today => (rules.sunset_too_small, Some(date.to_string())),
                Sunset::On(date) => {
                    (rules.deprecated_with_sunset.unwrap_or(rules.deprecated), Some(date.to_string()))
                }
            };
            let args: Vec<&str> = args.iter().map(String::as_str).collect();
            cx.emit(rule, subject, &args, was, is);
        }
        (true, false) => cx.emit(rules.reactivated, subject, &[], was, is),
        (true, true) => compare_sunsets(cx, rules, subject, base, head),
        (false, false) => {}
    }
}

fn compare_sunsets<'d>(cx: &mut Cx<'d>, rules: &Lifecycle, subject: &str, base: Node<'d>, head: Node<'d>) {
    let (from, to) = (base.place("x-sunset"), head.place("x-sunset"));
    match (sunset(base), sunset(head)) {
        (Sunset::On(_) | Sunset::Invalid(_), Sunset::Unknown) => {
            if let Some(rule) = rules.sunset_deleted {
                let was = base.text("x-sunset").unwrap_or_default();
                cx.emit(rule, subject, &[was], from, to);
            }
        }
        (_, Sunset::Invalid(text)) if base.raw("x-sunset") != head.raw("x-sunset") => {
            cx.emit(rules.sunset_parse, subject, &[&text], from, to);
        }
        (Sunset::On(was), Sunset::On(is)) if is < was && is < cx.today => {
            if let Some(rule) = rules.sunset_changed_too_small {
                cx.emit(rule, subject, &[&was.to_string(), &is.to_string()], from, to);
            }
        }
        _ => {}
    }
}

/// What it is called when a thing is gone.
pub(super) struct Removal {
    pub(super) without_deprecation: &'static Rule,
    pub(super) with_deprecation: &'static Rule,
    pub(super) before_sunset: &'static Rule,
    pub(super) sunset_parse: &'static Rule,
}

/// Tells that a thing is gone: was that to be expected?
pub(super) fn removed<'d>(cx: &mut Cx<'d>, rules: &Removal, subject: &str, base: Node<'d>) {
    let (rule, args) = if !base.flag("deprecated") {
        (rules.without_deprecation, None)
    } else {
        match sunset(base) {
            Sunset::Unknown => (rules.with_deprecation, None),
            Sunset::Invalid(text) => (rules.sunset_parse, Some(text)),
            Sunset::On(date) if cx.today < date => (rules.before_sunset, Some(date.to_string())),
            Sunset::On(_) => (rules.with_deprecation, None),
        }
    };
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    cx.emit(rule, subject, &args, Some(base.written()), None);
}
