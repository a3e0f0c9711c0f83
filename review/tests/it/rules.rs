//! The rules of the comparison. `tests/diff/<area>/<case>/` holds `base.yaml` and `head.yaml`, and `expected`: what is
//! found between them. A case that is called like a rule shows that rule and no other. `UPDATE=1` writes what is found.
//!
//! In the area `decisions` the cases are providers: `base.provider.yaml` and `head.provider.yaml` stand beside the documents,
//! for which `openapi.yaml` serves where there are none; a case with files of one side only is a provider that came or went.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "cases are files, and figures are for people"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use clientwright_codegen::provider::{Mode, Provider};
use clientwright_codegen::rust::Client;
use clientwright_codegen::{lower, plan};
use clientwright_document::{Document, Sources};
use clientwright_review::day::Day;
use clientwright_review::diff::{self, Change};

/// Sunset dates of the cases stand before or after it.
const TODAY: &str = "2026-01-01";

#[test]
fn rules_fire_as_their_cases_say() {
    let mut failures = String::new();
    for case in cases() {
        let found = compare(&case);
        let name = case.file_name().unwrap().to_str().unwrap();
        let is_rule = diff::rules::all().any(|rule| rule.id == name);
        if is_rule
            && found
                .iter()
                .any(|change| change.rule.id != name && !diff::rules::covers(name, &change.rule.id))
        {
            writeln!(failures, "== {}: other rules fire too", case.display()).unwrap();
        }
        if is_rule && found.iter().all(|change| change.rule.id != name) {
            writeln!(failures, "== {}: the rule does not fire", case.display()).unwrap();
        }
        // A sentence that lacks a value.
        for text in found.iter().map(Change::text).filter(|text| text.contains("``") || text.contains("  ")) {
            writeln!(failures, "== {}: {text}", case.display()).unwrap();
        }
        let came: String = found.iter().map(shown).collect();
        let expected = case.join("expected");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&expected, &came).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != came {
            writeln!(failures, "== {} (UPDATE=1 writes this):\n{came}", case.display()).unwrap();
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

/// A rule without a case is a claim that nobody checks.
#[test]
fn every_rule_has_a_case() {
    let shown: BTreeSet<_> =
        cases().iter().flat_map(|case| compare(case)).map(|change| change.rule.id).collect();
    // What is left when no other rule fires: `tests/it/diff.rs` shows it.
    let without: Vec<_> = diff::rules::all()
        .map(|rule| rule.id)
        .filter(|id| !shown.contains(id) && id != "code-changed")
        .collect();
    println!("{} rules are shown, {} are not", shown.len(), without.len());
    assert!(without.is_empty(), "rules without a case: {without:#?}");
}

#[test]
fn a_rule_has_one_row() {
    let mut seen = BTreeSet::new();
    let twice: Vec<_> =
        diff::rules::all().map(|rule| rule.id).filter(|id| !seen.insert(id.clone())).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

fn compare(case: &Path) -> Vec<Change> {
    let today = Day::parse(TODAY).unwrap();
    let [base, head] = ["base", "head"].map(|side| Side::read(case, side));
    if case.parent().unwrap().ends_with("decisions") {
        let sides = [&base, &head].map(|side| side.as_ref().map(Side::of_provider));
        return diff::compare_providers("acme", sides[0], sides[1], today);
    }
    let document = |side: &Option<Side>| side.as_ref().map(|side| side.document.clone()).unwrap();
    diff::compare(&document(&base), &document(&head), today)
}

/// What the files of one side say.
struct Side {
    document: Document,
    decisions: Option<Provider>,
    client: Option<Client>,
}

impl Side {
    fn read(case: &Path, side: &str) -> Option<Self> {
        let read = |name: &str| fs::read_to_string(case.join(name)).ok();
        let decisions = read(&format!("{side}.provider.yaml"));
        let text = read(&format!("{side}.yaml"));
        let text = text.or_else(|| decisions.as_ref().and_then(|_| read("openapi.yaml")))?;
        let sources = Sources::new("openapi.yaml", &text);
        let problem = |problems| panic!("{}: {problems}", case.display());
        let decisions = decisions.map(|text| Provider::parse(&text).unwrap_or_else(problem));
        let client = decisions.as_ref().and_then(|provider| {
            let provider = &Provider { mode: Mode::Lenient, ..provider.clone() };
            let api = lower::lower(&clientwright_document::parse(&sources).ok()?, provider).ok()?;
            Some(plan(&api, provider).ok()?.client)
        });
        let document =
            clientwright_document::parse_as_written(&sources).unwrap_or_else(|problems| panic!("{problems}"));
        Some(Self { document, decisions, client })
    }

    fn of_provider(&self) -> diff::Side<'_> {
        let Self { document, decisions, client } = self;
        diff::Side { document, decisions: decisions.as_ref(), client: client.as_ref() }
    }
}

fn shown(change: &Change) -> String {
    let place = |place: &Option<_>| place.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
    let operation = change.operation.map(|method| format!(" {method}")).unwrap_or_default();
    let path = change.path.as_ref().map(|path| format!(" {path}")).unwrap_or_default();
    format!(
        "{}[{}]{operation}{path} rust:{}\n  {}\n  {} -> {}\n",
        change.rule.level,
        change.rule.id,
        change.rust,
        change.text(),
        place(&change.base),
        place(&change.head),
    )
}

fn cases() -> Vec<PathBuf> {
    let areas = folders(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/diff"));
    areas.iter().flat_map(|area| folders(area)).collect()
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}
