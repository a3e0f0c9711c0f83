//! From a page that changed to a lock that has it.

use std::process::Command;

use crate::repository::{Repository, Run, xtask};

const PAGE: &str = "pages/example.com/docs.md";
const TEXT: &str =
    "# Orders\n\nAn order has a number and an address.\n\n## Limits\n\nAt most 10 orders a day.\n";
const CHECK: &str = "docs check acme --from pages --today 2026-02-01";

fn commit(repository: &Repository) {
    repository.git(&["add", "--all"]);
    let identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
    repository.git(&[identity.as_slice(), &["commit", "--quiet", "--message", "state"]].concat());
}

/// A spec whose page was accepted, and a page that changed since.
fn changed() -> Repository {
    let repository = Repository::with_acme();
    repository.write(".gitignore", "/.clientwright\n");
    repository.write(PAGE, TEXT);
    repository.xtask("docs check acme --from pages --today 2026-01-15").exits(1);
    repository.xtask("docs accept acme").exits(0);
    repository.xtask("generate").exits(0);
    repository.git(&["init", "--quiet"]);
    commit(&repository);
    repository.edit(PAGE, "a number and an address", "a number, an address and a note");
    repository
}

/// The way of a change, as CONTRIBUTING tells it.
#[test]
fn a_change_goes_from_the_page_to_the_crate() {
    let repository = changed();
    let run = repository.xtask(CHECK).exits(1);
    let said = "  [section-changed] the section `Orders` (#orders) changed\n    # Orders An order has a [-number-] {+number, an address+} and [-an address.-] {+a note.+}\n    operation `getOrder` specs/acme/openapi.yaml:8:5\n";
    assert!(run.stdout.contains(said), "{}", run.stdout);

    // Nobody has looked at the operation yet.
    let run = repository.xtask("docs accept acme").exits(1);
    assert!(
        run.stderr.contains("  operation `getOrder` specs/acme/openapi.yaml:8:5 is as it was\n"),
        "{}",
        run.stderr
    );

    // It is the schema behind the operation that changes.
    let address = "        address: {$ref: \"#/components/schemas/Address\"}\n";
    let note = format!("{address}        note: {{type: string, description: What the customer says}}\n");
    repository.edit("specs/acme/openapi.yaml", address, &note);
    repository.xtask("generate").exits(0);
    let diff = repository.xtask("diff acme").exits(0).stdout;
    assert!(diff.contains("GET /orders/{id}") && diff.contains("note"), "{diff}");

    repository.xtask("docs accept acme").exits(0);
    assert!(repository.read("specs/acme/openapi.yaml").contains("checked: \"2026-02-01\"}]"));
    let lock = repository.read("specs/acme/pages.lock");
    assert!(lock.contains("    checked: \"2026-02-01\"\n"), "{lock}");
    repository.xtask(CHECK).exits(0);
    repository.xtask("generate").exits(0);
    commit(&repository);
    repository.xtask("docs accept acme").exits(0);
    let plan = repository.xtask("publish");
    assert!(plan.stdout.contains("acme-client"), "{}{}", plan.stdout, plan.stderr);
}

#[test]
fn what_stays_as_it_was_needs_a_reason() {
    let repository = changed();
    repository.xtask(CHECK).exits(1);
    let before = repository.read("specs/acme/openapi.yaml");
    let words = ["docs", "accept", "acme", "--unaffected", "a note of: our own"];
    Run::of(Command::new(xtask()).current_dir(repository.path()).args(words)).exits(0);
    let lock = repository.read("specs/acme/pages.lock");
    assert!(lock.contains("    unaffected: \"a note of: our own\"\n"), "{lock}");
    assert_eq!(
        repository.read("specs/acme/openapi.yaml"),
        before.replace("2026-01-01", "2026-02-01").replace("2026-01-15", "2026-02-01")
    );
    // The reason stays with the text that it was given for.
    repository.xtask("docs accept acme").exits(0);
    assert_eq!(repository.read("specs/acme/pages.lock"), lock);
    commit(&repository);
    repository.edit(PAGE, "and a note", "and two notes");
    repository.xtask(CHECK).exits(1);
    repository.xtask("docs accept acme").exits(1);
}

#[test]
fn a_day_is_written_and_nothing_else_moves() {
    let repository = Repository::with_acme();
    let spec = repository.read("specs/acme/openapi.yaml");
    let source = "x-source: [{url: \"https://example.com/docs\", checked: \"2026-01-01\"}]\n";
    let others = "x-source: # two, in an order\n        - checked: 2026-01-01   # plain\n          url: 'https://example.com/docs#limits'\n          edition: \"2026-01-01\"\n        - {url: https://example.com/other, checked: '2026-01-01'}\n        - {checked: '2026-01-01', url: \"https://example.com/docs/\"}\n";
    assert_eq!(spec.matches(source).count(), 1);
    repository.write("specs/acme/openapi.yaml", &spec.replace(source, others));
    repository.write(PAGE, TEXT);
    repository.xtask(CHECK).exits(1);
    repository.xtask("docs accept acme").exits(0);
    let expected = others
        .replace("checked: 2026-01-01   # plain", "checked: 2026-02-01   # plain")
        .replace("- {checked: '2026-01-01', url", "- {checked: '2026-02-01', url");
    assert_eq!(repository.read("specs/acme/openapi.yaml"), spec.replace(source, &expected));
}

#[test]
fn a_section_that_is_not_there_is_not_accepted() {
    let repository = Repository::with_acme();
    repository.edit("specs/acme/openapi.yaml", "docs\", checked", "docs\", section: limit, checked");
    repository.write(PAGE, TEXT);
    let run = repository.xtask(CHECK).exits(1);
    let said = "  [section-missing] `x-source` names the section `#limit`, which the page does not have\n    operation `getOrder`";
    assert!(run.stdout.contains(said), "{}", run.stdout);
    repository.xtask("docs accept acme --unaffected none").exits(1);
    repository.edit("specs/acme/openapi.yaml", "section: limit,", "section: limits,");
    repository.xtask("docs accept acme").exits(0);
    repository.xtask(CHECK).exits(0);
    repository.xtask("generate").exits(0);
    let source = "Source: <https://example.com/docs#limits> (checked 2026-02-01).";
    assert!(repository.read("generated/acme/src/resources/orders.rs").contains(source));
    // What names another section is not concerned.
    repository.edit(PAGE, "has a number", "has two numbers");
    let run = repository.xtask(CHECK).exits(1);
    assert!(run.stdout.contains("[section-changed]") && !run.stdout.contains("getOrder"), "{}", run.stdout);
}

#[test]
fn an_order_that_changed_and_a_page_that_nothing_cites_are_said() {
    let repository = Repository::with_acme();
    repository.write(PAGE, TEXT);
    repository.xtask(CHECK).exits(1);
    repository.xtask("docs accept acme").exits(0);
    let (first, second) = TEXT.split_once("## Limits").expect("two sections");
    repository.write(PAGE, &format!("## Limits{second}\n{first}"));
    let run = repository.xtask(CHECK).exits(1);
    assert!(run.stdout.contains("  [page-reordered] the order of the sections changed\n"), "{}", run.stdout);
    repository.xtask("docs accept acme").exits(0);
    repository.xtask(CHECK).exits(0);
    for file in ["openapi", "coverage"] {
        repository.edit(&format!("specs/acme/{file}.yaml"), "example.com/docs", "example.com/other");
    }
    let run = repository.xtask(CHECK).exits(1);
    let said = "acme https://example.com/docs\n  [page-not-cited] pages.lock has the page, and nothing cites it any more\n";
    assert!(run.stdout.contains(said), "{}", run.stdout);
    repository.write("pages/example.com/other.md", TEXT);
    repository.xtask(CHECK).exits(1);
    repository.xtask("docs accept acme").exits(0);
    assert!(!repository.read("specs/acme/pages.lock").contains("example.com/docs"));
    repository.xtask(CHECK).exits(0);
}

#[test]
fn mistakes_are_said() {
    let repository = Repository::with_acme();
    repository.write(PAGE, TEXT);
    for (words, said) in [
        ("docs check acme --from nowhere", "error: `nowhere` is no folder\n"),
        ("docs check amce --from pages", "error: there is no provider `amce`\nhint: did you mean `acme`\n"),
        (
            "docs accept acme https://example.com/else",
            "error: nothing of `acme` cites https://example.com/else\n",
        ),
        (
            "docs check acme --timeout never",
            "error: invalid value 'never' for '--timeout <SECONDS>': this is no number of seconds",
        ),
    ] {
        let run = repository.xtask(words).exits(2);
        assert!(run.stderr.starts_with(said), "{words}: {}", run.stderr);
    }
    // Nothing was read, so nothing is written.
    let before = repository.files();
    let run = repository.xtask("docs accept acme").exits(0);
    assert_eq!(
        run.stderr,
        "acme: 0 pages accepted, 1 not read\nhint: `cargo xtask docs check acme` reads pages\n"
    );
    assert_eq!(repository.files(), before);
    repository.write("specs/acme/pages.lock", "pages: [{url: a}]\n");
    let run = repository.xtask(CHECK).exits(2);
    assert!(
        run.stderr.starts_with("error: `specs/acme/pages.lock`: `checked` is missing\nhint: "),
        "{}",
        run.stderr
    );
}
