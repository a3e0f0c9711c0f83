//! `lint`: what a reviewer would say about specs.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use clientwright_codegen::diagnostics::Diagnostics;
use clientwright_codegen::provider::Mode;
use clientwright_review::day::Day;
use clientwright_review::docs::lock::Lock;
use clientwright_review::lint::{self, Options, RULES, Scope};
use serde_json::{Value, json};

use crate::clock;
use crate::docs;
use crate::failure::Failure;
use crate::output::Format;
use crate::progress::Progress;
use crate::spec::Spec;
use crate::workspace::Workspace;
use clientwright_document::files::Files;
use clientwright_review::report;

/// Checks specs for mistakes that `generate` does not reject. Exits with 1 if anything is found
#[derive(Args)]
pub struct Arguments {
    /// Providers to check [default: all]
    #[arg(conflicts_with = "spec")]
    providers: Vec<String>,
    /// Any OpenAPI document (3.0 to 3.2), YAML or JSON
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// With `--spec`: applies the rules for our providers' specs too
    #[arg(long, requires = "spec")]
    strict: bool,
    /// Days after which a page of the documentation has to be read again
    #[arg(long, value_name = "DAYS", default_value_t = Options::default().stale_days)]
    stale_days: i64,
    /// Day to count from [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    today: Option<Day>,
    /// Lists the rules
    #[arg(long, conflicts_with_all = ["providers", "spec"])]
    rules: bool,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    if arguments.rules {
        rules(arguments.format);
        return Ok(ExitCode::SUCCESS);
    }
    let today = Some(arguments.today.unwrap_or_else(clock::today));
    let mut linted: Vec<(Diagnostics, Files)> = Vec::new();
    let progress = Progress::start("reading specs");
    for (Spec { sources, provider, files, .. }, lock) in specs(arguments)? {
        progress.step(format!("{}: checking", provider.package.name));
        let options = Options { today, stale_days: arguments.stale_days, lock: lock.as_ref() };
        match lint::run(&sources, &provider, options) {
            Ok(found) => linted.push((found, files)),
            Err(problems) => return Err(Failure::Spec(problems, Box::new(files))),
        }
    }
    drop(progress);
    let count: usize = linted.iter().map(|(found, _)| found.0.len()).sum();
    match arguments.format {
        Format::Json => {
            let findings = linted.iter().flat_map(|(found, files)| report::to_json(found, files));
            outln!("{:#}", json!({ "diagnostics": findings.collect::<Vec<Value>>() }));
        }
        Format::Text => {
            for (found, files) in &linted {
                styled_out!("{}", report::to_text(found, files));
            }
            errln!("{}, {}", number(linted.len(), "spec"), number(count, "finding"));
        }
    }
    Ok(if count == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The specs, with their locks.
fn specs(arguments: &Arguments) -> Result<Vec<(Spec, Option<Lock>)>, Failure> {
    if let Some(document) = &arguments.spec {
        let mut spec = Spec::of_document(document, "document")?;
        if arguments.strict {
            spec.provider.mode = Mode::Ours;
        }
        return Ok(vec![(spec, None)]);
    }
    let workspace = Workspace::find()?;
    let names = workspace.providers(&arguments.providers)?;
    let read = |name: &String| Ok((Spec::of_provider(&workspace, name)?, docs::lock(&workspace, name)?));
    names.iter().map(read).collect()
}

fn rules(format: Format) {
    match format {
        Format::Json => {
            let rules = RULES.iter().map(
                |rule| json!({ "id": rule.id, "meaning": rule.meaning, "strict": rule.scope == Scope::Ours }),
            );
            outln!("{:#}", json!({ "rules": rules.collect::<Vec<Value>>() }));
        }
        Format::Text => {
            let width = RULES.iter().map(|rule| rule.id.len()).max().unwrap_or_default();
            for rule in RULES {
                let scope =
                    if rule.scope == Scope::Ours { " (with `--spec` only if `--strict`)" } else { "" };
                outln!("{:width$}  {}{scope}", rule.id, rule.meaning);
            }
        }
    }
}

fn number(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// A day as an argument.
pub(crate) fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "this is no day, `2026-01-31`".to_owned())
}
