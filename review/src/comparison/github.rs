//! A comparison as annotations of GitHub Actions.

use crate::diff::Level;

use super::edits::{Comparison, Edit};
use super::rust;

/// One command for each edit, and for each change of the crate. What is gone is shown at the nearest place that is there.
pub(super) fn of(comparisons: &[Comparison]) -> String {
    let edits = comparisons.iter().flat_map(Comparison::shown).map(line);
    let of_crate = |comparison: &'_ Comparison| {
        let name = comparison.name.clone();
        comparison.rust.iter().flatten().map(|change| rust_line(name.as_deref(), change)).collect::<String>()
    };
    edits.chain(comparisons.iter().map(of_crate)).collect()
}

/// A crate has no line in the spec.
fn rust_line(name: Option<&str>, change: &rust::Change) -> String {
    let command = if change.breaks() { "error" } else { "notice" };
    let title = property(&format!("rust-{}", change.said.bump.as_str()));
    let name = name.map(|name| format!("{name}: ")).unwrap_or_default();
    let to_do = change.said.to_do.map(|to_do| format!(": {to_do}")).unwrap_or_default();
    let text = format!("{name}{}{to_do} (from {})", change.said.text, change.cause.as_str());
    format!("::{command} title={title}::{}\n", data(&text))
}

fn line(edit: &Edit) -> String {
    let command = match (edit.level(), &edit.approved) {
        (Level::Error, None) => "error",
        (Level::Warning, None) => "warning",
        _ => "notice",
    };
    let title = format!("title={}", property(&edit.first().rule.id));
    let place = edit.nearest.as_ref().map_or_else(String::new, |spot| {
        format!("file={},line={},col={},", property(&spot.file), spot.line, spot.column)
    });
    let operations = edit.operations();
    let operations = if operations.is_empty() { operations } else { format!("{operations}: ") };
    format!("::{command} {place}{title}::{}\n", data(&format!("{operations}{}", edit.first().text())))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
