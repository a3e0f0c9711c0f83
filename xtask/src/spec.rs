//! Reads a spec: its root file and the files that it refers to.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use clientwright_codegen::provider::Provider;
use clientwright_codegen::source::{self, Sources};

use crate::failure::Failure;
use crate::report::Files;
use crate::workspace::Workspace;

/// A spec as text, and our decisions about it.
pub(crate) struct Spec {
    /// What the generator reads.
    pub(crate) sources: Sources,
    /// Our decisions.
    pub(crate) provider: Provider,
    /// The same texts, for reports.
    pub(crate) files: Files,
}

impl Spec {
    /// The spec of one of our providers.
    pub(crate) fn of_provider(workspace: &Workspace, name: &str) -> Result<Self, Failure> {
        let folder = workspace.spec(name);
        let decisions = folder.join("provider.yaml");
        let text = read(&decisions)?;
        let Texts { sources, mut files } =
            Texts::of_file(&folder.join(ROOT), |path| workspace.display(path))?;
        files.add_provider(workspace.display(&decisions), text.clone());
        match Provider::parse(&text) {
            Ok(provider) => Ok(Self { sources, provider, files }),
            Err(problems) => Err(Failure::Spec(problems, Box::new(files))),
        }
    }

    /// Any document, as a package of this name.
    pub(crate) fn of_document(path: &Path, name: &str) -> Result<Self, Failure> {
        let Texts { sources, files } = Texts::of_file(path, |path| path.display().to_string())?;
        Ok(Self { sources, provider: Provider::for_document(name), files })
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
        Self::load(&name.to_string_lossy(), read(root)?, other, |relative| display(&folder.join(relative)))
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
            let missing = match source::missing_files(&sources) {
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
pub(crate) fn read(path: &Path) -> Result<String, Failure> {
    let text = fs::read_to_string(path).with_context(|| format!("`{}` cannot be read", path.display()))?;
    Ok(without_mark(text))
}

/// A byte order mark is not part of the text.
pub(crate) fn without_mark(text: String) -> String {
    text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned)
}
