//! `oneOf` and `anyOf`.

use super::Context;
use super::compose::Conflict;
use super::schema::string_format;
use super::shape::{Choice, Discriminator, Part, Shape, Type};
use crate::api::{Effect, Kind, Member, Scalar, SchemaId, StringFormat, Union};
use crate::diagnostics;
use crate::pointer::Pointer;
use crate::wire::WireName;

/// A union whose members can be told apart only when all schemas are read.
pub(super) struct Pending {
    pub(super) id: SchemaId,
    pub(super) discriminator: Option<Discriminator>,
    /// For each member: its name as a component, which is its tag where nothing else is.
    pub(super) names: Vec<Option<String>>,
}

/// A member, peeked into.
struct View<'a> {
    /// As it stands in the list.
    at: Pointer,
    /// What it refers to.
    target: Pointer,
    shape: Shape<'a>,
}

impl<'a> Context<'a> {
    /// What a schema with alternatives is.
    pub(super) fn union(
        &mut self,
        id: SchemaId,
        parts: &[Part],
        at: &Pointer,
        shape: &mut Shape<'a>,
    ) -> Kind {
        let has_own = !shape.properties.is_empty();
        let mut choices = Vec::new();
        for choice in std::mem::take(&mut shape.choices) {
            let views = match self.views(&choice) {
                Ok(views) => views,
                Err(Conflict { at, reason }) => return self.untyped(diagnostics::unmergeable(&at, &reason)),
            };
            // "at least one of these is needed" beside the properties themselves: the object, and a rule that no
            // type states.
            if views.iter().all(|view| adds_only_required(&view.shape, shape)) {
                if !shape.is_annotation() || shape.types.is_some() {
                    let problem = diagnostics::alternatives_of_required(&choice.members[0].parent());
                    self.report.problem(problem, Effect::Ignored);
                    continue;
                }
                return Kind::Any;
            }
            choices.push(views);
        }
        match choices.len() {
            0 => {
                shape.discriminator = None;
                self.kind_without_choice(at, shape)
            }
            1 if !has_own => match strings(&choices[0], shape.types) {
                Some(Strings::Plain(format)) => Kind::Scalar(Scalar::String(format)),
                Some(Strings::Enum) => {
                    let entries =
                        choices.remove(0).into_iter().filter_map(|view| view.shape.values).flatten();
                    let mut entries: Vec<_> = entries.collect();
                    // Alternatives overlap as a rule; that is no slip of the document's.
                    let mut seen = std::collections::BTreeSet::new();
                    entries.retain(|entry| entry.value.as_str().is_none_or(|text| seen.insert(text)));
                    self.string_enum(entries)
                }
                None => self.members(id, parts, shape, &choices[0]),
            },
            1 => self.members(id, parts, shape, &choices[0]),
            _ => self.untyped(diagnostics::several_choices(at)),
        }
    }

    fn views(&mut self, choice: &Choice) -> Result<Vec<View<'a>>, Conflict> {
        let mut views: Vec<View<'a>> = Vec::with_capacity(choice.members.len());
        for at in &choice.members {
            let (resolved, _) = self.resolve(&[Part::Whole(at.clone())]);
            let target = resolved[0].at().clone();
            if views.iter().all(|view| view.target != target) {
                // A member that cannot be read is untyped JSON, and its neighbours are not.
                let shape = self.merged(&resolved).unwrap_or_default();
                views.push(View { at: at.clone(), target, shape });
            }
        }
        Ok(views)
    }

    fn members(&mut self, id: SchemaId, parts: &[Part], shape: &Shape<'a>, views: &[View<'a>]) -> Kind {
        let common: Vec<Part> = parts.iter().map(|part| Part::Common(part.at().clone())).collect();
        let own = Shape { types: None, ..shape.clone() };
        let mut union = Union { tag: None, members: Vec::with_capacity(views.len()) };
        let mut names = Vec::with_capacity(views.len());
        for view in views {
            let untyped = shape.types.is_some()
                && view.shape.kind_of_value().is_none()
                && view.shape.choices.is_empty();
            let mixes = !own.is_annotation() || untyped;
            let conflict = mixes && !shape.properties.is_empty() && !is_object_like(&view.shape);
            if conflict {
                let reason = "properties beside an alternative that is no object";
                return self.untyped(diagnostics::unmergeable(&view.at, reason));
            }
            let mut usage = match mixes {
                true => {
                    let mixed: Vec<Part> =
                        common.iter().cloned().chain([Part::Whole(view.target.clone())]).collect();
                    self.usage_of(&mixed, &view.at)
                }
                false => self.usage(&view.at),
            };
            // The union as a whole is nullable then.
            usage.nullable = false;
            let mapped = shape.discriminator.iter().flat_map(|found| &found.mapping);
            let tags =
                mapped.filter(|(_, target)| self.is_member(target, view)).map(|(value, _)| value.clone());
            union.members.push(Member { usage, tags: tags.collect(), title: view.shape.about.title.clone() });
            names.push(component_name(&view.target));
        }
        union.tag = shape.discriminator.as_ref().map(|found| WireName(found.property.clone()));
        let discriminator = shape.discriminator.clone();
        self.pending.push(Pending { id, discriminator, names });
        Kind::Union(union)
    }

    /// Whether a mapping's target is a member, however the two are spelled.
    fn is_member(&self, target: &Pointer, view: &View<'a>) -> bool {
        *target == view.target || *target == view.at
    }
}

/// The name of a component, which the specification takes for its tag.
fn component_name(at: &Pointer) -> Option<String> {
    let components = Pointer::root().join_all(["components", "schemas"]);
    at.last().filter(|_| at.parent() == components)
}

/// Whether an alternative says nothing but which of the properties beside it are needed.
fn adds_only_required(member: &Shape<'_>, own: &Shape<'_>) -> bool {
    let known = |name: &String| own.properties.contains_key(name);
    let bare = Shape { required: Default::default(), properties: Default::default(), ..member.clone() };
    bare.is_annotation()
        && !member.broken
        && (!member.required.is_empty() || bare.types.is_none())
        && member.properties.keys().all(known)
        && member.properties.is_empty()
}

fn is_object_like(shape: &Shape<'_>) -> bool {
    !shape.choices.is_empty() || matches!(shape.kind_of_value(), Some(Type::Object) | None)
}

enum Strings {
    /// Values, and perhaps any other text: a string enum is open anyway.
    Enum,
    /// Texts of several formats.
    Plain(StringFormat),
}

/// Alternatives that are all text are one text.
fn strings(views: &[View<'_>], types: Option<Type>) -> Option<Strings> {
    let is_text = |view: &View<'_>| {
        view.shape.choices.is_empty()
            && !view.shape.broken
            && view.shape.kind_of_value().or(types) == Some(Type::String)
            && string_format(&view.shape) != StringFormat::Binary
    };
    if !views.iter().all(is_text) {
        return None;
    }
    if views.iter().any(|view| view.shape.values.is_some()) {
        return Some(Strings::Enum);
    }
    let mut formats = views.iter().map(|view| string_format(&view.shape));
    let first = formats.next()?;
    Some(Strings::Plain(if formats.all(|format| format == first) { first } else { StringFormat::Plain }))
}
