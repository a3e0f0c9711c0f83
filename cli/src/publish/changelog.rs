//! The text of a crate's `CHANGELOG.md`.

use semver::Version;

use clientwright_review::callers::Change;
use clientwright_review::diff::Bump;

const HEAD: &str = "# Changelog\n\n<!-- `cargo xtask publish` writes an entry for each release. Lines may be added to it. -->\n";

/// The changelog with the entry of a release.
///
/// What stands there of versions that nobody released is dropped. An entry of this version stays as it is, since somebody
/// may have added to it; the error is the lines that it lacks.
pub(super) fn with_entry(
    present: Option<&str>,
    from: Option<&Version>,
    to: &Version,
    changes: &[Change],
) -> Result<String, Vec<String>> {
    let present = present.unwrap_or(HEAD);
    let (head, entries) = parts(present);
    let ours = entries.iter().find(|entry| version(entry).as_ref() == Some(to));
    if let Some(ours) = ours {
        let lines = changes.iter().map(Change::line);
        let missing: Vec<String> =
            lines.filter(|line| !ours.lines().any(|present| present == line)).collect();
        if !missing.is_empty() {
            return Err(missing);
        }
    }
    let mut text = format!("{}\n\n", head.trim_end());
    text.push_str(ours.copied().unwrap_or(&entry(to, changes)).trim_end());
    for entry in &entries {
        if version(entry).is_none_or(|version| from.is_some_and(|from| version <= *from)) {
            text.push_str("\n\n");
            text.push_str(entry.trim_end());
        }
    }
    text.push('\n');
    Ok(text)
}

/// What stands before the first entry, and the entries.
fn parts(text: &str) -> (&str, Vec<&str>) {
    let mut starts: Vec<usize> = text.match_indices("\n## ").map(|(at, _)| at + 1).collect();
    let head = &text[..*starts.first().unwrap_or(&text.len())];
    starts.push(text.len());
    (head, starts.windows(2).map(|bounds| &text[bounds[0]..bounds[1]]).collect())
}

fn version(entry: &str) -> Option<Version> {
    Version::parse(entry.strip_prefix("## ")?.lines().next()?.trim()).ok()
}

/// Breaking first.
fn entry(to: &Version, changes: &[Change]) -> String {
    let mut text = format!("## {to}\n");
    for (level, heading) in [(Bump::Major, "Breaking"), (Bump::Minor, "Added"), (Bump::Patch, "Other")] {
        let lines: Vec<String> =
            changes.iter().filter(|change| change.bump == level).map(Change::line).collect();
        if !lines.is_empty() {
            text.push_str(&format!("\n### {heading}\n\n{}\n", lines.join("\n")));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        Version::parse(text).unwrap()
    }

    #[test]
    fn breaking_changes_come_first() {
        let changes = [
            Change::new(Bump::Patch, "the documentation"),
            Change::new(Bump::Minor, "`a` is new"),
            Change::breaking("`b` is gone".to_owned(), "remove it"),
        ];
        let text = with_entry(None, None, &version("0.1.0"), &changes).unwrap();
        let entry = "## 0.1.0\n\n### Breaking\n\n- `b` is gone: remove it.\n\n### Added\n\n- `a` is new.\n\n### Other\n\n- The documentation.\n";
        assert_eq!(text, format!("{HEAD}\n{entry}"));
    }

    #[test]
    fn an_entry_is_written_once_and_what_was_added_to_it_stays() {
        let (from, to) = (version("0.1.0"), version("0.1.1"));
        let first = with_entry(None, None, &from, &[Change::new(Bump::Minor, "the first release")]).unwrap();
        let changes = [Change::new(Bump::Minor, "`a` is new")];
        let second = with_entry(Some(&first), Some(&from), &to, &changes).unwrap();
        assert!(second.find("## 0.1.1") < second.find("## 0.1.0"), "{second}");
        let edited = second.replace("`a` is new.", "`a` is new.\n- thanks to everybody.");
        assert_eq!(with_entry(Some(&edited), Some(&from), &to, &changes).unwrap(), edited);
        let more = [changes[0].clone(), Change::new(Bump::Minor, "`b` is new")];
        assert_eq!(with_entry(Some(&edited), Some(&from), &to, &more).unwrap_err(), ["- `b` is new."]);
    }

    #[test]
    fn a_version_that_was_never_released_leaves_no_entry() {
        let from = version("0.1.0");
        let first = with_entry(None, None, &from, &[]).unwrap();
        let patch = with_entry(Some(&first), Some(&from), &version("0.1.1"), &[]).unwrap();
        let breaking = with_entry(Some(&patch), Some(&from), &version("0.2.0"), &[]).unwrap();
        assert!(breaking.contains("## 0.2.0") && !breaking.contains("## 0.1.1"), "{breaking}");
        assert!(breaking.contains("## 0.1.0"), "{breaking}");
    }
}
