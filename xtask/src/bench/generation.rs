//! The generator itself: its time by stage, and how much it writes.

use std::env;

use anyhow::{Context, anyhow};
use clientwright_codegen::{Output, Stages};
use serde_json::{Value, json};

use super::clock::{self, Whose, median};
use super::measure::{cargo_command, run};
use super::scratch::is_models;
use clientwright::failure::Failure;
use clientwright::spec::Spec;
use clientwright::workspace::Workspace;

/// How often the pipeline runs.
const RUNS: usize = 11;

const STAGES: [&str; 4] = ["read", "lower", "plan", "spell"];

/// Seconds per stage, in the order of the pipeline.
pub(super) struct Durations(Vec<(&'static str, f64)>);

impl Durations {
    /// The stages by name.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'static str, f64)> {
        self.0.iter().copied()
    }

    /// All stages together.
    pub(super) fn total(&self) -> f64 {
        self.iter().map(|(_, seconds)| seconds).sum()
    }

    /// An object by stage.
    pub(super) fn to_json(&self) -> Value {
        self.iter()
            .map(|(stage, seconds)| (stage.to_owned(), json!(seconds)))
            .collect::<serde_json::Map<_, _>>()
            .into()
    }

    fn from_json(value: &Value) -> Option<Self> {
        STAGES.into_iter().map(|stage| Some((stage, value[stage].as_f64()?))).collect::<Option<_>>().map(Self)
    }
}

/// Times the pipeline with an optimised build of this program.
pub(super) fn measure(workspace: &Workspace, provider: &str) -> Result<Durations, Failure> {
    errln!("generation: an optimised build of xtask");
    let target = workspace.target()?;
    let mut build = cargo_command();
    build.args(["build", "--release", "--package", "xtask"]);
    build.current_dir(workspace.root()).env("CARGO_TARGET_DIR", &target);
    run(build)?;
    errln!("generation: {RUNS} runs");
    let program = target.join("release").join(format!("xtask{}", env::consts::EXE_SUFFIX));
    let mut command = std::process::Command::new(program);
    command.args(["bench", provider, "--generation-only"]).current_dir(workspace.root());
    let written = run(command)?;
    let value: Value = serde_json::from_str(&written).context("the optimised xtask did not write JSON")?;
    Ok(Durations::from_json(&value)
        .ok_or_else(|| anyhow!("the optimised xtask left out a stage: {written}"))?)
}

/// Times the pipeline in this process: the median of some runs.
pub(super) fn stages(workspace: &Workspace, provider: &str) -> Result<Durations, Failure> {
    let mut seconds = [const { Vec::new() }; STAGES.len()];
    for _ in 0..RUNS {
        for (all, one) in seconds.iter_mut().zip(once(workspace, provider)?) {
            all.push(one);
        }
    }
    Ok(Durations(STAGES.into_iter().zip(seconds.map(median)).collect()))
}

fn once(workspace: &Workspace, name: &str) -> Result<[f64; 4], Failure> {
    let (read, reading) = clock::seconds(Whose::Own, || {
        let spec = Spec::of_provider(workspace, name)?;
        Ok::<_, Failure>(spec)
    });
    let Spec { sources, provider, files, .. } = read?;
    let failed = |problems| Failure::Spec(problems, Box::new(files.clone()));
    let stages = Stages::new(&sources, &provider);
    let (document, parsing) = clock::seconds(Whose::Own, || stages.document());
    document.map_err(failed)?;
    let (api, lowering) = clock::seconds(Whose::Own, || stages.api());
    api.map_err(failed)?;
    let (krate, planning) = clock::seconds(Whose::Own, || stages.krate());
    krate.map_err(failed)?;
    let (output, spelling) = clock::seconds(Whose::Own, || stages.output());
    output.map_err(failed)?;
    Ok([reading + parsing, lowering, planning, spelling])
}

/// Lines of Rust that are generated.
pub(super) struct Lines {
    /// By kind of file.
    pub(super) kinds: [(&'static str, usize); 5],
    /// How many operations there are.
    pub(super) operations: usize,
}

impl Lines {
    /// Counts.
    pub(super) fn of(output: &Output, operations: usize) -> Self {
        let of = |is_kind: fn(&str) -> bool| {
            let files = output.files.iter().filter(|(path, _)| path.ends_with(".rs") && is_kind(path));
            files.map(|(_, text)| text.lines().count()).sum()
        };
        let kinds = [
            ("models", of(is_models)),
            ("resources", of(is_resources)),
            (
                "client, call, lib, error, webhooks",
                of(|path| path.starts_with("src/") && !is_models(path) && !is_resources(path)),
            ),
            ("tests", of(|path| path.starts_with("tests/"))),
            ("examples", of(|path| path.starts_with("examples/"))),
        ];
        Self { kinds, operations }
    }

    /// Lines of the library per operation, apart from the models.
    pub(super) fn per_operation(&self) -> f64 {
        (self.kinds[1].1 + self.kinds[2].1) as f64 / self.operations.max(1) as f64
    }
}

fn is_resources(path: &str) -> bool {
    path == "src/resources.rs" || path.starts_with("src/resources/")
}
