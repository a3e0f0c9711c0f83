//! `cargo xtask coverage`, and the table in the generated README.

use crate::cases::root;
use crate::repository::{Repository, run};

#[test]
fn counts_what_the_documentation_names() {
    let run = Repository::with_acme().xtask("coverage --format json").exits(0);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let expected = serde_json::json!({ "providers": [{
        "name": "acme",
        "operations": { "modelled": 1, "excluded": 0, "unknown": 1 },
        "webhooks": { "modelled": 0, "excluded": 1, "unknown": 0 },
        // The operation, its parameter, its answer, and three properties.
        "evidence": { "documented": 6, "example": 0, "inferred": 0, "unofficial": 0 },
        "oldest_checked": "2026-01-01",
    }]});
    assert_eq!(report, expected);
}

#[test]
fn a_named_provider_is_told_with_reasons() {
    let repository = Repository::with_acme();
    let text = repository.xtask("coverage acme").exits(0).stdout;
    let reasons = "
Orders, https://example.com/docs
  unknown: Cancel an order: the page only mentions it
  excluded: order.lost: no longer sent
";
    assert!(text.ends_with(reasons), "{text}");
    assert!(!repository.xtask("coverage").exits(0).stdout.contains("order.lost"));
}

#[test]
fn what_is_less_than_documented_is_counted_and_a_shared_thing_once() {
    let repository = Repository::with_acme();
    repository.edit(
        "specs/acme/openapi.yaml",
        "city: {type: string,",
        "city: {type: string, x-evidence: inferred, x-evidence-note: a guess,",
    );
    repository.edit("specs/acme/openapi.yaml", "      required: [city]\n", "");
    let run = repository.xtask("coverage acme --format json").exits(0);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(report["providers"][0]["evidence"]["inferred"], 1);
    assert_eq!(report["providers"][0]["evidence"]["documented"], 5);
}

#[test]
fn an_index_is_part_of_a_provider() {
    let repository = Repository::with_acme();
    repository.remove("specs/acme/coverage.yaml");
    for command in ["coverage", "generate"] {
        let run = repository.xtask(command).exits(2);
        assert!(run.stderr.contains("`specs/acme/coverage.yaml` cannot be read"), "{}", run.stderr);
    }
}

#[test]
fn the_readme_of_the_crate_shows_the_figures() {
    let repository = Repository::with_acme();
    repository.xtask("generate").exits(0);
    let readme = repository.read("generated/acme/README.md");
    for line in [
        "| operations | 1 | 0 | 1 |",
        "| webhooks | 0 | 1 | 0 |",
        "- Cancel an order: the page only mentions it",
        "Every cited page was checked on 2026-01-01 or later.",
    ] {
        assert!(readme.contains(line), "{line}\n{readme}");
    }
}

#[test]
fn the_readme_of_the_crate_says_how_many_pages_are_incomplete() {
    let repository = Repository::with_acme();
    let readme = |recorded: &str| {
        let page = format!(
            "{{url: \"https://example.com/{recorded}\", title: Guide, recorded: {recorded}, prose: guide}}"
        );
        let pages = repository.read("specs/acme/coverage.yaml");
        repository.write("specs/acme/coverage.yaml", &format!("{pages}  - {page}\n"));
        repository.xtask("generate").exits(0);
        repository.read("generated/acme/README.md")
    };
    assert!(readme("part").contains("Of 1 page only a part is recorded."));
    assert!(readme("title").contains("Of 1 page only a part is recorded, and of 1 page only the title."));
}

#[test]
fn our_providers_are_all_counted() {
    let run = run(root(), "coverage --format json").exits(0);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let names: Vec<_> =
        report["providers"].as_array().into_iter().flatten().map(|one| &one["name"]).collect();
    assert_eq!(names, ["bitmama", "p100", "plu", "unigox"]);
}
