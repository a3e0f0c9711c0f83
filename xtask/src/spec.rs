//! Reads a spec: its root file and the files that it refers to.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use clientwright_codegen::coverage::{self, Coverage};
use clientwright_codegen::diagnostics::Diagnostics;
use clientwright_codegen::provider::{self, Provider};
use clientwright_document::Sources;

use crate::failure::Failure;
use crate::report::Files;
use crate::workspace::Workspace;

/// What changed from version to version: `publish` writes it, and it becomes a file of the crate.
pub(crate) const CHANGELOG: &str = "CHANGELOG.md";

/// A spec as text, and our decisions about it.
pub(crate) struct Spec {
    /// What the generator reads.
    pub(crate) sources: Sources,
    /// Our decisions.
    pub(crate) provider: Provider,
    /// The crate's changelog, once there was a release.
    pub(crate) changelog: Option<String>,
    /// The same texts, for reports.
    pub(crate) files: Files,
}

impl Spec {
    /// The spec of one of our providers.
    pub(crate) fn of_provider(workspace: &Workspace, name: &str) -> Result<Self, Failure> {
        let folder = workspace.spec(name);
        let Texts { sources, mut files } =
            Texts::of_file(&folder.join(ROOT), |path| workspace.display(path))?;
        let mut beside = |name: &str| {
            let path = folder.join(name);
            let text = read(&path, &workspace.display(&path))?;
            files.add(name, workspace.display(&path), text.clone());
            Ok::<_, Failure>(text)
        };
        let (decisions, index) = (beside(provider::FILE)?, beside(coverage::FILE)?);
        let changelog = folder.join(CHANGELOG);
        let changelog = match changelog.exists() {
            true => Some(read(&changelog, &workspace.display(&changelog))?),
            false => None,
        };
        match (Provider::parse(&decisions), Coverage::parse(&index)) {
            (Ok(provider), Ok(coverage)) => {
                let provider = Provider { coverage: Some(coverage), ..provider };
                Ok(Self { sources, provider, changelog, files })
            }
            (decisions, index) => {
                let problems = decisions.err().into_iter().chain(index.err());
                let problems = Diagnostics(problems.flat_map(|problems| problems.0).collect());
                Err(Failure::Spec(problems, Box::new(files)))
            }
        }
    }

    /// Any document, as a package of this name.
    pub(crate) fn of_document(path: &Path, name: &str) -> Result<Self, Failure> {
        let Texts { sources, files } = Texts::of_file(path, |path| path.display().to_string())?;
        Ok(Self { sources, provider: Provider::for_document(name), changelog: None, files })
    }
}

/// The root file of a provider's spec.
pub(crate) const ROOT: &str = "openapi.yaml";

/// A document as text: its root file and the files that it refers to.
pub(crate) struct Texts {
    /// What the generator reads.
    pub(crate) sources: Sources,
    /// The same texts, for reports.
    pub(crate) files: Files,
}

impl Texts {
    /// A file, with those beside and below it.
    pub(crate) fn of_file(root: &Path, display: impl Fn(&Path) -> String) -> Result<Self, Failure> {
        let folder = root.parent().map_or_else(PathBuf::new, Path::to_owned);
        let name = root.file_name().ok_or_else(|| anyhow!("`{}` is no file", root.display()))?;
        let other = |relative: &str| {
            let path = folder.join(relative);
            fs::read_to_string(&path).ok().filter(|_| stays_within(&folder, &path))
        };
        Self::load(&name.to_string_lossy(), read(root, &display(root))?, other, |relative| {
            display(&folder.join(relative))
        })
    }

    /// A root file, and whatever gives the text of another by its path.
    pub(crate) fn load(
        root_name: &str,
        root_text: String,
        other: impl Fn(&str) -> Option<String>,
        display: impl Fn(&str) -> String,
    ) -> Result<Self, Failure> {
        let mut sources = Sources::new(root_name, &root_text);
        let mut files = Files::default();
        files.add("", display(root_name), root_text);
        loop {
            let missing = match clientwright_document::missing_files(&sources) {
                Ok(missing) => missing,
                Err(problems) => return Err(Failure::Spec(problems, Box::new(files))),
            };
            if missing.is_empty() {
                return Ok(Self { sources, files });
            }
            for path in missing {
                match other(&path) {
                    Some(text) => {
                        sources.add_file(&path, &text);
                        files.add(&path, display(&path), text);
                    }
                    None => sources.add_absent(&path),
                }
            }
        }
    }
}

/// A spec must not read what is not its own: no `..` and no link leads out of its folder.
fn stays_within(folder: &Path, path: &Path) -> bool {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    match (folder.canonicalize(), path.canonicalize()) {
        (Ok(folder), Ok(path)) => path.starts_with(folder),
        _ => false,
    }
}

/// A file's text.
pub(crate) fn read(path: &Path, shown: &str) -> Result<String, Failure> {
    let text = fs::read_to_string(path).with_context(|| format!("`{shown}` cannot be read"))?;
    Ok(without_mark(text))
}

/// A byte order mark is not part of the text.
pub(crate) fn without_mark(text: String) -> String {
    text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned)
}
