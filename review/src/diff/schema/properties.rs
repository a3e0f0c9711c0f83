//! Which properties an object has, which of them it has to have, and who sends them.

use std::collections::{BTreeMap, BTreeSet};

use super::delta::names;
use super::edit::{Delta, Property};
use super::read::{self, Schema};
use crate::day::Day;
use crate::diff::cx::Cx;
use crate::diff::lifecycle::{self, Stability, Sunset};
use crate::diff::rules::schema::EditKind;
use crate::diff::view::Node;

pub(super) fn compare<'d>(
    cx: &mut Cx<'d>,
    delta: &mut Delta<'d>,
    base: Schema<'d>,
    head: Schema<'d>,
    moved: &BTreeSet<&'d str>,
) {
    let (was, is) = (base.get("properties"), head.get("properties"));
    let (required, requires) = (required(base), required(head));
    for name in names(was, is) {
        let at = |map: Option<Node<'d>>| map.and_then(|map| map.get(name));
        match (at(was), at(is)) {
            (Some(one), Some(other)) => {
                let needs = [required.contains(name), requires.contains(name)];
                kept(delta, name, [one, other], needs, [base, head]);
                ending(delta, cx.today, Property { name, schema: other, was: Some(one) }, one, other);
                if !cx.same(one, other) {
                    delta.below(name, one, other);
                }
            }
            (Some(one), None) if !moved.contains(name) => {
                let kind = if required.contains(name) {
                    EditKind::RequiredRemoved
                } else {
                    EditKind::OptionalRemoved
                };
                let property = Property { name, schema: one, was: None };
                delta.property(kind, property, &[], Some(one.written()), is.or(Some(head.node())));
            }
            (None, Some(other)) => {
                let kind = match (requires.contains(name), other.has("default")) {
                    (true, false) => EditKind::NewRequired,
                    (true, true) => EditKind::NewRequiredWithDefault,
                    (false, _) => EditKind::NewOptional,
                };
                let property = Property { name, schema: other, was: None };
                delta.property(kind, property, &[], was.or(Some(base.node())), Some(other.written()));
            }
            _ => {}
        }
    }
    dependent_required(delta, base, head);
}

fn required(schema: Schema<'_>) -> BTreeSet<String> {
    schema.node().texts_of("required").into_iter().collect()
}

/// A property that was there and still is.
fn kept<'d>(
    delta: &mut Delta<'d>,
    name: &'d str,
    [base, head]: [Node<'d>; 2],
    [was_required, is_required]: [bool; 2],
    around: [Schema<'d>; 2],
) {
    let property = Property { name, schema: head, was: None };
    let kind = match (was_required, is_required) {
        (false, true) if head.has("default") => Some(EditKind::BecameRequiredWithDefault),
        (false, true) => Some(EditKind::BecameRequired),
        (true, false) => Some(EditKind::BecameOptional),
        _ => None,
    };
    if let Some(kind) = kind {
        let list = |side: Schema<'d>, node: Node<'d>| side.get("required").or(Some(node.written()));
        delta.property(kind, property, &[name], list(around[0], base), list(around[1], head));
    }
    let property = Property { was: Some(base), ..property };
    for (key, required, optional) in [
        (
            "readOnly",
            [EditKind::RequiredBecameReadOnly, EditKind::RequiredBecameNotReadOnly],
            [EditKind::OptionalBecameReadOnly, EditKind::OptionalBecameNotReadOnly],
        ),
        (
            "writeOnly",
            [EditKind::RequiredBecameWriteOnly, EditKind::RequiredBecameNotWriteOnly],
            [EditKind::OptionalBecameWriteOnly, EditKind::OptionalBecameNotWriteOnly],
        ),
    ] {
        let [became, became_not] = if was_required { required } else { optional };
        let kind = match (read::flag(base, key), read::flag(head, key)) {
            (false, true) => became,
            (true, false) => became_not,
            _ => continue,
        };
        delta.property(kind, property, &[], base.get(key).or(Some(base)), head.get(key).or(Some(head)));
    }
}

/// How long a property stays.
fn ending<'d>(delta: &mut Delta<'d>, today: Day, property: Property<'d>, base: Node<'d>, head: Node<'d>) {
    let at = |node: Node<'d>, key| node.get(key).or(Some(node));
    let mut say = |kind: EditKind, args: &[&str], key| {
        delta.property(kind, property, args, at(base, key), at(head, key));
    };
    match (read::flag(base, "deprecated"), read::flag(head, "deprecated")) {
        (false, true) => match lifecycle::sunset(head) {
            Sunset::Unknown => say(EditKind::Deprecated, &[], "deprecated"),
            Sunset::On(day) if day < today => say(EditKind::SunsetTooSmall, &[&day.to_string()], "x-sunset"),
            Sunset::On(day) => say(EditKind::DeprecatedWithSunset, &[&day.to_string()], "deprecated"),
            Sunset::Invalid(text) => say(EditKind::SunsetInvalid, &[&text], "x-sunset"),
        },
        (true, false) => say(EditKind::Reactivated, &[], "deprecated"),
        _ => {}
    }
    // What says no level is stable; what is not yet can change at any time.
    let level = |node| lifecycle::stability(node).ok().map(|level| level.unwrap_or(Stability::Stable));
    if let (Some(was), Some(is)) = (level(base), level(head))
        && was != is
        && !was.is_unstable()
    {
        let kind = if is < was { EditKind::StabilityDecreased } else { EditKind::StabilityIncreased };
        say(kind, &[was.name(), is.name()], "x-stability-level");
    }
}

/// What a property needs beside it.
fn dependent_required<'d>(delta: &mut Delta<'d>, base: Schema<'d>, head: Schema<'d>) {
    let lists = |schema: Schema<'d>| -> BTreeMap<&'d str, (BTreeSet<String>, Node<'d>)> {
        let map = schema.get("dependentRequired");
        let keys = names(map, None).into_iter();
        keys.filter_map(|key| {
            let (map, list) = (map?, map?.get(key)?);
            Some((key, (map.texts_of(key).into_iter().collect(), list)))
        })
        .collect()
    };
    let (was, is) = (lists(base), lists(head));
    let text = |names: &BTreeSet<String>| names.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    for (key, (needs, at)) in &was {
        match is.get(key) {
            None => delta.edit(
                EditKind::DependentRequiredRemoved,
                &[key, &text(needs)],
                Some(*at),
                Some(head.node()),
            ),
            Some((others, there)) if others != needs => {
                let args = [*key, &text(needs), &text(others)];
                delta.edit(EditKind::DependentRequiredChanged, &args, Some(*at), Some(*there));
            }
            Some(_) => {}
        }
    }
    for (key, (needs, at)) in is.iter().filter(|(key, _)| !was.contains_key(*key)) {
        delta.edit(EditKind::DependentRequiredAdded, &[key, &text(needs)], Some(base.node()), Some(*at));
    }
}
