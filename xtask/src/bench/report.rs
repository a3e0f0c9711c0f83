//! Shows the figures as tables, or as JSON.

use std::{fs, thread};

use serde_json::{Value, json};

use super::clock::UNIT;
use super::generation::{Durations, Lines};
use super::measure::{CONTESTANTS, REPETITIONS, Row};
use super::throughput::Throughput;
use clientwright::figures;
use clientwright::output::Format;

/// Everything that was measured.
pub(super) struct Report<'a> {
    pub(super) provider: &'a str,
    pub(super) builds: Vec<Row>,
    pub(super) throughput: Throughput,
    pub(super) stages: Durations,
    pub(super) lines: Lines,
    /// How busy the machine was before, where it says so.
    pub(super) load: Option<String>,
}

/// Writes the report to stdout.
pub(super) fn print(report: &Report<'_>, format: Format) {
    match format {
        Format::Text => text(report),
        Format::Json => outln!("{:#}", json(report)),
    }
}

fn text(report: &Report<'_>) {
    let Report { provider, builds, throughput, stages, lines, load } = report;
    outln!(
        "{provider}: models against the same types under serde derive, the crate alone, median of {REPETITIONS}\n"
    );
    let mut table =
        figures::table(["", "ours", "ours with serde", "derived", "ours/derived", "with serde/derived"]);
    for row in builds.iter().chain(&throughput.rows) {
        let digits = if row.unit == "MB/s" { 0 } else { 2 };
        let shown = |value: Option<f64>| value.map(|value| format!("{value:.digits$}")).unwrap_or_default();
        let ratio = |index| self::ratio(row, index).map(|ratio| format!("{ratio:.2}")).unwrap_or_default();
        let [ours, with_serde, derived] = row.values.map(shown);
        table.add_row([format!("{}, {}", row.what, row.unit), ours, with_serde, derived, ratio(0), ratio(1)]);
    }
    figures::print(&table);
    outln!("time and size: below 1 is less than serde derive's; MB/s: above 1 is faster");
    outln!(
        "{} lists of about 400 KB, of documented answers; the best round of each",
        throughput.ratios.len()
    );
    for (direction, row) in throughput.rows.iter().enumerate() {
        let mut ratios: Vec<_> =
            throughput.ratios.iter().map(|(name, ratios)| (ratios[direction], name)).collect();
        ratios.sort_by(|a, b| a.0.total_cmp(&b.0));
        if let [slowest, .., fastest] = ratios[..] {
            let (low, at, high, at_high) = (slowest.0, slowest.1, fastest.0, fastest.1);
            let middle = ratios[ratios.len() / 2].0;
            outln!(
                "{} ours/derived by list: {low:.2} ({at}) to {high:.2} ({at_high}), median {middle:.2}",
                row.what
            );
        }
    }
    for (document, reason) in &throughput.failed {
        outln!("left out: `{document}`: {reason}");
    }
    outln!();

    let mut table = figures::table(["generation", UNIT, "share"]);
    let total = stages.total();
    for (stage, seconds) in stages.iter().chain([("together", total)]) {
        table.add_row([stage.to_owned(), format!("{seconds:.4}"), format!("{:.2}", seconds / total)]);
    }
    figures::print(&table);
    outln!();

    let mut table = figures::table(["generated Rust", "lines", "per operation"]);
    let per_operation = |lines: f64| format!("{lines:.1}");
    for (kind, count) in lines.kinds {
        let each = per_operation(count as f64 / lines.operations.max(1) as f64);
        table.add_row([kind.to_owned(), count.to_string(), each]);
    }
    table.add_row([
        format!("the library without models, {} operations", lines.operations),
        (lines.kinds[1].1 + lines.kinds[2].1).to_string(),
        per_operation(lines.per_operation()),
    ]);
    figures::print(&table);
    if let Some(load) = load {
        outln!("\nload average {load} at the start: absolute figures hold for this run only");
    }
}

/// A contestant's figure as a part of serde derive's.
fn ratio(row: &Row, contestant: usize) -> Option<f64> {
    let [.., derived] = row.values;
    Some(row.values[contestant]? / derived.filter(|derived| *derived > 0.0)?)
}

/// How busy the machine is, where it says so.
pub(super) fn load() -> Option<String> {
    let text = fs::read_to_string("/proc/loadavg").ok()?;
    let cores = thread::available_parallelism().ok()?;
    Some(format!("{} on {cores} cores", text.split(' ').next()?))
}

fn json(report: &Report<'_>) -> Value {
    let Report { provider, builds, throughput, stages, lines, load } = report;
    let rows = builds.iter().chain(&throughput.rows).map(|row| {
        let values = CONTESTANTS.iter().zip(row.values);
        let values: serde_json::Map<_, _> =
            values.map(|((name, ..), value)| ((*name).to_owned(), json!(value))).collect();
        json!({
            "what": row.what,
            "unit": row.unit,
            "values": values,
            "ratios": { "ours": ratio(row, 0), "ours with serde": ratio(row, 1) },
        })
    });
    let kinds: serde_json::Map<_, _> =
        lines.kinds.iter().map(|(kind, count)| ((*kind).to_owned(), json!(count))).collect();
    let documents = throughput
        .ratios
        .iter()
        .map(|(name, [decode, encode])| (name.clone(), json!({ "decode": decode, "encode": encode })));
    json!({
        "provider": provider,
        "models": rows.collect::<Vec<_>>(),
        "documents": documents.collect::<serde_json::Map<_, _>>(),
        "failed": throughput.failed,
        "generation": { "unit": UNIT, "stages": stages.to_json(), "together": stages.total() },
        "lines": { "kinds": kinds, "operations": lines.operations, "per_operation_without_models": lines.per_operation() },
        "load": load,
    })
}
