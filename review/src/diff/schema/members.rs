//! Schemas made of schemas: choices, parts and tuples.

use std::collections::{BTreeMap, BTreeSet};

use super::delta::place;
use super::edit::{Delta, What};
use super::matched::matched;
use super::read::{Member, Schema};
use super::{alike, alike_but_null, discriminator};
use crate::diff::cx::Cx;
use crate::diff::identity;
use crate::diff::rules::schema::EditKind;
use crate::diff::view::Node;
use clientwright_document::vocabulary::is_note;

/// What the comparison of unions leaves to compare.
pub(super) struct Rest<'d> {
    pub(super) base: Schema<'d>,
    pub(super) head: Schema<'d>,
    /// Whether it was said already that types changed.
    pub(super) says_types: bool,
    /// Whether no value is of both types.
    pub(super) is_another_type: bool,
    /// Properties that are in the members now.
    pub(super) moved: BTreeSet<&'d str>,
}

/// Compares `oneOf`, `anyOf` and `allOf`.
pub(super) fn unions<'d>(
    cx: &mut Cx<'d>,
    delta: &mut Delta<'d>,
    base: Schema<'d>,
    head: Schema<'d>,
) -> Rest<'d> {
    if let Some(rest) = list_of_types(cx, delta, base, head) {
        return rest;
    }
    if one_and_choice(cx, delta, base, head) {
        discriminator::compare(cx, delta, base, head);
        // The one that stays says the same.
        return Rest { base, head: base, says_types: true, is_another_type: false, moved: BTreeSet::new() };
    }
    let moved = properties_moved_into_one_of(base, head);
    if !moved.is_empty() {
        let count = head.members("oneOf").len().to_string();
        delta.edit(EditKind::WrappedInOneOf, &[&count], Some(base.node()), head.get("oneOf"));
        head.get("oneOf").into_iter().for_each(|list| delta.told_by(identity::of(list)));
        all_of(cx, delta, base, head);
        return Rest { base, head, says_types: true, is_another_type: false, moved };
    }
    one_of(cx, delta, base, head);
    discriminator::compare(cx, delta, base, head);
    all_of(cx, delta, base, head);
    Rest { base, head, says_types: false, is_another_type: false, moved }
}

/// A schema became a choice between it and others, or the other way round.
fn one_and_choice<'d>(cx: &mut Cx<'d>, delta: &mut Delta<'d>, base: Schema<'d>, head: Schema<'d>) -> bool {
    let is_one = |schema: Schema<'d>| !schema.has("oneOf") && !schema.has("anyOf");
    let (one, choice, key, is_added) = match (base.choice(), head.choice()) {
        (None, Some(key)) if is_one(base) => (base.node(), head, key, true),
        (Some(key), None) if is_one(head) => (head.node(), base, key, false),
        _ => return false,
    };
    let pair = |member: &Member<'d>| if is_added { (one, member.node) } else { (member.node, one) };
    let members = choice.members(key);
    let is_said = |member: &Member<'d>| {
        let (base, head) = pair(member);
        alike_but_null(cx, base, head)
    };
    let Some(kept) = members.iter().position(is_said) else { return false };
    // It allows the same, and may be noted otherwise.
    let (was, is) = pair(&members[kept]);
    if !cx.same(was, is) {
        delta.part(format!("{key}[{}]", members[kept].title()), was, is);
    }
    let [added, removed] = rules_of(key);
    for (index, member) in members.iter().enumerate() {
        if index != kept {
            let (kind, member_at) = (if is_added { added } else { removed }, member.node.written());
            let (base, head) = if is_added { (one, member_at) } else { (member_at, one) };
            delta.edit(kind, &[&member.title()], Some(base), Some(head));
            told_by(delta, member);
        }
    }
    true
}

/// An object became a choice between objects: its properties that some of them have.
fn properties_moved_into_one_of<'d>(base: Schema<'d>, head: Schema<'d>) -> BTreeSet<&'d str> {
    let was_object = base.has("properties") && !base.has("oneOf");
    let is_choice = head.has("oneOf") && !head.has("properties") && head.types().is_empty();
    if !was_object || !is_choice {
        return BTreeSet::new();
    }
    let alternatives = head.members("oneOf");
    let has = |name: &str| {
        alternatives.iter().any(|member| member.node.get("properties").is_some_and(|all| all.has(name)))
    };
    let names = super::delta::names(base.get("properties"), None);
    names.into_iter().filter(|name| has(name)).collect()
}

/// A choice between simple types, or one type, became another. What is left to compare is the one type with its member.
fn list_of_types<'d>(
    cx: &mut Cx<'d>,
    delta: &mut Delta<'d>,
    base: Schema<'d>,
    head: Schema<'d>,
) -> Option<Rest<'d>> {
    let (was, is) = (simple_types(base)?, simple_types(head)?);
    let lacking = |from: &SimpleTypes<'d>, other: &SimpleTypes<'d>| -> Vec<String> {
        from.types
            .keys()
            .filter(|name| !other.types.contains_key(*name))
            .map(|name| (*name).to_owned())
            .collect()
    };
    let (added, removed) = (lacking(&is, &was), lacking(&was, &is));
    match (was.list, is.list) {
        (None, None) => return None,
        (Some(_), None) if !was.is_spelled_as(&is) => return None,
        (None, Some(_)) if !is.is_spelled_as(&was) => return None,
        (Some(_), Some(_)) if added.is_empty() && removed.is_empty() => return None,
        _ => {}
    }
    if !added.is_empty() || !removed.is_empty() {
        delta.push(What::ListOfTypes { added, removed }, &[], Some(base.node()), Some(head.node()));
    }
    let kept = was.types.keys().find(|name| is.types.contains_key(*name));
    let view = |schema: Schema<'d>, types: &SimpleTypes<'d>| match kept {
        Some(name) if types.list.is_some() => schema.narrowed_to(types.types[name]),
        _ => schema,
    };
    let (mut base, mut head) = (base, head);
    if let (Some(one), Some(other)) = (was.list, is.list) {
        let matched = matched(cx, base.members(one), head.members(other));
        below(cx, delta, other, matched.pairs);
    } else {
        (base, head) = (view(base, &was), view(head, &is));
    }
    Some(Rest { base, head, says_types: true, is_another_type: kept.is_none(), moved: BTreeSet::new() })
}

struct SimpleTypes<'d> {
    types: BTreeMap<&'d str, Node<'d>>,
    /// The keyword that lists them.
    list: Option<&'static str>,
    /// Whether the keyword lists a type twice.
    is_repeated: bool,
    /// Whether the members of the list say nothing but their types.
    are_bare: bool,
}

impl SimpleTypes<'_> {
    /// Whether a list of schemas can be compared with what has no such list: nothing that its members say gets lost.
    fn is_spelled_as(&self, other: &Self) -> bool {
        match other.types.len() {
            1 => self.types.len() > 1 || !self.is_repeated,
            _ => self.are_bare,
        }
    }
}

fn simple_types<'d>(schema: Schema<'d>) -> Option<SimpleTypes<'d>> {
    if schema.has("not") || schema.has("allOf") || schema.has("properties") {
        return None;
    }
    let types = schema.types();
    if !types.is_empty() {
        let types = types.into_iter().map(|name| (name, schema.node())).collect();
        return Some(SimpleTypes { types, list: None, is_repeated: false, are_bare: true });
    }
    let key = if schema.members("oneOf").is_empty() { "anyOf" } else { "oneOf" };
    let mut types = BTreeMap::new();
    let members = schema.members(key);
    for member in &members {
        let simple = Schema::new(member.node);
        let is_simple = !["properties", "oneOf", "anyOf", "allOf"].iter().any(|key| simple.has(key));
        match simple.types()[..] {
            [name] if is_simple => *types.entry(name).or_insert(member.node),
            _ => return None,
        };
    }
    let is_bare =
        |member: &Member<'d>| member.node.entries().iter().all(|(key, _)| *key == "type" || is_note(key));
    (!types.is_empty()).then(|| SimpleTypes {
        is_repeated: types.len() < members.len(),
        are_bare: members.iter().all(is_bare),
        list: Some(key),
        types,
    })
}

fn one_of<'d>(cx: &mut Cx<'d>, delta: &mut Delta<'d>, base: Schema<'d>, head: Schema<'d>) {
    if choices_of_required(delta, base, head) {
        return;
    }
    let kinds =
        |schema: Schema<'d>| (!schema.members("oneOf").is_empty(), !schema.members("anyOf").is_empty());
    let switched = match (kinds(base), kinds(head)) {
        ((false, true), (true, false)) => Some(("anyOf", "oneOf", EditKind::AnyOfBecameOneOf)),
        ((true, false), (false, true)) => Some(("oneOf", "anyOf", EditKind::OneOfBecameAnyOf)),
        _ => None,
    };
    if let Some((was, is, kind)) = switched {
        // One alternative is exactly one.
        if base.members(was).len() > 1 || head.members(is).len() > 1 {
            delta.edit(kind, &[], base.get(was), head.get(is));
        }
        list(cx, delta, (base, was), (head, is), rules_of(is));
        return;
    }
    for key in ["oneOf", "anyOf"] {
        list(cx, delta, (base, key), (head, key), rules_of(key));
    }
}

/// Alternatives that are nothing but `required` are a rule between properties: one more allows more, and the first allows
/// less. Says whether all there are is such.
fn choices_of_required<'d>(delta: &mut Delta<'d>, base: Schema<'d>, head: Schema<'d>) -> bool {
    let (Some(was), Some(is)) = (rule_of_required(base), rule_of_required(head)) else { return false };
    let list = |schema: Schema<'d>| schema.get("oneOf").or_else(|| schema.get("anyOf"));
    match (was.as_str(), is.as_str()) {
        (was, is) if was == is => {}
        ("", is) => delta.edit(EditKind::RequiredChoiceAdded, &[is], Some(base.node()), list(head)),
        (was, "") => delta.edit(EditKind::RequiredChoiceRemoved, &[was], list(base), Some(head.node())),
        (was, is) => delta.edit(EditKind::RequiredChoiceChanged, &[was, is], list(base), list(head)),
    }
    !(was.is_empty() && is.is_empty())
}

/// What a schema's alternatives ask for, whatever their order; `None` where they say more than `required`.
fn rule_of_required(schema: Schema<'_>) -> Option<String> {
    let mut rules = Vec::new();
    for (key, count) in [("oneOf", "exactly one of"), ("anyOf", "at least one of")] {
        let mut lists = BTreeSet::new();
        for member in schema.members(key) {
            let entries = member.node.entries();
            let is_bare = entries.iter().all(|(key, _)| ["required", "type"].contains(key) || is_note(key));
            let names: BTreeSet<String> = member.node.texts_of("required").into_iter().collect();
            if !is_bare || names.is_empty() {
                return None;
            }
            lists.insert(names.into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" and "));
        }
        if !lists.is_empty() {
            let lists: Vec<String> = lists.into_iter().collect();
            rules.push(format!("{count} {}", lists.join(", ")));
        }
    }
    Some(rules.join(" and "))
}

fn rules_of(key: &str) -> [EditKind; 2] {
    match key {
        "oneOf" => [EditKind::OneOfAdded, EditKind::OneOfRemoved],
        _ => [EditKind::AnyOfAdded, EditKind::AnyOfRemoved],
    }
}

fn list<'d>(
    cx: &mut Cx<'d>,
    delta: &mut Delta<'d>,
    (base, was): (Schema<'d>, &str),
    (head, is): (Schema<'d>, &str),
    [added, removed]: [EditKind; 2],
) {
    let matched = matched(cx, base.members(was), head.members(is));
    below(cx, delta, is, matched.pairs);
    for member in matched.removed {
        delta.edit(removed, &[&member.title()], Some(member.node.written()), place(head, is));
        told_by(delta, &member);
    }
    for member in matched.added {
        delta.edit(added, &[&member.title()], place(base, was), Some(member.node.written()));
        told_by(delta, &member);
    }
}

/// A member without a name is what it says.
fn told_by(delta: &mut Delta<'_>, member: &Member<'_>) {
    if member.name.is_none() {
        delta.told_by(identity::of(member.node));
    }
}

fn below<'d>(cx: &mut Cx<'d>, delta: &mut Delta<'d>, key: &str, pairs: Vec<(Member<'d>, Member<'d>)>) {
    for (one, other) in pairs {
        if !cx.same(one.node, other.node) {
            delta.part(format!("{key}[{}]", other.title()), one.node, other.node);
        }
    }
}

fn all_of<'d>(cx: &mut Cx<'d>, delta: &mut Delta<'d>, base: Schema<'d>, head: Schema<'d>) {
    const KEY: &str = "allOf";
    let matched = matched(cx, base.members(KEY), head.members(KEY));
    below(cx, delta, KEY, matched.pairs);
    for member in matched.removed {
        let kind = if member.only_documents() {
            EditKind::AllOfRemovedAnnotationOnly
        } else {
            EditKind::AllOfRemoved
        };
        delta.edit(kind, &[&member.title()], Some(member.node.written()), place(head, KEY));
        told_by(delta, &member);
    }
    for member in matched.added {
        let kind =
            if member.only_documents() { EditKind::AllOfAddedAnnotationOnly } else { EditKind::AllOfAdded };
        delta.edit(kind, &[&member.title()], place(base, KEY), Some(member.node.written()));
        delta.told_by(identity::of(member.node));
    }
}

/// The places of a tuple that have a schema of their own; what comes behind them follows `items`.
pub(super) fn prefix_items<'d>(cx: &mut Cx<'d>, delta: &mut Delta<'d>, base: Schema<'d>, head: Schema<'d>) {
    const KEY: &str = "prefixItems";
    let (was, is) = (base.members(KEY), head.members(KEY));
    for (one, other) in was.iter().zip(&is) {
        if !cx.same(one.node, other.node) {
            delta.below(format!("{KEY}[{}]", other.index), one.node, other.node);
        }
    }
    for member in was.iter().skip(is.len()) {
        if !head.get("items").is_some_and(|items| alike(cx, member.node, items)) {
            let kind = EditKind::PrefixItemsRemoved;
            let at = Some(member.node.written());
            delta.edit(kind, &[&member.index.to_string()], at, place(head, KEY));
        }
    }
    for member in is.iter().skip(was.len()) {
        if !base.get("items").is_some_and(|items| alike(cx, items, member.node)) {
            let kind = EditKind::PrefixItemsAdded;
            let at = Some(member.node.written());
            delta.edit(kind, &[&member.index.to_string()], place(base, KEY), at);
            delta.told_by(identity::of(member.node));
        }
    }
}
