//! `diff`: what a spec change does to those who call the API.

mod approvals;
mod edits;
mod github;
mod json;
mod markdown;
mod revision;
mod rust;
mod text;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::anyhow;
use clap::{Args, ValueEnum};
use clientwright_codegen::day::Day;
use clientwright_codegen::diff::{self, Bump, Level};
use clientwright_codegen::provider::{self, Provider};
use clientwright_codegen::source::{self, Document};

use crate::callers::Change;
use crate::clock::today;
use crate::failure::Failure;
use crate::output::Format;
use crate::spec::{ROOT, Texts};
use crate::workspace::Workspace;
use approvals::Approvals;
use edits::Comparison;
use revision::Revision;
use rust::{Cause, Side};

/// Says what a spec change does to those who call the API
///
/// `diff acme --base main` compares the working tree with a git revision, without a checkout; `diff --base A.yaml --head B.yaml`
/// compares two files.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The providers, all when none is named
    #[arg(conflicts_with = "head")]
    providers: Vec<String>,
    /// The git revision to compare with, `HEAD` when absent; with `--head`, a file
    #[arg(long, value_name = "REV|FILE")]
    base: Option<String>,
    /// The new document, instead of the working tree
    #[arg(long, value_name = "FILE", requires = "base")]
    head: Option<PathBuf>,
    /// With `--head`: also plans the crates of both documents, and says what changes for Rust callers
    #[arg(long, requires = "head")]
    rust: bool,
    /// Exits with 1 when there are changes of this kind that nobody approved
    #[arg(long, value_enum, value_name = "KIND")]
    fail_on: Option<FailOn>,
    /// Changes that somebody takes responsibility for: a YAML list of `fingerprint`, `reason` and `expires`
    #[arg(long, value_name = "FILE")]
    approve: Option<PathBuf>,
    /// How changes are written
    #[arg(long, value_enum, default_value_t)]
    format: Style,
}

impl Arguments {
    /// How problems are written.
    pub(crate) fn format(&self) -> Format {
        if self.format == Style::Json { Format::Json } else { Format::Text }
    }
}

/// How changes are written.
#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Style {
    /// For people
    #[default]
    Text,
    /// For programs: one JSON object on stdout
    Json,
    /// For pull requests
    Markdown,
    /// Annotations of GitHub Actions
    Github,
}

/// What makes the command fail.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Callers stop working
    Breaking,
    /// That, or callers who did not expect it
    Warning,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let today = today();
    let mut comparisons = match (&arguments.base, &arguments.head) {
        (Some(base), Some(head)) => vec![of_files(Path::new(base), head, arguments.rust, today)?],
        (base, _) => of_providers(&arguments.providers, base.as_deref().unwrap_or("HEAD"), today)?,
    };
    if let Some(path) = &arguments.approve {
        Approvals::read(path)?.apply(&mut comparisons, today)?;
    }
    match arguments.format {
        Style::Text => text::print(&comparisons),
        Style::Json => outln!("{:#}", json::of(&comparisons)),
        Style::Markdown => out!("{}", markdown::of(&comparisons)),
        Style::Github => out!("{}", github::of(&comparisons)),
    }
    let worst = match arguments.fail_on {
        Some(FailOn::Breaking) => Level::Error,
        Some(FailOn::Warning) => Level::Warning,
        None => return Ok(ExitCode::SUCCESS),
    };
    let fails = comparisons.iter().flat_map(|comparison| &comparison.edits);
    let fails = fails.filter(|edit| edit.approved.is_none() && edit.level() >= worst).count();
    Ok(if fails > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn of_files(base: &Path, head: &Path, with_rust: bool, today: Day) -> Result<Comparison, Failure> {
    let read = |path| Texts::of_file(path, |path| path.display().to_string());
    let (base, head) = (read(base)?, read(head)?);
    let comparison = compare(None, &base, &head, today)?;
    if !with_rust {
        return Ok(comparison);
    }
    let provider = Provider::for_document("any-client");
    let rust = rust::compare(
        &Side { sources: &base.sources, provider: &provider },
        &Side { sources: &head.sources, provider: &provider },
        None,
    );
    Ok(comparison.with_rust(rust))
}

/// Compares the specs in the working tree with those of a revision, those of providers that came or went too.
fn of_providers(named: &[String], revision: &str, today: Day) -> Result<Vec<Comparison>, Failure> {
    let workspace = Workspace::find()?;
    let revision = Revision::find(workspace.root(), revision)?;
    let gone = revision.providers()?;
    let (gone, present): (Vec<String>, Vec<String>) = if named.is_empty() {
        (gone, Vec::new())
    } else {
        named.iter().cloned().partition(|name| gone.contains(name) && !workspace.spec(name).exists())
    };
    let mut names = workspace.providers(&present)?;
    names.extend(gone);
    names.sort();
    names.dedup();
    let mut comparisons = Vec::new();
    for name in names {
        let path = workspace.spec(&name).join(ROOT);
        let head =
            path.is_file().then(|| Texts::of_file(&path, |path| workspace.display(path))).transpose()?;
        let (Some(base), Some(head)) = (revision.spec(&name)?, &head) else {
            comparisons.push(Comparison::one_sided(Some(name), head.is_some()));
            continue;
        };
        let mut comparison = compare(Some(name.clone()), &base, head, today)?
            .with_rust(of_crates(&workspace, &revision, &name, &base, head)?);
        comparison.files = revision.changed_files(&format!("generated/{name}"))?;
        comparisons.push(comparison);
    }
    Ok(comparisons)
}

/// What callers of the crate have to know; our decisions are those of each side's time.
fn of_crates(
    workspace: &Workspace,
    revision: &Revision<'_>,
    name: &str,
    base: &Texts,
    head: &Texts,
) -> Result<Option<Vec<(Cause, Change)>>, Failure> {
    let decisions = workspace.spec(name).join(provider::FILE);
    let new = std::fs::read_to_string(decisions).ok().and_then(|text| Provider::parse(&text).ok());
    let old = revision.read(&format!("specs/{name}/{}", provider::FILE))?;
    let (Some(old), Some(new)) = (old.and_then(|text| Provider::parse(&text).ok()), new) else {
        return Ok(None);
    };
    Ok(rust::compare(
        &Side { sources: &base.sources, provider: &old },
        &Side { sources: &head.sources, provider: &new },
        revision.read(&format!("generated/{name}/api.txt"))?.as_deref(),
    ))
}

/// What has hurt callers on the wire since a revision and shows in no signature: sentences for a changelog.
pub(crate) fn on_the_wire(
    repository: &Path,
    revision: &str,
    workspace: &Workspace,
    provider: &str,
) -> anyhow::Result<Vec<String>> {
    let unreadable = |_| anyhow!("the spec of `{provider}` cannot be compared with that of `{revision}`");
    let Some(base) = Revision::find(repository, revision)?.spec(provider).map_err(unreadable)? else {
        return Ok(Vec::new());
    };
    let path = workspace.spec(provider).join(ROOT);
    let head = Texts::of_file(&path, |path| workspace.display(path)).map_err(unreadable)?;
    let comparison = compare(None, &base, &head, today()).map_err(unreadable)?;
    let hurts = comparison
        .shown()
        .filter(|edit| edit.level() >= Level::Warning && edit.first().rule.rust <= Bump::Patch);
    let sentences = hurts.map(|edit| match edit.operations() {
        operations if operations.is_empty() => edit.first().text(),
        operations => format!("`{operations}`: {}", edit.first().text()),
    });
    Ok(sentences.collect())
}

fn compare(name: Option<String>, base: &Texts, head: &Texts, today: Day) -> Result<Comparison, Failure> {
    let changes = diff::compare(&parse(base)?, &parse(head)?, today);
    Ok(Comparison::new(name, changes, &base.files, &head.files))
}

fn parse(texts: &Texts) -> Result<Document, Failure> {
    source::parse_as_written(&texts.sources)
        .map_err(|problems| Failure::Spec(problems, Box::new(texts.files.clone())))
}
