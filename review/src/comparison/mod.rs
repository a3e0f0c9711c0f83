//! Two specs and the crates that they make, compared for a reader: edits with their places, and what Rust callers have to
//! know.

mod agreement;
mod approvals;
mod edits;
mod github;
mod json;
mod markdown;
mod rust;
mod side;
mod tally;
mod text;

pub use agreement::Agreement;
pub use approvals::Approvals;
pub use edits::{Comparison, Edit, Lines};
pub use side::Side;

use clientwright_codegen::surface::Surface;
use clientwright_document::files::Files;

use crate::day::Day;
use crate::diff::{self, Bump, Level};

/// For people at a terminal, with colours.
pub fn to_text(comparisons: &[Comparison]) -> String {
    text::of(comparisons)
}

/// One sentence on what to make of it.
pub fn summary(comparisons: &[Comparison]) -> String {
    text::summary(comparisons)
}

/// For programs.
pub fn to_json(comparisons: &[Comparison]) -> serde_json::Value {
    json::of(comparisons)
}

/// For a pull request.
pub fn to_markdown(comparisons: &[Comparison]) -> String {
    markdown::of(comparisons)
}

/// Annotations of GitHub Actions.
pub fn to_github(comparisons: &[Comparison]) -> String {
    github::of(comparisons)
}

/// Compares two documents, and no crates.
pub fn compare_documents(base: &Side, head: &Side, today: Day) -> Comparison {
    let changes = diff::compare(&base.document, &head.document, today);
    Comparison::new(None, changes, &base.texts.files, &head.texts.files)
}

/// How far a spec agrees with the provider's own reference, of which the comparison is.
pub fn agreement<'c>(comparison: &'c Comparison, theirs: &Side, ours: &Side) -> Agreement<'c> {
    let (theirs, ours) = (&theirs.document, &ours.document);
    Agreement::of(comparison, &tally::Tally::of(theirs, ours), &tally::Tally::of(ours, theirs))
}

/// Compares the specs, and the crates that they make; our decisions are those of each side's time.
pub fn compare(
    name: Option<&str>,
    base: Option<&Side>,
    head: Option<&Side>,
    released: Option<&Surface>,
    today: Day,
) -> Comparison {
    let known = name.unwrap_or_default();
    let mut changes =
        diff::compare_providers(known, base.map(Side::compared), head.map(Side::compared), today);
    let mut rust = None;
    if let (Some(base), Some(head)) = (base, head) {
        rust = rust::compare(known, base, head, released);
        let is_told = changes.iter().any(|it| it.rust > Bump::None || it.rule.level > Level::Info);
        if !is_told && rust.iter().all(Vec::is_empty) {
            changes.extend(base.other_code(head));
        }
    }
    let none = Files::default();
    let [was, is] = [base, head].map(|side| side.map_or(&none, |side| &side.texts.files));
    let comparison = Comparison::new(name.map(str::to_owned), changes, was, is);
    if base.is_some() && head.is_some() { comparison.with_rust(rust) } else { comparison }
}
