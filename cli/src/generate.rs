//! `generate`: writes crates, or says how they differ from what they should be.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow};
use clap::{Args, ValueEnum};
use clientwright_codegen::api::{Effect, Note};
use clientwright_codegen::provider::{Mode, is_package_name};
use clientwright_codegen::{Output, Stages};
use clientwright_document::files::Files as Texts;
use clientwright_document::pointer::Pointer;
use clientwright_review::report;
use serde::Serialize;
use serde_json::{Value, json};

use crate::called;
use crate::check;
use crate::failure::Failure;
use crate::out;
use crate::output::{Format, few};
use crate::progress::Progress;
use crate::runtime;
use crate::spec::{CHANGELOG, Spec};
use crate::tree::{self, Claimed, Difference, Edits, Files};
use crate::workspace::Workspace;

/// `cargo fmt` must not turn generated files into edited ones.
pub(crate) const UNFORMATTED: &str = include_str!("rustfmt.toml");

/// Writes client crates
#[derive(Args)]
pub struct Arguments {
    /// Providers to generate [default: all]
    #[arg(conflicts_with = "spec")]
    providers: Vec<String>,
    /// Compares without writing: prints a unified diff, and exits with 1 if anything differs
    #[arg(long)]
    check: bool,
    /// Prints a stage of the pipeline as JSON instead of writing files
    #[arg(long, value_enum, value_name = "STAGE")]
    print: Option<Stage>,
    /// Any OpenAPI document (3.0 to 3.2), YAML or JSON
    #[arg(long, value_name = "FILE", requires = "out")]
    spec: Option<PathBuf>,
    /// Folder for the crate of `--spec`
    #[arg(long, value_name = "DIR", requires = "spec")]
    out: Option<PathBuf>,
    /// Folder of the runtime that the crate of `--spec` depends on [default: the workspace's, or the one this command was built
    /// with]
    #[arg(long, value_name = "DIR", requires = "spec")]
    runtime_path: Option<PathBuf>,
    /// Package name for `--spec` [default: from the file name]
    #[arg(long, requires = "spec")]
    name: Option<String>,
    /// With `--spec`: reports unsupported constructs as errors instead of leaving them untyped or out
    #[arg(long, requires = "spec")]
    strict: bool,
    /// With `--spec`: lists every place of what is skipped, untyped or ignored, not the first ones of each rule
    #[arg(long, short, requires = "spec")]
    verbose: bool,
    /// Also replaces files that `generate` did not write, or that were edited since; removes none of them
    #[arg(long, conflicts_with_all = ["check", "print"])]
    force: bool,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// A stage of the pipeline.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Stage {
    /// The document as one tree, in the form of OpenAPI 3.0
    Document,
    /// Model of the API
    Api,
    /// Model of the crate
    Rust,
    /// The crate's files, by path
    Output,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    match (&arguments.spec, &arguments.out) {
        (Some(document), Some(out)) => any_document(document, out, arguments),
        _ => providers(arguments),
    }
}

/// Every crate is made before the first one is written: one mistake, and nothing changes.
fn providers(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let workspace = Workspace::find()?;
    let mut crates = Vec::new();
    // What is printed would meet the line that says what is being done.
    let progress = arguments.print.is_none().then(|| Progress::start("reading specs"));
    for name in workspace.providers(&arguments.providers)? {
        if let Some(progress) = &progress {
            progress.step(format!("{name}: generating"));
        }
        let spec = Spec::of_provider(&workspace, &name)?;
        match arguments.print {
            Some(stage) => print(spec, stage)?,
            None => crates.push((workspace.generated(&name), make(spec)?)),
        }
    }
    drop(progress);
    let mut claimed = Vec::new();
    for (folder, made) in &crates {
        let folder = tree::claim(folder, workspace.display(folder))?;
        if !arguments.check {
            folder.refuse(&made.files, arguments.force)?;
        }
        claimed.push((folder, made));
    }
    let mut differs = false;
    let mut report = Vec::new();
    for (folder, made) in claimed {
        let summary = compare_or_update(folder, made, arguments)?;
        differs |= summary["differs"] != json!([]) || summary["strays"] != json!([]);
        report.push(summary);
    }
    finish(&report, arguments.format);
    if arguments.check && differs {
        let named: String = arguments.providers.iter().map(|name| format!(" {name}")).collect();
        errln!("\nhint: run `{} generate{named}` and commit what it writes", called());
        return Ok(ExitCode::from(1));
    }
    Ok(ExitCode::SUCCESS)
}

fn any_document(document: &Path, out: &Path, arguments: &Arguments) -> Result<ExitCode, Failure> {
    let name = match &arguments.name {
        Some(name) => package_name(name).filter(|valid| valid == name).ok_or_else(|| {
            anyhow!("`{name}` is no package name\nhint: at most 64 lower-case letters, digits and `-`, a letter first, and no word of Rust's")
        })?,
        None => {
            let stem =
                document.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            let stem = stem.strip_suffix(".local").unwrap_or(&stem).to_owned();
            package_name(&format!("{stem}-client")).filter(|name| name != "client").unwrap_or_else(|| "api-client".to_owned())
        }
    };
    let mut spec = Spec::of_document(document, &name)?;
    if arguments.strict {
        spec.provider.mode = Mode::Strict;
    }
    if let Some(stage) = arguments.print {
        print(spec, stage)?;
        return Ok(ExitCode::SUCCESS);
    }
    out::check(out)?;
    spec.provider.setup = runtime::setup_of(out, arguments.runtime_path.as_deref())?;
    let progress = Progress::start(&format!("{}: generating", document.display()));
    let made = make(spec)?;
    drop(progress);
    let summary = compare_or_update(tree::claim(out, out.display().to_string())?, &made, arguments)?;
    let differs = summary["differs"] != json!([]);
    if arguments.format == Format::Text {
        err!("{}", report::notes_to_text(&made.notes, &made.texts, arguments.verbose));
    }
    finish(&[summary], arguments.format);
    Ok(if arguments.check && differs { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// Makes the folder what it should be, or with `--check` shows what differs. Gives what there is to report.
fn compare_or_update(folder: Claimed<'_>, made: &Made, arguments: &Arguments) -> Result<Value> {
    let shown = folder.shown().to_owned();
    let difference = if arguments.check {
        folder.compare(&made.files)?
    } else {
        folder.update(&made.files, arguments.force)?
    };
    if arguments.check && arguments.format == Format::Text {
        check::print(&shown, &difference);
    }
    Ok(summary(&shown, made, &difference, arguments))
}

/// A crate in memory.
pub(crate) struct Made {
    /// Text by path.
    pub(crate) files: Files,
    operations: usize,
    notes: Vec<Note>,
    texts: Texts,
}

/// Runs the pipeline.
pub(crate) fn make(spec: Spec) -> Result<Made, Failure> {
    let Spec { sources, provider, changelog, files: texts } = spec;
    let failed = |problems| Failure::Spec(problems, Box::new(texts.clone()));
    let stages = Stages::new(&sources, &provider);
    let (mut api, krate) = stages.into_models().map_err(failed)?;
    let (operations, notes) = (api.operations.len(), std::mem::take(&mut api.notes));
    // What was read is not needed while the files are made, and is as large.
    drop((api, sources));
    let Output { mut files } = clientwright_codegen::spell(&krate);
    files.extend(changelog.map(|text| (CHANGELOG.to_owned(), text)));
    let edits = if provider.setup.standalone { Edits::Kept } else { Edits::Replaced };
    if provider.setup.standalone {
        files.insert("rustfmt.toml".to_owned(), UNFORMATTED.to_owned());
    }
    Ok(Made {
        files: tree::with_provenance(files, &krate.origin, edits),
        operations,
        notes,
        texts,
    })
}

/// Prints a stage of the pipeline as JSON.
fn print(spec: Spec, stage: Stage) -> Result<(), Failure> {
    let Spec { sources, provider, files, .. } = spec;
    let failed = |problems| Failure::Spec(problems, Box::new(files.clone()));
    let stages = Stages::new(&sources, &provider);
    match stage {
        Stage::Document => {
            let root = stages.document().map_err(failed)?.get(&Pointer::root());
            outln!("{}", root.map(clientwright_document::Value::to_json).unwrap_or_default());
        }
        Stage::Api => outln!("{}", shown(stages.api().map_err(failed)?)?),
        Stage::Rust => outln!("{}", shown(stages.krate().map_err(failed)?)?),
        Stage::Output => outln!("{}", shown(&stages.output().map_err(failed)?.files)?),
    }
    Ok(())
}

fn shown(stage: &impl Serialize) -> Result<String> {
    serde_json::to_string_pretty(stage).context("the stage cannot be written as JSON")
}

/// A package name made of any text.
fn package_name(text: &str) -> Option<String> {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    is_package_name(&name).then_some(name)
}

fn summary(folder: &str, made: &Made, difference: &Difference, arguments: &Arguments) -> Value {
    let Arguments { check, format, .. } = *arguments;
    let count = |wanted| made.notes.iter().filter(|note| note.effect == wanted).count();
    // Places are looked up in the text, which only who reads them pays for.
    let notes = match format {
        Format::Json => report::notes_to_json(&made.notes, &made.texts),
        Format::Text => Vec::new(),
    };
    json!({
        "folder": folder,
        "operations": made.operations,
        "files": made.files.len(),
        "skipped": count(Effect::Skipped),
        "untyped": count(Effect::Untyped),
        "ignored": count(Effect::Ignored),
        "written": if check { 0 } else { difference.write.len() },
        "removed": if check { 0 } else { difference.remove.len() },
        "differs": difference.write.keys().chain(difference.remove.keys()).collect::<Vec<_>>(),
        "strays": difference.strays,
        "notes": notes,
    })
}

fn finish(report: &[Value], format: Format) {
    if format == Format::Json {
        outln!("{:#}", json!({ "crates": report }));
        return;
    }
    for krate in report {
        let number = |key: &str| krate[key].as_u64().unwrap_or_default();
        let differs = krate["differs"].as_array().map_or(0, Vec::len);
        let changes = match (number("written"), number("removed"), differs) {
            (0, 0, 0) => "unchanged".to_owned(),
            (0, 0, differs) => format!("{differs} files differ"),
            (written, 0, _) => format!("{written} written"),
            (written, removed, _) => format!("{written} written, {removed} removed"),
        };
        let left = [
            ("skipped", number("skipped")),
            ("untyped", number("untyped")),
            ("details ignored", number("ignored")),
        ];
        let left: String = left
            .iter()
            .filter(|(_, count)| *count > 0)
            .map(|(what, count)| format!(", {count} {what}"))
            .collect();
        errln!(
            "{}: {} operations{left}, {} files, {changes}",
            krate["folder"].as_str().unwrap_or_default(),
            number("operations"),
            number("files"),
        );
        let strays: Vec<&str> =
            krate["strays"].as_array().into_iter().flatten().filter_map(|stray| stray.as_str()).collect();
        if !strays.is_empty() {
            errln!("  left alone, since nobody generated them: {}", few(strays));
        }
    }
}
