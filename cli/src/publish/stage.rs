//! The last commit, written to a folder of its own: there a release is made, and from there it is packaged.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clientwright_document::pointer::Pointer;
use toml_edit::{DocumentMut, value};

use super::changelog;
use super::git::Git;
use super::plan::Release;
use crate::failure::Failure;
use crate::generate;
use crate::spec::{CHANGELOG, Spec};
use crate::tree;
use crate::workspace::Workspace;
use clientwright_document::places::Marks;

/// The last commit, in a folder of its own.
pub(super) struct Stage {
    pub(super) workspace: Workspace,
    /// Where the packages are built.
    pub(super) build: PathBuf,
}

impl Stage {
    /// Writes the last commit.
    pub(super) fn export(git: &Git<'_>, workspace: &Workspace) -> Result<Self> {
        let folder = workspace.target()?.join("publish");
        let root = folder.join("stage");
        if root.exists() {
            fs::remove_dir_all(&root).with_context(|| format!("`{}` cannot be removed", root.display()))?;
        }
        fs::create_dir_all(&root).with_context(|| format!("`{}` cannot be made", root.display()))?;
        git.export(&root)?;
        Ok(Self { workspace: Workspace::at(root), build: folder.join("build") })
    }

    /// A file of the commit, if it is there.
    pub(super) fn read(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.path(path)).ok()
    }

    /// What `generate` would change.
    pub(super) fn is_stale(&self, provider: &str) -> Result<bool, Failure> {
        let made = generate::make(Spec::of_provider(&self.workspace, provider)?)?;
        let difference = tree::compare(&self.workspace.generated(provider), &made.files)?;
        Ok(!difference.is_empty() || !difference.strays.is_empty())
    }

    /// Sets the version, writes the changelog and generates again. Gives the files that differ from the commit's; the
    /// error is what the changelog lacks.
    pub(super) fn prepare(
        &self,
        release: &Release,
        provider: &str,
    ) -> Result<Result<BTreeMap<String, String>, Vec<String>>, Failure> {
        let mut written = BTreeMap::new();
        let decisions = format!("specs/{provider}/provider.yaml");
        let log = format!("specs/{provider}/{CHANGELOG}");
        let present = self.read(&log);
        let entry =
            changelog::with_entry(present.as_deref(), release.from.as_ref(), &release.to, &release.changes);
        let entry = match entry {
            Ok(entry) => entry,
            Err(missing) => return Ok(Err(missing)),
        };
        let text = self.read(&decisions).unwrap_or_default();
        let version = release.to.to_string();
        self.replace(&decisions, Some(&text), with_version(&text, &version), &mut written)?;
        self.replace(&log, present.as_deref(), entry, &mut written)?;
        if let Some(lock) = self.read("Cargo.lock") {
            let text = with_locked_version(&lock, &release.name, &version);
            self.replace("Cargo.lock", Some(&lock), text, &mut written)?;
        }
        let made = generate::make(Spec::of_provider(&self.workspace, provider)?)?;
        let folder = self.workspace.generated(provider);
        // A copy of what is committed: whatever is there may go.
        let difference = tree::claim(&folder, self.workspace.display(&folder))?.update(&made.files, true)?;
        for (path, (_, text)) in difference.write {
            written.insert(format!("generated/{provider}/{path}"), text);
        }
        Ok(Ok(written))
    }

    fn replace(
        &self,
        path: &str,
        before: Option<&str>,
        text: String,
        written: &mut BTreeMap<String, String>,
    ) -> Result<()> {
        if before != Some(text.as_str()) {
            write(&self.path(path), &text)?;
            written.insert(path.to_owned(), text);
        }
        Ok(())
    }

    /// What a package has only when it is uploaded: the licence's texts, and where the runtime comes from. The name of a
    /// registry belongs to the machine that uploads, so it never stands in `generated/`.
    pub(super) fn dress(&self, release: &Release, registry: Option<&str>) -> Result<()> {
        let folder = self.path(&release.folder);
        for licence in self.licences()? {
            let text = self.read(&licence).with_context(|| format!("`{licence}` cannot be read"))?;
            write(&folder.join(licence), &text)?;
        }
        let Some(registry) = registry else { return Ok(()) };
        let path = folder.join("Cargo.toml");
        let mut manifest = self.manifest(release)?;
        for table in ["dependencies", "dev-dependencies"] {
            let dependencies = manifest.get_mut(table).and_then(|table| table.as_table_like_mut());
            for (name, dependency) in dependencies.into_iter().flat_map(|table| table.iter_mut()) {
                if let Some(dependency) = dependency.as_table_like_mut()
                    && name.starts_with("clientwright-")
                    && dependency.contains_key("version")
                {
                    dependency.insert("registry", value(registry));
                }
            }
        }
        write(&path, &manifest.to_string())
    }

    /// The licence's texts beside the workspace's manifest, which every package holds.
    fn licences(&self) -> Result<Vec<String>> {
        let root = self.workspace.root();
        let entries = fs::read_dir(root).with_context(|| format!("`{}` cannot be read", root.display()))?;
        let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
        let mut names: Vec<String> = names.filter(|name| name.starts_with("LICENSE")).collect();
        names.sort();
        if names.is_empty() {
            bail!("there is no `LICENSE` beside the workspace's `Cargo.toml`");
        }
        Ok(names)
    }

    /// The crate's `Cargo.toml`.
    pub(super) fn manifest(&self, release: &Release) -> Result<DocumentMut> {
        let path = format!("{}/Cargo.toml", release.folder);
        let text = self.read(&path).with_context(|| format!("`{path}` is not there"))?;
        text.parse().with_context(|| format!("`{path}` is not TOML"))
    }

    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.workspace.root().join(path)
    }
}

/// Writes a file so that it is either the old one or the new one.
pub(super) fn write(path: &Path, text: &str) -> Result<()> {
    let shown = || format!("`{}` cannot be written", path.display());
    let folder = path.parent().unwrap_or(path);
    let mut file = tempfile::NamedTempFile::new_in(folder).with_context(shown)?;
    std::io::Write::write_all(&mut file, text.as_bytes()).with_context(shown)?;
    // A temporary file is its owner's alone.
    if let Ok(present) = fs::metadata(path) {
        fs::set_permissions(file.path(), present.permissions()).with_context(shown)?;
    }
    file.persist(path).with_context(shown)?;
    Ok(())
}

/// `provider.yaml` with another version, and nothing else of it changed.
fn with_version(text: &str, version: &str) -> String {
    let at = Pointer::root().join("crate").join("version");
    let place = Marks::new(text).value(&at);
    let start = place.start + usize::from(text[place.start..].starts_with(['"', '\'']));
    let is_version = |c: char| c.is_ascii_alphanumeric() || ".-+".contains(c);
    let end = text[start..].find(|c| !is_version(c)).map_or(text.len(), |length| start + length);
    format!("{}{version}{}", &text[..start], &text[end..])
}

/// `Cargo.lock` with another version of a package of the workspace.
fn with_locked_version(text: &str, name: &str, version: &str) -> String {
    let head = format!("name = \"{name}\"\nversion = \"");
    match text.split_once(&head) {
        Some((before, after)) => {
            let (_, after) = after.split_once('"').unwrap_or(("", after));
            format!("{before}{head}{version}\"{after}")
        }
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_set_in_place() {
        let text = "crate: # what it says of itself\n  name: a\n  version: \"0.1.0\" # see CHANGELOG\n  description: 0.1.0\n";
        assert_eq!(with_version(text, "0.2.0"), text.replacen("0.1.0", "0.2.0", 1));
        assert_eq!(with_version("crate: {version: 0.1.0}\n", "0.1.1"), "crate: {version: 0.1.1}\n");
    }

    #[test]
    fn a_locked_version_is_set_in_place() {
        let text = "[[package]]\nname = \"a\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \"b\"\nversion = \"0.1.0\"\n";
        assert_eq!(
            with_locked_version(text, "b", "0.2.0"),
            text.replace("\"b\"\nversion = \"0.1.0", "\"b\"\nversion = \"0.2.0")
        );
        assert_eq!(with_locked_version(text, "c", "0.2.0"), text);
    }
}
