//! What is committed under `generated/` is what `specs/` gives now.

use crate::cases::root;
use crate::repository::run;

#[test]
fn generated_crates_follow_from_the_specs() {
    run(root(), "generate --check").exits(0);
}

/// What crates of any document get, and new workspaces, is what ours has.
#[test]
fn the_formatting_of_generated_crates_is_said_once() {
    let read = |path: &str| std::fs::read_to_string(root().join(path)).expect("the file is there");
    assert_eq!(read("cli/src/rustfmt.toml"), read("generated/rustfmt.toml"));
}
