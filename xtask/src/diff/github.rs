//! A comparison as annotations of GitHub Actions.

use clientwright_codegen::diff::Level;

use super::edits::{Comparison, Edit};

/// One command for each edit. What is gone is shown at the nearest place that is there.
pub(super) fn of(comparisons: &[Comparison]) -> String {
    comparisons.iter().flat_map(Comparison::shown).map(line).collect()
}

fn line(edit: &Edit) -> String {
    let command = match (edit.level(), &edit.approved) {
        (Level::Error, None) => "error",
        (Level::Warning, None) => "warning",
        _ => "notice",
    };
    let title = format!("title={}", property(edit.first().rule.id));
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
