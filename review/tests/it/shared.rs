//! The comparison against the cases in `../shared/diff-cases`, which say what oasdiff finds.
//!
//! A case is right when every change that it asserts is found, with the same level, operation and path, and nothing is
//! found that it does not know, except changes that only we know. `tests/diff/deviations.yaml` gives the reason for each
//! case that is not. `CASE=part of a name` shows what is found in a case.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "cases are files, and figures are for people"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use clientwright_document::Sources;
use clientwright_review::day::Day;
use clientwright_review::diff::{self, Change};
use serde_json::Value;

/// Of a hundred cases, so many are right.
const FLOOR: usize = 95;

#[test]
fn changes_are_those_that_others_find() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = here.join("../../shared/diff-cases");
    if !folder.exists() {
        println!("skipped: ../shared not there");
        return;
    }
    let adopted = adopted(&folder);
    let mut judged: Vec<Judged> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|case| judge(&case, &adopted))
        .collect();
    judged.sort_by(|one, other| one.name.cmp(&other.name));
    let wrong: Vec<&Judged> = judged.iter().filter(|case| !case.is_right()).collect();
    for case in &wrong {
        println!("== {}", case.name);
        case.missing.iter().for_each(|found| println!("  missing {found}"));
        case.extra.iter().for_each(|found| println!("  extra   {found}"));
    }
    print_ids("missing", judged.iter().flat_map(|case| &case.missing));
    print_ids("extra", judged.iter().flat_map(|case| &case.extra));
    let right = judged.len() - wrong.len();
    println!("{right} of {} cases are right ({} %)", judged.len(), right * 100 / judged.len());
    let deviations = fs::read_to_string(here.join("../tests/diff/deviations.yaml")).unwrap();
    let explained: BTreeMap<String, String> = serde_yaml::from_str(&deviations).unwrap();
    let wrong: BTreeSet<&str> = wrong.iter().map(|case| case.name.as_str()).collect();
    let listed: BTreeSet<&str> = explained.keys().map(String::as_str).collect();
    assert!(right * 100 >= judged.len() * FLOOR, "below the floor of {FLOOR} %");
    assert_eq!(wrong, listed, "tests/diff/deviations.yaml explains other cases than deviate");
}

struct Judged {
    name: String,
    missing: BTreeSet<Found>,
    extra: BTreeSet<Found>,
}

impl Judged {
    fn is_right(&self) -> bool {
        self.missing.is_empty() && self.extra.is_empty()
    }
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    id: String,
    level: String,
    operation: Option<String>,
    path: Option<String>,
}

impl std::fmt::Display for Found {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        write!(f, "{} {} {} {}", self.level, self.id, text(&self.operation), text(&self.path))
    }
}

/// The ids that oasdiff has.
fn adopted(folder: &Path) -> BTreeSet<String> {
    let rows = fs::read_to_string(folder.join("rules.csv")).unwrap();
    rows.lines().skip(1).filter_map(|row| row.split(',').next()).map(str::to_owned).collect()
}

fn judge(case: &Path, adopted: &BTreeSet<String>) -> Judged {
    let name = case.file_name().unwrap().to_str().unwrap().to_owned();
    let document = |file: &str| {
        let text = fs::read_to_string(case.join(file)).unwrap();
        clientwright_document::parse_as_written(&Sources::new(file, &text))
            .unwrap_or_else(|problems| panic!("{name}: {problems}"))
    };
    // The month of their snapshot.
    let changes =
        diff::compare(&document("base.yaml"), &document("revision.yaml"), Day::parse("2026-08-15").unwrap());
    if std::env::var("CASE").is_ok_and(|wanted| name.contains(&wanted)) {
        println!("-- {name}");
        changes.iter().for_each(|change| println!("  {}: {}", of_change(change), change.text()));
    }
    let found: BTreeSet<Found> = changes.iter().map(of_change).collect();
    let expected: Value =
        serde_json::from_str(&fs::read_to_string(case.join("expected.json")).unwrap()).unwrap();
    let asserted = of_json(&expected["asserted"]);
    let known: BTreeSet<Found> = &asserted | &of_json(&expected["full"]);
    Judged {
        name,
        missing: asserted.difference(&found).cloned().collect(),
        extra: found.difference(&known).filter(|found| adopted.contains(&found.id)).cloned().collect(),
    }
}

fn of_change(change: &Change) -> Found {
    Found {
        id: change.rule.id.to_string(),
        level: change.rule.level.to_string(),
        operation: change.operation.map(|method| method.to_string()),
        path: change.path.clone(),
    }
}

fn of_json(list: &Value) -> BTreeSet<Found> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    list.as_array()
        .unwrap()
        .iter()
        .map(|entry| Found {
            id: text(&entry["id"]).unwrap(),
            level: text(&entry["level"]).unwrap(),
            operation: text(&entry["operation"]),
            path: text(&entry["path"]),
        })
        .collect()
}

fn print_ids<'f>(what: &str, found: impl Iterator<Item = &'f Found>) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    found.for_each(|found| *counts.entry(&found.id).or_default() += 1);
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(id, count)| (usize::MAX - count, *id));
    counts.iter().for_each(|(id, count)| println!("{what} {count} {id}"));
}
