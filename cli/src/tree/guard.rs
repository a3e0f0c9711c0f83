//! What somebody would lose, and the refusal to destroy it.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use super::Difference;
use super::provenance::{Manifest, PROVENANCE};
use crate::output::few;

/// What somebody would lose. `target`, `Cargo.lock` and hidden files are never touched and never counted.
#[derive(Debug, Default)]
pub(super) struct AtStake {
    /// What is no folder, or no file, where the crate has one.
    pub(super) in_the_way: BTreeSet<String>,
    /// All that stands in a folder that `generate` has not written to.
    pub(super) foreign: BTreeSet<String>,
    /// In a crate of ours: files that `generate` did not write, where the crate now gets one.
    taken: BTreeSet<String>,
    /// Files that `generate` wrote and somebody edited.
    edited: BTreeSet<String>,
}

impl AtStake {
    /// A file of a crate of ours that a run replaces or removes.
    pub(super) fn file(&mut self, manifest: &Manifest, path: &str, found: &str) {
        if !manifest.lists(path) {
            self.taken.insert(path.to_owned());
        } else if manifest.is_edited(path, found) {
            self.edited.insert(path.to_owned());
        }
    }
}

impl Difference {
    /// The error is what would be lost. With `force`, files may be replaced; folders and links never are.
    pub(crate) fn refuse(&self, shown: &str, force: bool) -> Result<()> {
        let AtStake { in_the_way, foreign, taken, edited } = &self.at_stake;
        if !in_the_way.is_empty() {
            bail!(
                "in `{shown}`, something else has the name of a file or a folder of the crate: {}\nhint: move it away",
                few(in_the_way)
            );
        }
        if force {
            return Ok(());
        }
        if !foreign.is_empty() {
            let replaced: Vec<&String> =
                foreign.iter().filter(|path| self.write.contains_key(*path)).collect();
            let replaced = if replaced.is_empty() { "nothing".to_owned() } else { few(&replaced) };
            let why = if foreign.contains(PROVENANCE) {
                format!(", whose `{PROVENANCE}` is not as `generate` writes it,")
            } else {
                String::new()
            };
            bail!(
                "`{shown}`{why} holds files that `generate` did not write: {}\n\
                 hint: choose another folder, or move them; `--force` replaces {replaced} and leaves the rest alone",
                few(foreign)
            );
        }
        if !taken.is_empty() {
            bail!(
                "`generate` did not write these files of `{shown}`, and the crate now has files of these names: {}\n\
                 hint: rename them; `--force` replaces them",
                few(taken)
            );
        }
        if !edited.is_empty() {
            bail!(
                "these files of `{shown}` were edited after `generate` wrote them: {}\n\
                 hint: keep the edits elsewhere; `--force` replaces the files",
                few(edited)
            );
        }
        Ok(())
    }
}
