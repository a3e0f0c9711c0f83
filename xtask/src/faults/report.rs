//! Shows what the program found, as a table or as its JSON.

use std::collections::BTreeSet;

use anyhow::Context;
use serde::Deserialize;

use clientwright::figures;
use clientwright::output::Format;

/// A fault, tried on an operation.
#[derive(Deserialize)]
struct Line {
    fault: String,
    provider: String,
    operation: String,
    class: String,
    attempts: u32,
    bytes: u64,
    effects: u32,
    said: String,
    wrong: Vec<String>,
}

/// Figures of many calls.
#[derive(Deserialize)]
struct Figures {
    figures: Vec<(String, String)>,
    wrong: Vec<String>,
}

/// Prints the table; whether every row is right.
pub(super) fn table(json: &[u8], format: Format) -> anyhow::Result<bool> {
    let lines: Vec<Line> = serde_json::from_slice(json).context("the program did not write its report")?;
    let is_right = lines.iter().all(|line| line.wrong.is_empty());
    if matches!(format, Format::Json) {
        outln!("{}", String::from_utf8_lossy(json).trim_end());
        return Ok(is_right);
    }
    let mut table = figures::table(["fault", "classes", "attempts", "bytes read", "done", "said", "right"]);
    let mut rest = lines.as_slice();
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|line| line.fault == first.fault).count();
        let (fault, others) = rest.split_at(count);
        rest = others;
        for (index, row) in rows(fault).into_iter().enumerate() {
            let name = if index == 0 { first.fault.clone() } else { String::new() };
            let right = if row.iter().all(|line| line.wrong.is_empty()) { "yes" } else { "NO" };
            let classes: Vec<&str> = unique(row.iter().map(|line| line.class.as_str()));
            table.add_row([
                name,
                classes.join(" "),
                range(row.iter().map(|line| u64::from(line.attempts))),
                range(row.iter().map(|line| line.bytes)),
                range(row.iter().map(|line| u64::from(line.effects))),
                row[0].said.clone(),
                right.to_owned(),
            ]);
        }
    }
    figures::print(&table);
    for line in lines.iter().filter(|line| !line.wrong.is_empty()) {
        let Line { fault, provider, operation, class, wrong, .. } = line;
        outln!("wrong: {fault}: {provider} {operation}, {class}: {}", wrong.join("; "));
    }
    let operations: BTreeSet<_> = lines.iter().map(|line| (&line.provider, &line.operation)).collect();
    let faults: BTreeSet<_> = lines.iter().map(|line| &line.fault).collect();
    let wrong = lines.iter().filter(|line| !line.wrong.is_empty()).count();
    outln!("{} faults, {} operations, {} calls, {wrong} wrong", faults.len(), operations.len(), lines.len());
    Ok(is_right)
}

/// Calls that are right and of which the same is said are one row; wrong ones have their own.
fn rows(lines: &[Line]) -> Vec<Vec<&Line>> {
    let mut rows: Vec<Vec<&Line>> = Vec::new();
    for line in lines {
        let is_same = |row: &&mut Vec<&Line>| {
            let first = row[0];
            (first.attempts, &first.said, first.wrong.is_empty())
                == (line.attempts, &line.said, line.wrong.is_empty())
        };
        match rows.iter_mut().find(is_same) {
            Some(row) => row.push(line),
            None => rows.push(vec![line]),
        }
    }
    rows
}

fn unique<'a>(words: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut found = Vec::new();
    for word in words {
        if !found.contains(&word) {
            found.push(word);
        }
    }
    found
}

fn range(values: impl Iterator<Item = u64> + Clone) -> String {
    match (values.clone().min(), values.max()) {
        (Some(least), Some(most)) if least < most => format!("{least}–{most}"),
        (least, _) => least.unwrap_or(0).to_string(),
    }
}

/// Prints figures; whether nothing is wrong.
pub(super) fn figures(json: &[u8], format: Format) -> anyhow::Result<bool> {
    let Figures { figures, wrong } =
        serde_json::from_slice(json).context("the program did not write its report")?;
    if matches!(format, Format::Json) {
        outln!("{}", String::from_utf8_lossy(json).trim_end());
        return Ok(wrong.is_empty());
    }
    let mut table = figures::table(["", "figure"]);
    for (name, value) in figures {
        table.add_row([name, value]);
    }
    figures::print(&table);
    for wrong in &wrong {
        outln!("wrong: {wrong}");
    }
    outln!("{} wrong", wrong.len());
    Ok(wrong.is_empty())
}
