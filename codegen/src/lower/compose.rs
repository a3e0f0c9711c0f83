//! What several schemas are together: `allOf`, and a reference with words beside it.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::Context;
use super::shape::{About, Choice, Extra, Part, Shape, Type};
use crate::api::{Constraints, Effect};
use crate::diagnostics;
use clientwright_document::pointer::Pointer;

/// How deep references, `allOf` and alternatives may lead into one another.
const MAX_DEPTH: usize = 64;

impl<'a> Context<'a> {
    /// The parts that remain when every part is replaced by what it stands for, and whether `null` is allowed.
    ///
    /// A reference, and a reference with nothing but words beside it, stand for what they refer to: no new type.
    pub(super) fn resolve(&mut self, parts: &[Part]) -> (Vec<Part>, bool) {
        let mut resolved: Vec<Part> = Vec::with_capacity(parts.len());
        let mut nullable = true;
        let mut words_say_null = false;
        for part in parts {
            let Part::Whole(at) = part else {
                resolved.push(part.clone());
                continue;
            };
            let (at, null) = self.stands_for(at);
            let shape = self.shape(&at);
            if parts.len() > 1 && shape.types.is_none() && shape.is_annotation() {
                // `{description: …}` over an inherited property.
                words_say_null |= null;
            } else if !resolved.contains(&Part::Whole(at.clone())) {
                nullable &= null || self.allows_null(&at, 0);
                resolved.push(Part::Whole(at));
            }
        }
        if resolved.is_empty() {
            resolved.extend(parts.last().cloned());
        }
        (resolved, nullable || words_say_null)
    }

    /// The place that the schema at a place stands for, and whether the way there allows `null`.
    pub(super) fn stands_for(&mut self, at: &Pointer) -> (Pointer, bool) {
        let (mut place, mut nullable) = (at.clone(), false);
        let mut way: Vec<(Pointer, bool)> = Vec::new();
        for _ in 0..MAX_DEPTH {
            // What a base lists as one of its alternatives does not stand for all of them.
            if let Some(child) = way.iter().rev().find(|(child, _)| self.is_alternative_of(&place, child)) {
                return child.clone();
            }
            let shape = self.shape(&place);
            nullable |= shape.nullable;
            let Some(next) = self.only_reference(&place, &shape) else { return (place, nullable) };
            nullable |= shape.choices.iter().any(|choice| choice.null);
            if shape.reference.is_none() {
                way.push((place, nullable));
            }
            place = next;
        }
        self.report.problem(diagnostics::reference_cycle(at), Effect::Untyped);
        // The cycle's start, read as what it says itself: nothing.
        self.shapes.insert(at.clone(), Rc::new(Shape { broken: true, ..Shape::default() }));
        (at.clone(), nullable)
    }

    /// The reference that is all there is to a shape.
    fn only_reference(&mut self, at: &Pointer, shape: &Rc<Shape<'a>>) -> Option<Pointer> {
        if let Some(target) = &shape.reference {
            return Some(target.clone());
        }
        // A base that adds nothing to its own base but children of its own is another one.
        if !shape.adds_nothing() || self.children(at, shape).is_some() {
            return None;
        }
        let member = match (shape.all_of.as_slice(), shape.choices.as_slice()) {
            ([], [choice]) if choice.members.len() == 1 => choice.members[0].clone(),
            (members, []) if !members.is_empty() => {
                let mut substantial = members.iter().filter(|member| {
                    let member = self.shape(member);
                    member.types.is_some() || !member.is_annotation()
                });
                let only = substantial.next()?.clone();
                if substantial.next().is_some() {
                    return None;
                }
                only
            }
            _ => return None,
        };
        // An inline member is the schema itself under another roof, and keeps this place's name.
        self.shape(&member).reference.clone()
    }

    /// Whether the schema at a place allows `null`, by itself or through what it is made of.
    fn allows_null(&mut self, at: &Pointer, depth: usize) -> bool {
        if let Some(known) = self.nullable.get(at) {
            return *known;
        }
        let shape = self.shape(at);
        let by_itself = shape.nullable || shape.is_null();
        // What leads back here adds nothing.
        self.nullable.insert(at.clone(), by_itself);
        if by_itself || depth > MAX_DEPTH {
            return by_itself;
        }
        let choice_allows = |cx: &mut Self, choice: &Choice| {
            choice.null || choice.members.iter().any(|member| cx.allows_null(member, depth + 1))
        };
        let nullable = match &shape.reference {
            Some(target) => self.allows_null(target, depth + 1),
            None if shape.choices.iter().any(|choice| choice_allows(self, choice)) => true,
            None if shape.all_of.is_empty() => false,
            // `allOf: [{$ref}, {nullable: true}]` means what it says, whatever the specification's fine print says.
            None => {
                shape.all_of.iter().all(|member| self.allows_null(member, depth + 1))
                    || shape.all_of.iter().any(|member| {
                        let member = self.shape(member);
                        member.nullable && member.is_annotation()
                    })
            }
        };
        self.nullable.insert(at.clone(), nullable);
        nullable
    }

    /// The parts as one shape, everything that holds for all of it merged; alternatives are left as they are.
    pub(super) fn merged(&mut self, parts: &[Part]) -> Result<Shape<'a>, Conflict> {
        let mut merged = Shape::default();
        for part in parts {
            let mut shape = self.flat(part.at(), &mut Way::default())?;
            if let Part::Common(_) = part {
                shape.choices.clear();
                shape.discriminator = None;
            }
            if parts.len() == 1 {
                return Ok(shape);
            }
            merge(&mut merged, shape, part.at())?;
        }
        Ok(merged)
    }

    /// The schema at a place with its `allOf` merged in, and with an alternative that has no other.
    fn flat(&mut self, at: &Pointer, way: &mut Way) -> Result<Shape<'a>, Conflict> {
        let shape = self.shape(at);
        if let Some(target) = &shape.reference {
            return match way.turn(target) {
                Turn::New => self.flat(target, way),
                Turn::Merged => Ok(Shape::default()),
                Turn::Cycle => Err(Conflict::cycle(at)),
            };
        }
        let mut own = Shape::clone(&shape);
        let mut members: Vec<(Pointer, bool)> =
            std::mem::take(&mut own.all_of).into_iter().map(|member| (member, false)).collect();
        own.choices.retain(|choice| match choice.members.as_slice() {
            [only] => {
                members.push((only.clone(), true));
                false
            }
            // A base lists its children, and a child includes its base: the child is not one of several here.
            several => {
                !several.iter().any(|member| self.follow(member).is_ok_and(|target| way.passes(&target)))
            }
        });
        if members.is_empty() {
            return Ok(own);
        }
        let mut flat = Shape::default();
        for (member, is_choice) in &members {
            way.enter(at, *is_choice)?;
            let mut shape_of_member = self.flat(member, way)?;
            way.leave();
            if self.shape(member).reference.is_some() {
                // What is said of the base is not said of this.
                let sensitive = shape_of_member.about.sensitive;
                shape_of_member.about = About { sensitive, ..About::default() };
                if shape_of_member.choices.is_empty() {
                    shape_of_member.discriminator = None;
                }
            }
            merge(&mut flat, shape_of_member, member)?;
        }
        merge(&mut flat, own, at).map(|()| flat)
    }
}

/// The way through a composition, from its root to where it is read.
#[derive(Default)]
struct Way {
    /// Each place, and whether it was left through an alternative.
    places: Vec<(Pointer, bool)>,
    /// References that are merged in: twice the same is once.
    merged: BTreeSet<Pointer>,
}

enum Turn {
    New,
    Merged,
    Cycle,
}

impl Way {
    fn enter(&mut self, at: &Pointer, through_choice: bool) -> Result<(), Conflict> {
        if self.places.len() > MAX_DEPTH {
            return Err(Conflict {
                at: at.clone(),
                reason: format!("more than {MAX_DEPTH} schemas in one another"),
            });
        }
        self.places.push((at.clone(), through_choice));
        Ok(())
    }

    fn leave(&mut self) {
        self.places.pop();
    }

    fn passes(&self, target: &Pointer) -> bool {
        self.places.iter().any(|(place, _)| place == target)
    }

    /// What taking a reference means: a schema that includes itself is none, one that comes back to itself through
    /// an alternative has said already what it says.
    fn turn(&mut self, target: &Pointer) -> Turn {
        match self.places.iter().position(|(place, _)| place == target) {
            Some(index) if self.places[index..].iter().any(|(_, through_choice)| *through_choice) => {
                Turn::Merged
            }
            Some(_) => Turn::Cycle,
            None if self.merged.insert(target.clone()) => Turn::New,
            None => Turn::Merged,
        }
    }
}

/// Why schemas cannot be one.
pub(super) struct Conflict {
    pub(super) at: Pointer,
    pub(super) reason: String,
}

impl Conflict {
    fn cycle(at: &Pointer) -> Self {
        Self { at: at.clone(), reason: "the schema contains itself through `allOf`".to_owned() }
    }
}

/// Adds what a later schema says; where both say something, the later one counts.
fn merge<'a>(into: &mut Shape<'a>, from: Shape<'a>, at: &Pointer) -> Result<(), Conflict> {
    // Reported where it was read.
    into.broken |= from.broken;
    into.types = one_type(into.kind_of_value(), from.kind_of_value()).map_err(|(left, right)| Conflict {
        at: at.clone(),
        reason: format!("`allOf` of {left:?} and {right:?}").to_lowercase(),
    })?;
    for (name, parts) in from.properties {
        let all = into.properties.entry(name).or_default();
        for part in parts {
            if !all.contains(&part) {
                all.push(part);
            }
        }
    }
    into.required.extend(from.required);
    into.items.extend(from.items);
    into.extra = match (std::mem::take(&mut into.extra), from.extra) {
        // Taken at its word, `additionalProperties: false` in one part forbids the properties of all others.
        (extra, Extra::Unstated | Extra::Forbidden) => extra,
        (_, extra) => extra,
    };
    into.choices.extend(from.choices);
    into.rules.extend(from.rules);
    into.discriminator = from.discriminator.or(into.discriminator.take());
    into.values = match (into.values.take(), from.values) {
        (Some(left), Some(right)) => {
            let common: Vec<_> = left
                .into_iter()
                .filter(|entry| right.iter().any(|other| other.value == entry.value))
                .collect();
            Some(if common.is_empty() { right } else { common })
        }
        (left, right) => right.or(left),
    };
    merge_constraints(&mut into.constraints, from.constraints);
    into.decimal |= from.decimal;
    into.nullable = from.nullable;
    let (about, more) = (&mut into.about, from.about);
    about.title = more.title.or(about.title.take());
    about.rust_name = more.rust_name.or(about.rust_name.take());
    about.sensitive = more.sensitive.or(about.sensitive);
    about.read_only |= more.read_only;
    about.write_only |= more.write_only;
    about.examples.extend(more.examples);
    let (docs, more) = (&mut about.docs, more.docs);
    docs.summary = more.summary.or(docs.summary.take());
    docs.description = more.description.or(docs.description.take());
    docs.deprecated |= more.deprecated;
    docs.sources.extend(more.sources);
    docs.evidence = docs.evidence.max(more.evidence);
    docs.evidence_note = both(docs.evidence_note.take(), more.evidence_note);
    docs.conflict = both(docs.conflict.take(), more.conflict);
    Ok(())
}

/// Two notes, one after the other.
fn both(left: Option<String>, right: Option<String>) -> Option<String> {
    match (left, right) {
        (Some(left), Some(right)) if left != right => Some(format!("{left}; {right}")),
        (left, right) => right.or(left),
    }
}

fn one_type(left: Option<Type>, right: Option<Type>) -> Result<Option<Type>, (Type, Type)> {
    match (left, right) {
        (Some(Type::Integer), Some(Type::Number)) | (Some(Type::Number), Some(Type::Integer)) => {
            Ok(Some(Type::Integer))
        }
        (Some(left), Some(right)) if left != right => Err((left, right)),
        (left, right) => Ok(right.or(left)),
    }
}

fn merge_constraints(into: &mut Constraints, from: Constraints) {
    fn later<T>(into: &mut Option<T>, from: Option<T>) {
        if from.is_some() {
            *into = from;
        }
    }
    if from.minimum.is_some() {
        into.exclusive_minimum = from.exclusive_minimum;
    }
    if from.maximum.is_some() {
        into.exclusive_maximum = from.exclusive_maximum;
    }
    later(&mut into.min_length, from.min_length);
    later(&mut into.max_length, from.max_length);
    later(&mut into.pattern, from.pattern);
    later(&mut into.minimum, from.minimum);
    later(&mut into.maximum, from.maximum);
    later(&mut into.multiple_of, from.multiple_of);
    later(&mut into.min_items, from.min_items);
    later(&mut into.max_items, from.max_items);
    into.unique_items |= from.unique_items;
    later(&mut into.min_properties, from.min_properties);
    later(&mut into.max_properties, from.max_properties);
    later(&mut into.format, from.format);
    later(&mut into.default, from.default);
}
