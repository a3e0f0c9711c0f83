//! `errors/<mistake>/`: what the command line says of a mistake, and that it writes nothing.
//!
//! With a `provider.yaml` the case is a provider of ours, strict; without one it is any document.

use crate::cases::{self, Case, Produced, files};
use crate::repository::Repository;

#[test]
fn errors() {
    cases::for_each_case("errors", |case| {
        let repository = Repository::empty();
        for (path, text) in files(&case.folder).into_iter().filter(|(path, _)| !path.starts_with("expected"))
        {
            repository.write(&format!("specs/acme/{path}"), &text);
        }
        if case.read("provider.yaml").is_some() && case.read("coverage.yaml").is_none() {
            repository.write("specs/acme/coverage.yaml", "pages: []\n");
        }
        let before = repository.files();
        let run = repository.xtask(command(case));
        if run.code != 2 || !run.stdout.is_empty() {
            return Err(format!("exit code {}, stdout: {}\n{}", run.code, run.stdout, run.stderr));
        }
        if repository.files() != before {
            return Err("something was written".to_owned());
        }
        Ok(Produced::from([("expected.txt".to_owned(), run.stderr)]))
    });
}

fn command(case: &Case) -> &'static str {
    match case.read("provider.yaml") {
        Some(_) => "generate acme",
        None => "generate --spec specs/acme/openapi.yaml --out out",
    }
}
