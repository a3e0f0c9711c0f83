//! Where things are.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clientwright_codegen::near;

/// The repository.
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The repository that the current folder belongs to.
    pub(crate) fn find() -> Result<Self> {
        let start = env::current_dir().context("the current folder cannot be read")?;
        let root = start
            .ancestors()
            .find(|folder| folder.join("specs").is_dir() && folder.join("Cargo.toml").is_file());
        match root {
            Some(root) => Ok(Self { root: root.to_owned() }),
            None => bail!(
                "no folder from here upwards holds `specs/` and `Cargo.toml`\nhint: run this in the repository"
            ),
        }
    }

    /// A copy of a repository.
    pub(crate) fn at(root: PathBuf) -> Self {
        Self { root }
    }

    /// `specs/<provider>`.
    pub(crate) fn spec(&self, provider: &str) -> PathBuf {
        self.root.join("specs").join(provider)
    }

    /// `generated/<provider>`.
    pub(crate) fn generated(&self, provider: &str) -> PathBuf {
        self.root.join("generated").join(provider)
    }

    /// The runtime's folder.
    pub(crate) fn runtime(&self) -> PathBuf {
        self.root.join("runtime")
    }

    /// The repository's folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Where cargo builds: `CARGO_TARGET_DIR`, or `target`.
    pub(crate) fn target(&self) -> Result<PathBuf> {
        let folder = env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.root.join("target"), PathBuf::from);
        std::path::absolute(&folder).with_context(|| format!("`{}` cannot be found", folder.display()))
    }

    /// The path as a person in the repository would write it.
    pub(crate) fn display(&self, path: &Path) -> String {
        slashed(path.strip_prefix(&self.root).unwrap_or(path))
    }

    /// The named providers, or all of them.
    pub(crate) fn providers(&self, named: &[String]) -> Result<Vec<String>> {
        let folder = self.root.join("specs");
        let mut all = Vec::new();
        for entry in
            fs::read_dir(&folder).with_context(|| format!("`{}` cannot be read", folder.display()))?
        {
            let entry = entry.with_context(|| format!("`{}` cannot be read", folder.display()))?;
            if entry.path().is_dir() {
                all.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
        all.sort();
        if named.is_empty() {
            return Ok(all);
        }
        for name in named {
            if !all.contains(name) {
                let hint = match near::nearest(name, all.iter().map(String::as_str)) {
                    Some(near) => format!("did you mean `{near}`"),
                    None => format!("the providers are {}", all.join(", ")),
                };
                bail!("there is no provider `{name}`\nhint: {hint}");
            }
        }
        Ok(named.to_vec())
    }
}

/// The way from one folder to another, so that nothing generated holds an absolute path.
pub(crate) fn relative(from: &Path, to: &Path) -> Result<String> {
    let absolute = |path: &Path| {
        let is_there = |folder: &&Path| folder.as_os_str().is_empty() || folder.exists();
        let existing = path.ancestors().find(is_there).unwrap_or(Path::new(""));
        let rest = path.strip_prefix(existing).unwrap_or(Path::new(""));
        let existing = if existing.as_os_str().is_empty() { Path::new(".") } else { existing };
        existing
            .canonicalize()
            .map(|found| found.join(rest))
            .with_context(|| format!("`{}` cannot be found", path.display()))
    };
    let (from, to) = (absolute(from)?, absolute(to)?);
    let shared = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let up = from.components().skip(shared).map(|_| "..".to_owned());
    let down = to.components().skip(shared).map(|part| part.as_os_str().to_string_lossy().into_owned());
    Ok(up.chain(down).collect::<Vec<_>>().join("/"))
}

/// The path with `/`, on every system.
pub(crate) fn slashed(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
