//! What callers have to prove: requirements of the API and of operations, and the schemes that they name.

use std::collections::{BTreeMap, BTreeSet};

use super::cx::Cx;
use super::rule::Rule;
use super::rules::ours::*;
use super::rules::security::*;
use super::view::Node;

/// Schemes that are needed together, each with its scopes.
type Requirement = BTreeMap<String, BTreeSet<String>>;

/// What it is called when requirements change.
struct Rules {
    added: &'static Rule,
    removed: &'static Rule,
    scope_added: &'static Rule,
    scope_removed: &'static Rule,
}

const OF_API: Rules = Rules {
    added: API_GLOBAL_SECURITY_ADDED,
    removed: API_GLOBAL_SECURITY_REMOVED,
    scope_added: API_GLOBAL_SECURITY_SCOPE_ADDED,
    scope_removed: API_GLOBAL_SECURITY_SCOPE_REMOVED,
};

const OF_OPERATION: Rules = Rules {
    added: API_SECURITY_ADDED,
    removed: API_SECURITY_REMOVED,
    scope_added: API_SECURITY_SCOPE_ADDED,
    scope_removed: API_SECURITY_SCOPE_REMOVED,
};

/// Compares what the whole API says of itself.
pub(super) fn compare_api(cx: &mut Cx<'_>) {
    compare_requirements(cx, &OF_API, cx.base, cx.head, "the API");
}

fn compare_requirements<'d>(cx: &mut Cx<'d>, rules: &Rules, base: Node<'d>, head: Node<'d>, subject: &str) {
    let by_schemes = |node: Node<'d>| -> BTreeMap<Vec<String>, Requirement> {
        requirements(node)
            .unwrap_or_default()
            .into_iter()
            .filter(|requirement| !requirement.is_empty())
            .map(|requirement| (requirement.keys().cloned().collect(), requirement))
            .collect()
    };
    let (was, is) = (by_schemes(base), by_schemes(head));
    let (base, head) = (base.get("security"), head.get("security"));
    for (schemes, requirement) in &was {
        match is.get(schemes) {
            Some(other) => compare_scopes(cx, rules, (requirement, base), (other, head), subject),
            None => cx.emit(rules.removed, subject, &[&shown(requirement)], base, head),
        }
    }
    for (_, requirement) in is.iter().filter(|(schemes, _)| !was.contains_key(*schemes)) {
        cx.emit(rules.added, subject, &[&shown(requirement)], base, head);
    }
}

fn compare_scopes<'d>(
    cx: &mut Cx<'d>,
    rules: &Rules,
    (was, base): (&Requirement, Option<Node<'d>>),
    (is, head): (&Requirement, Option<Node<'d>>),
    subject: &str,
) {
    for (scheme, scopes) in was {
        let others = &is[scheme];
        for scope in scopes.difference(others) {
            cx.emit(rules.scope_removed, subject, &[scope, scheme], base, head);
        }
        for scope in others.difference(scopes) {
            cx.emit(rules.scope_added, subject, &[scope, scheme], base, head);
        }
    }
}

/// Compares what it takes to call an operation, whoever says it: the operation or the API.
pub(super) fn compare_operation<'d>(cx: &mut Cx<'d>, base: Node<'d>, head: Node<'d>, subject: &str) {
    compare_requirements(cx, &OF_OPERATION, base, head, subject);
    let effective = |operation: Node<'d>, root: Node<'d>| {
        let node = if operation.has("security") { operation } else { root };
        let mut alternatives = requirements(node).unwrap_or_default();
        if alternatives.is_empty() {
            alternatives.push(Requirement::new());
        }
        (alternatives, node.get("security"))
    };
    let ((was, base), (is, head)) = (effective(base, cx.base), effective(head, cx.head));
    let is_enough = |old: &Requirement| is.iter().any(|new| needs_no_more(new, old));
    let is_stale = |new: &Requirement| was.iter().any(|old| needs_no_more(old, new));
    let rule = if !was.iter().all(is_enough) {
        SECURITY_TIGHTENED
    } else if is.iter().all(is_stale) {
        return;
    } else if is.iter().any(Requirement::is_empty) {
        SECURITY_DROPPED
    } else {
        SECURITY_LOOSENED
    };
    let any_of =
        |alternatives: &[Requirement]| alternatives.iter().map(shown).collect::<Vec<_>>().join(" or ");
    cx.emit(rule, subject, &[&any_of(&was), &any_of(&is)], base, head);
}

/// Whether all that the one asks for is part of the other.
fn needs_no_more(one: &Requirement, other: &Requirement) -> bool {
    one.iter().all(|(scheme, scopes)| other.get(scheme).is_some_and(|others| scopes.is_subset(others)))
}

/// The alternatives that a place names, where it names any: none at all is an alternative to what the API says.
fn requirements(node: Node<'_>) -> Option<Vec<Requirement>> {
    node.has("security").then(|| {
        let alternatives = node.items_of("security").into_iter();
        alternatives
            .map(|requirement| {
                let schemes = requirement.entries().into_iter();
                schemes
                    .map(|(scheme, _)| {
                        (scheme.to_owned(), requirement.texts_of(scheme).into_iter().collect())
                    })
                    .collect()
            })
            .collect()
    })
}

fn shown(requirement: &Requirement) -> String {
    if requirement.is_empty() {
        return "no credentials".to_owned();
    }
    let scheme = |(scheme, scopes): (&String, &BTreeSet<String>)| {
        if scopes.is_empty() {
            return format!("`{scheme}`");
        }
        format!("`{scheme}` ({})", scopes.iter().map(String::as_str).collect::<Vec<_>>().join(", "))
    };
    requirement.iter().map(scheme).collect::<Vec<_>>().join(" and ")
}
