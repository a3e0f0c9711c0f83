//! `programs/*.rs`: what must not compile, and what rustc says of it. `TRYBUILD=overwrite` rewrites that.
//!
//! A package of its own: all that it depends on is checked once more in a target folder of the programs.

use std::fs;
use std::path::Path;

#[test]
fn misuse_does_not_compile() {
    trybuild::TestCases::new().compile_fail("programs/*.rs");
}

#[test]
fn every_message_has_its_program() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("programs");
    let files: Vec<_> =
        fs::read_dir(folder).expect("the folder is there").map(|entry| entry.unwrap().path()).collect();
    assert!(!files.is_empty());
    for file in files {
        assert!(file.with_extension("rs").is_file(), "{} has no program", file.display());
    }
}
