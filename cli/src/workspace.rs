//! Where things are.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clientwright_codegen::provider::{MIN_RUST, RuntimeSource, Setup};
use clientwright_document::near;
use toml_edit::{DocumentMut, Item};

use crate::runtime::relative;

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
        if let Some(workspace) = Self::around(&start) {
            return Ok(workspace);
        }
        // A manifest that cannot be read may be the one that is meant.
        for folder in start.ancestors().filter(|folder| folder.join("Cargo.toml").is_file()) {
            parsed(folder)?;
        }
        bail!(
            "this is no workspace of Clientwright: no `Cargo.toml` from here upwards has `[workspace.metadata.clientwright]`\n\
             hint: change to one, make one with `clientwright init`, or name a document and a folder: `generate --spec FILE --out DIR`"
        )
    }

    /// The workspace that a folder belongs to. Other repositories have `specs/` and `generated/` too.
    pub fn around(folder: &Path) -> Option<Self> {
        let is_ours = |folder: &&Path| manifest(folder).is_some_and(|manifest| table(&manifest).is_some());
        let root = folder.ancestors().find(is_ours)?;
        Some(Self { root: root.to_owned() })
    }

    /// What the workspace says of all its crates, for one that stands in a folder.
    pub fn setup(&self, folder: &Path) -> Result<Setup> {
        let manifest = parsed(&self.root)?;
        let workspace = &manifest["workspace"];
        let text = |item: &Item| item.as_str().map(str::to_owned);
        let package = |key: &str| workspace.get("package").and_then(|package| package.get(key));
        let authors = package("authors").and_then(Item::as_array).into_iter().flatten();
        let runtime = workspace.get("dependencies").and_then(|all| all.get(RUNTIME));
        let default = Setup::default();
        let rust_version = package("rust-version").and_then(text).unwrap_or(default.rust_version);
        if numbers(&rust_version) < numbers(MIN_RUST) {
            bail!(
                "`rust-version` of the workspace is {rust_version}, and what is generated needs {MIN_RUST}\n\
                 hint: raise it in `[workspace.package]` of `{}`",
                self.display(&self.root.join("Cargo.toml"))
            );
        }
        Ok(Setup {
            rust_version,
            license: package("license").and_then(text),
            repository: package("repository").and_then(text),
            authors: authors.filter_map(|author| author.as_str().map(str::to_owned)).collect(),
            command: table(&manifest)
                .and_then(|table| text(table.get("command")?))
                .unwrap_or(default.command),
            runtime: runtime.map_or(Ok(default.runtime), |runtime| self.runtime_source(runtime, folder))?,
            standalone: false,
        })
    }

    /// Where the runtime comes from, as `[workspace.dependencies]` says it.
    fn runtime_source(&self, dependency: &Item, folder: &Path) -> Result<RuntimeSource> {
        if let Some(version) = dependency.as_str() {
            return Ok(RuntimeSource { version: Some(version.to_owned()), ..RuntimeSource::default() });
        }
        let key = |key: &str| Some(dependency.get(key)?.as_str()?.to_owned());
        let path = key("path").map(|path| self.root.join(path));
        if let Some(path) = path.as_ref().filter(|path| !holds(path, RUNTIME)) {
            bail!(
                "`{}` does not hold the package `{RUNTIME}`\n\
                 hint: mend its `path` in `[workspace.dependencies]` of `Cargo.toml`",
                self.display(path)
            );
        }
        let path = path.map(|path| relative(folder, &path)).transpose()?;
        let others = ["branch", "git", "registry", "rev", "tag"];
        let others = others.into_iter().filter_map(|name| Some((name.to_owned(), key(name)?)));
        Ok(RuntimeSource { version: key("version"), path, others: others.collect() })
    }

    /// The packages that are released with the clients and have versions by hand, by folder, in the order of their uploads.
    pub fn released_by_hand(&self) -> Vec<String> {
        let manifest = manifest(&self.root);
        let named =
            manifest.as_ref().and_then(table).and_then(|table| table.get("released-by-hand")?.as_array());
        named.into_iter().flatten().filter_map(|folder| folder.as_str().map(str::to_owned)).collect()
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

/// A folder's `Cargo.toml`.
fn parsed(folder: &Path) -> Result<DocumentMut> {
    let path = folder.join("Cargo.toml");
    let text = fs::read_to_string(&path).with_context(|| format!("`{}` cannot be read", path.display()))?;
    text.parse().with_context(|| format!("`{}` is not TOML", path.display()))
}

/// A folder's `Cargo.toml`, when it is one.
fn manifest(folder: &Path) -> Option<DocumentMut> {
    parsed(folder).ok()
}

/// The numbers of a Rust version, `1.88` or `1.88.0`.
fn numbers(version: &str) -> Vec<u64> {
    version.split('.').map_while(|number| number.parse().ok()).collect()
}

/// What a workspace says to Clientwright.
fn table(manifest: &DocumentMut) -> Option<&Item> {
    manifest.get("workspace")?.get("metadata")?.get("clientwright")
}

/// Whether this package stands in a folder.
pub fn holds(folder: &Path, package: &str) -> bool {
    let name = || Some(manifest(folder)?.get("package")?.get("name")?.as_str()? == package);
    name().unwrap_or_default()
}

/// The path with `/`, on every system.
pub fn slashed(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
