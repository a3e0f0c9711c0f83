//! Whether the version of the document tells that callers are hurt.

use std::cmp::Ordering;

use super::change::Level;
use super::cx::Cx;
use super::rules::document::*;

/// Compares the versions, when something breaks.
pub(super) fn compare(cx: &mut Cx<'_>) {
    let breaks = |rule: &super::Rule| rule.level == Level::Error && !rule.is_ours;
    if !cx.findings().iter().any(|finding| breaks(&finding.rule)) {
        return;
    }
    let (Some(base_info), Some(head_info)) = (cx.base.get("info"), cx.head.get("info")) else { return };
    let (Some(base), Some(head)) = (base_info.text("version"), head_info.text("version")) else { return };
    let (Some(old), Some(new)) = (Version::parse(base), Version::parse(head)) else { return };
    let subject = "the version";
    let (was, is) = (base_info.get("version"), head_info.get("version"));
    match new.compare(&old) {
        Ordering::Less => cx.emit(API_VERSION_DECREASED, subject, &[base, head], was, is),
        Ordering::Equal => cx.emit(API_VERSION_NOT_BUMPED, subject, &[base], was, is),
        Ordering::Greater if new.numbers[0] == old.numbers[0] => {
            cx.emit(API_MAJOR_VERSION_NOT_BUMPED, subject, &[base, head], was, is);
        }
        Ordering::Greater => {}
    }
}

/// A semantic version.
struct Version<'v> {
    numbers: [u64; 3],
    prerelease: &'v str,
}

impl<'v> Version<'v> {
    fn parse(text: &'v str) -> Option<Self> {
        let text = text.split_once('+').map_or(text, |(version, _)| version);
        let (numbers, prerelease) = text.split_once('-').unwrap_or((text, ""));
        let mut parts = numbers.split('.').map(str::parse);
        let numbers = [parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?];
        parts.next().is_none().then_some(Self { numbers, prerelease })
    }

    fn compare(&self, other: &Self) -> Ordering {
        // A release comes after its prereleases.
        let prereleases = match (self.prerelease, other.prerelease) {
            ("", "") => Ordering::Equal,
            ("", _) => Ordering::Greater,
            (_, "") => Ordering::Less,
            (one, other) => compare_prereleases(one, other),
        };
        self.numbers.cmp(&other.numbers).then(prereleases)
    }
}

fn compare_prereleases(one: &str, other: &str) -> Ordering {
    // Numbers come before words.
    let parts = |text: &str| -> Vec<(u64, String)> {
        text.split('.')
            .map(|part| match part.parse() {
                Ok(number) => (number, String::new()),
                Err(_) => (u64::MAX, part.to_owned()),
            })
            .collect()
    };
    parts(one).cmp(&parts(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_ordered() {
        let ordered = [
            "0.9.9",
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-rc.2",
            "1.0.0-rc.11",
            "1.0.0",
        ];
        for pair in ordered.windows(2) {
            let [one, other] = [pair[0], pair[1]].map(|text| Version::parse(text).unwrap());
            assert_eq!(one.compare(&other), Ordering::Less, "{pair:?}");
        }
        assert!(["1", "1.0", "v1.0.0", "1.0.0.0"].iter().all(|text| Version::parse(text).is_none()));
        let same = ["1.0.0+one", "1.0.0+other"].map(|text| Version::parse(text).unwrap());
        assert_eq!(same[0].compare(&same[1]), Ordering::Equal);
    }
}
