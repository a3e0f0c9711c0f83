//! Each rewrite has a folder of its name in `tests/lower31`, with `in.yaml` and `out.yaml`: the tree that comes of it,
//! and its notes. `UPDATE=1` writes what comes.
#![expect(clippy::disallowed_methods, reason = "cases are files")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use clientwright_document::pointer::Pointer;
use clientwright_document::{Sources, lower31::REWRITES};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/lower31")
}

#[test]
fn rewrites_and_folders_match() {
    let folders: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let rewrites: BTreeSet<String> = REWRITES.iter().map(|rewrite| rewrite.name.to_owned()).collect();
    assert_eq!(folders, rewrites);
}

#[test]
fn rewrites_do_what_their_folder_says() {
    let mut failures = String::new();
    for rewrite in REWRITES {
        let case = folder().join(rewrite.name);
        let given = fs::read_to_string(case.join("in.yaml")).unwrap();
        let came = rewritten(&given);
        let out = case.join("out.yaml");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&out, &came).unwrap();
        } else if fs::read_to_string(&out).unwrap_or_default() != came {
            writeln!(failures, "--- {}\n{came}", rewrite.name).unwrap();
        }
    }
    assert!(failures.is_empty(), "not as in out.yaml (UPDATE=1 writes these):\n{failures}");
}

/// A place below another is met twice, when a reference from a third file means it.
#[test]
fn rewrites_change_nothing_the_second_time() {
    for rewrite in REWRITES {
        let given = fs::read_to_string(folder().join(rewrite.name).join("in.yaml")).unwrap();
        let once = rewritten(&given);
        let (tree, _) = once.split_once("\n# ").unwrap_or((&once, ""));
        let twice = rewritten(tree);
        let (again, _) = twice.split_once("\n# ").unwrap_or((&twice, ""));
        assert_eq!(again.trim_end(), tree.trim_end(), "{}", rewrite.name);
    }
}

fn rewritten(text: &str) -> String {
    let document = clientwright_document::parse(&Sources::new("in.yaml", text))
        .unwrap_or_else(|problems| panic!("{problems}"));
    let mut out = document.get(&Pointer::root()).unwrap().to_yaml();
    for note in document.notes() {
        writeln!(out, "# {:?} {} at {}: {}", note.effect, note.id, note.at, note.reason).unwrap();
    }
    out
}
