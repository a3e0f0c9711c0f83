//! What two schemas differ in themselves, keyword by keyword. What stands below is left to whoever asks.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::edit::{Delta, What};
use super::null::Nulls;
use super::read::{self, Rest, Schema};
use super::types::TypeChange;
use super::{bounds, extensions, members, merged, properties, values};
use crate::diff::cx::Cx;
use crate::diff::identity;
use crate::diff::rules::schema::EditKind;
use crate::diff::view::Node;

/// What two schemas differ in; worked out once for the whole comparison.
pub(super) fn delta<'d>(cx: &mut Cx<'d>, base: Node<'d>, head: Node<'d>) -> Rc<Delta<'d>> {
    let pair = super::pair(base, head);
    if let Some(delta) = cx.memo.deltas.get(&pair) {
        return Rc::clone(delta);
    }
    let (one, other) = read::evened(base, head);
    let mut delta = compare(cx, one, other);
    let is_unwrapped = one.node().address() != base.address() || other.node().address() != head.address();
    delta.unwrapped = is_unwrapped.then(|| [one.node(), other.node()]);
    let delta = Rc::new(delta);
    cx.memo.deltas.insert(pair, Rc::clone(&delta));
    if !cx.memo.assumed.is_empty() {
        cx.memo.resting.push((pair, false));
    }
    delta
}

fn compare<'d>(cx: &mut Cx<'d>, base: Schema<'d>, head: Schema<'d>) -> Delta<'d> {
    let mut delta = Delta::default();
    match (base.is_impossible(), head.is_impossible()) {
        (false, false) => {}
        (true, true) => return delta,
        (false, true) => {
            delta.edit(EditKind::BecameImpossible, &[], Some(base.node()), Some(head.node()));
            return delta;
        }
        (true, false) => {
            delta.edit(EditKind::BecamePossible, &[], Some(base.node()), Some(head.node()));
            return delta;
        }
    }
    let nulls = Nulls::of(base, head);
    delta.is_null_settled = nulls.are_settled();
    let whole = [base, head];
    if let Some(properties) = merged::same(cx, base, head) {
        nulls.compare(&mut delta, base, head);
        // They allow the same, and may be noted otherwise.
        for (name, one, other) in properties.into_iter().filter(|(_, one, other)| !cx.same(*one, *other)) {
            delta.below(name, one, other);
        }
        extensions::compare(&mut delta, base, head);
        return delta;
    }
    let members::Rest { base, head, says_types, is_another_type, moved } =
        members::unions(cx, &mut delta, base, head);
    nulls.compare(&mut delta, whole[0], whole[1]);
    let change = TypeChange::between(base, head, nulls).filter(|_| !says_types);
    let is_another_type = is_another_type || change.as_ref().is_some_and(TypeChange::is_to_another);
    if let Some(change) = change {
        let [from, to] = change.args();
        delta.push(What::Type(change), &[&from, &to], place(base, "type"), place(head, "type"));
    }
    values::compare(&mut delta, base, head);
    // What limits a text says nothing about a number.
    if !is_another_type {
        bounds::compare(&mut delta, base, head);
        parts(cx, &mut delta, base, head);
    }
    properties::compare(cx, &mut delta, base, head, &moved);
    conditions(cx, &mut delta, base, head);
    extensions::compare(&mut delta, whole[0], whole[1]);
    delta
}

/// The place of a keyword, or of the schema when the keyword is not there.
pub(super) fn place<'d>(schema: Schema<'d>, key: &str) -> Option<Node<'d>> {
    schema.get(key).map(Node::written).or(Some(schema.node()))
}

/// Schemas of items and of what else is in a value.
fn parts<'d>(cx: &mut Cx<'d>, delta: &mut Delta<'d>, base: Schema<'d>, head: Schema<'d>) {
    rest(
        cx,
        delta,
        base,
        head,
        "items",
        [EditKind::ItemsAdded, EditKind::ItemsRemoved, EditKind::ItemsAdded, EditKind::ItemsRemoved],
    );
    rest(
        cx,
        delta,
        base,
        head,
        "additionalProperties",
        [
            EditKind::AdditionalPropertiesTyped,
            EditKind::AdditionalPropertiesUntyped,
            EditKind::AdditionalPropertiesRefused,
            EditKind::AdditionalPropertiesAllowed,
        ],
    );
    members::prefix_items(cx, delta, base, head);
}

/// Compares what two schemas say of the parts that nothing else describes: that they are typed, untyped, refused, allowed.
fn rest<'d>(
    cx: &mut Cx<'d>,
    delta: &mut Delta<'d>,
    base: Schema<'d>,
    head: Schema<'d>,
    key: &str,
    [typed, untyped, refused, allowed]: [EditKind; 4],
) {
    let kind = match (base.rest(key), head.rest(key)) {
        (Rest::Anything, Rest::Anything) | (Rest::Nothing, Rest::Nothing) => return,
        (Rest::Typed(base), Rest::Typed(head)) => {
            if !cx.same(base, head) {
                delta.below(key, base, head);
            }
            return;
        }
        (Rest::Anything, Rest::Typed(_)) => typed,
        (Rest::Typed(_), Rest::Anything) => untyped,
        (_, Rest::Nothing) => refused,
        (Rest::Nothing, _) => allowed,
    };
    delta.edit(kind, &[], place(base, key), place(head, key));
    delta.told_by(identity::of_both(base.get(key), head.get(key)));
}

/// Schemas that a value has to follow besides.
fn conditions<'d>(cx: &mut Cx<'d>, delta: &mut Delta<'d>, base: Schema<'d>, head: Schema<'d>) {
    const CONDITIONS: &[(&str, EditKind, EditKind)] = &[
        ("contains", EditKind::ContainsAdded, EditKind::ContainsRemoved),
        ("propertyNames", EditKind::PropertyNamesAdded, EditKind::PropertyNamesRemoved),
        ("unevaluatedItems", EditKind::UnevaluatedItemsAdded, EditKind::UnevaluatedItemsRemoved),
        (
            "unevaluatedProperties",
            EditKind::UnevaluatedPropertiesAdded,
            EditKind::UnevaluatedPropertiesRemoved,
        ),
        ("if", EditKind::IfAdded, EditKind::IfRemoved),
        ("then", EditKind::ThenAdded, EditKind::ThenRemoved),
        ("else", EditKind::ElseAdded, EditKind::ElseRemoved),
        ("contentSchema", EditKind::ContentSchemaAdded, EditKind::ContentSchemaRemoved),
    ];
    const NAMED: &[(&str, EditKind, EditKind)] = &[
        ("patternProperties", EditKind::PatternPropertyAdded, EditKind::PatternPropertyRemoved),
        ("dependentSchemas", EditKind::DependentSchemaAdded, EditKind::DependentSchemaRemoved),
    ];
    for &(key, added, removed) in CONDITIONS {
        // `true` is no condition.
        let said = |schema: Schema<'d>| match schema.rest(key) {
            Rest::Anything => None,
            Rest::Nothing | Rest::Typed(_) => schema.get(key),
        };
        let sides = [said(base), said(head)];
        condition(cx, delta, [base, head], sides, key.to_owned(), &[], [added, removed]);
    }
    for &(key, added, removed) in NAMED {
        let at = |schema: Schema<'d>, name: &str| schema.get(key).and_then(|map| map.get(name));
        for name in names(base.get(key), head.get(key)) {
            let step = format!("{key}[{name}]");
            let sides = [at(base, name), at(head, name)];
            condition(cx, delta, [base, head], sides, step, &[name], [added, removed]);
        }
    }
    match (base.get("not"), head.get("not")) {
        (None, Some(not)) => {
            delta.edit(EditKind::NotAdded, &[], Some(base.node()), place(head, "not"));
            delta.told_by(identity::of(not));
        }
        (Some(not), None) => {
            delta.edit(EditKind::NotRemoved, &[], place(base, "not"), Some(head.node()));
            delta.told_by(identity::of(not));
        }
        (Some(one), Some(other)) if !super::alike(cx, one, other) => {
            // An edit of a component is one, whoever refers to it.
            let identity = identity::of_both(Some(one), Some(other));
            let is_of_component = one.is_same_component(other) == Some(true);
            let [one, other] = [one, other].map(|not| if is_of_component { not } else { not.written() });
            delta.edit(EditKind::NotChanged, &[], Some(one), Some(other));
            delta.told_by(identity);
        }
        _ => {}
    }
}

fn condition<'d>(
    cx: &mut Cx<'d>,
    delta: &mut Delta<'d>,
    [base, head]: [Schema<'d>; 2],
    sides: [Option<Node<'d>>; 2],
    step: String,
    args: &[&str],
    [added, removed]: [EditKind; 2],
) {
    match sides {
        [None, Some(is)] => {
            delta.edit(added, args, Some(base.node()), Some(is.written()));
            delta.told_by(identity::of(is));
        }
        [Some(was), None] => {
            delta.edit(removed, args, Some(was.written()), Some(head.node()));
            delta.told_by(identity::of(was));
        }
        [Some(was), Some(is)] if !cx.same(was, is) => delta.below(step, was, is),
        _ => {}
    }
}

/// The keys of two objects, in the order of the first, and then of the second.
pub(super) fn names<'d>(base: Option<Node<'d>>, head: Option<Node<'d>>) -> Vec<&'d str> {
    let mut seen = BTreeSet::new();
    let sides = [base, head].into_iter().flatten();
    let keys =
        sides.flat_map(|side| side.value().as_mapping().into_iter().flat_map(|mapping| mapping.keys()));
    keys.map(String::as_str).filter(|name| seen.insert(*name)).collect()
}
