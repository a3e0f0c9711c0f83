//! What happens to schemas: a rule is what happened, and where.
//!
//! An edit means one thing and hurts in one direction: what narrows the values hurts those who send them, what widens them
//! hurts those who receive them. So a [kind](EditKind) of edit says how bad it is in a request and in a response, and the
//! rules for bodies, properties, parameters and headers follow. What does not follow is oasdiff's, and stands in [`adopted`].

mod adopted;
mod at;
mod kinds;
mod limits;

use std::borrow::Cow;
use std::collections::BTreeMap;

pub(in crate::diff) use at::At;
pub(in crate::diff) use kinds::EditKind;
pub(in crate::diff) use limits::{Limit, Moved};

use self::kinds::{Facts, Of};
use crate::diff::change::Level;
use crate::diff::rule::Rule;

/// The rule of an edit at a place.
pub(in crate::diff) fn rule(kind: EditKind, at: At) -> Rule {
    let kind = taken_for(kind, at);
    let Facts { name, sent, received, rust, text, hurts, .. } = kind.facts();
    let of_direction = match at {
        _ if at.is_hidden() => Level::Info,
        _ if at.is_received() => received,
        _ => sent,
    };
    let level = adopted::level(kind, at).unwrap_or(of_direction);
    Rule {
        id: adopted::id(kind, at).map_or_else(|| format!("{}-{name}", at.prefix()).into(), Cow::Borrowed),
        level,
        rust,
        text: format!("{text}: {}", who_is_hurt(at, level, hurts)).into(),
        is_ours: !adopted::has(kind, at),
    }
}

/// A default helps nobody who receives, and oasdiff does not ask headers for it.
fn taken_for(kind: EditKind, at: At) -> EditKind {
    match kind {
        _ if !at.is_received() && at != At::SentHeaderProperty => kind,
        EditKind::NewRequiredWithDefault => EditKind::NewRequired,
        EditKind::BecameRequiredWithDefault => EditKind::BecameRequired,
        _ => kind,
    }
}

fn who_is_hurt(at: At, level: Level, named: Option<[&'static str; 2]>) -> &'static str {
    match (at, named, level) {
        (At::ReadOnly, ..) => "callers do not send it",
        (At::WriteOnly, ..) => "callers do not receive it",
        (_, Some([who, whom]), _) => {
            if at.is_received() {
                whom
            } else {
                who
            }
        }
        (_, None, _) if at.is_received() => match level {
            Level::Error => "callers may receive what they are not written for",
            Level::Warning => "callers may meet what they do not know",
            Level::Info => "callers receive nothing that they do not know",
        },
        (_, None, Level::Error) => "requests that were fine are refused",
        (_, None, Level::Warning) => "requests that were fine may be refused",
        (_, None, Level::Info) => "requests that were fine still are",
    }
}

/// Every rule.
pub(super) fn all() -> impl Iterator<Item = Rule> {
    // Two kinds that a place does not tell apart have one rule there.
    let mut seen = BTreeMap::new();
    pairs()
        .map(|(kind, at)| rule(kind, at))
        .filter(move |rule| seen.insert(rule.id.clone(), rule.clone()).as_ref() != Some(rule))
}

/// Whether the one rule says all that the other, which only informs, says of the same edit.
pub(super) fn covers(id: &str, other: &str) -> bool {
    EditKind::SECOND_OPINIONS.iter().any(|[second, first]| {
        let place = id.strip_suffix(&*second.facts().name);
        place.is_some() && place == other.strip_suffix(&*first.facts().name)
    })
}

/// Every kind at every place where it can be told of.
fn pairs() -> impl Iterator<Item = (EditKind, At)> {
    let places = |kind| At::ALL.into_iter().map(move |at| (kind, at));
    EditKind::all().flat_map(places).filter(|(kind, at)| can_be(*kind, *at))
}

fn can_be(kind: EditKind, at: At) -> bool {
    match kind {
        _ if kind.facts().of == Of::Property && !at.is_property() => false,
        // From then on it is a property that requests, or responses, do not have.
        EditKind::RequiredBecameReadOnly | EditKind::OptionalBecameReadOnly => at != At::RequestProperty,
        EditKind::RequiredBecameWriteOnly | EditKind::OptionalBecameWriteOnly => at != At::ResponseProperty,
        // To those who send, a narrower type is another type; how properties of parameters are sent is seldom said.
        EditKind::TypeSpecialized => at.is_received() || at.is_of_parameter() && at.is_property(),
        // To a parameter, a type that is sent as the same text is a wider one.
        EditKind::TypeCompatible => !at.is_of_parameter(),
        _ if kind.is_second_opinion() => rule(kind, at).level > Level::Info,
        _ => true,
    }
}
