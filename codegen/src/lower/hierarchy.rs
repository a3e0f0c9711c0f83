//! Bases and their children: a base lists in its discriminator what includes it through `allOf`.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::Context;
use super::shape::{Choice, Part, Shape};
use clientwright_document::pointer::Pointer;

impl<'a> Context<'a> {
    /// The schemas that a base lists in its discriminator's mapping, when each of them includes it or is itself the
    /// base.
    pub(super) fn children(&mut self, at: &Pointer, shape: &Shape<'a>) -> Option<Choice> {
        let mapping = &shape.discriminator.as_ref().filter(|_| shape.choices.is_empty())?.mapping;
        let mut members: Vec<Pointer> = Vec::new();
        for (_, target) in mapping {
            if members.contains(target) {
                continue;
            }
            if target != at && !self.includes(target, at) {
                return None;
            }
            members.push(target.clone());
        }
        (members.len() > 1).then_some(Choice { members, null: false, is_exclusive: true })
    }

    /// Whether a schema includes another through `allOf`, however many steps away.
    fn includes(&mut self, at: &Pointer, base: &Pointer) -> bool {
        let mut seen = BTreeSet::new();
        let mut waiting = vec![at.clone()];
        while let Some(at) = waiting.pop() {
            for member in &self.shape(&at).all_of {
                let Some(target) = self.shape(member).reference.clone() else { continue };
                if target == *base {
                    return true;
                }
                if seen.insert(target.clone()) {
                    waiting.push(target);
                }
            }
        }
        false
    }

    /// Whether a place is one of the alternatives of a base: what it takes from there is the base's own fields and not
    /// the alternatives, of which it is one.
    pub(super) fn is_alternative_of(&mut self, base: &Pointer, at: &Pointer) -> bool {
        let shape = self.shape(base);
        if shape.discriminator.is_none() && (shape.properties.is_empty() || shape.choices.is_empty()) {
            return false;
        }
        let known = self.alternatives.get(base).map(Rc::clone);
        let alternatives = known.unwrap_or_else(|| {
            let children = self.children(base, &shape);
            let members = shape.choices.iter().chain(&children).flat_map(|choice| &choice.members);
            let targets = members.filter_map(|member| self.follow(member).ok());
            let alternatives = Rc::new(targets.collect::<BTreeSet<_>>());
            self.alternatives.insert(base.clone(), Rc::clone(&alternatives));
            alternatives
        });
        alternatives.contains(at)
    }

    /// The parts without their alternatives, each once.
    pub(super) fn common(parts: &[Part]) -> Vec<Part> {
        let mut common: Vec<Part> = Vec::with_capacity(parts.len());
        for part in parts {
            let part = Part::Common(part.at().clone());
            if !common.contains(&part) {
                common.push(part);
            }
        }
        common
    }
}
