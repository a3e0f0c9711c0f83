//! Crates of any document, away from a checkout of ours: each finds the runtime, or is not made.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cases::root;
use crate::repository::{RUNTIME, Repository, WORKSPACE, run};

const SHOP: &str = "openapi: 3.0.3
info: {title: Shop, version: \"1\"}
paths:
  /orders:
    get: {operationId: listOrders, responses: {\"200\": {description: All}}}
";

/// A folder of somebody's who also has `specs/`, with a document, and elsewhere a checkout of ours.
struct Places {
    folder: tempfile::TempDir,
}

impl Places {
    fn new() -> Self {
        let places = Self { folder: tempfile::tempdir().expect("a temporary folder can be made") };
        for (path, text) in [
            ("mine/Cargo.toml", "[workspace]\n"),
            ("mine/specs/shop/openapi.yaml", SHOP),
            ("mine/shop.yaml", SHOP),
            ("ours/Cargo.toml", WORKSPACE),
            ("ours/runtime/Cargo.toml", RUNTIME),
            // A copy of the runtime makes no workspace.
            ("copied/runtime/Cargo.toml", RUNTIME),
            ("copied/specs/shop/openapi.yaml", SHOP),
            ("other/Cargo.toml", "[package]\nname = \"runtime\"\n"),
        ] {
            crate::cases::write_file(&places.path(path), text);
        }
        places
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn files(&self) -> impl PartialEq + std::fmt::Debug {
        crate::cases::files(self.folder.path())
    }
}

/// Where the crate's manifest says that the runtime is.
fn runtime_of(folder: &Path) -> PathBuf {
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).expect("the crate has a manifest");
    let (_, path) = manifest.split_once("path = \"").expect("the runtime is named by its path");
    let path = Path::new(path.split_once('"').expect("a text ends").0);
    assert!(path.is_relative(), "{}", path.display());
    folder.join(path)
}

fn holds_the_runtime(folder: &Path) -> bool {
    fs::read_to_string(folder.join("Cargo.toml")).is_ok_and(|manifest| manifest == RUNTIME)
}

#[test]
fn what_is_no_runtime_is_refused() {
    let places = Places::new();
    let before = places.files();
    for (words, said) in [
        (
            "--runtime-path ../nowhere",
            "error: `../nowhere` does not hold the package `clientwright-runtime`\n",
        ),
        ("--runtime-path ../other", "error: `../other` does not hold the package `clientwright-runtime`\n"),
        ("--runtime-path ../ours", "error: `../ours` does not hold the package `clientwright-runtime`\n"),
    ] {
        for check in ["", "--check"] {
            let run =
                run(&places.path("mine"), &format!("generate --spec shop.yaml --out shop {words} {check}"));
            assert!(run.exits(2).stderr.starts_with(said), "{words}");
        }
    }
    assert_eq!(places.files(), before);
    run(&places.path("mine"), "generate --spec shop.yaml --out shop --print api").exits(0);
}

/// A repository with `specs/` is not ours for that.
#[test]
fn a_strangers_specs_are_not_ours() {
    let places = Places::new();
    let before = places.files();
    for words in ["generate", "generate shop", "new acme", "lint shop", "coverage"] {
        for folder in ["mine", "copied"] {
            let run = run(&places.path(folder), words).exits(2);
            assert!(
                run.stderr.starts_with("error: this is no workspace of Clientwright: "),
                "{}",
                run.stderr
            );
        }
    }
    assert_eq!(places.files(), before);
    let beside = "generate --spec specs/shop/openapi.yaml --out generated/shop --runtime-path runtime";
    run(&places.path("copied"), beside).exits(0);
    // `lint` and `diff` of files need no checkout.
    run(&places.path("mine"), "lint --spec shop.yaml");
    run(&places.path("mine"), "diff --base shop.yaml --head shop.yaml").exits(0);
}

#[test]
fn the_runtime_is_found_from_wherever_the_crate_stands() {
    let places = Places::new();
    let absolute = places.path("ours/runtime").display().to_string();
    for (from, words, krate) in [
        ("mine", "--out shop --runtime-path ../ours/runtime", "mine/shop"),
        ("mine", "--out a/deep/shop --runtime-path ../ours/runtime/", "mine/a/deep/shop"),
        ("mine", "--out ../ours/made --runtime-path ../ours/runtime", "ours/made"),
        ("mine/specs", "--out ../there --runtime-path ../../mine/../ours/./runtime", "mine/there"),
        // What is not there yet cannot be asked where it leads.
        ("mine", "--out new/../beside --runtime-path ../ours/runtime", "mine/beside"),
        ("mine", "--out new/deeper/../../also --runtime-path ../ours/runtime", "mine/also"),
        // Without a word: the checkout that one is in.
        ("ours/runtime", "--out ../crates/shop", "ours/crates/shop"),
    ] {
        let document = places.path("mine/shop.yaml");
        run(&places.path(from), &format!("generate --spec {} {words}", document.display())).exits(0);
        assert!(holds_the_runtime(&runtime_of(&places.path(krate))), "{words}");
    }
    run(&places.path("mine"), &format!("generate --spec shop.yaml --out far --runtime-path {absolute}"))
        .exits(0);
    assert!(holds_the_runtime(&runtime_of(&places.path("mine/far"))));
}

/// The runtime that the command was built with is there, wherever it is called.
#[test]
fn without_a_word_the_runtime_is_the_commands_own() {
    let places = Places::new();
    run(&places.path("mine"), "generate --spec shop.yaml --out shop").exits(0);
    let runtime = runtime_of(&places.path("mine/shop"));
    assert_eq!(runtime.canonicalize().ok(), root().join("runtime").canonicalize().ok());
}

#[cfg(unix)]
#[test]
fn links_are_followed_as_cargo_follows_them() {
    let places = Places::new();
    fs::create_dir_all(places.path("disk/a/b")).unwrap();
    std::os::unix::fs::symlink(places.path("disk/a/b"), places.path("mine/link")).unwrap();
    std::os::unix::fs::symlink(places.path("ours/runtime"), places.path("disk/rt")).unwrap();
    for (out, krate) in [("link", "disk/a/b"), ("link/shop", "disk/a/b/shop"), ("link/../up", "disk/a/up")] {
        let words = format!("generate --spec shop.yaml --out {out} --runtime-path ../disk/rt");
        run(&places.path("mine"), &words).exits(0);
        assert!(holds_the_runtime(&runtime_of(&places.path(krate))), "{out}");
    }
}

/// `--strict` asks more of the document; the crate is still one that stands alone.
#[test]
fn a_strict_crate_stands_alone_too() {
    let repository = Repository::empty();
    repository.write(
        "shop.yaml",
        &SHOP.replace(
            "{operationId",
            "{x-source: [{url: https://example.com, checked: 2026-01-01}], operationId",
        ),
    );
    repository.xtask("generate --spec shop.yaml --out lenient").exits(0);
    repository.xtask("generate --spec shop.yaml --out strict --strict").exits(0);
    assert_eq!(repository.read("strict/Cargo.toml"), repository.read("lenient/Cargo.toml"));
    assert!(repository.read("strict/Cargo.toml").contains("\n[workspace]\n"));
}
