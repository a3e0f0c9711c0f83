//! `cargo xtask generate` in a repository of its own: what it writes, what it leaves alone, what it says.

use std::collections::BTreeSet;
use std::fs;
use std::time::SystemTime;

use crate::repository::Repository;

const LAST: &str = "src/resources/orders.rs";

impl Repository {
    /// With `generated/acme` as `generate` writes it.
    fn generated() -> Self {
        let repository = Self::with_acme();
        repository.xtask("generate").exits(0);
        repository
    }

    fn modified(&self, path: &str) -> SystemTime {
        let path = self.path().join("generated/acme").join(path);
        fs::metadata(&path)
            .and_then(|data| data.modified())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }
}

#[test]
fn the_first_run_writes_and_the_second_changes_nothing() {
    let repository = Repository::with_acme();
    let first = repository.xtask("generate").exits(0);
    let files = repository.acme();
    assert!(files.contains_key("Cargo.toml") && files.contains_key(LAST), "{files:?}");
    assert_eq!(first.stderr, format!("generated/acme: 1 operations, {0} files, {0} written\n", files.len()));
    let times: Vec<SystemTime> = files.keys().map(|path| repository.modified(path)).collect();

    let second = repository.xtask("generate").exits(0);
    assert_eq!(second.stderr, format!("generated/acme: 1 operations, {} files, unchanged\n", files.len()));
    assert_eq!(repository.acme(), files);
    assert_eq!(files.keys().map(|path| repository.modified(path)).collect::<Vec<_>>(), times);
}

#[test]
fn an_edit_changes_what_follows_from_it_and_nothing_else() {
    let repository = Repository::generated();
    let before = repository.acme();
    let times: Vec<SystemTime> = before.keys().map(|path| repository.modified(path)).collect();
    repository.edit(
        "specs/acme/openapi.yaml",
        "city: {type: string, description: Its name}",
        "town: {type: string}",
    );
    repository.edit("specs/acme/openapi.yaml", "required: [city]", "required: [town]");
    repository.xtask("generate acme").exits(0);
    let after = repository.acme();
    let changed: Vec<&str> = after
        .iter()
        .filter(|(path, text)| before.get(*path) != Some(text))
        .map(|(path, _)| path.as_str())
        .collect();
    assert_eq!(changed, ["api.txt", "src/models/address.rs"]);
    for (path, time) in before.keys().zip(times) {
        assert_eq!(repository.modified(path) == time, !changed.contains(&path.as_str()), "{path}");
    }
}

#[test]
fn what_is_no_longer_produced_is_removed_and_nothing_else() {
    let repository = Repository::generated();
    repository.write("generated/acme/src/models/mine.rs", "// by hand\n");
    repository.write("generated/acme/notes/todo.txt", "by hand\n");
    let before = repository.acme();
    repository.edit(
        "specs/acme/openapi.yaml",
        "        address: {$ref: \"#/components/schemas/Address\"}\n",
        "",
    );
    let address = "    Address:\n      type: object\n      description: Where an order goes\n      required: [city]\n      properties:\n        city: {type: string, description: Its name}\n";
    repository.edit("specs/acme/openapi.yaml", address, "");
    let run = repository.xtask("generate").exits(0);
    let removed: Vec<&String> = before.keys().filter(|path| !repository.acme().contains_key(*path)).collect();
    assert_eq!(removed, ["src/models/address.rs"]);
    for stray in ["src/models/mine.rs", "notes/todo.txt"] {
        assert_eq!(repository.acme()[stray], before[stray]);
    }
    let left = "  left alone, since nobody generated them: `notes/`, `src/models/mine.rs`\n";
    assert!(run.stderr.ends_with(left), "{}", run.stderr);
    assert!(run.stderr.contains(", 1 removed"), "{}", run.stderr);
}

#[test]
fn all_but_the_manifest_can_be_lost_and_comes_back() {
    let repository = Repository::generated();
    let before = repository.files();
    for path in repository.acme().keys().filter(|path| *path != "Cargo.toml") {
        repository.remove(&format!("generated/acme/{path}"));
    }
    repository.xtask("generate").exits(0);
    assert_eq!(repository.files(), before);
}

#[test]
fn check_passes_on_what_generate_writes() {
    let repository = Repository::generated();
    let before = repository.files();
    let run = repository.xtask("generate --check").exits(0);
    assert_eq!(run.stdout, "");
    assert_eq!(repository.files(), before);
}

#[test]
fn check_shows_what_a_spec_would_change() {
    let repository = Repository::generated();
    repository.edit(
        "specs/acme/openapi.yaml",
        "description: What was ordered\n      required",
        "description: Bread\n      required",
    );
    let before = repository.files();
    let run = repository.xtask("generate --check").exits(1);
    let diff = "--- generated/acme/src/models/order.rs\n+++ generated/acme/src/models/order.rs\n";
    assert!(run.stdout.starts_with(diff), "{}", run.stdout);
    assert!(run.stdout.contains("\n-/// What was ordered.\n+/// Bread.\n"), "{}", run.stdout);
    assert!(
        run.stderr.ends_with("\nhint: run `cargo xtask generate` and commit what it writes\n"),
        "{}",
        run.stderr
    );
    assert_eq!(repository.files(), before);
}

#[test]
fn check_finds_an_edit_in_what_is_generated() {
    let repository = Repository::generated();
    repository.edit("generated/acme/src/models/order.rs", "What was ordered", "What I ordered");
    let run = repository.xtask("generate acme --check").exits(1);
    assert!(run.stdout.contains("-/// What I ordered.\n+/// What was ordered.\n"), "{}", run.stdout);
    assert!(run.stderr.contains("hint: run `cargo xtask generate acme` "), "{}", run.stderr);
}

#[test]
fn check_finds_a_missing_file() {
    let repository = Repository::generated();
    repository.remove(&format!("generated/acme/{LAST}"));
    let run = repository.xtask("generate --check").exits(1);
    assert!(run.stdout.starts_with(&format!("--- /dev/null\n+++ generated/acme/{LAST}\n")), "{}", run.stdout);
}

#[test]
fn check_finds_a_stray_file_and_leaves_it_alone() {
    let repository = Repository::generated();
    repository.write("generated/acme/src/stray.rs", "");
    let run = repository.xtask("generate --check").exits(1);
    assert_eq!(run.stdout, "generated/acme/src/stray.rs: nobody generated this\n");
    assert_eq!(repository.read("generated/acme/src/stray.rs"), "");
}

#[test]
fn one_wrong_provider_and_nothing_is_written_for_any() {
    let repository = Repository::with_acme();
    repository.write("specs/zeta/openapi.yaml", "openapi: 3.1.0\ninfo: 1\n");
    repository.write("specs/zeta/provider.yaml", crate::repository::DECISIONS);
    repository.write("specs/zeta/coverage.yaml", crate::repository::INDEX);
    let before = repository.files();
    let run = repository.xtask("generate").exits(2);
    assert!(run.stderr.contains("specs/zeta/openapi.yaml:2:"), "{}", run.stderr);
    assert_eq!(repository.files(), before);
    repository.xtask("generate acme").exits(0);
}

#[test]
fn outside_a_repository_there_is_nothing_to_generate() {
    let repository = Repository::with_acme();
    repository.remove("Cargo.toml");
    let before = repository.files();
    for words in ["generate", "lint", "coverage", "diff", "new bakery", "publish", "bench", "prism-driver"] {
        let run = repository.xtask(words).exits(2);
        let said = "error: this is no workspace of Clientwright: no `Cargo.toml` from here upwards has `[workspace.metadata.clientwright]`\nhint: ";
        assert!(run.stderr.starts_with(said), "{words}: {}", run.stderr);
    }
    assert_eq!(repository.files(), before);
}

#[test]
fn the_repository_is_found_from_below() {
    let repository = Repository::with_acme();
    let run = crate::repository::run(&repository.path().join("specs/acme"), "generate").exits(0);
    assert!(run.stderr.starts_with("generated/acme: "), "{}", run.stderr);
    assert!(repository.acme().contains_key(LAST));
}

#[test]
fn stages_are_printed_and_nothing_is_written() {
    let repository = Repository::with_acme();
    let before = repository.files();
    let stage = |name: &str| -> serde_json::Value {
        let run = repository.xtask(&format!("generate acme --print {name}")).exits(0);
        serde_json::from_str(&run.stdout).expect("the stage is JSON")
    };
    assert_eq!(stage("document")["info"]["title"], "Acme");
    assert_eq!(stage("api")["operations"][0]["id"], "getOrder");
    assert_eq!(stage("rust")["package"]["name"], "acme-client");
    assert!(stage("output")["src/lib.rs"].is_string());
    assert_eq!(repository.files(), before);
}

#[test]
fn any_document_becomes_a_crate_anywhere() {
    let repository = Repository::empty();
    let document = "{\"openapi\": \"3.0.3\", \"info\": {\"title\": \"T\", \"version\": \"1\"}, \"paths\": {\"/a\": {\"get\": {\"responses\": {}}, \"put\": {\"parameters\": [{\"$ref\": \"#/x\"}]}}}}";
    repository.write("shop.json", document);
    let run = repository.xtask("generate --spec shop.json --out made/shop").exits(0);
    assert!(repository.read("made/shop/Cargo.toml").contains("name = \"shop-client\""));
    assert!(
        run.stderr.contains("skipped[unresolved-ref]: nothing stands at `#/x`\n --> shop.json:1:"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("\nmade/shop: 1 operations, "), "{}", run.stderr);

    repository.xtask("generate --spec shop.json --out made/shop --check").exits(0);
    repository.edit("made/shop/Cargo.toml", "name = \"shop-client\"", "name = \"shop\"");
    repository.xtask("generate --spec shop.json --out made/shop --check").exits(1);

    let run = repository.xtask("generate --spec shop.json --out strict --strict").exits(2);
    assert!(run.stderr.contains("error[unresolved-ref]"), "{}", run.stderr);
    assert!(!repository.path().join("strict").exists());
    repository.xtask("generate --spec shop.json --out made/other --name other-shop").exits(0);
    assert!(repository.read("made/other/Cargo.toml").contains("name = \"other-shop\""));
}

#[test]
fn a_document_that_is_not_there_and_half_a_command_are_mistakes() {
    let repository = Repository::empty();
    for (words, said) in [
        ("generate --spec nowhere.yaml --out out", "`nowhere.yaml` cannot be read"),
        ("generate --spec nowhere.yaml", "--out"),
        ("generate --out out", "--spec"),
        ("generate --print picture", "picture"),
        ("generate --spec a.yaml --out out --name Shop", "Shop"),
    ] {
        let run = repository.xtask(words).exits(2);
        assert!(run.stderr.contains(said), "{words}: {}", run.stderr);
    }
    assert_eq!(repository.files(), Repository::empty().files());
}

#[test]
fn programs_can_read_what_was_done_and_what_is_wrong() {
    let repository = Repository::with_acme();
    let json = |text: &str| {
        serde_json::from_str::<serde_json::Value>(text).unwrap_or_else(|error| panic!("{error}: {text}"))
    };
    let done = json(&repository.xtask("generate --format json").exits(0).stdout);
    assert_eq!(done["crates"][0]["folder"], "generated/acme");
    assert_eq!(done["crates"][0]["written"].as_u64(), Some(repository.acme().len() as u64));

    repository.write("generated/acme/stray", "");
    let differs = json(&repository.xtask("generate --check --format json").exits(1).stdout);
    assert_eq!(differs["crates"][0]["strays"], serde_json::json!(["stray"]));

    repository.edit("specs/acme/openapi.yaml", "schemas/Address\"}", "schemas/Adress\"}");
    let wrong = json(&repository.xtask("generate --format json").exits(2).stdout);
    let problem = &wrong["diagnostics"][0];
    assert_eq!(
        (&problem["id"], &problem["file"]),
        (&"unresolved-ref".into(), &"specs/acme/openapi.yaml".into())
    );
    assert_eq!((problem["line"].as_u64(), problem["column"].as_u64()), (Some(35), Some(25)));
}

/// A spec must not read what is not its own.
#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    let repository = Repository::with_acme();
    repository.write("secret.yaml", "type: string\n");
    std::os::unix::fs::symlink(
        repository.path().join("secret.yaml"),
        repository.path().join("specs/acme/link.yaml"),
    )
    .unwrap();
    repository.edit("specs/acme/openapi.yaml", "#/components/schemas/Address\"", "link.yaml\"");
    let run = repository.xtask("generate").exits(2);
    assert!(run.stderr.contains("error[missing-file]: the file `link.yaml` is not there"), "{}", run.stderr);
}

/// Whoever edits the list of generated files must not get others removed.
#[test]
fn the_list_of_files_names_nothing_outside_the_crate() {
    let repository = Repository::generated();
    repository.write("generated/mine.txt", "by hand\n");
    let before: BTreeSet<String> = repository.files().into_keys().collect();
    repository.edit(
        "generated/acme/provenance.json",
        "\"Cargo.toml\",",
        "\"Cargo.toml\",\n    \"../mine.txt\", \"/etc/hostname\",",
    );
    repository.xtask("generate --force").exits(0);
    assert_eq!(repository.files().into_keys().collect::<BTreeSet<_>>(), before);
}

/// Root may write everywhere, so the folder is made unusable in a way that binds root as well.
#[test]
fn a_target_that_cannot_be_written_is_named_and_kept() {
    let repository = Repository::with_acme();
    repository.write("generated/acme", "a file where the folder should be\n");
    let before = repository.files();
    let run = repository.xtask("generate").exits(2);
    assert!(run.stderr.starts_with("error: ") && run.stderr.contains("generated/acme"), "{}", run.stderr);
    assert_eq!(repository.files(), before);
}
