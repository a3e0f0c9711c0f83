//! `.ci/unchanged`, by which `.ci/run` leaves something out: only where git is sure, and aloud.
#![cfg(unix)]

use std::path::Path;
use std::process::Command;

use crate::cases::{root, write_file};

/// A repository whose `main` has changed `a`, then `b`, and then nothing of either.
struct History(tempfile::TempDir);

impl History {
    fn new() -> Self {
        let history = Self(tempfile::tempdir().expect("a temporary folder can be made"));
        let script = std::fs::read_to_string(root().join(".ci/unchanged")).expect("the script is there");
        history.write(".ci/unchanged", &script);
        history.git(&["init", "--quiet", "--initial-branch", "main"]);
        for file in ["a", "b", "other"] {
            history.commit(file);
        }
        history
    }

    fn write(&self, path: &str, text: &str) {
        write_file(&self.0.path().join(path), text);
    }

    fn git(&self, words: &[&str]) {
        let identity = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com"];
        let signing = ["-c", "commit.gpgSign=false"];
        let run = Command::new("git").current_dir(&self.0).args(identity).args(signing).args(words).output();
        let run = run.expect("git runs");
        assert!(run.status.success(), "git {words:?}: {}", String::from_utf8_lossy(&run.stderr));
    }

    fn commit(&self, file: &str) {
        self.write(file, file);
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", file]);
    }

    fn skips(&self, path: &str, variables: &[(&str, &str)]) -> bool {
        skips(self.0.path(), path, variables)
    }
}

/// Whether what looks at a path is left out; where it is, that is said.
fn skips(folder: &Path, path: &str, variables: &[(&str, &str)]) -> bool {
    let run = Command::new("bash")
        .current_dir(folder)
        .args([".ci/unchanged", "the check", path])
        .env_remove("CI_BASE")
        .env_remove("CI_FULL")
        .envs(variables.iter().copied())
        .output()
        .expect("bash runs");
    let said = String::from_utf8_lossy(&run.stdout);
    assert_eq!(said.starts_with("skipped: the check: "), run.status.success(), "{said}");
    run.status.success()
}

#[test]
fn what_the_last_commit_of_main_did_not_touch_is_left_out() {
    let history = History::new();
    assert!(history.skips("a", &[]) && history.skips("b", &[]));
    assert!(!history.skips("other", &[]));
    assert!(!history.skips("a", &[("CI_FULL", "1")]));
}

#[test]
fn a_branch_is_compared_with_where_it_left() {
    let history = History::new();
    history.git(&["checkout", "--quiet", "-b", "topic", "HEAD~"]);
    history.commit("c");
    history.commit("d");
    assert!(history.skips("a", &[]) && history.skips("other", &[]));
    assert!(!history.skips("c", &[]) && !history.skips("d", &[]));
    // And with the base that is named.
    assert!(history.skips("c", &[("CI_BASE", "HEAD~")]) && !history.skips("b", &[("CI_BASE", "HEAD~3")]));
}

#[test]
fn what_is_not_committed_counts() {
    let history = History::new();
    history.write("a", "edited");
    assert!(!history.skips("a", &[]));
    history.git(&["add", "a"]);
    assert!(!history.skips("a", &[]));
    history.write("new/file", "");
    assert!(!history.skips("new", &[]) && history.skips("b", &[]));
}

#[test]
fn who_does_not_know_leaves_nothing_out() {
    let history = History::new();
    assert!(!history.skips("a", &[("CI_BASE", "nowhere")]));
    assert!(!history.skips("a", &[("CI_BASE", "0000000000000000000000000000000000000000")]));
    let shallow = tempfile::tempdir().expect("a temporary folder can be made");
    let from = format!("file://{}", history.0.path().display());
    let to = shallow.path().join("clone");
    history.git(&["clone", "--quiet", "--depth", "1", &from, &to.to_string_lossy()]);
    assert!(!skips(&to, "a", &[]));
    // The only commit there is, and no git at all.
    let first = History(tempfile::tempdir().expect("a temporary folder can be made"));
    let script = std::fs::read_to_string(root().join(".ci/unchanged")).expect("the script is there");
    first.write(".ci/unchanged", &script);
    assert!(!first.skips("a", &[("GIT_CEILING_DIRECTORIES", "/")]));
    first.git(&["init", "--quiet", "--initial-branch", "main"]);
    assert!(!first.skips("a", &[]));
    first.commit("b");
    assert!(!first.skips("a", &[]));
}
