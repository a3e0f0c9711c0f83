//! What two schemas differ in, before anybody asks which way their values go.

use super::place::Place;
use super::types::TypeChange;
use crate::diff::change::Level;
use crate::diff::rule::Rule;
use crate::diff::rules::schema::{self as rules, EditKind};
use crate::diff::view::{self, Node, Through};

/// One difference between two schemas.
pub(super) struct Edit<'d> {
    pub(super) what: What,
    /// The property that it happened to, when not to the schema itself.
    pub(super) property: Option<Property<'d>>,
    pub(super) args: Vec<String>,
    pub(super) base: Option<Node<'d>>,
    pub(super) head: Option<Node<'d>>,
    /// What tells it from other edits of the same places.
    pub(super) identity: Option<String>,
}

/// What happened.
pub(super) enum What {
    Kind(EditKind),
    Type(TypeChange),
    /// Types were added to a choice between simple types, and others removed.
    ListOfTypes {
        added: Vec<String>,
        removed: Vec<String>,
    },
    /// The same at every place.
    Rule(&'static Rule),
}

/// A property; its schema says whether it is only sent, or only received.
#[derive(Clone, Copy)]
pub(super) struct Property<'d> {
    pub(super) name: &'d str,
    pub(super) schema: Node<'d>,
    /// What it was, when the edit is one of its schema and not of the object that has it.
    pub(super) was: Option<Node<'d>>,
}

/// What two schemas differ in, and the pairs of schemas below that may differ in turn.
#[derive(Default)]
pub(super) struct Delta<'d> {
    pub(super) edits: Vec<Edit<'d>>,
    pub(super) below: Vec<Below<'d>>,
    /// Whether both allow `null`, or both refuse it, whatever their parts do.
    pub(super) is_null_settled: bool,
    /// What was compared, where a spelling around it was taken off.
    pub(super) unwrapped: Option<[Node<'d>; 2]>,
}

/// A pair of schemas below a pair.
pub(super) struct Below<'d> {
    /// What it is called from above: `name`, `items`, `oneOf[Cat]`.
    pub(super) step: String,
    pub(super) base: Node<'d>,
    pub(super) head: Node<'d>,
    /// Whether it is a part of the same value: a member of a union or of `allOf`.
    pub(super) is_part: bool,
}

impl<'d> Delta<'d> {
    pub(super) fn edit(
        &mut self,
        kind: EditKind,
        args: &[&str],
        base: Option<Node<'d>>,
        head: Option<Node<'d>>,
    ) {
        self.push(What::Kind(kind), args, base, head);
    }

    /// The references that lead to what was compared, when they lead to another component than before.
    pub(super) fn through(
        &self,
        outside: Option<Through<'d>>,
        base: Node<'d>,
        head: Node<'d>,
    ) -> Option<Through<'d>> {
        let is_other = self.unwrapped.is_some_and(|[base, head]| base.is_same_component(head) == Some(false));
        let here = || [base, head].map(|node| Some(node.value()));
        outside.or_else(|| is_other.then(here))
    }

    /// As [`Self::edit`], before all others.
    pub(super) fn edit_first(&mut self, kind: EditKind, base: Option<Node<'d>>, head: Option<Node<'d>>) {
        self.edits.insert(
            0,
            Edit { what: What::Kind(kind), property: None, args: Vec::new(), base, head, identity: None },
        );
    }

    pub(super) fn push(&mut self, what: What, args: &[&str], base: Option<Node<'d>>, head: Option<Node<'d>>) {
        let args = args.iter().map(|arg| (*arg).to_owned()).collect();
        self.edits.push(Edit { what, property: None, args, base, head, identity: None });
    }

    /// The last edit is told from others of the same places by this.
    pub(super) fn told_by(&mut self, identity: String) {
        if let Some(edit) = self.edits.last_mut() {
            edit.identity = Some(identity);
        }
    }

    pub(super) fn property(
        &mut self,
        kind: EditKind,
        property: Property<'d>,
        args: &[&str],
        base: Option<Node<'d>>,
        head: Option<Node<'d>>,
    ) {
        let args = args.iter().map(|arg| (*arg).to_owned()).collect();
        self.edits.push(Edit {
            what: What::Kind(kind),
            property: Some(property),
            args,
            base,
            head,
            identity: None,
        });
    }

    pub(super) fn below(&mut self, step: impl Into<String>, base: Node<'d>, head: Node<'d>) {
        self.below.push(Below { step: step.into(), base, head, is_part: false });
    }

    pub(super) fn part(&mut self, step: String, base: Node<'d>, head: Node<'d>) {
        self.below.push(Below { step, base, head, is_part: true });
    }
}

impl<'d> Edit<'d> {
    /// The references that lead to what was edited, when they lead to another component than before.
    pub(super) fn through(&self, outside: Option<Through<'d>>) -> Option<Through<'d>> {
        match self.property {
            Some(Property { was: Some(was), schema, .. }) => view::through(outside, was, schema),
            _ => outside,
        }
    }

    /// Whether it changes which values are allowed.
    pub(super) fn is_about_values(&self) -> bool {
        match self.what {
            What::Kind(kind) => kind.is_about_values(),
            What::Type(_) | What::ListOfTypes { .. } => true,
            What::Rule(_) => false,
        }
    }

    /// Whether it is about `null`.
    pub(super) fn is_about_null(&self) -> bool {
        matches!(self.what, What::Kind(kind) if kind.is_about_null())
    }

    /// Whether it is about what is meant where nothing is sent.
    pub(super) fn is_about_default(&self) -> bool {
        matches!(self.what, What::Kind(kind) if kind.is_about_default())
    }

    /// The rule at a place, and the values that its sentence speaks of; nothing where oasdiff's rule for the same says it.
    pub(super) fn rule(&self, place: Place, is_typed: bool) -> Option<(Rule, Vec<String>)> {
        let (kind, args) = match &self.what {
            What::Kind(kind) => (*kind, self.args.clone()),
            What::Rule(rule) => return Some(((*rule).clone(), self.args.clone())),
            What::Type(change) => (change.kind(place, is_typed), self.args.clone()),
            What::ListOfTypes { added, removed } => {
                let is_widened = if place.is_received() { !added.is_empty() } else { removed.is_empty() };
                let (kind, types) = if is_widened {
                    (EditKind::ListOfTypesWidened, added)
                } else {
                    (EditKind::ListOfTypesNarrowed, removed)
                };
                (kind, vec![types.join(" or ")])
            }
        };
        let rule = rules::rule(kind, place.at());
        let is_heard = !kind.is_second_opinion() || !place.is_hidden() && rule.level > Level::Info;
        is_heard.then_some((rule, args))
    }
}
