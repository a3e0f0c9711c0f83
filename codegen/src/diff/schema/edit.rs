//! What two schemas differ in, before anybody asks which way their values go.

use super::place::Place;
use super::types::TypeChange;
use crate::diff::rule::Rule;
use crate::diff::rules::schema::{self as rules, Row};
use crate::diff::view::Node;

/// One difference between two schemas.
pub(super) struct Edit<'d> {
    pub(super) what: What,
    /// The property that it happened to, when not to the schema itself.
    pub(super) property: Option<Property<'d>>,
    pub(super) args: Vec<String>,
    pub(super) base: Option<Node<'d>>,
    pub(super) head: Option<Node<'d>>,
}

/// What happened.
pub(super) enum What {
    Row(&'static Row),
    Type(TypeChange),
    /// Types were added to a choice between simple types, and others removed.
    ListOfTypes {
        added: Vec<String>,
        removed: Vec<String>,
    },
    /// A default hurts only those who may leave the value out.
    Default(&'static Row),
}

/// A property; its schema says whether it is only sent, or only received.
#[derive(Clone, Copy)]
pub(super) struct Property<'d> {
    pub(super) name: &'d str,
    pub(super) schema: Node<'d>,
}

/// What two schemas differ in, and the pairs of schemas below that may differ in turn.
#[derive(Default)]
pub(super) struct Delta<'d> {
    pub(super) edits: Vec<Edit<'d>>,
    pub(super) below: Vec<Below<'d>>,
}

/// A pair of schemas below a pair.
pub(super) struct Below<'d> {
    /// What it is called from above: `name`, `items`, `oneOf[Cat]`.
    pub(super) step: String,
    pub(super) base: Node<'d>,
    pub(super) head: Node<'d>,
}

impl<'d> Delta<'d> {
    pub(super) fn edit(
        &mut self,
        row: &'static Row,
        args: &[&str],
        base: Option<Node<'d>>,
        head: Option<Node<'d>>,
    ) {
        self.push(What::Row(row), args, base, head);
    }

    pub(super) fn push(&mut self, what: What, args: &[&str], base: Option<Node<'d>>, head: Option<Node<'d>>) {
        let args = args.iter().map(|arg| (*arg).to_owned()).collect();
        self.edits.push(Edit { what, property: None, args, base, head });
    }

    pub(super) fn property(
        &mut self,
        row: &'static Row,
        property: Property<'d>,
        args: &[&str],
        base: Option<Node<'d>>,
        head: Option<Node<'d>>,
    ) {
        let args = args.iter().map(|arg| (*arg).to_owned()).collect();
        self.edits.push(Edit { what: What::Row(row), property: Some(property), args, base, head });
    }

    pub(super) fn below(&mut self, step: impl Into<String>, base: Node<'d>, head: Node<'d>) {
        self.below.push(Below { step: step.into(), base, head });
    }
}

impl Edit<'_> {
    /// Whether it changes which values are allowed.
    pub(super) fn is_about_values(&self) -> bool {
        const NOTES: [&Row; 9] = [
            rules::ALL_OF_ADDED_ANNOTATION_ONLY,
            rules::ALL_OF_REMOVED_ANNOTATION_ONLY,
            rules::DEPRECATED,
            rules::DEPRECATED_WITH_SUNSET,
            rules::REACTIVATED,
            rules::SUNSET_INVALID,
            rules::SUNSET_TOO_SMALL,
            rules::STABILITY_DECREASED,
            rules::STABILITY_INCREASED,
        ];
        match self.what {
            What::Row(row) => !NOTES.contains(&row),
            What::Default(_) => false,
            _ => true,
        }
    }

    /// Whether oasdiff has a rule for the same, which only informs.
    pub(super) fn is_second_opinion(&self) -> bool {
        const OPINIONS: [&Row; 4] = [
            rules::DISCRIMINATOR_RENAMED,
            rules::DISCRIMINATOR_VALUE_ADDED,
            rules::DISCRIMINATOR_VALUE_CHANGED,
            rules::DISCRIMINATOR_VALUE_REMOVED,
        ];
        matches!(self.what, What::Row(row) if OPINIONS.contains(&row))
    }

    /// The rule at a place, and the values that its sentence speaks of.
    pub(super) fn rule(&self, place: Place, is_typed: bool) -> (&'static Rule, Vec<String>) {
        match &self.what {
            What::Row(row) | What::Default(row) => (place.rule(row), self.args.clone()),
            What::Type(change) => (place.rule(change.row(place, is_typed)), self.args.clone()),
            What::ListOfTypes { added, removed } => {
                let is_widened = if place.is_received() { !added.is_empty() } else { removed.is_empty() };
                let (row, types) = if is_widened {
                    (rules::LIST_OF_TYPES_WIDENED, added)
                } else {
                    (rules::LIST_OF_TYPES_NARROWED, removed)
                };
                (place.rule(row), vec![types.join(" or ")])
            }
        }
    }
}
