//! A comparison for programs.

use crate::diff::{Bump, Change};
use serde_json::{Value, json};

use super::edits::{Comparison, Edit};
use clientwright_document::files::Spot;

/// All changes, those that a rule of ours covers too.
pub(super) fn of(comparisons: &[Comparison]) -> Value {
    let changes: Vec<Value> = comparisons
        .iter()
        .flat_map(|comparison| comparison.edits.iter().map(move |edit| (comparison, edit)))
        .flat_map(|(comparison, edit)| edit.changes.iter().map(move |change| entry(comparison, edit, change)))
        .collect();
    let surface: Vec<Value> = comparisons
        .iter()
        .flat_map(|comparison| comparison.rust.iter().flatten().map(move |change| (comparison, change)))
        .map(|(comparison, change)| {
            let mut entry = json!({
                "provider": comparison.name,
                "rust": change.said.bump.as_str(),
                "cause": change.cause.as_str(),
                "text": change.said.text,
                "to_do": change.said.to_do,
                "fingerprint": change.fingerprint,
            });
            if let Some(reason) = &change.approved {
                entry["approved"] = json!(reason);
            }
            entry
        })
        .collect();
    let bump = comparisons.iter().map(Comparison::bump).max().unwrap_or(Bump::None);
    json!({ "changes": changes, "surface": surface, "bump": bump.to_string() })
}

fn entry(comparison: &Comparison, edit: &Edit, change: &Change) -> Value {
    let mut entry = json!({
        "id": change.rule.id,
        "level": change.rule.level.to_string(),
        "rust": change.rust.to_string(),
        "operation": change.operation.map(|method| method.to_string()),
        "path": change.path,
        "pointer": change.pointer().map(ToString::to_string),
        "text": change.text(),
        "base": edit.base.as_ref().map(place),
        "head": edit.head.as_ref().map(place),
        "fingerprint": edit.fingerprint,
    });
    let optional = [("provider", &comparison.name), ("approved", &edit.approved)];
    for (key, value) in optional.into_iter().filter_map(|(key, value)| Some((key, value.as_ref()?))) {
        entry[key] = json!(value);
    }
    entry
}

fn place(spot: &Spot) -> Value {
    json!({ "file": spot.file, "line": spot.line, "column": spot.column })
}
