//! A generated crate on disk: what is there, what should be there, and the way from one to the other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::workspace::slashed;

/// Lists what `generate` wrote, so that it removes nothing else.
pub(crate) const PROVENANCE: &str = "provenance.json";

/// What differs between a folder and what should be in it.
#[derive(Debug, Default)]
pub(crate) struct Difference {
    /// Path → text on disk (`None`: not there) and text that should be there.
    pub(crate) write: BTreeMap<String, (Option<String>, String)>,
    /// Files of an earlier run that are no longer produced, with their text.
    pub(crate) remove: BTreeMap<String, String>,
    /// Files that nobody generated.
    pub(crate) strays: BTreeSet<String>,
}

impl Difference {
    /// Whether there is nothing to do.
    pub(crate) fn is_empty(&self) -> bool {
        self.write.is_empty() && self.remove.is_empty()
    }
}

/// The files with their list.
pub(crate) fn with_provenance(mut files: BTreeMap<String, String>, origin: &str) -> BTreeMap<String, String> {
    let mut paths: Vec<&str> = files.keys().map(String::as_str).collect();
    paths.push(PROVENANCE);
    paths.sort_unstable();
    let json = serde_json::json!({ "origin": origin, "files": paths });
    let text = format!("{json:#}\n");
    files.insert(PROVENANCE.to_owned(), text);
    files
}

/// Compares a folder with what should be in it.
pub(crate) fn compare(folder: &Path, files: &BTreeMap<String, String>) -> Result<Difference> {
    let mut difference = Difference::default();
    let present = present(folder)?;
    for (path, text) in files {
        let on_disk = if present.contains(path) { Some(read(&folder.join(path))?) } else { None };
        if on_disk.as_ref() != Some(text) {
            difference.write.insert(path.clone(), (on_disk, text.clone()));
        }
    }
    let ours = written_before(folder)?;
    for path in present.iter().filter(|path| !files.contains_key(*path)) {
        if ours.contains(path) {
            difference.remove.insert(path.clone(), read(&folder.join(path))?);
        } else {
            difference.strays.insert(path.clone());
        }
    }
    Ok(difference)
}

/// Makes the folder what it should be. Everything is written beside it first and moved in only when all of it is
/// there, so that a failure or an interruption leaves the old files.
pub(crate) fn apply(folder: &Path, difference: &Difference) -> Result<()> {
    if difference.is_empty() {
        return Ok(());
    }
    fs::create_dir_all(folder).with_context(|| format!("`{}` cannot be made", folder.display()))?;
    // Inside the folder: the same disk, and out of sight of the workspace's glob.
    let staging = tempfile::Builder::new()
        .prefix(".generate-")
        .tempdir_in(folder)
        .with_context(|| format!("`{}` cannot be written", folder.display()))?;
    for (path, (_, text)) in &difference.write {
        let staged = staging.path().join(path);
        make_parent(&staged)?;
        fs::write(&staged, text).with_context(|| format!("`{}` cannot be written", staged.display()))?;
    }
    for path in difference.write.keys() {
        let target = folder.join(path);
        make_parent(&target)?;
        fs::rename(staging.path().join(path), &target)
            .with_context(|| format!("`{}` cannot be written", target.display()))?;
    }
    for path in difference.remove.keys() {
        let target = folder.join(path);
        fs::remove_file(&target).with_context(|| format!("`{}` cannot be removed", target.display()))?;
        remove_empty_parents(folder, &target);
    }
    Ok(())
}

fn make_parent(path: &Path) -> Result<()> {
    let parent = path.parent().unwrap_or(path);
    fs::create_dir_all(parent).with_context(|| format!("`{}` cannot be made", parent.display()))
}

fn remove_empty_parents(folder: &Path, file: &Path) {
    // `remove_dir` refuses a folder that holds something: that is where to stop.
    for parent in file.ancestors().skip(1).take_while(|parent| *parent != folder) {
        if fs::remove_dir(parent).is_err() {
            return;
        }
    }
}

/// The files below a folder, without what cargo and interrupted runs leave there.
fn present(folder: &Path) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(relative) = folders.pop() {
        let entries = match fs::read_dir(folder.join(&relative)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => bail!("`{}` cannot be read: {error}", folder.join(&relative).display()),
        };
        for entry in entries {
            let entry = entry.with_context(|| format!("`{}` cannot be read", folder.display()))?;
            let path = relative.join(entry.file_name());
            let name = slashed(&path);
            if matches!(name.as_str(), "target" | "Cargo.lock") || name.starts_with(".generate-") {
                continue;
            }
            // A link is a file of somebody's: it is never followed.
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(path);
            } else {
                found.insert(name);
            }
        }
    }
    Ok(found)
}

/// What the last run wrote here.
fn written_before(folder: &Path) -> Result<BTreeSet<String>> {
    let path = folder.join(PROVENANCE);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => bail!("`{}` cannot be read: {error}", path.display()),
    };
    let Ok(value) = serde_json::from_str::<serde_json::Value>(&text) else {
        // Somebody edited it; then nothing is known to be ours.
        return Ok(BTreeSet::new());
    };
    let files = value["files"].as_array().into_iter().flatten().filter_map(|file| file.as_str());
    let is_inside =
        |file: &&str| Path::new(file).components().all(|part| matches!(part, Component::Normal(_)));
    Ok(files.filter(is_inside).map(str::to_owned).collect())
}

fn read(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("`{}` cannot be read", path.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
