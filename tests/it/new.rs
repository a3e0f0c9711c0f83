//! `cargo xtask new`: a provider's folder that generates at once, and what a document of somebody else's leaves to decide.
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::Value;

use crate::cases::root;
use crate::repository::{Repository, Run};

/// Documents of `../shared/corpus`, and the kinds of decisions that each leaves, apart from those that all leave.
const CORPUS: [(&str, &str, &[&str]); 3] = [
    ("museum", "museum/openapi.yaml", &["sensitive", "webhook-signature"]),
    ("petstore", "petstore/petstore-3.0.4.yaml", &["sensitive"]),
    (
        "velo",
        "velo/velopayments.com.json",
        &["example-shape", "operation-id", "sensitive", "untyped-media-type", "webhook-signature"],
    ),
];

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}", run.stdout))
}

fn kinds(run: &Run) -> BTreeSet<String> {
    let decisions = json(run)["decisions"].as_array().cloned().expect("decisions are a list");
    decisions
        .iter()
        .map(|decision| decision["id"].as_str().expect("a decision has an id").to_owned())
        .collect()
}

#[test]
fn a_new_provider_generates_at_once() {
    let repository = Repository::empty();
    let run = repository.xtask("new acme-pay").exits(0);
    assert_eq!(run.stdout, "");
    let said = "specs/acme-pay: coverage.yaml, openapi.yaml, provider.yaml\n\nnext:\n";
    assert!(run.stderr.starts_with(said), "{}", run.stderr);
    for path in repository.files().keys().filter(|path| path.starts_with("specs")) {
        assert!(!repository.read(path).contains("{{"), "{path} has a gap left");
    }
    let run = repository.xtask("generate").exits(0);
    assert!(run.stderr.starts_with("generated/acme-pay: 3 operations, "), "{}", run.stderr);
    assert!(run.stderr.ends_with("written\n"), "{}", run.stderr);
    assert!(repository.read("generated/acme-pay/Cargo.toml").contains("name = \"acme-pay-client\""));
    assert!(repository.read("generated/acme-pay/src/client.rs").contains("ACME_PAY_API_KEY"));
    repository.xtask("generate --check").exits(0);
    repository.xtask("coverage acme-pay").exits(0);
}

#[test]
fn a_folder_that_is_there_and_a_bad_name_are_refused() {
    let repository = Repository::with_acme();
    let before = repository.files();
    let run = repository.xtask("new acme").exits(2);
    assert_eq!(run.stderr, "error: `specs/acme` is there already\nhint: edit it, or choose another name\n");
    for name in ["Acme", "2acme", "acme_pay", "../acme", "acme-", "con", "core", "fn"] {
        let run = repository.xtask(&format!("new {name}")).exits(2);
        assert!(
            run.stderr.starts_with(&format!("error: `{name}` is no name for a provider\nhint: ")),
            "{}",
            run.stderr
        );
    }
    assert_eq!(repository.files(), before);
}

#[test]
fn a_document_that_cannot_be_read_leaves_nothing() {
    let repository = Repository::empty();
    repository.write("broken.yaml", "openapi: 3.0.3\ninfo: [\n");
    let before = repository.files();
    let run = repository.xtask("new acme --from broken.yaml").exits(2);
    assert!(run.stderr.contains("broken.yaml:"), "{}", run.stderr);
    let run = repository.xtask("new acme --from nowhere.yaml").exits(2);
    assert!(run.stderr.contains("`nowhere.yaml` cannot be read"), "{}", run.stderr);
    assert_eq!(repository.files(), before);
    assert!(!repository.path().join("specs/acme").exists());
}

const SHOP: &str = "\
# Kept as it stands.
openapi: 3.0.3
info: {title: Shop, version: \"1\"}
externalDocs: {url: https://example.com/shop}
servers: [{url: https://staging.example.com}, {url: /relative}]
security: [{key: []}]
paths:
  /orders: # with a comment
    post:
      tags: [orders]
      externalDocs: {url: https://example.com/shop/orders}
      requestBody:
        content: {application/json: {schema: {type: object, properties: {email: {type: string}}}}}
      responses: {\"204\": {description: Done}}
  /orders/{id}:
    get: {$ref: \"orders/get.yaml\"}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
";

#[test]
fn a_document_keeps_its_text_and_its_files() {
    let repository = Repository::empty();
    repository.write("in/shop.yaml", SHOP);
    let order = "operationId: getOrder\ntags: [orders]\nparameters: [{name: id, in: path, required: true, schema: {type: string}}]\nresponses: {\"200\": {description: It, content: {application/csv: {schema: {type: object, properties: {a: {type: string}}}}}}}\n";
    repository.write("in/orders/get.yaml", order);
    let run = repository.xtask("new acme --from in/shop.yaml --format json").exits(0);
    assert_eq!(
        json(&run)["files"],
        serde_json::json!(["coverage.yaml", "openapi.yaml", "orders/get.yaml", "provider.yaml"])
    );
    let expected = [
        "error-pointers",
        "operation-id",
        "retry-class",
        "sensitive",
        "server",
        "source",
        "untyped-media-type",
    ];
    assert_eq!(kinds(&run), expected.map(str::to_owned).into());

    // Nothing is lost or moved: without the lines that are new, the text is the same.
    let without_sources = |text: String| -> String {
        text.split_inclusive('\n').filter(|line| !line.trim_start().starts_with("x-source: ")).collect()
    };
    assert_eq!(without_sources(repository.read("specs/acme/openapi.yaml")), SHOP);
    assert_eq!(without_sources(repository.read("specs/acme/orders/get.yaml")), order);
    let spec = repository.read("specs/acme/openapi.yaml");
    assert!(
        spec.contains("      x-source: [{\"url\": \"https://example.com/shop/orders\", \"checked\": \"2"),
        "{spec}"
    );
    let decisions = repository.read("specs/acme/provider.yaml");
    assert!(decisions.contains("  staging: {url: \"https://staging.example.com\"}\n"), "{decisions}");
    assert!(decisions.contains("  \"key\": ACME_API_KEY\n"), "{decisions}");

    // What stands in the way of generating is named, with the waiver that lets it pass.
    let run = repository.xtask("generate acme").exits(2);
    assert!(
        run.stderr.contains("error[untyped-media-type]") && run.stderr.contains("\n1 problem\n"),
        "{}",
        run.stderr
    );
    accept_waivers(&repository, "acme");
    repository.xtask("generate acme").exits(0);
}

/// Does what the comment at the end of `provider.yaml` suggests.
fn accept_waivers(repository: &Repository, provider: &str) {
    let path = format!("specs/{provider}/provider.yaml");
    let text = repository.read(&path);
    let (before, waivers) = text.split_once("\n# waivers:\n").expect("waivers are suggested");
    let waivers = waivers.replace("#   - {", "  - {").replace("reason: }", "reason: seen}");
    repository.write(&path, &format!("{before}\nwaivers:\n{waivers}"));
}

#[test]
fn documents_from_elsewhere_generate_or_say_what_to_decide() {
    let corpus = root().join("../shared/corpus");
    if !corpus.is_dir() {
        println!("skipped: ../shared not there");
        return;
    }
    let repository = Repository::empty();
    for (provider, file, expected) in CORPUS {
        let document: PathBuf = corpus.join(file);
        let run =
            repository.xtask(&format!("new {provider} --format json --from {}", document.display())).exits(0);
        let mut kinds = kinds(&run);
        for common in ["error-pointers", "retry-class", "source"] {
            assert!(kinds.remove(common), "{provider}: {common}");
        }
        assert_eq!(kinds, expected.iter().map(|kind| (*kind).to_owned()).collect(), "{provider}");
        let run = repository.xtask(&format!("generate {provider}"));
        if run.code != 0 {
            let named = run.exits(2).stderr;
            let unknown =
                named.split("error[").skip(1).find(|rest| !expected.iter().any(|id| rest.starts_with(id)));
            assert!(unknown.is_none(), "{provider}: {unknown:?}");
            accept_waivers(&repository, provider);
            repository.xtask(&format!("generate {provider}")).exits(0);
        }
    }
}
