//! `generate`: writes crates, or says how they differ from what they should be.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::anyhow;
use clap::{Args, ValueEnum};
use clientwright_codegen::api::{Api, Effect, Note};
use clientwright_codegen::pointer::Pointer;
use clientwright_codegen::provider::Mode;
use clientwright_codegen::{Output, lower, plan, source, spell};

use crate::check;
use crate::failure::Failure;
use crate::output::Format;
use crate::runtime;
use crate::spec::{CHANGELOG, Spec};
use crate::tree::{self, Difference};
use crate::workspace::Workspace;

/// Writes client crates
#[derive(Args)]
pub(crate) struct Arguments {
    /// The providers, all when none is named
    #[arg(conflicts_with = "spec")]
    providers: Vec<String>,
    /// Only compares: prints a unified diff and exits with 1 when something differs
    #[arg(long)]
    check: bool,
    /// Prints a stage of the pipeline instead of writing anything
    #[arg(long, value_enum, value_name = "STAGE")]
    print: Option<Stage>,
    /// Any OpenAPI 3.0 or 3.1 document, YAML or JSON
    #[arg(long, value_name = "FILE", requires = "out")]
    spec: Option<PathBuf>,
    /// The folder for the crate of `--spec`
    #[arg(long, value_name = "DIR", requires = "spec")]
    out: Option<PathBuf>,
    /// The runtime's folder, which the crate of `--spec` depends on; that of the checkout around here when absent
    #[arg(long, value_name = "DIR", requires = "spec")]
    runtime_path: Option<PathBuf>,
    /// The package's name for `--spec`; from the file's name when absent
    #[arg(long, requires = "spec")]
    name: Option<String>,
    /// With `--spec`: what cannot be typed is an error rather than untyped or left out
    #[arg(long, requires = "spec")]
    strict: bool,
    /// How problems and summaries are written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// A stage of the pipeline.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Stage {
    /// The document as one tree, rewritten to the shape of OpenAPI 3.0
    Document,
    /// What the API is
    Api,
    /// What the crate is
    Rust,
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
    for name in workspace.providers(&arguments.providers)? {
        let spec = Spec::of_provider(&workspace, &name)?;
        match arguments.print {
            Some(stage) => print(spec, stage)?,
            None => crates.push((workspace.generated(&name), make(spec)?)),
        }
    }
    let mut differs = false;
    let mut report = Vec::new();
    for (folder, made) in &crates {
        let difference = tree::compare(folder, &made.files)?;
        let shown = workspace.display(folder);
        if arguments.check {
            differs |= !difference.is_empty() || !difference.strays.is_empty();
            if arguments.format == Format::Text {
                check::print(&shown, &difference);
            }
        } else {
            tree::apply(folder, &difference)?;
        }
        report.push(summary(&shown, made, &difference, arguments.check));
    }
    finish(&report, arguments.format);
    if differs {
        let named: String = arguments.providers.iter().map(|name| format!(" {name}")).collect();
        errln!("\nhint: run `cargo xtask generate{named}` and commit what it writes");
        return Ok(ExitCode::from(1));
    }
    Ok(ExitCode::SUCCESS)
}

fn any_document(document: &Path, out: &Path, arguments: &Arguments) -> Result<ExitCode, Failure> {
    let name = match &arguments.name {
        Some(name) => package_name(name).filter(|valid| valid == name).ok_or_else(|| {
            anyhow!("`{name}` is no package name\nhint: lower-case letters, digits and `-`, a letter first")
        })?,
        None => {
            let stem =
                document.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            let stem = stem.strip_suffix(".local").unwrap_or(&stem).to_owned();
            format!("{}-client", package_name(&stem).unwrap_or_else(|| "api".to_owned()))
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
    spec.provider.runtime_path = Some(runtime::of_crate(out, arguments.runtime_path.as_deref())?);
    let made = make(spec)?;
    let difference = tree::compare(out, &made.files)?;
    let shown = out.display().to_string();
    if arguments.check {
        check::print(&shown, &difference);
    } else {
        tree::apply(out, &difference)?;
    }
    if arguments.format == Format::Text {
        notes(&made.notes);
    }
    finish(&[summary(&shown, &made, &difference, arguments.check)], arguments.format);
    Ok(if arguments.check && !difference.is_empty() { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// A crate in memory.
pub(crate) struct Made {
    /// Text by path.
    pub(crate) files: BTreeMap<String, String>,
    operations: usize,
    notes: Vec<Note>,
}

/// Runs the pipeline.
pub(crate) fn make(spec: Spec) -> Result<Made, Failure> {
    let Spec { sources, provider, changelog, files: texts } = spec;
    let failed = |problems| Failure::Spec(problems, Box::new(texts.clone()));
    let document = source::parse(&sources).map_err(failed)?;
    let api: Api = lower::lower(&document, &provider).map_err(failed)?;
    let krate = plan(&api, &provider).map_err(failed)?;
    let Output { mut files } = spell(&krate);
    files.extend(changelog.map(|text| (CHANGELOG.to_owned(), text)));
    Ok(Made {
        files: tree::with_provenance(files, &krate.origin),
        operations: api.operations.len(),
        notes: api.notes,
    })
}

/// Prints a stage of the pipeline.
fn print(spec: Spec, stage: Stage) -> Result<(), Failure> {
    let Spec { sources, provider, files, .. } = spec;
    let failed = |problems| Failure::Spec(problems, Box::new(files.clone()));
    let document = source::parse(&sources).map_err(failed)?;
    if stage == Stage::Document {
        let root = document.get(&Pointer::root()).map(source::Value::to_json);
        outln!("{}", root.unwrap_or_default());
        return Ok(());
    }
    let api: Api = lower::lower(&document, &provider).map_err(failed)?;
    match stage {
        Stage::Api => outln!("{api:#?}"),
        _ => outln!("{:#?}", plan(&api, &provider).map_err(failed)?),
    }
    Ok(())
}

/// A package name made of any text.
fn package_name(text: &str) -> Option<String> {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    name.starts_with(|first: char| first.is_ascii_alphabetic()).then_some(name)
}

/// What was left out or untyped, each with its place and reason.
fn notes(notes: &[Note]) {
    for note in notes.iter().filter(|note| note.effect != Effect::Ignored) {
        errln!("{}: {} [{}]: {}", effect(note.effect), note.at, note.id, note.reason);
    }
}

fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Skipped => "skipped",
        Effect::Untyped => "untyped",
        Effect::Ignored => "ignored",
    }
}

fn summary(folder: &str, made: &Made, difference: &Difference, check: bool) -> serde_json::Value {
    let count = |wanted| made.notes.iter().filter(|note| note.effect == wanted).count();
    let notes = made.notes.iter().map(|note| {
        serde_json::json!({ "effect": effect(note.effect), "pointer": note.at.to_string(), "id": note.id, "reason": note.reason })
    });
    serde_json::json!({
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
        "notes": notes.collect::<Vec<_>>(),
    })
}

fn finish(report: &[serde_json::Value], format: Format) {
    if format == Format::Json {
        outln!("{:#}", serde_json::json!({ "crates": report }));
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
        for stray in krate["strays"].as_array().into_iter().flatten() {
            errln!("  {}: left alone, since nobody generated it", stray.as_str().unwrap_or_default());
        }
    }
}
