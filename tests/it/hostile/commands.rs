//! Words and files that somebody gives to the command.

use std::fs::File;

use crate::repository::Repository;
use crate::shop::GENERATE;

#[test]
fn a_package_has_a_name_that_cargo_and_code_take() {
    let repository = Repository::with_made(&[]);
    let long = "a".repeat(65);
    for name in ["fn", "self", "crate", "std", "core", "test", "con", "a--b", "1a", "A", "..", "a/b", &long] {
        let said = format!("error: `{name}` is no package name\nhint: ");
        let run = repository.xtask(&format!("{GENERATE} --name {name}")).exits(2);
        assert!(run.stderr.starts_with(&said), "{}", run.stderr);
    }
    for (file, package) in [
        ("test", "test-client"),
        ("fn", "fn-client"),
        ("2fa", "api-client"),
        ("-", "api-client"),
        ("con", "con-client"),
    ] {
        repository.write(&format!("{file}.yaml"), &repository.read("shop.yaml"));
        repository.xtask(&format!("generate --spec ./{file}.yaml --out of-{file}")).exits(0);
        let manifest = repository.read(&format!("of-{file}/Cargo.toml"));
        assert!(manifest.contains(&format!("\nname = \"{package}\"\n")), "{manifest}");
    }
}

/// Nothing of it is read: it holds no bytes, and says that it does.
#[test]
fn a_file_may_be_as_large_as_a_document() {
    let repository = Repository::empty();
    let file = File::create(repository.path().join("large.yaml")).and_then(|file| file.set_len(300 << 20));
    file.expect("the disk has holes");
    for words in [
        "lint --spec large.yaml",
        "generate --spec large.yaml --out made",
        "diff --base large.yaml --head large.yaml",
    ] {
        let run = repository.xtask(words).exits(2);
        assert_eq!(run.stderr, "error: `large.yaml` cannot be read: it is larger than 268435456 bytes\n");
    }
}
