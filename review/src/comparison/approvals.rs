//! Changes that somebody takes responsibility for.

use std::collections::BTreeMap;

use super::edits::Comparison;
use crate::day::Day;

/// The entries of a file.
pub struct Approvals {
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
    /// Reads a YAML list of `fingerprint`, `reason` and `expires`; `file` is what messages call it.
    ///
    /// # Errors
    ///
    /// What is no such list.
    pub fn parse(file: &str, text: &str) -> Result<Self, String> {
        let entries: Option<Vec<BTreeMap<String, String>>> = serde_yaml::from_str(text)
            .map_err(|error| format!("`{file}` is no list of approvals: {error}"))?;
        let entries = entries.unwrap_or_default().into_iter().enumerate().map(|(index, entry)| {
            Approval::read(entry).map_err(|problem| format!("`{file}`: approval {}: {problem}", index + 1))
        });
        Ok(Self { entries: entries.collect::<Result<_, _>>()?, file: file.to_owned() })
    }

    /// Marks what is approved.
    ///
    /// # Errors
    ///
    /// An entry that approves nothing: it stands for a change that is not there any more.
    pub fn apply(&self, comparisons: &mut [Comparison], today: Day) -> Result<(), String> {
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
            let stale = stale.join(", ");
            return Err(format!("approvals in `{}` match no change: {stale}\nhint: remove them", self.file));
        }
        Ok(())
    }
}

impl Approval {
    fn read(mut entry: BTreeMap<String, String>) -> Result<Self, String> {
        let mut required = |key: &str| {
            entry
                .remove(key)
                .filter(|text| !text.trim().is_empty())
                .ok_or_else(|| format!("`{key}` is missing"))
        };
        let (fingerprint, reason) = (required("fingerprint")?, required("reason")?);
        let expires = entry.remove("expires").map(|text| {
            Day::parse(&text).ok_or_else(|| format!("`expires: {text}` is no date\nhint: YYYY-MM-DD"))
        });
        if let Some(key) = entry.keys().next() {
            return Err(format!(
                "the key `{key}` is unknown\nhint: the keys are fingerprint, reason, expires"
            ));
        }
        Ok(Self { fingerprint, reason, expires: expires.transpose()? })
    }
}
