//! `bench`: what the generator and its crates cost, as ratios within one run.
//!
//! `ours` is the generated models with the runtime's codec, `derived` the same types under serde derive. Nothing here
//! is ever asserted: a machine is never quiet enough for that.

mod client;
mod clock;
mod derived;
mod generate;
mod generation;
mod measure;
mod report;
mod scratch;
mod throughput;

use std::process::ExitCode;

use clap::{Args, Subcommand};
use clientwright_codegen::Stages;

use clientwright::failure::Failure;
use clientwright::output::Format;
use clientwright::spec::Spec;
use clientwright::workspace::Workspace;

/// Measures the models against serde derive, and the generator
///
/// Builds two scratch crates below `target/bench/<provider>` from one plan: `ours`, the generated models as they are, and
/// `derived`, the same types under serde derive. Both have one function per type that an operation answers with
/// (decode) or takes (encode), as a client has. Then come the generator's own time and the size of what it writes.
///
/// Only the ratios mean something on another machine. It takes some minutes; progress goes to stderr.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    other: Option<Other>,
    /// The provider whose models are measured
    #[arg(default_value = "unigox")]
    provider: String,
    /// Only times the pipeline, in this process: what the command runs itself, optimised
    #[arg(long, hide = true)]
    generation_only: bool,
    /// How problems and summaries are written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// What else is measured.
#[derive(Subcommand)]
enum Other {
    Client(client::Arguments),
    Generate(generate::Arguments),
}

impl Arguments {
    /// How the report is written.
    pub(crate) fn format(&self) -> Format {
        match &self.other {
            Some(Other::Client(client)) => client.format,
            Some(Other::Generate(generate)) => generate.format,
            None => self.format,
        }
    }
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    if let Some(other) = &arguments.other {
        match other {
            Other::Client(client) => client::run(client)?,
            Other::Generate(generate) => generate::run(generate)?,
        }
        return Ok(ExitCode::SUCCESS);
    }
    let workspace = Workspace::find()?;
    let name = &workspace.providers(std::slice::from_ref(&arguments.provider))?[0];
    if arguments.generation_only {
        outln!("{}", generation::stages(&workspace, name)?.to_json());
        return Ok(ExitCode::SUCCESS);
    }

    let Spec { sources, provider, files, .. } = Spec::of_provider(&workspace, name)?;
    let failed = |problems| Failure::Spec(problems, Box::new(files.clone()));
    let stages = Stages::new(&sources, &provider);
    let output = stages.output().map_err(failed)?;
    let (api, krate) = stages.into_models().map_err(failed)?;

    let load = report::load();
    let lines = generation::Lines::of(&output, api.operations.len());
    let stages = generation::measure(&workspace, name)?;
    let folder = workspace.target()?.join("bench").join(name);
    errln!("{name}: scratch crates in `{}`", folder.display());
    let scratch = scratch::write(&folder, &krate, &output, &workspace)?;
    let builds = measure::builds(&scratch)?;
    let throughput = throughput::throughput(&scratch)?;

    let report = report::Report { provider: name, builds, throughput, stages, lines, load };
    report::print(&report, arguments.format);
    Ok(ExitCode::SUCCESS)
}
