//! A generated crate on disk: what is there, what should be there, and the way from one to the other.

mod exchange;
mod guard;
mod lock;
mod provenance;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, Result, bail};

pub(crate) use provenance::{Edits, with_provenance};

/// The texts of a crate by path, with `/` between the parts.
pub type Files = BTreeMap<String, String>;

/// What differs between a folder and what should be in it.
#[derive(Debug, Default)]
pub struct Difference {
    /// Path → text on disk (`None`: not there) and text that should be there.
    pub write: BTreeMap<String, (Option<String>, String)>,
    /// Files of an earlier run that are no longer produced, with their text.
    pub remove: Files,
    /// Files that nobody generated, and whole folders of them, with `/` at the end.
    pub strays: BTreeSet<String>,
    /// What somebody would lose.
    at_stake: guard::AtStake,
}

impl Difference {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.write.is_empty() && self.remove.is_empty()
    }
}

/// Compares a folder with what should be in it.
pub fn compare(folder: &Path, files: &Files) -> Result<Difference> {
    let manifest = provenance::read(folder)?;
    let mut difference = Difference::default();
    let Difference { write, remove, strays, at_stake } = &mut difference;
    for (path, text) in files {
        let on_disk = match standing(folder, path)? {
            Standing::File(found) if found == *text => continue,
            Standing::File(found) => Some(found),
            Standing::Nothing => None,
            Standing::Other(what) => {
                at_stake.in_the_way.insert(what);
                continue;
            }
        };
        if let (Some(manifest), Some(found)) = (&manifest, &on_disk) {
            at_stake.file(manifest, path, found);
        }
        write.insert(path.clone(), (on_disk, text.clone()));
    }
    let mut known: BTreeSet<&str> = files.keys().map(String::as_str).collect();
    if let Some(manifest) = &manifest {
        for path in manifest.paths() {
            if known.insert(path)
                && let Standing::File(found) = standing(folder, path)?
            {
                at_stake.file(manifest, path, &found);
                remove.insert(path.to_owned(), found);
            }
        }
    }
    *strays = others(folder, &known)?;
    if manifest.is_none() {
        let there = write.iter().filter(|(_, (on_disk, _))| on_disk.is_some());
        at_stake.foreign = there.map(|(path, _)| path).chain(&*strays).cloned().collect();
    }
    Ok(difference)
}

/// A folder that no other run writes in the meantime.
pub struct Claimed<'f> {
    folder: &'f Path,
    shown: String,
    /// It is made only when there is something to write.
    is_new: bool,
    lock: Option<lock::Lock>,
}

/// Waits until no other run writes the folder.
pub fn claim(folder: &Path, shown: String) -> Result<Claimed<'_>> {
    let is_new = fs::symlink_metadata(folder).is_err();
    if !is_new && !folder.is_dir() {
        bail!("`{shown}` is no folder\nhint: move it away, or choose another name");
    }
    let lock = if is_new { None } else { lock::take(folder, &shown) };
    Ok(Claimed { folder, shown, is_new, lock })
}

impl Claimed<'_> {
    /// As a person would write it.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// Compares it with what should be in it.
    pub fn compare(&self, files: &Files) -> Result<Difference> {
        compare(self.folder, files)
    }

    /// The error is what `update` would destroy.
    pub fn refuse(&self, files: &Files, force: bool) -> Result<()> {
        if self.is_new { Ok(()) } else { self.compare(files)?.refuse(&self.shown, force) }
    }

    /// Makes it what it should be, or leaves it as it was. Whatever would be destroyed needs `force`.
    pub fn update(mut self, files: &Files, force: bool) -> Result<Difference> {
        if self.is_new {
            fs::create_dir_all(self.folder).with_context(|| format!("`{}` cannot be made", self.shown))?;
            self.lock = lock::take(self.folder, &self.shown);
        }
        let difference = self.compare(files)?;
        difference.refuse(&self.shown, force)?;
        if self.lock.is_some() {
            exchange::remove_leftovers(self.folder);
        }
        if !difference.is_empty() {
            exchange::exchange(self.folder, &difference)?;
        }
        Ok(difference)
    }
}

impl Drop for Claimed<'_> {
    fn drop(&mut self) {
        if self.is_new {
            // Refused when something was written to it.
            let _ = fs::remove_dir(self.folder);
        }
    }
}

/// What stands at a path of a folder.
enum Standing {
    Nothing,
    File(String),
    /// This part of the path is no folder, or its end is no file. A link to a folder leads to somebody else's.
    Other(String),
}

fn standing(folder: &Path, path: &str) -> Result<Standing> {
    let ends = path.match_indices('/').map(|(end, _)| &path[..end]).chain([path]);
    for part in ends {
        let at = folder.join(part);
        // The system is asked, and not a list of names: it may take `Lib.rs` for `lib.rs`.
        let kind = match fs::symlink_metadata(&at) {
            Ok(data) => data.file_type(),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Standing::Nothing),
            Err(error) => bail!("`{}` cannot be read: {error}", at.display()),
        };
        if part != path && !kind.is_dir() {
            return Ok(Standing::Other(part.to_owned()));
        }
        if part == path {
            let is_file = fs::metadata(&at).is_ok_and(|data| data.is_file());
            return Ok(if is_file { Standing::File(read(&at)?) } else { Standing::Other(path.to_owned()) });
        }
    }
    Ok(Standing::Nothing)
}

/// What stands in a folder beside the paths that are known. Hidden files are nobody's business, nor is what cargo makes.
fn others(folder: &Path, known: &BTreeSet<&str>) -> Result<BTreeSet<String>> {
    let folders: BTreeSet<&str> =
        known.iter().flat_map(|path| path.match_indices('/').map(|(end, _)| &path[..end])).collect();
    let mut found = BTreeSet::new();
    let mut open = vec![String::new()];
    while let Some(below) = open.pop() {
        let at = folder.join(&below);
        let entries = match fs::read_dir(&at) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => bail!("`{}` cannot be read: {error}", at.display()),
        };
        for entry in entries {
            let entry = entry.with_context(|| format!("`{}` cannot be read", at.display()))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_cargos = below.is_empty() && matches!(name.as_str(), "target" | "Cargo.lock");
            if name.starts_with('.') || is_cargos {
                continue;
            }
            let path = if below.is_empty() { name } else { format!("{below}/{name}") };
            // A link is a file of somebody's: it is never followed.
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            match (is_folder, folders.contains(path.as_str())) {
                (true, true) => open.push(path),
                (true, false) => drop(found.insert(path + "/")),
                (false, _) if !known.contains(path.as_str()) => drop(found.insert(path)),
                (false, _) => {}
            }
        }
    }
    Ok(found)
}

fn read(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("`{}` cannot be read", path.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
