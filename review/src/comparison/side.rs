//! A spec as it was, or as it is: its texts, its document, our decisions about it, the crate that follows.

use clientwright_codegen::provider::{self, Mode, Provider};
use clientwright_codegen::rust::Crate;
use clientwright_codegen::surface::{self, Surface};
use clientwright_codegen::{Stages, code};
use clientwright_document::Document;
use clientwright_document::diagnostics::Diagnostics;
use clientwright_document::files::{Files, Texts};

use crate::diff;

/// One of two specs that are compared.
pub struct Side {
    pub(super) texts: Texts,
    pub(super) document: Document,
    /// `None` when they are not there, or cannot be read.
    pub(super) decisions: Option<Provider>,
    /// `None` when no crate can be made.
    pub(super) planned: Option<Planned>,
}

/// A planned crate.
pub(super) struct Planned {
    /// Its public API.
    pub(super) surface: Surface,
    pub(super) krate: Crate,
}

impl Side {
    /// A provider's spec, and the text of its provider.yaml with what messages call that.
    ///
    /// # Errors
    ///
    /// A document that cannot be read.
    pub fn of_provider(
        mut texts: Texts,
        decisions: Option<String>,
        display: String,
    ) -> Result<Self, (Diagnostics, Box<Files>)> {
        let provider = decisions.as_ref().and_then(|text| Provider::parse(text).ok());
        if let Some(text) = decisions {
            texts.files.add(provider::FILE, display, text);
        }
        Self::new(texts, provider)
    }

    /// Any document, and the decisions about it, if a crate is to be made.
    ///
    /// # Errors
    ///
    /// A document that cannot be read.
    pub fn new(texts: Texts, decisions: Option<Provider>) -> Result<Self, (Diagnostics, Box<Files>)> {
        let document = clientwright_document::parse_as_written(&texts.sources)
            .map_err(|problems| (problems, Box::new(texts.files.clone())))?;
        let mut side = Self { texts, document, decisions, planned: None };
        side.planned = side.decisions.as_ref().and_then(|provider| side.plan(provider));
        Ok(side)
    }

    /// Files that the document refers to and that are not there: what is behind them is compared as if it allowed anything.
    pub fn missing_files(&self) -> impl Iterator<Item = &str> {
        self.texts.sources.absent()
    }

    /// The crate that the spec makes by these decisions.
    pub(super) fn plan(&self, provider: &Provider) -> Option<Planned> {
        // A reviewer wants to know also while something is still to be mended.
        let provider = &Provider { mode: Mode::Lenient, coverage: None, ..provider.clone() };
        let (_, krate) = Stages::new(&self.texts.sources, provider).into_models().ok()?;
        Some(Planned { surface: surface::describe(&krate), krate })
    }

    /// The code of its crate that differs from another's.
    pub(super) fn other_code(&self, head: &Self) -> Option<diff::Change> {
        if self.texts.files.texts().eq(head.texts.files.texts()) {
            return None;
        }
        let (was, is) = (self.planned.as_ref()?, head.planned.as_ref()?);
        diff::compare_code(&code(&was.krate), &code(&is.krate))
    }

    pub(super) fn compared(&self) -> diff::Side<'_> {
        diff::Side {
            document: &self.document,
            decisions: self.decisions.as_ref(),
            client: self.planned.as_ref().map(|planned| &planned.krate.client),
        }
    }
}
