//! `cargo xtask diff`: what a reviewer sees of a spec change, and what a program does.

use std::process::Command;

use serde_json::Value;

use crate::cases::{tests_folder, unified, write_file};
use crate::repository::{Repository, Run, SPEC};

pub(crate) const OPENAPI: &str = "specs/acme/openapi.yaml";

impl Repository {
    /// With `acme`, in a commit.
    pub(crate) fn committed() -> Self {
        let repository = Self::with_acme();
        repository.git(&["init", "--quiet"]);
        repository.commit();
        repository
    }

    pub(crate) fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&[
            "-c",
            "user.name=A",
            "-c",
            "user.email=a@example.com",
            "commit",
            "--quiet",
            "--message",
            "a",
        ]);
    }

    pub(crate) fn git(&self, arguments: &[&str]) {
        let output = Command::new("git")
            .current_dir(self.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .args(arguments)
            .output()
            .expect("git runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// After a field changed its type, another one came, and an operation got another name.
    pub(crate) fn edited() -> Self {
        let repository = Self::committed();
        repository.edit(OPENAPI, "city: {type: string,", "city: {type: integer,");
        repository.edit(
            OPENAPI,
            "        id: {type: string, ",
            "        note: {type: string}\n        id: {type: string, ",
        );
        repository.edit(OPENAPI, "operationId: getOrder", "operationId: readOrder");
        repository
    }
}

/// What is not there may have changed in any way: it is told, and no gate lets it pass.
#[test]
fn a_missing_file_is_told() {
    let folder = Repository::empty();
    let document = |schema: &str| SPLIT.replace("SCHEMA", schema);
    folder.write("a.yaml", &document("{type: array}"));
    folder.write("b.yaml", &document("{$ref: orders.yaml}"));
    let words = "diff --base b.yaml --head b.yaml";
    let run = folder.xtask(words).exits(0);
    let warning = "warning: `orders.yaml`, which `b.yaml` refers to, is not there: ";
    assert!(run.stderr.starts_with(warning), "{}", run.stderr);
    let run = folder.xtask(&format!("{words} --fail-on breaking")).exits(1);
    assert!(run.stderr.contains("\nnot known: files are missing"), "{}", run.stderr);
    folder.write("orders.yaml", "type: array\n");
    let run = folder.xtask("diff --base a.yaml --head b.yaml --fail-on breaking").exits(0);
    assert_eq!(run.stderr, "no change\n");
}

const SPLIT: &str = "openapi: 3.0.3
info: {title: Shop, version: '1'}
paths:
  /orders:
    get:
      responses:
        '200': {description: All, content: {application/json: {schema: SCHEMA}}}
";

/// Compares with a file of `tests/cli`; `UPDATE=1` writes it.
fn shows(file: &str, text: &str) {
    let path = tests_folder().join("cli").join(file);
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        write_file(&path, text);
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(text == expected, "{}", unified(file, &expected, text));
}

pub(crate) fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}", run.stdout))
}

/// The fingerprint of the first change with this id.
pub(crate) fn fingerprint(repository: &Repository, id: &str) -> String {
    let found = json(&repository.xtask("diff --format json").exits(0));
    let changes = found["changes"].as_array().unwrap();
    let change =
        changes.iter().find(|change| change["id"] == id).unwrap_or_else(|| panic!("no {id} in {found:#}"));
    change["fingerprint"].as_str().unwrap().to_owned()
}

#[test]
fn nothing_changed() {
    let run = Repository::committed().xtask("diff --fail-on warning").exits(0);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", "no change\n"));
}

#[test]
fn a_reviewer_sees_what_hurts_first() {
    let run = Repository::edited().xtask("diff").exits(0);
    shows("diff.txt", &run.stdout);
    assert_eq!(run.stderr, "1 breaking, 1 warning, 2 others: the crate needs a major version\n");
}

/// What breaks requests and does nothing to responses is one edit, and so is what one component does to two operations.
#[test]
fn an_edit_is_said_once() {
    let operation = "{requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}},
      responses: {200: {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}}}";
    let spec = |limit: &str| {
        format!(
            "openapi: 3.1.0\ninfo: {{title: Notes, version: '1'}}\npaths:\n  /a:\n    post: {operation}\n    put: {operation}\n\
             components:\n  schemas:\n    Note: {{type: string, maxLength: {limit}}}\n"
        )
    };
    let folder = Repository::empty();
    folder.write("a.yaml", &spec("20"));
    folder.write("b.yaml", &spec("10"));
    let run = folder.xtask("diff --base a.yaml --head b.yaml").exits(0);
    assert!(
        run.stdout.starts_with("error[request-body-max-length-decreased] PUT /a and 1 more\n"),
        "{}",
        run.stdout
    );
    assert_eq!(run.stderr, "1 breaking: the crate needs a patch version\n", "{}", run.stdout);
}

#[test]
fn a_pull_request_gets_a_page() {
    let run = Repository::edited().xtask("diff --format markdown").exits(0);
    shows("diff.md", &run.stdout);
}

#[test]
fn github_gets_annotations() {
    let run = Repository::edited().xtask("diff --format github").exits(0);
    shows("diff.github", &run.stdout);
}

#[test]
fn a_program_gets_every_change_with_its_places() {
    let run = Repository::edited().xtask("diff --format json").exits(0);
    let found = json(&run);
    assert_eq!(found["bump"], "major");
    let changes = found["changes"].as_array().unwrap();
    let ids: Vec<&str> = changes.iter().map(|change| change["id"].as_str().unwrap()).collect();
    assert_eq!(
        ids,
        [
            "response-property-type-changed",
            "operation-renamed",
            "api-operation-id-removed",
            "response-optional-property-added",
            "api-version-not-bumped"
        ]
    );
    let change = &changes[1];
    assert_eq!(change["operation"], "GET");
    assert_eq!(change["path"], "/orders/{id}");
    assert_eq!(change["pointer"], "#/paths/~1orders~1{id}/get/operationId");
    assert_eq!(change["level"], "warning");
    assert_eq!(change["rust"], "major");
    assert_eq!(change["base"]["file"], "HEAD:specs/acme/openapi.yaml");
    assert_eq!(change["head"]["file"], OPENAPI);
    assert_eq!((&change["head"]["line"], &change["head"]["column"]), (&9.into(), &20.into()));
}

#[test]
fn a_spec_of_several_files_is_read_from_a_revision() {
    let repository = Repository::committed();
    let (root, order) = SPEC.split_once("    Order:\n").unwrap();
    repository.write("specs/acme/order.yaml", &order.replace("#/components", "openapi.yaml#/components"));
    repository.write(OPENAPI, &format!("{root}    Order: {{$ref: order.yaml}}\n"));
    let run = repository.xtask("diff").exits(0);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", "no change\n"));
    repository.commit();
    repository.edit("specs/acme/order.yaml", "required: [id]", "required: []");
    let run = repository.xtask("diff acme --base HEAD~1").exits(0);
    assert!(
        run.stdout.starts_with("error[response-property-became-optional] GET /orders/{id}\n"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.contains("  HEAD~1:specs/acme/openapi.yaml:32:17 -> specs/acme/order.yaml:3:17\n"),
        "{}",
        run.stdout
    );
}

/// Calls are sent elsewhere, and no document says so.
#[test]
fn a_decision_is_told_with_its_place() {
    let repository = Repository::committed();
    let decisions = "specs/acme/provider.yaml";
    repository.edit(decisions, "https://api.example.com", "https://pay.example.com");
    repository.edit(OPENAPI, "https://api.example.com", "https://pay.example.com");
    let run = repository.xtask("diff --fail-on breaking").exits(1);
    shows("decisions.txt", &run.stdout);
    assert_eq!(
        run.stderr,
        "1 breaking, 1 other: the crate needs a patch version\nnot approved: 1 of the specs, 0 of the crates\n"
    );
    repository.commit();
    // Programs read other variables, and no signature shows it.
    repository.edit(decisions, "name: acme-client", "name: apex-client");
    let found = json(&repository.xtask("diff --format json").exits(0));
    assert_eq!((&found["bump"], &found["surface"]), (&"major".into(), &serde_json::json!([])));
    assert_eq!(found["changes"][0]["id"], "crate-renamed");
    assert_eq!(found["changes"][0]["head"]["file"], decisions);
}

#[test]
fn two_files_need_no_repository() {
    let folder = Repository::empty();
    folder.write("a.yaml", SPEC);
    folder.write("b.yaml", &SPEC.replace("operationId: getOrder", "operationId: readOrder"));
    folder.remove("runtime/Cargo.toml");
    let run = folder.xtask("diff --base a.yaml --head b.yaml").exits(0);
    assert!(run.stdout.contains("\n  a.yaml:9:20 -> b.yaml:9:20\n"), "{}", run.stdout);
}

#[test]
fn what_cannot_be_compared_is_said() {
    let repository = Repository::committed();
    let run = repository.xtask("diff --base main2").exits(2);
    assert!(
        run.stderr.starts_with("error: `main2` is no revision of this repository\nhint: "),
        "{}",
        run.stderr
    );
    let run = repository.xtask("diff amce").exits(2);
    assert_eq!(run.stderr, "error: there is no provider `amce`\nhint: did you mean `acme`\n");
    repository.write(OPENAPI, "openapi: 3.1.0\ninfo: [\n");
    let run = repository.xtask("diff").exits(2);
    assert!(run.stderr.contains("specs/acme/openapi.yaml:"), "{}", run.stderr);
}

/// Nothing changes on the wire, and Rust callers are told what it comes from.
#[test]
fn a_change_of_the_crate_says_what_it_comes_from() {
    let repository = Repository::with_acme();
    repository.xtask("generate").exits(0);
    // A line that the generator of today does not write.
    let surface = repository.read("generated/acme/api.txt");
    repository.write("generated/acme/api.txt", &format!("{surface}feature telepathy\n"));
    repository.git(&["init", "--quiet"]);
    repository.commit();
    let decisions = repository.read("specs/acme/provider.yaml");
    let renames = "renames: {\"#/components/schemas/Address\": Place}\n";
    repository.write("specs/acme/provider.yaml", &format!("{decisions}{renames}"));
    let run = repository.xtask("diff acme --format json").exits(0);
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let told: Vec<(&str, &str)> = report["surface"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|change| (change["cause"].as_str().unwrap_or(""), change["text"].as_str().unwrap_or("")))
        .collect();
    let ids: Vec<_> =
        report["changes"].as_array().into_iter().flatten().map(|change| &change["id"]).collect();
    assert_eq!(ids, ["rename-changed"], "{report:#}");
    assert_eq!(report["bump"], "major");
    assert_eq!(
        told,
        [
            ("generator", "the feature `telepathy` is gone"),
            ("provider.yaml", "`models::Address` is gone, and `Place`, which is new, has its type"),
            (
                "provider.yaml",
                "`models::Order.address` is `Option<models::Place>`, it was `Option<models::Address>`"
            ),
            ("provider.yaml", "`models::Place` is new"),
        ]
    );
}
