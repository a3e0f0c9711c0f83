//! Changes that somebody takes responsibility for.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use clientwright_review::day::Day;

use super::edits::Comparison;
use crate::failure::Failure;
use crate::spec::read;

/// The entries of a file.
pub(super) struct Approvals {
    file: String,
    entries: Vec<Approval>,
}

struct Approval {
    fingerprint: String,
    reason: String,
    /// The last day on which it counts.
    expires: Option<Day>,
}

impl Approvals {
    /// Reads a YAML list of `fingerprint`, `reason` and `expires`.
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let file = path.display().to_string();
        let text = read(path, &path.display().to_string())?;
        let entries: Option<Vec<BTreeMap<String, String>>> =
            serde_yaml::from_str(&text).with_context(|| format!("`{file}` is no list of approvals"))?;
        let entries = entries.unwrap_or_default();
        let entries = entries.into_iter().enumerate().map(|(index, entry)| {
            Approval::read(entry).map_err(|problem| anyhow!("`{file}`: approval {}: {problem:#}", index + 1))
        });
        Ok(Self { entries: entries.collect::<Result<_>>()?, file })
    }

    /// Marks what is approved.
    ///
    /// # Errors
    /// An entry that approves nothing: it stands for a change that is not there any more.
    pub(super) fn apply(&self, comparisons: &mut [Comparison], today: Day) -> Result<()> {
        let mut stale = Vec::new();
        for entry in &self.entries {
            let approvable = comparisons.iter_mut().flat_map(|comparison| {
                let edits = comparison.edits.iter_mut().map(|edit| (&edit.fingerprint, &mut edit.approved));
                let rust = comparison.rust.iter_mut().flatten();
                edits.chain(rust.map(|change| (&change.fingerprint, &mut change.approved)))
            });
            let mut is_stale = true;
            for (_, approved) in approvable.filter(|(fingerprint, _)| **fingerprint == entry.fingerprint) {
                is_stale = false;
                if entry.expires.is_none_or(|last| today <= last) {
                    *approved = Some(entry.reason.clone());
                }
            }
            if is_stale {
                stale.push(format!("`{}` ({})", entry.fingerprint, entry.reason));
            }
        }
        if !stale.is_empty() {
            bail!("approvals in `{}` match no change: {}\nhint: remove them", self.file, stale.join(", "));
        }
        Ok(())
    }
}

impl Approval {
    fn read(mut entry: BTreeMap<String, String>) -> Result<Self> {
        let mut required = |key: &str| {
            entry
                .remove(key)
                .filter(|text| !text.trim().is_empty())
                .with_context(|| format!("`{key}` is missing"))
        };
        let (fingerprint, reason) = (required("fingerprint")?, required("reason")?);
        let expires = entry.remove("expires").map(|text| {
            Day::parse(&text).with_context(|| format!("`expires: {text}` is no date\nhint: YYYY-MM-DD"))
        });
        if let Some(key) = entry.keys().next() {
            bail!("the key `{key}` is unknown\nhint: the keys are fingerprint, reason, expires");
        }
        Ok(Self { fingerprint, reason, expires: expires.transpose()? })
    }
}
