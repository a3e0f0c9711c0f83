//! Figures as Markdown.

use super::{Measured, OURS, Report};

/// BENCHMARKS.md.
pub(super) fn page(report: &Report) -> String {
    format!(
        "# Benchmarks\n\nWritten by `cargo xtask bench generate --write`, which measures every generator that is installed in \
         one run. Only the ratios mean something on another machine.\n\n![CPU seconds by generator](docs/benchmarks.svg)\n\n{}",
        tables(report)
    )
}

/// The tables: the whole command, its stages, and what grows.
pub(super) fn tables(report: &Report) -> String {
    let Report { documents, scaled, load } = report;
    let mut text = "## Generators\n\nCPU seconds, peak memory and lines of code without tests, examples and comments, of the \
                    whole command. The ratio is ours to the fastest of the others.\n\n"
        .to_owned();
    commands(&mut text, documents);
    text += "\n## Stages\n\nCPU seconds of the pipeline alone. The floor is what reading the text as a tree and writing the \
             files costs; memory is that of the whole command to the size of the document.\n\n";
    stages(&mut text, documents);
    if !scaled.is_empty() {
        text += "\n## Scale\n\nSynthetic documents.\n\n";
        commands(&mut text, scaled);
        text += "\nTheir stages:\n\n";
        stages(&mut text, scaled);
    }
    if let Some(load) = load {
        text += &format!("\nLoad average {load} at the start.\n");
    }
    text
}

fn commands(text: &mut String, all: &[Measured]) {
    let generators = all.first().into_iter().flat_map(|it| &it.costs).map(|(name, _)| *name);
    row(text, ["document", "MB", "operations"].into_iter().chain(generators).chain(["ratio"]));
    for it in all {
        let mut cells = vec![it.name.clone(), megabytes(it.bytes), it.operations.to_string()];
        cells.extend(it.costs.iter().map(|(_, made)| match made {
            Some(made) => format!(
                "{:.2} s, {} MB, {} lines",
                made.cost.seconds,
                megabytes(made.cost.memory),
                made.lines
            ),
            None => "fails".to_owned(),
        }));
        cells.push(ratio(it.seconds(OURS), it.fastest_peer()));
        row(text, cells.iter().map(String::as_str));
    }
}

fn stages(text: &mut String, all: &[Measured]) {
    let names = all.first().into_iter().flat_map(|it| &it.stages).map(|(name, _)| name.as_str());
    row(text, ["document"].into_iter().chain(names).chain(["together", "to the floor", "memory"]));
    for it in all {
        let together: f64 = it.stages.iter().map(|(_, seconds)| seconds).sum();
        let mut cells = vec![it.name.clone()];
        cells.extend(it.stages.iter().map(|(_, seconds)| format!("{seconds:.3}")));
        cells.push(format!("{together:.3}"));
        cells.push(ratio(Some(together), Some(it.stage("read") + it.stage("write"))));
        let memory = it.costs.first().and_then(|(_, made)| made.as_ref()).map(|made| made.cost.memory as f64);
        cells.push(ratio(memory, Some(it.bytes as f64)));
        row(text, cells.iter().map(String::as_str));
    }
}

/// A row; the first is followed by the line that Markdown wants.
fn row<'c>(text: &mut String, cells: impl Iterator<Item = &'c str>) {
    let cells: Vec<&str> = cells.collect();
    let is_head = text.ends_with("\n\n");
    *text += &format!("| {} |\n", cells.join(" | "));
    if is_head {
        *text += &format!("|---|{}\n", "---:|".repeat(cells.len() - 1));
    }
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1e6)
}

fn ratio(part: Option<f64>, whole: Option<f64>) -> String {
    match (part, whole) {
        (Some(part), Some(whole)) if whole > 0.0 => format!("{:.2}", part / whole),
        _ => "–".to_owned(),
    }
}
