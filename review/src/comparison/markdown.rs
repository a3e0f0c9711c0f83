//! A comparison for a pull request.

use std::fmt::Write as _;

use crate::diff::{Bump, Level};

use super::edits::{Comparison, Edit, Lines, counts};
use super::rust;
use super::text::verdict;
use clientwright_document::files::Spot;

/// A verdict, a table of what breaks, and lists of the rest.
pub(super) fn of(comparisons: &[Comparison]) -> String {
    let mut page = String::new();
    for comparison in comparisons {
        write(&mut page, comparison).expect("a string takes text");
    }
    page
}

fn write(page: &mut String, comparison: &Comparison) -> std::fmt::Result {
    if let Some(name) = &comparison.name {
        writeln!(page, "## {name}\n")?;
    }
    let counts = counts(comparison.shown());
    let bump = comparison.bump();
    let what = match (counts[0], bump) {
        (1.., _) => "Breaking",
        (0, Bump::Major) => "Breaking for code, not for calls",
        (0, _) => "Not breaking",
    };
    writeln!(page, "**{what}**: {}.\n", verdict(counts, &bump.to_string()))?;
    let of = |level: Level, approved: bool| {
        comparison
            .shown()
            .filter(move |edit| edit.level() == level && (approved || edit.approved.is_none()))
            .collect::<Vec<_>>()
    };
    let breaking = of(Level::Error, false);
    if !breaking.is_empty() {
        writeln!(page, "| What breaks | Operation | Before | After | Rust |\n|---|---|---|---|---|")?;
        for edit in breaking {
            writeln!(
                page,
                "| {}<br>`{}` | {} | {} | {} | {} |",
                cell(&edit.first().text()),
                edit.first().rule.id,
                code(&edit.operations()),
                before_or_after(&edit.base),
                before_or_after(&edit.head),
                edit.first().rust,
            )?;
        }
        writeln!(page)?;
    }
    list(page, "Warnings", &of(Level::Warning, false))?;
    rust(page, comparison)?;
    let approved: Vec<&Edit> = comparison.shown().filter(|edit| edit.approved.is_some()).collect();
    list(page, "Approved", &approved)?;
    let rest: Vec<&Edit> = of(Level::Info, false);
    if !rest.is_empty() {
        writeln!(page, "<details><summary>{}</summary>\n", number(rest.len(), "other change"))?;
        items(page, &rest)?;
        writeln!(page, "\n</details>\n")?;
    }
    files(page, &comparison.files)
}

fn rust(page: &mut String, comparison: &Comparison) -> std::fmt::Result {
    if !comparison.is_rust_asked {
        return Ok(());
    }
    let Some(changes) = &comparison.rust else {
        return writeln!(page, "### Rust callers\n\nOne of the two specs makes no crate.\n");
    };
    if changes.is_empty() {
        return Ok(());
    }
    writeln!(page, "### Rust callers\n\n| | Change | What to do | From |\n|---|---|---|---|")?;
    for rust::Change { cause, said, approved, .. } in changes {
        let level = said.bump.as_str();
        let to_do = match approved {
            Some(reason) => format!("approved: {}", cell(reason)),
            None => said.to_do.unwrap_or("—").to_owned(),
        };
        writeln!(page, "| {level} | {} | {to_do} | {} |", cell(&said.text), cause.as_str())?;
    }
    writeln!(page)
}

fn files(page: &mut String, files: &[Lines]) -> std::fmt::Result {
    if files.is_empty() {
        return Ok(());
    }
    let (added, removed) =
        files.iter().fold((0, 0), |(added, removed), file| (added + file.added, removed + file.removed));
    let count = number(files.len(), "generated file");
    writeln!(page, "<details><summary>{count}, +{added} −{removed}</summary>\n")?;
    for Lines { path, added, removed } in files {
        writeln!(page, "- `{path}` +{added} −{removed}")?;
    }
    writeln!(page, "\n</details>\n")
}

fn number(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}

fn list(page: &mut String, title: &str, edits: &[&Edit]) -> std::fmt::Result {
    if edits.is_empty() {
        return Ok(());
    }
    writeln!(page, "### {title}\n")?;
    items(page, edits)?;
    writeln!(page)
}

fn items(page: &mut String, edits: &[&Edit]) -> std::fmt::Result {
    for edit in edits {
        let operations = edit.operations();
        let operations =
            if operations.is_empty() { String::new() } else { format!("{}: ", code(&operations)) };
        let reason = edit.approved.as_ref().map(|reason| format!(" — {}", line(reason))).unwrap_or_default();
        writeln!(page, "- {operations}{} (`{}`){reason}", line(&edit.first().text()), edit.first().rule.id)?;
    }
    Ok(())
}

/// The line in the spec, and where it stands.
fn before_or_after(spot: &Option<Spot>) -> String {
    let Some(spot) = spot else { return "—".to_owned() };
    format!("{}<br>{}:{}", code(&shortened(&spot.text)), cell(&spot.file), spot.line)
}

fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST - 1).chain(['…']).collect()
}

/// Text that ends no cell.
fn cell(text: &str) -> String {
    piped(&line(text))
}

/// Text of one line without HTML. In code it stays as it is, where nothing but code has backticks.
fn line(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    let parts: Vec<&str> = text.split('`').collect();
    let is_paired = parts.len() % 2 == 1 && !text.contains("``");
    let parts = parts.iter().enumerate().map(|(index, part)| match is_paired && index % 2 == 1 {
        true => (*part).to_owned(),
        false => part.replace('<', "&lt;"),
    });
    parts.collect::<Vec<_>>().join("`")
}

/// Code in a cell, between more backticks than stand together in it.
fn code(text: &str) -> String {
    let text = piped(&text.replace(['\n', '\r'], " "));
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    match longest {
        _ if text.is_empty() => String::new(),
        0 => format!("`{text}`"),
        _ => format!("{fence} {text} {fence}"),
    }
}

/// A `|` ends no cell after a backslash, unless another one stands before that.
fn piped(text: &str) -> String {
    text.replace("\\|", "\\ |").replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::{cell, code};

    #[test]
    fn no_text_gets_out_of_its_cell() {
        for (text, expected) in [
            ("`List<User>` is gone", "`List<User>` is gone"),
            ("</details><img src=x>", "&lt;/details>&lt;img src=x>"),
            ("the property `a`<b>`", "the property `a`&lt;b>`"),
            ("a``<b>", "a``&lt;b>"),
            ("a | b \\| c\r\nd", "a \\| b \\ \\| c  d"),
        ] {
            assert_eq!(cell(text), expected, "{text}");
        }
        for (text, expected) in [("a", "`a`"), ("", ""), ("a`b", "`` a`b ``"), ("``|", "``` ``\\| ```")] {
            assert_eq!(code(text), expected, "{text}");
        }
    }
}
