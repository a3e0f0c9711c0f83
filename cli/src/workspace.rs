//! Where things are.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clientwright_document::near;
use toml_edit::DocumentMut;

/// The runtime's package.
pub const RUNTIME: &str = "clientwright-runtime";

/// The repository.
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The repository that the current folder belongs to.
    pub fn find() -> Result<Self> {
        let start = env::current_dir().context("the current folder cannot be read")?;
        Self::around(&start).context(
            "this is no checkout of Clientwright: no folder from here upwards holds its `runtime` and `codegen`\n\
             hint: change to one, or name a document and a folder: `generate --spec FILE --out DIR`",
        )
    }

    /// The repository that a folder belongs to. Others have `specs/` and `generated/` too, and maybe a copy of the runtime.
    pub fn around(folder: &Path) -> Option<Self> {
        let is_ours = |folder: &&Path| {
            holds(&folder.join("runtime"), RUNTIME) && holds(&folder.join("codegen"), "clientwright-codegen")
        };
        let root = folder.ancestors().find(is_ours)?;
        Some(Self { root: root.to_owned() })
    }

    /// A copy of a repository.
    pub fn at(root: PathBuf) -> Self {
        Self { root }
    }

    /// `specs/<provider>`.
    pub fn spec(&self, provider: &str) -> PathBuf {
        self.root.join("specs").join(provider)
    }

    /// `generated/<provider>`.
    pub fn generated(&self, provider: &str) -> PathBuf {
        self.root.join("generated").join(provider)
    }

    /// The runtime's folder.
    pub fn runtime(&self) -> PathBuf {
        self.root.join("runtime")
    }

    /// The repository's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where cargo builds: `CARGO_TARGET_DIR`, or `target`.
    pub fn target(&self) -> Result<PathBuf> {
        let folder = env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.root.join("target"), PathBuf::from);
        std::path::absolute(&folder).with_context(|| format!("`{}` cannot be found", folder.display()))
    }

    /// The path as a person in the repository would write it.
    pub fn display(&self, path: &Path) -> String {
        slashed(path.strip_prefix(&self.root).unwrap_or(path))
    }

    /// The named providers, or all of them.
    pub fn providers(&self, named: &[String]) -> Result<Vec<String>> {
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
        // Each once, in the same order as in every other run, which may want the same folders.
        Ok(all.into_iter().filter(|name| named.contains(name)).collect())
    }
}

/// Whether this package stands in a folder.
pub fn holds(folder: &Path, package: &str) -> bool {
    let name = || {
        let manifest: DocumentMut = fs::read_to_string(folder.join("Cargo.toml")).ok()?.parse().ok()?;
        Some(manifest.get("package")?.get("name")?.as_str()? == package)
    };
    name().unwrap_or_default()
}

/// The path with `/`, on every system.
pub fn slashed(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
