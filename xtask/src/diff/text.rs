//! A comparison for people at a terminal.

use anstream::{eprintln, println};
use clientwright_codegen::diff::Level;

use super::edits::{Comparison, Edit, bump, counts};
use crate::report::Spot;

/// Writes the edits to stdout, and what to make of them to stderr.
pub(super) fn print(comparisons: &[Comparison]) {
    for comparison in comparisons {
        let is_worth_a_word = comparison.one_sided.is_some() || !comparison.edits.is_empty();
        if let Some(name) = comparison.name.as_ref().filter(|_| is_worth_a_word && comparisons.len() > 1) {
            println!("\x1b[1m{name}\x1b[0m\n");
        }
        if let Some(text) = comparison.one_sided {
            println!("{text}\n");
        }
        comparison.shown().for_each(print_edit);
    }
    let edits = || comparisons.iter().flat_map(Comparison::shown);
    eprintln!("{}", verdict(counts(edits()), &bump(edits()).to_string()));
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
    if counts.is_empty() {
        return "no change".to_owned();
    }
    match bump {
        "none" => format!("{}: the crate stays as it is", counts.join(", ")),
        bump => format!("{}: the crate needs a {bump} version", counts.join(", ")),
    }
}

fn print_edit(edit: &Edit) {
    let (color, bold, faint, reset) = (color(edit.level()), "\x1b[1m", "\x1b[2m", "\x1b[0m");
    let change = edit.first();
    let operations = edit.operations();
    let operations = if operations.is_empty() { operations } else { format!(" {bold}{operations}{reset}") };
    println!("{color}{}[{}]{reset}{operations}", edit.level(), change.rule.id);
    println!("  {}", change.text());
    let place = |spot: &Option<Spot>| {
        spot.as_ref()
            .map_or_else(|| "-".to_owned(), |spot| format!("{}:{}:{}", spot.file, spot.line, spot.column))
    };
    println!("  {faint}{} -> {}{reset}", place(&edit.base), place(&edit.head));
    println!("  {faint}rust: {}, fingerprint: {}{reset}", change.rust, edit.fingerprint);
    if let Some(reason) = &edit.approved {
        println!("  approved: {reason}");
    }
    println!();
}

fn color(level: Level) -> &'static str {
    match level {
        Level::Error => "\x1b[1;31m",
        Level::Warning => "\x1b[1;33m",
        Level::Info => "\x1b[1;36m",
    }
}
