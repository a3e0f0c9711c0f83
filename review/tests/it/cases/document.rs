//! A case that is a document, in which the lines of the old one have a `-` and those of the new one a `+`.

use std::path::Path;

use clientwright_document::Document;
use clientwright_review::day::Day;
use clientwright_review::diff::{self, Change};

use super::{parse, said};
use crate::rules::TODAY;

/// The document with the lines that have this sign, and those that have none.
pub(super) fn side(path: &Path, sign: char) -> Document {
    let text = said(path);
    assert!(
        text.lines().all(|line| line.starts_with([' ', '-', '+'])),
        "{}: a line without sign",
        path.display()
    );
    let lines = text.lines().filter_map(|line| line.strip_prefix([' ', sign]));
    parse(&lines.fold(String::new(), |all, line| all + line + "\n"))
}

pub(super) fn compare(path: &Path) -> Vec<Change> {
    diff::compare(&side(path, '-'), &side(path, '+'), Day::parse(TODAY).unwrap())
}
