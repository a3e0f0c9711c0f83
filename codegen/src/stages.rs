//! The way from a spec to its crate, stage by stage.

use std::cell::OnceCell;

use clientwright_document::diagnostics::Diagnostics;
use clientwright_document::{Document, Sources};

use crate::api::Api;
use crate::provider::Provider;
use crate::rust::Crate;
use crate::{Output, lower, plan, spell};

/// The stages of one spec. Each is worked out when it is first asked for, and once.
///
/// ```
/// use clientwright_codegen::{Stages, document::Sources, provider::Provider};
///
/// let sources = Sources::new("openapi.yaml", "{openapi: 3.0.3, info: {title: Acme, version: '1'}, paths: {}}");
/// let provider = Provider::for_document("acme-client");
/// let stages = Stages::new(&sources, &provider);
/// assert_eq!(stages.api().map(|api| api.title.as_str()), Ok("Acme"));
/// assert!(stages.output().is_ok_and(|output| output.files.contains_key("src/lib.rs")));
/// ```
#[derive(Debug)]
pub struct Stages<'s> {
    sources: &'s Sources,
    provider: &'s Provider,
    document: OnceCell<Result<Document, Diagnostics>>,
    api: OnceCell<Result<Api, Diagnostics>>,
    krate: OnceCell<Result<Crate, Diagnostics>>,
}

impl<'s> Stages<'s> {
    /// Nothing is worked out yet.
    pub fn new(sources: &'s Sources, provider: &'s Provider) -> Self {
        let (document, api, krate) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { sources, provider, document, api, krate }
    }

    /// The document as one tree, in the shape of OpenAPI 3.0.
    ///
    /// # Errors
    ///
    /// What cannot be read.
    pub fn document(&self) -> Result<&Document, Diagnostics> {
        borrowed(self.document.get_or_init(|| clientwright_document::parse(self.sources)))
    }

    /// What the API is.
    ///
    /// # Errors
    ///
    /// Those of the document, or what cannot be generated from it.
    pub fn api(&self) -> Result<&Api, Diagnostics> {
        borrowed(self.api.get_or_init(|| lower::lower(self.document()?, self.provider)))
    }

    /// What the crate is.
    ///
    /// # Errors
    ///
    /// Those of the API, or names that clash.
    pub fn krate(&self) -> Result<&Crate, Diagnostics> {
        borrowed(self.krate.get_or_init(|| plan(self.api()?, self.provider)))
    }

    /// The crate as files.
    ///
    /// # Errors
    ///
    /// Those of the crate: nothing new can be wrong any more.
    pub fn output(&self) -> Result<Output, Diagnostics> {
        self.krate().map(spell)
    }

    /// The API and the crate, to keep.
    ///
    /// # Errors
    ///
    /// Those of the crate.
    pub fn into_models(mut self) -> Result<(Api, Crate), Diagnostics> {
        self.api()?;
        // Nothing asks for it any more, and it is as large as what is planned.
        self.document.take();
        self.krate()?;
        let taken = self.api.into_inner().zip(self.krate.into_inner());
        let (api, krate) = taken.expect("the crate is there, and what it is made of");
        Ok((api?, krate?))
    }
}

fn borrowed<T>(stage: &Result<T, Diagnostics>) -> Result<&T, Diagnostics> {
    stage.as_ref().map_err(Clone::clone)
}
