//! Whether `null` is among the values of a schema, whoever says so: a keyword, a type, a member of a union, all parts.
//!
//! It is a property of the whole: `{anyOf: [A, {type: null}]}`, `{nullable: true, allOf: [A]}` and a list of types say the
//! same, and so an edit of `null` is told once, of the innermost schema that it happens to.

use std::collections::BTreeMap;
use std::ptr;

use super::edit::{Below, Delta};
use super::read::Schema;
use crate::diff::rules::schema::EditKind;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Null {
    /// Beside other values.
    Allowed,
    /// It is the only value.
    Alone,
    /// By a type, or by all members of a union.
    Refused,
    /// By the letter it is allowed, as in an object that has properties and no type.
    Unmeant,
    /// Nobody says anything, so that it is allowed as everything is.
    Unsaid,
}

/// Whether two schemas allow `null`.
#[derive(Clone, Copy)]
pub(super) struct Nulls([Null; 2]);

/// How deep unions and parts are looked into.
const MAX_DEPTH: usize = 16;

/// What is known of schemas on the way: `None` while it is being found out, since unions lead back to themselves.
type Known = BTreeMap<[usize; 2], Option<Null>>;

impl Nulls {
    pub(super) fn of(base: Schema<'_>, head: Schema<'_>) -> Self {
        Self([base, head].map(|schema| of(schema, &mut Known::new(), 0)))
    }

    /// Whether the whole says the same before and after, so that what its parts say of `null` is no news.
    pub(super) fn are_settled(self) -> bool {
        matches!(
            self.0,
            [Null::Allowed, Null::Allowed] | [Null::Refused | Null::Unmeant, Null::Refused | Null::Unmeant]
        )
    }

    /// Whether both say that `null` is allowed.
    pub(super) fn are_of_both(self) -> bool {
        self.0.iter().all(|null| matches!(null, Null::Allowed | Null::Alone))
    }

    /// Tells that `null` came or went, unless a part of the schema will tell it.
    pub(super) fn compare<'d>(self, delta: &mut Delta<'d>, base: Schema<'d>, head: Schema<'d>) {
        let Some(kind) = self.kind(base, head) else { return };
        let tells = |part: &Below<'d>| {
            let (base, head) = (Schema::new(part.base), Schema::new(part.head));
            part.is_part && Self::of(base, head).kind(base, head) == Some(kind)
        };
        if !delta.below.iter().any(tells) {
            delta.edit_first(kind, base.place_of_null(), head.place_of_null());
        }
    }

    fn kind(self, base: Schema<'_>, head: Schema<'_>) -> Option<EditKind> {
        // What allows everything allows null, unless somebody says that it is news.
        let is_news = |other: Null, schema: Schema<'_>| match other {
            Null::Refused => true,
            Null::Unmeant => schema.has("nullable") || schema.adds_null(),
            Null::Unsaid => schema.has("nullable"),
            Null::Allowed | Null::Alone => false,
        };
        match self.0 {
            [was, Null::Allowed] if is_news(was, head) => Some(EditKind::BecameNullable),
            [Null::Allowed, is] if is_news(is, base) => Some(EditKind::BecameNotNullable),
            // A type may allow what a list of values leaves out: then the list decides, if there is one on both sides.
            [Null::Allowed, Null::Allowed] => match (base.lists_null(), head.lists_null()) {
                (Some(false), Some(true)) => Some(EditKind::BecameNullable),
                (Some(true), Some(false)) => Some(EditKind::BecameNotNullable),
                _ => None,
            },
            _ => None,
        }
    }
}

fn of(schema: Schema<'_>, known: &mut Known, depth: usize) -> Null {
    if schema.is_beside_null() {
        return Null::Allowed;
    }
    if let Some(said) = schema.says_null() {
        return said;
    }
    let unions = ["anyOf", "oneOf"].map(|key| of_union(&each(schema, key, known, depth)));
    if unions.contains(&Some(Null::Allowed)) {
        return Null::Allowed;
    }
    let has = |keys: &[&str]| keys.iter().any(|key| schema.has(key));
    let own = match () {
        () if has(&["type", "enum", "const"]) => Some(Null::Refused),
        () if has(&["properties", "items"]) => Some(Null::Unmeant),
        () => None,
    };
    // `allOf: [{$ref}, {nullable: true}]` means what it says.
    if schema.parts("allOf").any(|part| part.is_only_nullable()) {
        return Null::Allowed;
    }
    let all = own.into_iter().chain(unions.into_iter().flatten()).chain(each(schema, "allOf", known, depth));
    of_all(&all.collect::<Vec<_>>())
}

/// Whether a union allows `null`; `None` when there is none.
fn of_union(members: &[Null]) -> Option<Null> {
    let first = |wanted: &[Null]| members.iter().copied().find(|null| wanted.contains(null));
    first(&[Null::Allowed, Null::Alone])
        .map(|_| Null::Allowed)
        .or_else(|| first(&[Null::Unsaid]))
        .or_else(|| first(&[Null::Unmeant]))
        .or_else(|| first(&[Null::Refused]))
}

/// Whether all of several allow `null`.
fn of_all(parts: &[Null]) -> Null {
    let first = |wanted: &[Null]| parts.iter().copied().find(|null| wanted.contains(null));
    first(&[Null::Refused])
        .or_else(|| first(&[Null::Allowed, Null::Alone]).map(|_| Null::Allowed))
        .or_else(|| first(&[Null::Unmeant]))
        .unwrap_or(Null::Unsaid)
}

fn each(schema: Schema<'_>, key: &str, known: &mut Known, depth: usize) -> Vec<Null> {
    let mut found = Vec::new();
    for part in schema.parts(key) {
        let beside = part.node.beside().map_or(0, |beside| ptr::from_ref(beside).addr());
        let address = [part.node.address(), beside];
        let null = match known.get(&address) {
            Some(null) => *null,
            None if part.is_null() => Some(Null::Alone),
            None if depth > MAX_DEPTH => Some(Null::Unsaid),
            None => {
                known.insert(address, None);
                let null = of(Schema::new(part.node), known, depth + 1);
                known.insert(address, Some(null));
                Some(null)
            }
        };
        found.extend(null);
    }
    found
}
