//! A provider's spec, its lock, and what cites which page.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, anyhow};
use clientwright_document::{Document, parse_as_written};
use clientwright_review::docs::cited::Citations;
use clientwright_review::docs::lock::{self, Lock};

use crate::failure::Failure;
use crate::spec::Spec;
use crate::workspace::Workspace;

/// What a spec and its lock say of the documentation.
pub(super) struct Cited {
    pub(super) spec: Spec,
    pub(super) document: Document,
    pub(super) citations: Citations,
    pub(super) lock: Lock,
    pub(super) path: PathBuf,
}

impl Cited {
    pub(super) fn of(workspace: &Workspace, name: &str) -> Result<Self, Failure> {
        let spec = Spec::of_provider(workspace, name)?;
        let document = parse_as_written(&spec.sources)
            .map_err(|problems| Failure::Spec(problems, Box::new(spec.files.clone())))?;
        let coverage = spec.provider.coverage.clone().unwrap_or_default();
        let citations = Citations::of(&document, &coverage, &spec.files);
        let path = workspace.spec(name).join(lock::FILE);
        let lock = self::lock(workspace, name)?.unwrap_or_default();
        Ok(Self { spec, document, citations, lock, path })
    }

    /// The pages that are cited.
    pub(super) fn urls(&self) -> Vec<&str> {
        self.citations.pages.keys().map(String::as_str).collect()
    }
}

/// The lock of a provider, once it has one.
pub(crate) fn lock(workspace: &Workspace, name: &str) -> Result<Option<Lock>, Failure> {
    let path = workspace.spec(name).join(lock::FILE);
    if !path.exists() {
        return Ok(None);
    }
    let shown = workspace.display(&path);
    let text = fs::read_to_string(&path).with_context(|| format!("`{shown}` cannot be read"))?;
    let lock = Lock::parse(&text).map_err(|problem| {
        anyhow!("`{shown}`: {problem}\nhint: it is written by `{} docs accept`", crate::called())
    });
    Ok(Some(lock?))
}
