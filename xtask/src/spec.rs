//! Reads a spec: its root file and the files that it refers to.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use clientwright_codegen::coverage::{self, Coverage};
use clientwright_codegen::diagnostics::Diagnostics;
use clientwright_codegen::provider::{self, Provider};
use clientwright_codegen::source::{self, Sources};

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
        let (sources, mut files) = load(&folder.join("openapi.yaml"), |path| workspace.display(path))?;
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
        let (sources, files) = load(path, |path| path.display().to_string())?;
        Ok(Self { sources, provider: Provider::for_document(name), changelog: None, files })
    }
}

fn load(root: &Path, display: impl Fn(&Path) -> String) -> Result<(Sources, Files), Failure> {
    let folder = root.parent().map_or_else(PathBuf::new, Path::to_owned);
    let name = root.file_name().ok_or_else(|| anyhow!("`{}` is no file", root.display()))?;
    let text = read(root, &display(root))?;
    let mut sources = Sources::new(&name.to_string_lossy(), &text);
    let mut files = Files::default();
    files.add("", display(root), text);
    loop {
        let missing = match source::missing_files(&sources) {
            Ok(missing) => missing,
            Err(problems) => return Err(Failure::Spec(problems, Box::new(files))),
        };
        if missing.is_empty() {
            return Ok((sources, files));
        }
        for relative in missing {
            let path = folder.join(&relative);
            match fs::read_to_string(&path) {
                Ok(text) if stays_within(&folder, &path) => {
                    sources.add_file(&relative, &text);
                    files.add(&relative, display(&path), text);
                }
                _ => sources.add_absent(&relative),
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

fn read(path: &Path, shown: &str) -> Result<String, Failure> {
    let text = fs::read_to_string(path).with_context(|| format!("`{shown}` cannot be read"))?;
    // A byte order mark is not part of the text.
    Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned))
}
