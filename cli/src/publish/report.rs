//! A plan for people, and for programs.

use serde_json::{Value, json};

use super::findings::{Findings, bytes};
use super::plan::{Action, Release};

/// The plan, on stdout.
pub(super) fn text(releases: &[Release]) {
    for release in releases {
        let Release { name, from, to, changes, action, size, .. } = release;
        let way = match (from, action) {
            (_, Action::Nothing) => format!("{to}, nothing to release"),
            (_, Action::Skip) => format!("{to}, uploaded already, to be tagged"),
            (None, Action::Publish) => format!("{to}, the first release"),
            (Some(from), Action::Publish) => {
                let bump = release.bump().map(|level| format!(", {}", level.as_str())).unwrap_or_default();
                format!("{from} → {to}{bump}")
            }
        };
        let size = size.map(|size| format!(", {}", bytes(size))).unwrap_or_default();
        outln!("{name}: {way}{size}");
        if from.is_some() {
            changes.iter().for_each(|change| outln!("  {}", change.line()));
        }
    }
}

/// What stands in the way, on stderr.
pub(super) fn findings(findings: &Findings) {
    for (message, hint) in &findings.0 {
        errln!("error: {message}\nhint: {hint}\n");
    }
}

pub(super) fn json(releases: &[Release], findings: &Findings) -> Value {
    let crates = releases.iter().map(|release| {
        let changes = release.changes.iter().map(
            |change| json!({ "level": change.bump.as_str(), "text": change.text, "to_do": change.to_do }),
        );
        json!({
            "name": release.name,
            "from": release.from.as_ref().map(ToString::to_string),
            "to": release.to.to_string(),
            "bump": release.bump().map_or("none", |level| level.as_str()),
            "changes": changes.collect::<Vec<_>>(),
            "action": match release.action {
                Action::Publish => "publish",
                Action::Skip => "skip",
                Action::Nothing => "nothing",
            },
            "size": release.size,
        })
    });
    let findings = findings.0.iter().map(|(message, hint)| json!({ "message": message, "hint": hint }));
    json!({ "crates": crates.collect::<Vec<_>>(), "findings": findings.collect::<Vec<_>>() })
}
