//! `misuse/*.rs`: what must not compile, and what rustc says of it. `TRYBUILD=overwrite` rewrites that.

use std::fs;

use crate::cases::tests_folder;

#[test]
fn misuse_does_not_compile() {
    trybuild::TestCases::new().compile_fail("misuse/*.rs");
}

#[test]
fn every_message_has_its_program() {
    let folder = tests_folder().join("misuse");
    let files: Vec<_> =
        fs::read_dir(folder).expect("the folder is there").map(|entry| entry.unwrap().path()).collect();
    assert!(!files.is_empty());
    for file in files {
        assert!(file.with_extension("rs").is_file(), "{} has no program", file.display());
    }
}
