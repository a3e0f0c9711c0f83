//! `cargo xtask diff` as a gate: what makes it fail, and what somebody approved.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::diff::{OPENAPI, fingerprint, json};
use crate::repository::{DECISIONS, Repository, SPEC};

#[test]
fn what_hurts_can_fail() {
    let repository = Repository::edited();
    repository.xtask("diff --fail-on breaking").exits(1);
    // Between two files only calls count, unless code is asked for.
    repository.write("a.yaml", SPEC);
    repository.write("b.yaml", &SPEC.replace("operationId: getOrder", "operationId: readOrder"));
    let files = "diff --base a.yaml --head b.yaml --fail-on";
    repository.xtask(&format!("{files} breaking")).exits(0);
    repository.xtask(&format!("{files} warning")).exits(1);
    repository.xtask(&format!("{files} breaking --rust")).exits(1);
}

/// Nothing changes on the wire, and no program that names the type compiles.
#[test]
fn what_breaks_only_code_can_fail() {
    let repository = Repository::committed();
    repository.write(
        OPENAPI,
        &SPEC.replace("    Address:", "    Place:").replace("schemas/Address", "schemas/Place"),
    );
    let run = repository.xtask("diff --fail-on breaking").exits(1);
    assert!(
        run.stderr
            .ends_with("the crate needs a major version\nnot approved: 0 of the specs, 2 of the crates\n"),
        "{}",
        run.stderr
    );
    let found = json(&repository.xtask("diff --format json").exits(0));
    let majors = found["surface"].as_array().unwrap().iter().filter(|change| change["rust"] == "major");
    let entries: String = majors
        .map(|change| {
            format!("- {{fingerprint: {}, reason: a better name}}\n", change["fingerprint"].as_str().unwrap())
        })
        .collect();
    repository.write("approvals.yaml", &entries);
    let run = repository.xtask("diff --fail-on warning --approve approvals.yaml").exits(0);
    assert_eq!(run.stdout.matches("\n    approved: a better name\n").count(), 2, "{}", run.stdout);
}

#[test]
fn what_is_approved_does_not_fail() {
    let repository = Repository::committed();
    repository.edit(OPENAPI, "required: [id]", "required: []");
    let approve = |expires: &str| {
        let found = json(&repository.xtask("diff --format json").exits(0));
        let all = ["changes", "surface"].into_iter().flat_map(|key| found[key].as_array().unwrap());
        let entry = |change: &Value| {
            format!("- fingerprint: {}\n  reason: agreed{expires}\n", change["fingerprint"].as_str().unwrap())
        };
        repository.write("approvals.yaml", &all.map(entry).collect::<String>());
        repository.xtask("diff --fail-on breaking --approve approvals.yaml")
    };
    let run = approve("").exits(0);
    assert!(run.stdout.contains("\n  approved: agreed\n"), "{}", run.stdout);
    approve("\n  expires: 9999-12-31").exits(0);
    approve("\n  expires: 2020-12-31").exits(1);
    let wrong = approve("\n  expires: soon").exits(2);
    assert!(wrong.stderr.contains("approval 1: `expires: soon` is no date"), "{}", wrong.stderr);
}

#[test]
fn an_approval_of_nothing_is_a_mistake() {
    let repository = Repository::edited();
    repository.write("approvals.yaml", "- {fingerprint: f000000000000000, reason: long ago}\n");
    let run = repository.xtask("diff --approve approvals.yaml").exits(2);
    assert_eq!(
        run.stderr,
        "error: approvals in `approvals.yaml` match no change: `f000000000000000` (long ago)\nhint: remove them\n"
    );
    repository.write("approvals.yaml", "- {fingerprint: f000000000000000, why: because}\n");
    let run = repository.xtask("diff --approve approvals.yaml").exits(2);
    assert_eq!(run.stderr, "error: `approvals.yaml`: approval 1: `reason` is missing\n");
}

#[test]
fn a_fingerprint_stays_when_lines_move() {
    let repository = Repository::edited();
    let before = fingerprint(&repository, "response-property-type-changed");
    repository.write(OPENAPI, &format!("# moved\n\n{}", repository.read(OPENAPI)));
    assert_eq!(fingerprint(&repository, "response-property-type-changed"), before);
}

#[test]
fn a_provider_comes_and_goes() {
    let repository = Repository::committed();
    repository.write("specs/zeta/openapi.yaml", SPEC);
    repository.write("specs/zeta/provider.yaml", DECISIONS);
    // A folder that never had a spec says nothing.
    repository.write("specs/notes/plan.md", "later");
    let new = repository.xtask("diff --fail-on warning").exits(0);
    assert!(
        new.stdout.starts_with("zeta\n\ninfo[provider-added]\n  the provider `zeta` is new\n"),
        "{}",
        new.stdout
    );
    assert_eq!(json(&repository.xtask("diff --format json").exits(0))["bump"], "minor");
    repository.remove(OPENAPI);
    let run = repository.xtask("diff --fail-on breaking").exits(1);
    assert!(
        run.stdout.starts_with(
            "acme\n\nerror[provider-removed]\n  the provider `acme` is gone: programs that use its crate get no new \
             versions\n  HEAD:specs/acme/openapi.yaml:2:1 -> -\n"
        ),
        "{}",
        run.stdout
    );
    let found = json(&repository.xtask("diff --format json").exits(0));
    assert_eq!(found["bump"], "major");
    assert_eq!(found["changes"][0]["id"], "provider-removed");
}

/// Two providers may say the same: what is approved of one is not approved of the other.
#[test]
fn each_provider_has_its_fingerprints() {
    let repository = Repository::with_acme();
    repository.write("specs/zeta/openapi.yaml", SPEC);
    repository.write("specs/zeta/provider.yaml", &DECISIONS.replace("acme-client", "zeta-client"));
    repository.git(&["init", "--quiet"]);
    repository.commit();
    for provider in ["acme", "zeta"] {
        repository.edit(&format!("specs/{provider}/openapi.yaml"), "required: [id]", "required: []");
    }
    let found = json(&repository.xtask("diff --format json").exits(0));
    for key in ["changes", "surface"] {
        let all = found[key].as_array().unwrap();
        let fingerprints: BTreeSet<&str> =
            all.iter().filter_map(|change| change["fingerprint"].as_str()).collect();
        assert_eq!((fingerprints.len(), all.len() % 2), (all.len(), 0), "{all:#?}");
    }
}

/// Two credentials are alternatives, and the first one that there is counts: no rule looks at their order.
#[test]
fn what_no_rule_sees_is_not_passed_over() {
    let spec = |security: &str, words: &str| {
        let (head, components) = SPEC.split_once("components:\n").unwrap();
        let head = head.replace("Gets an order", words);
        let schemes = "securitySchemes: {one: {type: apiKey, in: header, name: X-One}, two: {type: http, scheme: bearer}}";
        format!("{head}security: {security}\ncomponents:\n  {schemes}\n{components}")
    };
    let repository = Repository::with_acme();
    repository.write(OPENAPI, &spec("[{one: []}, {two: []}]", "Gets an order"));
    repository.git(&["init", "--quiet"]);
    repository.commit();
    repository.write(OPENAPI, &spec("[{two: []}, {one: []}]", "Gets an order"));
    let run = repository.xtask("diff --fail-on warning").exits(1);
    assert!(
        run.stdout.starts_with(
            "warning[code-changed]\n  the code of the crate differs in `src/resources/orders.rs`, and"
        ),
        "{}",
        run.stdout
    );
    // Documentation is no code.
    repository.write(OPENAPI, &spec("[{one: []}, {two: []}]", "Gives an order"));
    let run = repository.xtask("diff --fail-on warning").exits(0);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", "no change\n"));
}

/// What cannot be compared may break anything.
#[test]
fn what_makes_no_crate_fails() {
    let repository = Repository::committed();
    repository.write("specs/acme/provider.yaml", "crate: {name: acme-client}\n");
    let run = repository.xtask("diff --fail-on breaking").exits(1);
    assert!(
        run.stdout.starts_with("error[crate-not-compared]\n  the crate cannot be made"),
        "{}",
        run.stdout
    );
}
