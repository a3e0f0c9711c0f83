//! `bench generate`: what the generator costs by document, stage by stage, beside the other generators that are installed.
//!
//! Everything is a process of its own: its CPU time and its peak of memory are the system's, for us and for the others alike.

mod chart;
mod markdown;
mod peers;
mod process;
mod stages;
mod synthetic;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use serde_json::{Value, json};

use super::measure::{cargo_command, run as run_program};
use super::report::load;
use clientwright::failure::Failure;
use clientwright::output::Format;
use clientwright::workspace::Workspace;
use process::Cost;

/// Measures generation by document: CPU time by stage, peak memory, lines of code, and other generators on `PATH`
///
/// Each document is generated with the whole command, in a folder below `target/bench`, and so by each of `oas3-gen`,
/// `openapi-to-rust` and `ploidy` that is installed. Then the stages are timed. The least of several runs counts.
#[derive(Args)]
pub(crate) struct Arguments {
    /// OpenAPI documents [default: those of specs/]
    documents: Vec<PathBuf>,
    /// Also synthetic documents of 1,000, 5,000 and 20,000 operations, and one of 100 MB
    #[arg(long)]
    scale: bool,
    /// How often each is run
    #[arg(long, default_value_t = 3)]
    runs: usize,
    /// Writes BENCHMARKS.md and docs/benchmarks.svg
    #[arg(long)]
    write: bool,
    /// Runs a program, and writes what it cost
    #[arg(long, hide = true, num_args = 1.., allow_hyphen_values = true, conflicts_with = "documents")]
    cost_of: Vec<String>,
    /// Times the stages of a document in this process
    #[arg(long, hide = true)]
    stages_of: Option<PathBuf>,
    /// How figures are written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// What was measured of a document.
struct Measured {
    name: String,
    bytes: u64,
    operations: u64,
    /// Of the whole command, by generator; ours is the first.
    costs: Vec<(&'static str, Option<Made>)>,
    /// CPU seconds, in the order of the pipeline.
    stages: Vec<(String, f64)>,
}

/// What a generator made, and what it cost.
struct Made {
    cost: Cost,
    /// Lines of Rust without tests, examples, comments and blank lines.
    lines: usize,
}

/// The name of ours in tables.
const OURS: &str = "clientwright";

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    if let [program, rest @ ..] = arguments.cost_of.as_slice() {
        outln!("{}", process::run_here(program, rest)?.to_json());
        return Ok(());
    }
    if let Some(document) = &arguments.stages_of {
        outln!("{}", stages::once(document)?);
        return Ok(());
    }
    let workspace = Workspace::find()?;
    let folder = workspace.target()?.join("bench").join("generate");
    fs::create_dir_all(&folder).with_context(|| format!("`{}` cannot be made", folder.display()))?;
    let program = optimised(&workspace)?;
    let mut documents = arguments.documents.clone();
    if documents.is_empty() {
        documents
            .extend(workspace.providers(&[])?.iter().map(|name| workspace.spec(name).join("openapi.yaml")));
    }
    let scaled = if arguments.scale { synthetic::write(&folder)? } else { Vec::new() };
    let load = load();
    let measured = |documents: &[PathBuf], with_peers| {
        let each = documents.iter().map(|document| {
            errln!("{}", document.display());
            let commands = peers::commands(&program, document, &folder.join("out"), with_peers);
            measure(document, &program, &folder, &commands, arguments.runs)
        });
        each.collect::<Result<Vec<_>>>()
    };
    let report = Report { documents: measured(&documents, true)?, scaled: measured(&scaled, false)?, load };
    match arguments.format {
        Format::Text => outln!("{}", markdown::tables(&report)),
        Format::Json => {
            let all = report.documents.iter().chain(&report.scaled);
            outln!("{:#}", Value::from_iter(all.map(Measured::to_json)));
        }
    }
    if arguments.write {
        let root = workspace.root();
        put(&root.join("BENCHMARKS.md"), &markdown::page(&report))?;
        put(&root.join("docs/benchmarks.svg"), &chart::bars(&report.documents))?;
    }
    Ok(())
}

/// Everything that was measured.
struct Report {
    documents: Vec<Measured>,
    /// Synthetic ones, by us alone.
    scaled: Vec<Measured>,
    /// How busy the machine was before.
    load: Option<String>,
}

fn put(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("`{}` cannot be written", path.display()))
}

/// An optimised build of this program, which has the command too.
fn optimised(workspace: &Workspace) -> Result<PathBuf> {
    errln!("an optimised build of xtask");
    let target = workspace.target()?;
    let mut build = cargo_command();
    build.args(["build", "--release", "--package", "xtask"]);
    build.current_dir(workspace.root()).env("CARGO_TARGET_DIR", &target);
    run_program(build)?;
    Ok(target.join("release").join(format!("xtask{}", std::env::consts::EXE_SUFFIX)))
}

fn measure(
    document: &Path,
    program: &Path,
    folder: &Path,
    commands: &[peers::Generator],
    runs: usize,
) -> Result<Measured> {
    let out = folder.join("out");
    let mut costs = Vec::new();
    for (generator, command) in commands {
        let mut least: Option<Made> = None;
        for _ in 0..runs {
            // It may not be there.
            let _ = fs::remove_dir_all(&out);
            let Some(cost) = process::run(program, command)? else { break };
            let lines = lines(&out);
            if lines > 0 && least.as_ref().is_none_or(|least| cost.seconds < least.cost.seconds) {
                least = Some(Made { cost, lines });
            }
        }
        costs.push((*generator, least));
    }
    let _ = fs::remove_dir_all(&out);
    let (mut stages, mut operations): (Vec<(String, f64)>, u64) = (Vec::new(), 0);
    for _ in 0..runs {
        let mut command = std::process::Command::new(program);
        command.args(["bench", "generate", "--stages-of"]).arg(document);
        let written: Value =
            serde_json::from_str(&run_program(command)?).context("no stages were written")?;
        operations = written["operations"].as_u64().unwrap_or_default();
        let run = written["stages"].as_array().into_iter().flatten();
        let run = run.filter_map(|it| Some((it["stage"].as_str()?.to_owned(), it["seconds"].as_f64()?)));
        if stages.is_empty() {
            stages = run.collect();
        } else {
            stages.iter_mut().zip(run).for_each(|(least, it)| least.1 = least.1.min(it.1));
        }
    }
    let name = document.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let parent = document.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    let name = parent.map_or(name.clone(), |parent| format!("{parent}/{name}"));
    let bytes = fs::metadata(document).map_or(0, |data| data.len());
    Ok(Measured { name, bytes, operations, costs, stages })
}

impl Measured {
    fn to_json(&self) -> Value {
        let costs = self.costs.iter().map(|(name, made)| {
            let made = made.as_ref().map(|made| json!({ "cost": made.cost.to_json(), "lines": made.lines }));
            ((*name).to_owned(), made.unwrap_or_default())
        });
        json!({
            "document": self.name,
            "bytes": self.bytes,
            "operations": self.operations,
            "generators": costs.collect::<serde_json::Map<_, _>>(),
            "stages": self.stages.iter().cloned().collect::<BTreeMap<_, _>>(),
        })
    }

    /// CPU seconds of a generator that could make something of the document.
    fn seconds(&self, generator: &str) -> Option<f64> {
        let (_, made) = self.costs.iter().find(|(name, _)| *name == generator)?;
        made.as_ref().map(|made| made.cost.seconds)
    }

    /// The fastest of the others.
    fn fastest_peer(&self) -> Option<f64> {
        let others = self.costs.iter().filter(|(name, _)| *name != OURS);
        others.filter_map(|(_, made)| Some(made.as_ref()?.cost.seconds)).min_by(f64::total_cmp)
    }

    /// A stage's CPU seconds.
    fn stage(&self, name: &str) -> f64 {
        self.stages.iter().find(|(stage, _)| stage == name).map_or(0.0, |(_, seconds)| *seconds)
    }
}

/// Lines of Rust below a folder, without tests, examples, comments and blank lines.
fn lines(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let of_entry = |entry: fs::DirEntry| {
        let (path, name) = (entry.path(), entry.file_name());
        if path.is_dir() {
            return if name == "tests" || name == "examples" { 0 } else { lines(&path) };
        }
        let text = path.extension().filter(|it| *it == "rs").and_then(|_| fs::read_to_string(&path).ok());
        let is_code = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with("//");
        text.map_or(0, |text| text.lines().filter(is_code).count())
    };
    entries.map(of_entry).sum()
}
