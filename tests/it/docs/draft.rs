//! `docs/draft/<case>/`: a page with the structures of a kind of site, and the draft that follows from it.

use std::fs;

use crate::cases::{Produced, files, tests_folder, unified, write_file};
use crate::repository::Repository;

#[test]
fn docs_draft() {
    let folder = tests_folder().join("docs/draft");
    let mut failures = String::new();
    let mut cases = 0;
    for entry in fs::read_dir(&folder).expect("it can be listed") {
        let case = entry.expect("it can be listed").path();
        let all = files(&case);
        let (page, text) =
            all.iter().find(|(path, _)| path.starts_with("page.")).expect("a case has its page");
        let repository = Repository::empty();
        repository.write(&format!("docs.acme.example/{page}"), text);
        let run = repository
            .xtask(&format!("docs draft docs.acme.example/{page} --today 2026-02-01 --out draft.yaml"));
        let draft = repository.read("draft.yaml");
        assert_eq!(run.code, i32::from(run.stderr.starts_with("0 ")), "{page}: {}", run.stderr);
        // A draft is a document: nothing in it is refused.
        let lint = repository.xtask("lint --spec draft.yaml --today 2026-02-01");
        assert!(
            lint.code < 2 && !lint.stdout.contains("unknown-key"),
            "{}{}{draft}",
            lint.stdout,
            lint.stderr
        );
        repository.xtask("generate --spec draft.yaml --out made --runtime-path runtime").exits(0);
        // It takes the place of nothing.
        let again =
            repository.xtask(&format!("docs draft docs.acme.example/{page} --out draft.yaml")).exits(2);
        assert!(again.stderr.starts_with("error: `draft.yaml` is there already\nhint: "), "{}", again.stderr);
        let produced =
            Produced::from([("expected.yaml".to_owned(), draft), ("expected.lint".to_owned(), lint.stdout)]);
        for (path, text) in produced {
            let expected = all.get(&path).map_or("", String::as_str);
            if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
                write_file(&case.join(path), &text);
            } else if expected != text {
                failures.push_str(&unified(&format!("{}/{path}", case.display()), expected, &text));
            }
        }
        cases += 1;
    }
    assert!(
        failures.is_empty(),
        "{failures}\nto accept what came out: UPDATE=1 cargo test -p clientwright-tests docs_draft"
    );
    assert!(cases > 3);
}

#[test]
fn no_page_is_too_odd() {
    let repository = Repository::empty();
    let long = "POST /a\n".repeat(2000);
    for text in [
        "",
        "GET",
        "GET\n/",
        "POST /\n```",
        "curl",
        "curl '",
        "curl -H",
        "curl https://a.example",
        "|a|\n|-|",
        "| Field | Type |\n|---|---|\n||",
        "POST /a\nBody\n- (",
        "{\"a\": {\"b\": [",
        "POST /{a}/{a}\nResponses\n200\n200\n{\"\": 1}",
        "GET /a\n<ParamField body=\"",
        "POST /a\n- `..` (string)",
        "POST /a\n| Field | Type |\n|---|---|\n| a.b.c.d | string |\n| a[].b | string |\n| a | string |",
        "GET /\u{85}\u{2028}\u{7f}",
        &long,
    ] {
        repository.write("page.md", text);
        let run = repository.xtask("docs draft page.md");
        assert!(run.code < 2, "{text:?}: {}", run.stderr);
        repository.write("draft.yaml", &run.stdout);
        let lint = repository.xtask("lint --spec draft.yaml --today 2026-02-01");
        assert!(lint.code < 2, "{text:?}: {}\n{}", lint.stderr, run.stdout);
    }
}
