//! `lint/<rule>/`, or `lint/<rule>_<variant>/`: a rule finds what its case is about, and no other rule finds anything.
//!
//! With a `provider.yaml` the case is a provider of ours; without one it is any document.

use std::collections::BTreeSet;

use clientwright_review::lint::{self, Options, RULES};

use crate::cases::{self, Case, Produced, files, root, tests_folder};
use crate::repository::Repository;
use crate::specs;

#[test]
fn lint() {
    cases::for_each_case("lint", |case| {
        let repository = Repository::empty();
        for (path, text) in files(&case.folder).into_iter().filter(|(path, _)| !path.starts_with("expected"))
        {
            repository.write(&format!("specs/acme/{path}"), &text);
        }
        let run = repository.xtask(command(case));
        if run.code != 1 {
            return Err(format!("exit code {}\n{}{}", run.code, run.stdout, run.stderr));
        }
        let rule = rule_of(&case.name);
        let others: Vec<&str> = found(&run.stdout).filter(|id| *id != rule).collect();
        match others.as_slice() {
            [] => Ok(Produced::from([("expected.txt".to_owned(), run.stdout)])),
            others => Err(format!("found by other rules: {others:?}\n{}", run.stdout)),
        }
    });
}

#[test]
fn every_rule_has_a_case() {
    let cases = cases::cases(&tests_folder().join("lint"));
    let with_cases: BTreeSet<&str> = cases.iter().map(|case| rule_of(&case.name)).collect();
    assert_eq!(with_cases, RULES.iter().map(|rule| rule.id).collect());
}

fn command(case: &Case) -> &'static str {
    match case.read("provider.yaml") {
        Some(_) => "lint acme --today 2026-02-01",
        None => "lint --spec specs/acme/openapi.yaml",
    }
}

/// Rules have hyphens, and what tells two cases apart comes behind an underscore.
fn rule_of(case: &str) -> &str {
    case.split('_').next().unwrap_or(case)
}

fn found(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| Some(line.strip_prefix("error[")?.split_once(']')?.0))
}

/// A provider without findings, and how it is asked.
fn clean() -> Repository {
    let repository = Repository::with_acme();
    let error = "      responses:\n        default: {description: An error}\n";
    repository.edit("specs/acme/openapi.yaml", "      responses:\n", error);
    repository
}

const LINT: &str = "lint --today 2026-02-01";

/// What `generate` refuses is told by `lint` too, once, with the same words.
#[test]
fn what_generate_refuses_is_a_finding() {
    let repository = clean();
    repository.edit("specs/acme/openapi.yaml", "description: Its number", "descriptoin: Its number");
    let generate = repository.xtask("generate acme").exits(2);
    let lint = repository.xtask(LINT).exits(1);
    assert_eq!(found(&lint.stdout).collect::<Vec<_>>(), ["unknown-key"]);
    assert!(generate.stderr.starts_with(lint.stdout.trim_end()), "{}\n{}", generate.stderr, lint.stdout);
}

#[test]
fn findings_are_for_programs_too() {
    let repository = clean();
    repository.edit(
        "specs/acme/openapi.yaml",
        "operationId: ",
        "x-retry: keyed\n      x-lookup: {none: nobody knows}\n      operationId: ",
    );
    let run = repository.xtask(&format!("{LINT} --format json")).exits(1);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let finding = &report["diagnostics"][0];
    assert_eq!(report["diagnostics"].as_array().map(Vec::len), Some(1), "{report}");
    assert_eq!(finding["id"], "keyed-without-key");
    assert_eq!(finding["file"], "specs/acme/openapi.yaml");
    assert!(finding["line"].is_u64() && finding["hint"].is_string(), "{finding}");
}

#[test]
fn a_waiver_is_for_something() {
    let repository = clean();
    repository.xtask(LINT).exits(0);
    let waiver = "waivers:\n  - {rule: missing-retry, pointer: \"#/paths\", reason: none}\n";
    let text = repository.read("specs/acme/provider.yaml");
    repository.write("specs/acme/provider.yaml", &format!("{text}{waiver}"));
    let run = repository.xtask(LINT).exits(1);
    assert_eq!(found(&run.stdout).collect::<Vec<_>>(), ["unused-waiver"]);
    // It is none of `generate`'s rules.
    repository.xtask("generate").exits(0);
}

#[test]
fn a_spec_that_cannot_be_read_is_no_finding() {
    let repository = clean();
    repository.write("specs/acme/openapi.yaml", "openapi: 3.1.0\ninfo: [\n");
    let run = repository.xtask(LINT).exits(2);
    assert!(run.stdout.is_empty() && run.stderr.starts_with("error[syntax]"), "{run:?}");
}

#[test]
fn our_providers_have_no_findings() {
    for name in ["bitmama", "p100", "plu", "unigox"] {
        let folder = root().join("specs").join(name);
        let found = specs::provider(&folder, name).and_then(|provider| {
            lint::run(&specs::read(&folder.join("openapi.yaml"))?, &provider, Options::default())
        });
        let found = found.unwrap_or_else(|problems| problems);
        assert!(found.0.is_empty(), "{name}:\n{found}");
    }
}
