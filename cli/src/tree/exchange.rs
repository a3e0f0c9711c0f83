//! The way from the files of a folder to those that should be there.
//!
//! Everything is written beside the old files first, and every file is then exchanged in one step. When one cannot be, those
//! before it are put back. Before the first and until the last, `provenance.json` lists old and new: a run that is killed in
//! between leaves files that the next one knows for ours, and mends.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::Difference;
use super::provenance::{self, Manifest, PROVENANCE};

/// Hidden, on the same disk, and out of sight of the workspace's glob.
const STAGING: &str = ".clientwright-staging-";

/// Makes the folder what it should be.
pub(super) fn exchange(folder: &Path, difference: &Difference) -> Result<()> {
    let staging = tempfile::Builder::new()
        .prefix(STAGING)
        .tempdir_in(folder)
        .with_context(|| format!("`{}` cannot be written", folder.display()))?;
    let mut folders = Folders::default();
    let mut stage = |name: &str, text: &str| -> Result<PathBuf> {
        let path = staging.path().join(name);
        folders.make_parent(&path)?;
        fs::write(&path, text).with_context(|| format!("`{}` cannot be written", path.display()))?;
        Ok(path)
    };
    let mut steps: Vec<(&str, Option<PathBuf>)> = Vec::new();
    // First what goes: where `a` and `A` are one file, it could be the new one.
    steps.extend(difference.remove.keys().map(|path| (path.as_str(), None)));
    for (path, (_, text)) in difference.write.iter().filter(|(path, _)| *path != PROVENANCE) {
        steps.push((path, Some(stage(&format!("new/{path}"), text)?)));
    }
    if let Some((_, last)) = difference.write.get(PROVENANCE) {
        let new = Manifest::parse(last).unwrap_or_default();
        let old = provenance::read(folder)?.unwrap_or_default();
        let between = new.between(&old).to_text();
        steps.insert(0, (PROVENANCE, Some(stage("between", &between)?)));
        steps.push((PROVENANCE, Some(stage("last", last)?)));
    }

    let aside = staging.path().join("old");
    let mut exchanged = Exchanged { folder, aside, done: BTreeMap::new(), order: Vec::new(), folders };
    let result = steps.iter().try_for_each(|(path, new)| exchanged.step(path, new.as_deref()));
    if let Err(error) = result {
        if let Err(other) = exchanged.undo() {
            let kept = staging.keep();
            return Err(error.context(format!("{other:#}; the files of before are in `{}`", kept.display())));
        }
        return Err(error);
    }
    difference.remove.keys().for_each(|path| remove_empty_parents(folder, path));
    Ok(())
}

/// Removes what runs that were killed have left; the lock says that no other run is at work.
pub(super) fn remove_leftovers(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(STAGING) {
            // Litter is no reason to fail.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// What was exchanged, so that it can be put back.
struct Exchanged<'a> {
    folder: &'a Path,
    /// Where the old files are.
    aside: PathBuf,
    /// Whether there was an old file.
    done: BTreeMap<&'a str, bool>,
    /// In which order they were exchanged.
    order: Vec<&'a str>,
    folders: Folders,
}

impl<'a> Exchanged<'a> {
    /// Puts a file in the place of another, or removes it.
    fn step(&mut self, path: &'a str, new: Option<&Path>) -> Result<()> {
        let target = self.folder.join(path);
        if !self.done.contains_key(path) {
            let was_there = self.set_aside(path, &target)?;
            self.done.insert(path, was_there);
            self.order.push(path);
        }
        match new {
            Some(new) => {
                self.folders.make_parent(&target)?;
                fs::rename(new, &target).with_context(|| format!("`{}` cannot be written", target.display()))
            }
            None => not_there_is_fine(fs::remove_file(&target))
                .with_context(|| format!("`{}` cannot be removed", target.display())),
        }
    }

    /// The old file gets a second name, so that there is no moment without it.
    fn set_aside(&mut self, path: &str, target: &Path) -> Result<bool> {
        if fs::symlink_metadata(target).is_err_and(|error| error.kind() == ErrorKind::NotFound) {
            return Ok(false);
        }
        let aside = self.aside.join(path);
        self.folders.make_parent(&aside)?;
        // Not every disk has files with two names.
        fs::hard_link(target, &aside)
            .or_else(|_| fs::copy(target, &aside).map(drop))
            .with_context(|| format!("`{}` cannot be read", target.display()))?;
        Ok(true)
    }

    /// Puts the old files back, all that can be. The error is the first that cannot.
    fn undo(&self) -> Result<()> {
        let back = |path: &&str| {
            let target = self.folder.join(path);
            let undone = if self.done[path] {
                fs::rename(self.aside.join(path), &target)
            } else {
                not_there_is_fine(fs::remove_file(&target))
            };
            remove_empty_parents(self.folder, path);
            undone.with_context(|| format!("`{}` cannot be put back", target.display()))
        };
        let undone: Vec<Result<()>> = self.order.iter().rev().map(back).collect();
        undone.into_iter().collect()
    }
}

fn not_there_is_fine(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

/// Folders that were made: a file says nothing new of where its siblings are.
#[derive(Default)]
struct Folders(BTreeSet<PathBuf>);

impl Folders {
    fn make_parent(&mut self, path: &Path) -> Result<()> {
        let parent = path.parent().unwrap_or(path);
        if !self.0.contains(parent) {
            fs::create_dir_all(parent).with_context(|| format!("`{}` cannot be made", parent.display()))?;
            self.0.insert(parent.to_owned());
        }
        Ok(())
    }
}

fn remove_empty_parents(folder: &Path, file: &str) {
    // `remove_dir` refuses a folder that holds something: that is where to stop.
    for parent in folder.join(file).ancestors().skip(1).take_while(|parent| *parent != folder) {
        if fs::remove_dir(parent).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::provenance::{Edits, with_provenance};
    use crate::tree::{Files, compare};

    const ORIGIN: &str = "Generated by Clientwright from a test.";

    fn listed(texts: &[(&str, &str)]) -> Files {
        let texts: Files =
            texts.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        with_provenance(texts, ORIGIN, Edits::Kept)
    }

    /// Every file below a folder; an empty folder has an empty name at its end.
    fn files(folder: &Path) -> BTreeMap<PathBuf, String> {
        let mut found = BTreeMap::new();
        let mut open = vec![folder.to_owned()];
        while let Some(folder) = open.pop() {
            let paths: Vec<PathBuf> =
                fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
            if paths.is_empty() {
                found.insert(folder.join(""), String::new());
            }
            for path in paths {
                if path.is_dir() {
                    open.push(path)
                } else {
                    drop(found.insert(path.clone(), fs::read_to_string(path).unwrap()))
                }
            }
        }
        found
    }

    /// One file cannot be written: what was written, made and removed before it is undone.
    #[test]
    fn a_failure_leaves_the_old_files() {
        let folder = tempfile::tempdir().unwrap();
        let old = listed(&[("a.rs", "old"), ("src/gone/b.rs", "old"), ("z", "old")]);
        exchange(folder.path(), &compare(folder.path(), &old).unwrap()).unwrap();
        let new = listed(&[("a.rs", "new"), ("src/new/c.rs", "new"), ("z", "new")]);
        let difference = compare(folder.path(), &new).unwrap();
        // Somebody was faster.
        fs::remove_file(folder.path().join("z")).unwrap();
        fs::create_dir(folder.path().join("z")).unwrap();
        fs::write(folder.path().join("z/mine"), "mine").unwrap();

        let before = files(folder.path());
        let error = exchange(folder.path(), &difference).unwrap_err();
        assert!(format!("{error:#}").contains("z` cannot be read"), "{error:#}");
        assert_eq!(files(folder.path()), before);

        fs::remove_dir_all(folder.path().join("z")).unwrap();
        exchange(folder.path(), &difference).unwrap();
        let wanted = new.iter().map(|(path, text)| (folder.path().join(path), text.clone()));
        assert_eq!(files(folder.path()), wanted.collect());
    }

    /// A kill at any moment: whatever is there is listed, and what stands in between is no edit.
    #[test]
    fn in_between_both_crates_are_listed() {
        let parse = |files: &Files| Manifest::parse(&files[PROVENANCE]).unwrap();
        let old = parse(&listed(&[("a", "old"), ("b", "same"), ("c", "old")]));
        let new = parse(&listed(&[("a", "new"), ("b", "same"), ("d", "new")]));
        let between = Manifest::parse(&new.between(&old).to_text()).unwrap();
        assert_eq!(between.paths().collect::<Vec<_>>(), ["a", "b", "c", "d", PROVENANCE]);
        for path in ["a", "c", "d"] {
            assert!(!between.is_edited(path, "half"), "{path}");
        }
        assert!(between.is_edited("b", "mine") && !between.is_edited("b", "same"));
    }
}
