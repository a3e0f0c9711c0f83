//! `oneOf` and `anyOf`.

use super::Context;
use super::schema::string_format;
use super::shape::{Choice, Discriminator, Part, Shape, Type};
use crate::api::{Effect, Kind, Member, Scalar, SchemaId, StringFormat, Union, Usage};
use crate::diagnostics;
use crate::wire::WireName;
use clientwright_document::pointer::Pointer;

/// A union whose members can be told apart only when all schemas are read.
pub(super) struct Pending {
    pub(super) id: SchemaId,
    pub(super) discriminator: Option<Discriminator>,
    /// For each member: its names as a component, which are its tags where nothing else is.
    pub(super) names: Vec<Vec<String>>,
}

/// A member, peeked into.
struct View<'a> {
    /// As it stands in the list.
    at: Pointer,
    /// What it refers to.
    target: Pointer,
    /// What the list calls it; several where they lead to one target.
    names: Vec<String>,
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
        let (mut choices, mut rules) = (Vec::new(), Vec::new());
        for choice in std::mem::take(&mut shape.choices) {
            let views = self.views(&choice);
            // "at least one of these is needed" beside the properties themselves: the object, and a rule that no
            // type states.
            if views.iter().all(|view| adds_only_required(&view.shape, shape)) {
                if let Some(rule) = self.rule_of_choice(&choice, shape) {
                    rules.push(rule);
                    continue;
                }
                if !shape.is_annotation() || shape.types.is_some() {
                    let problem = diagnostics::alternatives_of_required(&choice.members[0].parent());
                    self.report.problem(problem, Effect::Ignored);
                    continue;
                }
                return Kind::Any;
            }
            choices.push(views);
        }
        self.leave_out_impossible(&mut choices, shape);
        if !choices.is_empty() {
            // No single object has them.
            rules.drain(..).for_each(|rule| self.unchecked(&rule.at));
        }
        match choices.len() {
            0 => {
                shape.rules.extend(rules);
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

    /// Alternatives that cannot hold beside what the schema says itself, or beside the others, are none. A list of mere types
    /// that stands beside another list says which of that hold.
    fn leave_out_impossible(&mut self, choices: &mut Vec<Vec<View<'a>>>, shape: &Shape<'a>) {
        let own = if shape.properties.is_empty() { shape.types } else { Some(Type::Object) };
        let fits = |view: &View<'_>, types: &[Type]| match view.shape.kind_of_value() {
            Some(kind) if view.shape.choices.is_empty() => types.iter().any(|own| is_within(kind, *own)),
            _ => true,
        };
        if let Some(own) = own {
            for views in choices.iter_mut() {
                if views.iter().any(|view| fits(view, &[own])) {
                    views.retain(|view| fits(view, &[own]));
                }
            }
        }
        let has_kind =
            |view: &View<'_>| view.shape.kind_of_value().is_some() || !view.shape.choices.is_empty();
        while choices.len() > 1 && choices.iter().flatten().all(has_kind) {
            let Some(index) =
                choices.iter().position(|views| views.iter().all(|view| is_mere_type(&view.shape)))
            else {
                return;
            };
            let views = choices.remove(index);
            let types: Vec<Type> = views.iter().filter_map(|view| view.shape.kind_of_value()).collect();
            for others in choices.iter_mut() {
                if others.iter().any(|view| fits(view, &types)) {
                    others.retain(|view| fits(view, &types));
                }
            }
        }
    }

    fn views(&mut self, choice: &Choice) -> Vec<View<'a>> {
        let mut views: Vec<View<'a>> = Vec::with_capacity(choice.members.len());
        for at in &choice.members {
            let (target, _) = self.stands_for(at);
            let written = self.shape(at).reference.clone();
            let name = written.as_ref().and_then(component_name).or_else(|| component_name(&target));
            if let Some(known) = views.iter_mut().find(|view| view.target == target) {
                known.names.extend(name);
                continue;
            }
            // A member that cannot be read is untyped JSON, and its neighbours are not.
            let shape = self.merged(&[Part::Whole(target.clone())]).unwrap_or_default();
            views.push(View { at: at.clone(), target, names: name.into_iter().collect(), shape });
        }
        views
    }

    fn members(&mut self, id: SchemaId, parts: &[Part], shape: &Shape<'a>, views: &[View<'a>]) -> Kind {
        let common = Self::common(parts);
        let own = Shape { types: None, ..shape.clone() };
        let mapping = self.tags_and_targets(shape);
        let mut members = Vec::with_capacity(views.len());
        let mut names = Vec::with_capacity(views.len());
        for view in views {
            let title = view.shape.about.title.clone();
            let mapped = mapping.iter().filter(|(_, target)| *target == view.target);
            let tags: Vec<String> = mapped.map(|(value, _)| value.clone()).collect();
            if parts.contains(&Part::Whole(view.target.clone())) {
                // Among its own alternatives a union is what it says besides them.
                if shape.properties.is_empty() && shape.discriminator.is_none() {
                    self.report.problem(diagnostics::cyclic_union(&view.at), Effect::Ignored);
                    continue;
                }
                let usage = self.own_fields(&common, shape, tags.first(), &view.at);
                members.push(Member { usage, tags, title });
                names.push(view.names.clone());
                continue;
            }
            let untyped = shape.types.is_some()
                && view.shape.kind_of_value().is_none()
                && view.shape.choices.is_empty();
            let mixes = !own.is_annotation() || untyped;
            let conflict = mixes && !shape.properties.is_empty() && !is_object_like(&view.shape);
            if conflict {
                let reason = "properties beside an alternative that is no object";
                return self.untyped(diagnostics::unmergeable(&view.at, reason));
            }
            let beside = if mixes { common.as_slice() } else { &[] };
            let mut usage = match beside {
                [] => self.usage(&view.at),
                _ => self.usage_of(&[beside, &[Part::Whole(view.target.clone())]].concat(), &view.at),
            };
            // The union as a whole is nullable then.
            usage.nullable = false;
            let (tags, of_base) = self.split_tags(shape, view, tags);
            members.push(Member { usage, tags, title: title.clone() });
            names.push(if of_base.is_empty() { view.names.clone() } else { Vec::new() });
            if !of_base.is_empty() {
                let parts = [beside, &[Part::Common(view.target.clone())]].concat();
                let usage = self.own_fields(&parts, shape, of_base.first(), &view.at);
                members.push(Member { usage, tags: of_base, title });
                names.push(Vec::new());
            }
        }
        if members.is_empty() {
            return Kind::Any;
        }
        let tag = shape.discriminator.as_ref().map(|found| WireName(found.property.clone()));
        self.pending.push(Pending { id, discriminator: shape.discriminator.clone(), names });
        Kind::Union(Union { tag, members })
    }

    /// The values of the discriminator with the alternatives that they mean, however those are spelled.
    fn tags_and_targets(&mut self, shape: &Shape<'a>) -> Vec<(String, Pointer)> {
        let mapped = shape.discriminator.iter().flat_map(|found| &found.mapping);
        mapped.map(|(value, target)| (value.clone(), self.stands_for(target).0)).collect()
    }

    /// The tags of a member; and those that mean the fields which a base has besides children of its own, where the same
    /// property tells these apart.
    fn split_tags(
        &mut self,
        shape: &Shape<'a>,
        view: &View<'a>,
        tags: Vec<String>,
    ) -> (Vec<String>, Vec<String>) {
        let (Some(outer), Some(inner)) = (&shape.discriminator, &view.shape.discriminator) else {
            return (tags, Vec::new());
        };
        let is_base = !view.shape.properties.is_empty()
            && (!view.shape.choices.is_empty() || self.children(&view.target, &view.shape).is_some());
        if !is_base || outer.property != inner.property || inner.mapping.is_empty() {
            return (tags, Vec::new());
        }
        tags.into_iter().partition(|tag| inner.mapping.iter().any(|(value, _)| value == tag))
    }

    /// What a base says besides its alternatives, as a type that is named after its tag.
    fn own_fields(&mut self, parts: &[Part], shape: &Shape<'a>, tag: Option<&String>, at: &Pointer) -> Usage {
        let place =
            shape.discriminator.as_ref().zip(tag).map(|(found, tag)| found.at.join("mapping").join(tag));
        let usage = self.usage_of(parts, place.as_ref().unwrap_or(at));
        Usage { nullable: false, ..usage }
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

/// Whether values of a type are values of another.
fn is_within(kind: Type, other: Type) -> bool {
    kind == other || (kind == Type::Integer && other == Type::Number)
}

/// Whether an alternative says of a value which type it has, and nothing else.
fn is_mere_type(shape: &Shape<'_>) -> bool {
    let own = Shape { types: None, items: Vec::new(), extra: Default::default(), ..shape.clone() };
    shape.kind_of_value().is_some() && own.is_annotation() && !shape.broken && shape.values.is_none()
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
