//! The rules of the comparison: what is found in each [case](cases) of `tests/diff`. A case that is called like a rule shows
//! that rule and no other. `UPDATE=1` writes what is found.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "cases are files, and figures are for people"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use clientwright_review::diff::{self, Change};

use crate::cases;

/// Sunset dates of the cases stand before or after it.
pub(crate) const TODAY: &str = "2026-01-01";

#[test]
fn rules_fire_as_their_cases_say() {
    let rules: BTreeSet<_> = diff::rules::all().map(|rule| rule.id).collect();
    let mut shown = BTreeSet::new();
    let mut failures = String::new();
    for case in cases::all() {
        let (found, name) = (case.compare(), case.name());
        let path = case.path.display();
        let is_rule = rules.contains(name.as_str());
        if is_rule
            && found
                .iter()
                .any(|change| change.rule.id != name && !diff::rules::covers(&name, &change.rule.id))
        {
            writeln!(failures, "== {path}: other rules fire too").unwrap();
        }
        if is_rule && found.iter().all(|change| change.rule.id != name) {
            writeln!(failures, "== {path}: the rule does not fire").unwrap();
        }
        // A sentence that lacks a value.
        for text in found.iter().map(Change::text).filter(|text| text.contains("``") || text.contains("  ")) {
            writeln!(failures, "== {path}: {text}").unwrap();
        }
        let (file, came) = case.expecting(&found);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(file, came).unwrap();
        } else if fs::read_to_string(file).unwrap_or_default() != came {
            writeln!(failures, "== {path} (UPDATE=1 writes this):\n{came}").unwrap();
        }
        shown.extend(found.into_iter().map(|change| change.rule.id));
    }
    // A rule without a case is a claim that nobody checks. What `code-changed` says is left when no other rule fires:
    // `tests/it/diff.rs` shows it.
    let without: Vec<_> = rules.iter().filter(|id| !shown.contains(*id) && *id != "code-changed").collect();
    println!("{} rules are shown, {} are not", shown.len(), without.len());
    assert!(failures.is_empty(), "{failures}");
    assert!(without.is_empty(), "rules without a case: {without:#?}");
}

#[test]
fn a_rule_has_one_row() {
    let mut seen = BTreeSet::new();
    let twice: Vec<_> =
        diff::rules::all().map(|rule| rule.id).filter(|id| !seen.insert(id.clone())).collect();
    assert!(twice.is_empty(), "{twice:?}");
}
