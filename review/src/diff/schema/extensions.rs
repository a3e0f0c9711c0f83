//! Keys of ours in schemas: what logs do not show, and what test environments know.

use super::edit::{Delta, What};
use super::read::Schema;
use crate::diff::identity;
use crate::diff::rule::Rule;
use crate::diff::rules::extensions::*;
use crate::diff::view::Node;

pub(in crate::diff) const SENSITIVE: &str = "x-sensitive";
const SANDBOX: &str = "x-sandbox";

pub(super) fn compare<'d>(delta: &mut Delta<'d>, base: Schema<'d>, head: Schema<'d>) {
    // What stands in a part is told of the part.
    if base.raw(SENSITIVE) != head.raw(SENSITIVE) {
        let sides = [base.noted(SENSITIVE), head.noted(SENSITIVE)];
        if let Some((rule, args, [was, is])) = sensitivity([base.node(), head.node()], sides) {
            delta.push(What::Rule(rule), &args, Some(was), Some(is));
        }
    }
    let (was, is) = (base.get(SANDBOX), head.get(SANDBOX));
    if was.map(Node::value) != is.map(Node::value) {
        let at = |sandbox: Option<Node<'d>>, schema: Schema<'d>| sandbox.or(Some(schema.node()));
        delta.push(What::Rule(SANDBOX_VALUES_CHANGED), &[], at(was, base), at(is, head));
        delta.told_by(identity::of_both(was, is));
    }
}

/// Where a schema says that it is sensitive.
pub(in crate::diff) fn sensitive(schema: Node<'_>) -> Option<Node<'_>> {
    Schema::new(schema).noted(SENSITIVE)
}

type Sensitivity<'d> = (&'static Rule, Vec<&'d str>, [Node<'d>; 2]);

/// What became of a thing that is sensitive, or is not: the rule, its values, both places.
pub(in crate::diff) fn sensitivity<'d>(
    [base, head]: [Node<'d>; 2],
    [was, is]: [Option<Node<'d>>; 2],
) -> Option<Sensitivity<'d>> {
    let word =
        |said: Option<Node<'d>>| said?.value().as_str().filter(|word| ["pii", "secret"].contains(word));
    let rule = match (word(was), word(is)) {
        (None, Some(_)) => SENSITIVE_ADDED,
        (Some(_), None) => SENSITIVE_REMOVED,
        (Some(was), Some(is)) if was != is => SENSITIVE_CHANGED,
        _ => return None,
    };
    let args = [was, is].into_iter().filter_map(word).collect();
    Some((rule, args, [was.unwrap_or(base), is.unwrap_or(head)]))
}
