//! A spec against the provider's own reference.

use super::site::{Reply, Site};
use crate::repository::Repository;

const SPEC: &str = "specs/acme/openapi.yaml";
const COMPARE: &str = "docs compare acme --reference theirs.yaml";

/// Acme, and its own reference, which is the spec with these edits.
fn with_reference(edits: &[(&str, &str)]) -> Repository {
    let repository = Repository::with_acme();
    repository.write("theirs.yaml", &repository.read(SPEC));
    edits.iter().for_each(|(from, to)| repository.edit("theirs.yaml", from, to));
    repository
}

/// The row of a kind: compared, agree, differs, only theirs, only ours, decided.
fn row(text: &str, kind: &str) -> Vec<usize> {
    let line =
        text.lines().find_map(|line| line.strip_prefix(kind)).unwrap_or_else(|| panic!("{kind}: {text}"));
    line.split_whitespace().map(|number| number.parse().expect("a figure")).collect()
}

#[test]
fn the_same_document_agrees() {
    let run =
        with_reference(&[("summary: Gets an order", "summary: In other words")]).xtask(COMPARE).exits(0);
    assert_eq!(run.stderr, "0 differences without a decision\n");
    assert_eq!(row(&run.stdout, "operations"), [1, 1, 0, 0, 0, 0]);
    assert_eq!(row(&run.stdout, "fields"), [3, 3, 0, 0, 0, 0]);
    assert_eq!(row(&run.stdout, "webhooks"), [0; 6]);
}

#[test]
fn differences_have_kinds_and_both_places() {
    let repository = with_reference(&[
        ("required: [city]", "required: []"),
        ("id: {type: string, description: Its number}", "id: {type: integer, description: Its number}"),
        (
            "city: {type: string, description: Its name}",
            "city: {type: string, maxLength: 9, description: Its name}\n        zip: {type: string}",
        ),
        ("schema: {type: string}}", "schema: {type: string, enum: [a, b]}}"),
        ("components:", "  /carts:\n    get: {responses: {\"204\": {description: None}}}\ncomponents:"),
        (
            "      responses:\n        \"200\":",
            "      responses:\n        \"404\": {description: None}\n        \"200\":",
        ),
    ]);
    let run = repository.xtask(COMPARE).exits(1);
    for (kind, figures) in [
        ("operations", [2, 1, 0, 1, 0, 0]),
        ("parameters", [1, 1, 0, 0, 0, 0]),
        ("fields", [4, 3, 0, 1, 0, 0]),
        ("types", [3, 2, 1, 0, 0, 0]),
        ("required flags", [3, 2, 1, 0, 0, 0]),
        ("enums", [1, 0, 0, 1, 0, 0]),
        ("limits", [1, 0, 0, 1, 0, 0]),
        ("statuses", [2, 1, 0, 1, 0, 0]),
    ] {
        assert_eq!(
            row(&run.stdout[run.stdout.find("compared").expect("a table")..], kind),
            figures,
            "{kind}\n{}",
            run.stdout
        );
    }
    let said = "types, differs GET /orders/{id}\n  ";
    assert!(run.stdout.contains(said), "{}", run.stdout);
    assert!(
        run.stdout
            .contains("\n  theirs theirs.yaml:38:20, ours specs/acme/openapi.yaml:34:20, fingerprint: f"),
        "{}",
        run.stdout
    );
    let json = repository.xtask(&format!("{COMPARE} --format json")).exits(1).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["differences"].as_array().map(Vec::len), Some(7), "{json:#}");
}

#[test]
fn a_decision_has_a_reason_and_matches_something() {
    let repository = with_reference(&[(
        "id: {type: string, description: Its number}",
        "id: {type: integer, description: Its number}",
    )]);
    let json = repository.xtask(&format!("{COMPARE} --format json")).exits(1).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let fingerprint = json["differences"][0]["fingerprint"].as_str().expect("it has one").to_owned();
    let decisions = "specs/acme/reference.yaml";
    repository.write(decisions, &format!("- {{fingerprint: {fingerprint}, reason: a letter was seen}}\n"));
    let run = repository.xtask(COMPARE).exits(0);
    assert!(run.stdout.contains("  decided: a letter was seen\n"), "{}", run.stdout);
    assert_eq!(
        row(&run.stdout[run.stdout.find("compared").expect("a table")..], "types"),
        [3, 2, 1, 0, 0, 1]
    );
    repository.write("theirs.yaml", &repository.read(SPEC));
    let run = repository.xtask(COMPARE).exits(2);
    assert!(
        run.stderr.contains("match no change") && run.stderr.contains("a letter was seen"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_reference_is_read_from_an_address() {
    let (repository, site) = (Repository::with_acme(), Site::new());
    let yaml =
        Reply::Page(200, vec![("Content-Type", "application/yaml".to_owned())], repository.read(SPEC).into());
    site.put("/openapi.yaml", yaml);
    site.put("/page", Reply::html("<p>One word and a dozen more of them, so that this is a page</p>"));
    let compare = |path: &str, more: &str| {
        repository.xtask(&format!("docs compare acme --reference {} {more}", site.url(path)))
    };
    compare("/openapi.yaml", "--allow-local").exits(0);
    let run = compare("/openapi.yaml", "").exits(2);
    assert!(run.stderr.contains("is an address of this machine"), "{}", run.stderr);
    let run = compare("/page", "--allow-local").exits(2);
    assert!(run.stderr.ends_with("is a page, and no OpenAPI document\n"), "{}", run.stderr);
    let run = compare("/gone", "--allow-local").exits(2);
    assert!(run.stderr.ends_with("is not there\n"), "{}", run.stderr);
}
