//! `docs`: pages that change, and what is said and written then.
//!
//! `docs/check/<case>/`: `was` holds saved pages that are accepted, `is` the same pages later; what is said of the difference
//! in every format, and the lock.

mod accept;
mod compare;
mod draft;
mod network;
mod site;

use crate::cases::{self, Case, Produced, files};
use crate::repository::Repository;

/// Words that make every run the same.
const TODAY: &str = "--today 2026-02-01";

#[test]
fn docs_check() {
    cases::for_each_case("docs/check", |case| {
        let repository = repository(case);
        saved(&repository, case, "was");
        // Nothing is accepted yet, so everything is new.
        repository.xtask("docs check acme --from pages --today 2026-01-31").exits(1);
        repository.xtask("docs accept acme").exits(0);
        let lock = repository.read("specs/acme/pages.lock");
        let again = repository.xtask(&format!("docs check acme --from pages {TODAY}"));
        if again.code != 0 || !again.stdout.is_empty() {
            return Err(format!("what was accepted is no change\n{}{}", again.stdout, again.stderr));
        }
        std::fs::remove_dir_all(repository.path().join("pages")).expect("the pages can be removed");
        saved(&repository, case, "is");
        let mut produced = Produced::from([("expected.lock".to_owned(), lock)]);
        for (format, end) in [("text", "txt"), ("markdown", "md"), ("github", "github"), ("json", "json")] {
            let run = repository.xtask(&format!("docs check acme --from pages {TODAY} --format {format}"));
            let twice = repository.xtask(&format!("docs check acme --from pages {TODAY} --format {format}"));
            if (run.code, &run.stdout) != (1, &twice.stdout) {
                return Err(format!("exit code {}\n{}{}", run.code, run.stdout, run.stderr));
            }
            produced.insert(format!("expected.{end}"), run.stdout);
        }
        Ok(produced)
    });
}

/// A workspace with the specs of a case.
fn repository(case: &Case) -> Repository {
    let repository = Repository::with_acme();
    for file in ["openapi.yaml", "coverage.yaml"] {
        repository.write(&format!("specs/acme/{file}"), &case.read(file).expect("a case has its spec"));
    }
    repository
}

/// Saves the pages of a state.
fn saved(repository: &Repository, case: &Case, state: &str) {
    for (path, text) in files(&case.folder.join(state)) {
        repository.write(&format!("pages/{path}"), &text);
    }
}
