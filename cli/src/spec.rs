//! Reads a spec: its root file and the files that it refers to.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use clientwright_codegen::coverage::{self, Coverage};
use clientwright_codegen::diagnostics::Diagnostics;
use clientwright_codegen::provider::{self, Provider};
use clientwright_document::Sources;
use clientwright_document::files::{Files, Texts};

use crate::encoding;
use crate::failure::Failure;
use crate::workspace::Workspace;

/// What changed from version to version: `publish` writes it, and it becomes a file of the crate.
pub const CHANGELOG: &str = "CHANGELOG.md";

/// A spec as text, and our decisions about it.
pub struct Spec {
    /// What the generator reads.
    pub sources: Sources,
    /// Our decisions.
    pub provider: Provider,
    /// The crate's changelog, once there was a release.
    pub changelog: Option<String>,
    /// The same texts, for reports.
    pub files: Files,
}

impl Spec {
    /// The spec of one of our providers.
    pub fn of_provider(workspace: &Workspace, name: &str) -> Result<Self, Failure> {
        let folder = workspace.spec(name);
        let Texts { sources, mut files } = texts(&folder.join(ROOT), |path| workspace.display(path))?;
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
                let setup = workspace.setup(&workspace.generated(name))?;
                let provider = Provider { coverage: Some(coverage), setup, ..provider };
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
    pub fn of_document(path: &Path, name: &str) -> Result<Self, Failure> {
        let Texts { sources, files } = texts(path, |path| path.display().to_string())?;
        Ok(Self { sources, provider: Provider::for_document(name), changelog: None, files })
    }
}

/// How many bytes of a file are read: as many as a document may hold.
const LARGEST: u64 = 256 << 20;

/// The root file of a provider's spec.
pub const ROOT: &str = "openapi.yaml";

/// A file, with those beside and below it that it refers to.
pub fn texts(root: &Path, display: impl Fn(&Path) -> String) -> Result<Texts, Failure> {
    let folder = root.parent().map_or_else(PathBuf::new, Path::to_owned);
    let name = root.file_name().ok_or_else(|| anyhow!("`{}` is no file", root.display()))?;
    // A file that is there and no text is told as what it is, not as one that is missing.
    let unreadable = RefCell::new(None);
    let other = |relative: &str| {
        let path = folder.join(relative);
        let is_own = stays_within(&folder, &path) && path.is_file();
        let bytes = is_own.then(|| limited(&path).ok()).flatten()?;
        let told = |problem| {
            unreadable.borrow_mut().get_or_insert((path, problem));
        };
        encoding::text(bytes).map_err(told).ok()
    };
    let text = read(root, &display(root))?;
    let texts = Texts::load(&name.to_string_lossy(), text, other, |relative| display(&folder.join(relative)));
    match unreadable.into_inner() {
        Some((path, problem)) => Err(anyhow!("`{}` {problem}", display(&path)).into()),
        None => Ok(texts?),
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
pub fn read(path: &Path, shown: &str) -> Result<String, Failure> {
    let bytes = limited(path).with_context(|| format!("`{shown}` cannot be read"))?;
    encoding::text(bytes).map_err(|problem| anyhow!("`{shown}` {problem}").into())
}

/// What a file holds that is not larger than [`LARGEST`], whatever it is: some never end.
fn limited(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let mut bytes = Vec::new();
    // Of a file that says its length nothing is read in vain.
    if file.metadata()?.len() > LARGEST || file.take(LARGEST + 1).read_to_end(&mut bytes)? as u64 > LARGEST {
        return Err(io::Error::new(ErrorKind::FileTooLarge, format!("it is larger than {LARGEST} bytes")));
    }
    Ok(bytes)
}

/// A byte order mark is not part of the text.
pub fn without_mark(text: String) -> String {
    text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned)
}
