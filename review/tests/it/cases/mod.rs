//! The cases of `tests/diff/<area>/`: a [document](document) in which some lines are edited, the two states of a
//! [schema](schema), or a folder with [providers](providers). What is expected stands at the end of the file, or in a file of
//! the folder.
#![expect(clippy::disallowed_methods, reason = "cases are files")]

mod document;
mod providers;
mod schema;

pub(crate) use schema::{EDITED, FRAME};

use std::fs;
use std::path::{Path, PathBuf};

use clientwright_document::{Document, Sources};
use clientwright_review::diff::Change;

use self::schema::Schema;

/// A case, and where it stands.
pub(crate) struct Case {
    pub(crate) path: PathBuf,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Document,
    Providers,
    Schema,
}

impl Case {
    fn new(path: PathBuf) -> Self {
        let kind = match path.extension().map(|extension| extension.to_string_lossy()).as_deref() {
            Some("diff") => Kind::Document,
            Some("yaml") => Kind::Schema,
            None if path.is_dir() => Kind::Providers,
            _ => panic!("{}: no case", path.display()),
        };
        Self { path, kind }
    }

    pub(crate) fn name(&self) -> String {
        self.path.file_stem().unwrap().to_string_lossy().into_owned()
    }

    /// Whether it is a schema, in the document for all.
    pub(crate) fn is_of_schema(&self) -> bool {
        self.kind == Kind::Schema
    }

    /// The old document, if there is one.
    pub(crate) fn base(&self) -> Option<Document> {
        match self.kind {
            Kind::Document => Some(document::side(&self.path, '-')),
            Kind::Providers => fs::read_to_string(self.path.join("base.yaml")).ok().map(|text| parse(&text)),
            Kind::Schema => Some(Schema::read(&self.path).document("base")),
        }
    }

    /// What is found.
    pub(crate) fn compare(&self) -> Vec<Change> {
        match self.kind {
            Kind::Document => document::compare(&self.path),
            Kind::Providers => providers::compare(&self.path),
            Kind::Schema => Schema::read(&self.path).compare(),
        }
    }

    /// The file that says what is expected, and its text where this is found.
    pub(crate) fn expecting(&self, found: &[Change]) -> (PathBuf, String) {
        let all: String = found.iter().map(shown).collect();
        match self.kind {
            Kind::Document => (self.path.clone(), with_expected(&self.path, &all)),
            Kind::Providers => (self.path.join("expected"), all),
            Kind::Schema => (self.path.clone(), Schema::read(&self.path).expecting(found)),
        }
    }
}

/// Every case, in the order of areas and names.
pub(crate) fn all() -> Vec<Case> {
    let areas = sorted(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/diff"));
    let areas = areas.into_iter().filter(|path| path.is_dir());
    areas.flat_map(|area| sorted(&area)).map(Case::new).collect()
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn parse(text: &str) -> Document {
    clientwright_document::parse_as_written(&Sources::new("openapi.yaml", text))
        .unwrap_or_else(|problems| panic!("{problems}"))
}

/// A change, wherever it is.
fn shown(change: &Change) -> String {
    let place = |place: &Option<_>| place.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
    let operation = change.operation.map(|method| format!(" {method}")).unwrap_or_default();
    let path = change.path.as_ref().map(|path| format!(" {path}")).unwrap_or_default();
    format!(
        "{}[{}]{operation}{path} rust:{}\n  {}\n  {} -> {}\n",
        change.rule.level,
        change.rule.id,
        change.rust,
        change.text(),
        place(&change.base),
        place(&change.head),
    )
}

/// What a file says, but for what is expected.
fn said(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    text.split_inclusive('\n').take_while(|line| !line.starts_with(EXPECTED)).collect()
}

const EXPECTED: &str = "expected:";

/// The file as it has to be when these lines are expected.
fn with_expected(path: &Path, lines: &str) -> String {
    let (kind, indented) =
        if lines.is_empty() { (" nothing", String::new()) } else { (" |", indented(lines)) };
    format!("{}{EXPECTED}{kind}\n{indented}", said(path))
}

fn indented(lines: &str) -> String {
    lines.lines().fold(String::new(), |all, line| all + "  " + line + "\n")
}
