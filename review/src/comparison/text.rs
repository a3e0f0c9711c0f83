//! A comparison for people at a terminal.

use std::fmt::{Result, Write as _};

use clientwright_document::files::Spot;

use super::edits::{Comparison, Edit, counts};
use super::rust;
use crate::diff::{self, Bump};
use crate::plain;

/// The edits, with colours.
pub(super) fn of(comparisons: &[Comparison]) -> String {
    let mut page = String::new();
    write_all(&mut page, comparisons).expect("a string takes all");
    page
}

fn write_all(page: &mut String, comparisons: &[Comparison]) -> Result {
    for comparison in comparisons {
        let rust = comparison.rust.as_deref().unwrap_or_default();
        let is_worth_a_word = !comparison.edits.is_empty() || !rust.is_empty();
        if let Some(name) = comparison.name.as_ref().filter(|_| is_worth_a_word && comparisons.len() > 1) {
            writeln!(page, "\x1b[1m{name}\x1b[0m\n")?;
        }
        comparison.shown().try_for_each(|edit| write_edit(page, edit))?;
        if !rust.is_empty() {
            writeln!(page, "\x1b[1mfor Rust callers\x1b[0m")?;
            rust.iter().try_for_each(|change| write_change(page, change))?;
            writeln!(page)?;
        }
        if comparison.rust.is_none() && comparison.is_rust_asked {
            writeln!(page, "for Rust callers: one of the two makes no crate, see `lint`\n")?;
        }
    }
    Ok(())
}

/// What to make of the edits.
pub(super) fn summary(comparisons: &[Comparison]) -> String {
    let bump = comparisons.iter().map(Comparison::bump).max().unwrap_or(Bump::None);
    verdict(counts(comparisons.iter().flat_map(Comparison::shown)), &bump.to_string())
}

/// `2 breaking, 1 warning, 4 others: the crate needs a major version`.
pub(super) fn verdict([errors, warnings, others]: [usize; 3], bump: &str) -> String {
    let count = |count: usize, one: &str, many: &str| {
        (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { many }))
    };
    let counts: Vec<String> = [
        count(errors, "breaking", "breaking"),
        count(warnings, "warning", "warnings"),
        count(others, "other", "others"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let counts = if counts.is_empty() { "nothing on the wire".to_owned() } else { counts.join(", ") };
    match bump {
        "none" if counts.starts_with("nothing") => "no change".to_owned(),
        "none" => format!("{counts}: the crate stays as it is"),
        bump => format!("{counts}: the crate needs a {bump} version"),
    }
}

fn write_change(page: &mut String, change: &rust::Change) -> Result {
    let rust::Change { cause, said, fingerprint, approved } = change;
    let is_major = said.bump == Bump::Major;
    let (color, faint, reset) = (if is_major { "\x1b[1;31m" } else { "" }, "\x1b[2m", "\x1b[0m");
    let to_do = said.to_do.map(|to_do| format!(": {to_do}")).unwrap_or_default();
    // Only what breaks code has to be approved.
    let fingerprint = if is_major { format!(", fingerprint: {fingerprint}") } else { String::new() };
    writeln!(
        page,
        "  {color}{}{reset} {}{to_do} {faint}(from {}{fingerprint}){reset}",
        said.bump.as_str(),
        plain(&said.text),
        cause.as_str()
    )?;
    if let Some(reason) = approved {
        writeln!(page, "    approved: {}", plain(reason))?;
    }
    Ok(())
}

fn write_edit(page: &mut String, edit: &Edit) -> Result {
    let (color, bold, faint, reset) = (color(edit.level()), "\x1b[1m", "\x1b[2m", "\x1b[0m");
    let change = edit.first();
    let operations = plain(&edit.operations());
    let operations = if operations.is_empty() { operations } else { format!(" {bold}{operations}{reset}") };
    writeln!(page, "{color}{}[{}]{reset}{operations}", edit.level(), change.rule.id)?;
    writeln!(page, "  {}", plain(&change.text()))?;
    let place = |spot: &Option<Spot>| {
        spot.as_ref()
            .map_or_else(|| "-".to_owned(), |spot| format!("{}:{}:{}", spot.file, spot.line, spot.column))
    };
    writeln!(page, "  {faint}{} -> {}{reset}", place(&edit.base), place(&edit.head))?;
    writeln!(page, "  {faint}rust: {}, fingerprint: {}{reset}", change.rust, edit.fingerprint)?;
    if let Some(reason) = &edit.approved {
        writeln!(page, "  approved: {}", plain(reason))?;
    }
    writeln!(page)
}

fn color(level: diff::Level) -> &'static str {
    match level {
        diff::Level::Error => "\x1b[1;31m",
        diff::Level::Warning => "\x1b[1;33m",
        diff::Level::Info => "\x1b[1;36m",
    }
}
