//! The cases of `tests/diff/<area>/`. A folder is a case with `base.yaml`, `head.yaml` and `expected`; a file is a case of
//! [schemas](framed), in one document for all.
#![expect(clippy::disallowed_methods, reason = "cases are files")]

mod folder;
mod framed;

pub(crate) use framed::{EDITED, FRAME};

use std::fs;
use std::path::{Path, PathBuf};

use clientwright_document::{Document, Sources};
use clientwright_review::diff::Change;

/// A case, and where it stands.
pub(crate) struct Case {
    pub(crate) path: PathBuf,
}

impl Case {
    pub(crate) fn name(&self) -> String {
        self.path.file_stem().unwrap().to_string_lossy().into_owned()
    }

    /// The old document, if there is one.
    pub(crate) fn base(&self) -> Option<Document> {
        if self.is_framed() {
            return Some(framed::Framed::read(&self.path).document("base"));
        }
        fs::read_to_string(self.path.join("base.yaml")).ok().map(|text| parse(&text))
    }

    /// What is found.
    pub(crate) fn compare(&self) -> Vec<Change> {
        if self.is_framed() {
            framed::Framed::read(&self.path).compare()
        } else {
            folder::compare(&self.path)
        }
    }

    /// The file that says what is expected, as it has to be where this is found.
    pub(crate) fn expected(&self, found: &[Change]) -> (PathBuf, String) {
        if self.is_framed() {
            return (self.path.clone(), framed::Framed::read(&self.path).expecting(found));
        }
        (self.path.join("expected"), found.iter().map(folder::shown).collect())
    }

    /// Whether it is a schema in the document for all.
    pub(crate) fn is_framed(&self) -> bool {
        self.path.is_file()
    }
}

/// Every case, in the order of areas and names.
pub(crate) fn all() -> Vec<Case> {
    let areas = sorted(&folder_of_all()).into_iter().filter(|path| path.is_dir());
    areas.flat_map(|area| sorted(&area)).map(|path| Case { path }).collect()
}

fn folder_of_all() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/diff")
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
