//! Nouns: what the provider's documentation names, against the spec, from `coverage.yaml`.

mod check;
mod figures;
mod parse;

pub(crate) use check::check;
pub use figures::{Figures, Standings};

use crate::diagnostics::Diagnostics;
use clientwright_document::pointer::Pointer;

/// The file, relative to the spec's folder.
pub const FILE: &str = "coverage.yaml";

/// The provider's documentation, page by page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// In the file's order.
    pub pages: Vec<Page>,
}

/// A page of the documentation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Where it is.
    pub url: String,
    /// What it is called.
    pub title: String,
    /// How much of it somebody had.
    pub recorded: Recorded,
    /// The operations that it names.
    pub operations: Vec<Entry>,
    /// The webhooks that it names.
    pub webhooks: Vec<Entry>,
    /// What else it holds, and where that went.
    pub prose: Option<String>,
}

/// How much of a page somebody had when the spec was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Recorded {
    /// All of it: what it does not say is not documented.
    #[default]
    Whole,
    /// A part: what is missing here may be on the page.
    Part,
    /// Its title alone: nothing comes from it.
    Title,
}

impl Recorded {
    /// The words in the file.
    pub const WORDS: [(&str, Self); 2] = [("part", Self::Part), ("title", Self::Title)];
}

/// An operation or webhook that the documentation names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands in the file.
    pub at: Pointer,
    /// As the documentation calls it.
    pub name: String,
    /// `GET /users/{id}`, where the documentation says so.
    pub endpoint: Option<String>,
    /// What became of it.
    pub standing: Standing,
}

/// What became of something that the documentation names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is in the spec, under this `operationId`.
    Modelled(String),
    /// It is not in the spec, for this reason.
    Excluded(String),
    /// It cannot be in the spec: what the documentation does not say.
    Unknown(String),
}

impl Standing {
    /// The word in the file, and what stands behind it.
    pub fn reason(&self) -> (&'static str, &str) {
        match self {
            Self::Modelled(id) => ("modelled", id),
            Self::Excluded(reason) => ("excluded", reason),
            Self::Unknown(reason) => ("unknown", reason),
        }
    }
}

impl Coverage {
    /// Reads `coverage.yaml`; all its problems at once.
    ///
    /// # Errors
    ///
    /// Syntax, unknown and missing keys, values of the wrong type.
    pub fn parse(text: &str) -> Result<Self, Diagnostics> {
        parse::coverage(text)
    }

    /// How many pages are recorded like this.
    pub fn pages_recorded(&self, recorded: Recorded) -> usize {
        self.pages.iter().filter(|page| page.recorded == recorded).count()
    }

    /// Every operation that the documentation names; one with two names is two.
    pub fn operations(&self) -> impl Iterator<Item = &Entry> {
        self.pages.iter().flat_map(|page| &page.operations)
    }

    /// Every webhook that the documentation names.
    pub fn webhooks(&self) -> impl Iterator<Item = &Entry> {
        self.pages.iter().flat_map(|page| &page.webhooks)
    }
}
