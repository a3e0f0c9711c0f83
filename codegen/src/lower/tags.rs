//! Which member of a union is meant: settled when all schemas are read.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use super::arena::plain_text;
use super::union::Pending;
use crate::api::{Effect, Kind, Member, Object, Origin, Property, SchemaId, Union};
use crate::diagnostics;
use crate::wire::{Docs, Sensitive, WireName};

/// How deep unions are flattened into one another.
const MAX_DEPTH: usize = 64;

impl Context<'_> {
    /// Settles all unions: nested ones are flattened, each schema is a member once, and tags are found.
    pub(super) fn settle_unions(&mut self) {
        let mut pending: BTreeMap<SchemaId, Pending> =
            std::mem::take(&mut self.pending).into_iter().map(|union| (union.id, union)).collect();
        self.break_cycles(&mut pending);
        let mut settled = BTreeSet::new();
        for id in pending.keys() {
            self.settle(*id, &pending, &mut settled, 0);
        }
    }

    fn settle(
        &mut self,
        id: SchemaId,
        pending: &BTreeMap<SchemaId, Pending>,
        settled: &mut BTreeSet<SchemaId>,
        depth: usize,
    ) {
        let Some(union) = pending.get(&id).filter(|_| depth <= MAX_DEPTH) else { return };
        if !settled.insert(id) {
            return;
        }
        let Kind::Union(Union { tag, members }) = self.kind_of(id).clone() else { return };
        let mut flat: Vec<(Member, Vec<String>)> = Vec::with_capacity(members.len());
        for (mut member, names) in members.into_iter().zip(union.names.iter().cloned()) {
            self.settle(member.usage.schema, pending, settled, depth + 1);
            let Kind::Union(inner) = self.kind_of(member.usage.schema) else {
                flat.push((member, names));
                continue;
            };
            let has_tag = tag.is_some() && !(member.tags.is_empty() && names.is_empty());
            match &inner.tag {
                // Flattening keeps the tags that the inner union has found.
                Some(_) if inner.tag == tag => {
                    flat.extend(inner.members.iter().map(|member| (member.clone(), Vec::new())));
                    let known = |tag: &String| inner.members.iter().any(|inner| inner.tags.contains(tag));
                    member.tags.retain(|tag| !known(tag));
                    if !member.tags.is_empty() {
                        flat.push((member, Vec::new()));
                    }
                }
                None if !has_tag => {
                    flat.extend(inner.members.iter().map(|member| (member.clone(), Vec::new())));
                }
                _ => flat.push((member, names)),
            }
        }
        Self::join_same(&mut flat);
        let kind = match flat.as_mut_slice() {
            [(only, _)] if only.usage.schema != id => self.kind_of(only.usage.schema).clone(),
            _ => Kind::Union(match tag {
                Some(tag) => self.explicit(union, tag, flat),
                None => self.implicit(flat.into_iter().map(|(member, _)| member).collect()),
            }),
        };
        self.arena.schemas.get_mut(id).kind = kind;
    }

    fn kind_of(&self, id: SchemaId) -> &Kind {
        &self.arena.schemas[id].kind
    }

    /// One member for one schema. Which schemas are one type is for `plan` to say.
    fn join_same(members: &mut Vec<(Member, Vec<String>)>) {
        let mut kept: Vec<(Member, Vec<String>)> = Vec::with_capacity(members.len());
        for (mut member, names) in members.drain(..) {
            let same = kept.iter_mut().find(|(other, _)| other.usage.schema == member.usage.schema);
            match same {
                Some((other, other_names)) => {
                    member.tags.retain(|tag| !other.tags.contains(tag));
                    other.tags.extend(member.tags);
                    other_names.extend(names);
                }
                None => kept.push((member, names)),
            }
        }
        *members = kept;
    }

    /// The document names the property: its values come from the mapping, or from what the members say of the
    /// property, or are the members' names.
    fn explicit(&mut self, union: &Pending, tag: WireName, members: Vec<(Member, Vec<String>)>) -> Union {
        let claimed: BTreeSet<String> = members.iter().flat_map(|(member, _)| member.tags.clone()).collect();
        let tagged = members.into_iter().map(|(mut member, names)| {
            if member.tags.is_empty() {
                let mut values = self.values_of(&member, &tag).unwrap_or(names);
                // A base shares the list of all values with its children: theirs are not its own.
                values.retain(|value| !claimed.contains(value));
                member.tags = values;
            }
            member
        });
        let tagged: Vec<Member> = tagged.collect();
        let at = union.discriminator.as_ref().map(|found| found.at.clone()).unwrap_or_default();
        if tagged.iter().all(|member| self.fields(member).is_none()) {
            self.report.problem(diagnostics::useless_tag(&at, tag.as_str()), Effect::Ignored);
            return Self::untagged(tagged);
        }
        let groups = groups(tagged);
        if let [only] = groups.as_slice() {
            let value = only[0].tags.first().cloned().unwrap_or_default();
            if only.len() > 1 {
                self.report.problem(diagnostics::ambiguous_tag(&at, tag.as_str(), &value), Effect::Ignored);
            }
            return Self::untagged(groups.into_iter().flatten().collect());
        }
        let mut members = Vec::with_capacity(groups.len());
        for group in groups {
            for member in &group {
                self.declare(member, &tag);
            }
            members.push(self.one_member(union.id, group));
        }
        Union { tag: Some(tag), members }
    }

    /// Members with the same tag are one: a union of its own, whose members are told apart by their fields.
    fn one_member(&mut self, union: SchemaId, mut group: Vec<Member>) -> Member {
        if group.len() == 1 {
            return group.remove(0);
        }
        let mut tags: Vec<String> = Vec::new();
        for tag in group.iter().flat_map(|member| &member.tags) {
            if !tags.contains(tag) {
                tags.push(tag.clone());
            }
        }
        let inner = self.implicit(group);
        let usage = self.synthetic(&self.arena.schemas[union].at.clone(), Kind::Union(inner));
        let word = format!("{} variant", tags.first().map_or("", String::as_str));
        let origin = match self.arena.schemas[union].origin.clone() {
            Origin::Component(root) => Origin::Inline { root, in_operation: false, steps: vec![word] },
            Origin::Inline { root, in_operation, mut steps } => {
                steps.push(word);
                Origin::Inline { root, in_operation, steps }
            }
        };
        self.arena.schemas.get_mut(usage.schema).origin = origin;
        Member { usage, tags, title: None }
    }

    /// The document names no property: one that has other constants in every object will do.
    fn implicit(&self, mut members: Vec<Member>) -> Union {
        let objects: Vec<usize> =
            (0..members.len()).filter(|index| self.fields(&members[*index]).is_some()).collect();
        let candidates = match objects.as_slice() {
            [first, _, ..] => self.fields(&members[*first]).map(|object| &object.properties),
            _ => None,
        };
        for candidate in candidates.into_iter().flatten() {
            let values: Option<Vec<Vec<String>>> =
                objects.iter().map(|index| self.values_of(&members[*index], &candidate.name)).collect();
            let Some(values) = values else { continue };
            let mut seen = BTreeSet::new();
            if values.iter().flatten().all(|value| seen.insert(value)) {
                let tag = Some(candidate.name.clone());
                members.iter_mut().for_each(|member| member.tags.clear());
                for (index, tags) in objects.into_iter().zip(values) {
                    members[index].tags = tags;
                }
                return Union { tag, members };
            }
        }
        Self::untagged(members)
    }

    fn untagged(mut members: Vec<Member>) -> Union {
        members.iter_mut().for_each(|member| member.tags.clear());
        Union { tag: None, members }
    }

    fn fields(&self, member: &Member) -> Option<&Object> {
        match self.kind_of(member.usage.schema) {
            Kind::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The values that a member says its property can have.
    fn values_of(&self, member: &Member, name: &WireName) -> Option<Vec<String>> {
        let property = self.fields(member)?.properties.iter().find(|property| property.name == *name)?;
        match self.kind_of(property.usage.schema) {
            Kind::StringEnum(values) if !property.usage.nullable => {
                Some(values.values.iter().map(|value| value.value.clone()).collect())
            }
            _ => None,
        }
    }

    /// Gives an object the tag that its union tells it by, where it does not declare it: without it the object
    /// could not be sent.
    fn declare(&mut self, member: &Member, tag: &WireName) {
        let id = member.usage.schema;
        let Some(object) = self.fields(member) else { return };
        if object.properties.iter().any(|property| property.name == *tag) {
            return;
        }
        let at = self.arena.schemas[id].at.join("properties").join(tag);
        let property = Property {
            name: tag.clone(),
            usage: self.synthetic(&at, plain_text()),
            required: true,
            docs: Docs::default(),
            read_only: false,
            write_only: false,
            sensitive: None,
            default: None,
            constant: match member.tags.as_slice() {
                [only] => Some(only.clone()),
                _ => None,
            },
            rust_name: None,
            at,
        };
        if let Kind::Object(object) = &mut self.arena.schemas.get_mut(id).kind {
            object.properties.insert(0, property);
        }
    }

    /// What properties take from their types: the only value that they can have, and whether it must not be logged.
    pub(super) fn settle_properties(&mut self) {
        for id in self.arena.schemas.ids() {
            let Kind::Object(object) = self.kind_of(id) else { continue };
            let taken: Vec<_> = object
                .properties
                .iter()
                .map(|property| {
                    let constant = match self.kind_of(property.usage.schema) {
                        Kind::StringEnum(only) if !property.usage.nullable && only.values.len() == 1 => {
                            Some(only.values[0].value.clone())
                        }
                        _ => None,
                    };
                    (constant, self.sensitive_type(property.usage.schema))
                })
                .collect();
            let Kind::Object(object) = &mut self.arena.schemas.get_mut(id).kind else { continue };
            for (property, (constant, sensitive)) in object.properties.iter_mut().zip(taken) {
                property.constant = property.constant.take().or(constant);
                property.sensitive = property.sensitive.or(sensitive);
            }
        }
    }

    /// Whether a type, or the items of a list or a map of it, must not be logged.
    fn sensitive_type(&self, id: SchemaId) -> Option<Sensitive> {
        let schema = &self.arena.schemas[id];
        schema.sensitive.or_else(|| match &schema.kind {
            Kind::Array(array) => self.arena.schemas[array.items.schema].sensitive,
            Kind::Map(map) => self.arena.schemas[map.values.schema].sensitive,
            _ => None,
        })
    }
}

/// Members that share a tag, in groups; in the order of their first ones.
fn groups(members: Vec<Member>) -> Vec<Vec<Member>> {
    let mut groups: Vec<Vec<Member>> = Vec::with_capacity(members.len());
    let mut owner: BTreeMap<String, usize> = BTreeMap::new();
    for member in members {
        let taken: BTreeSet<usize> = member.tags.iter().filter_map(|tag| owner.get(tag).copied()).collect();
        let tags = member.tags.clone();
        let index = match taken.first() {
            Some(first) => *first,
            None => {
                groups.push(Vec::new());
                groups.len() - 1
            }
        };
        groups[index].push(member);
        // A member with the tags of two groups makes them one.
        for other in taken.into_iter().skip(1) {
            let moved = std::mem::take(&mut groups[other]);
            owner.values_mut().filter(|group| **group == other).for_each(|group| *group = index);
            groups[index].extend(moved);
        }
        owner.extend(tags.into_iter().map(|tag| (tag, index)));
    }
    groups.retain(|group| !group.is_empty());
    groups
}
