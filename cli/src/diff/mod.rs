//! `diff`: what a spec change does to those who call the API.

mod revision;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::anyhow;
use clap::{Args, ValueEnum};
use clientwright_codegen::provider::{self, Provider};
use clientwright_review::callers;
use clientwright_review::comparison::{self, Approvals, Comparison, Edit, Side};
use clientwright_review::day::Day;
use clientwright_review::diff::Level;

use crate::clock::today;
use crate::failure::Failure;
use crate::output::Format;
use crate::progress::Progress;
use crate::spec::{ROOT, read, texts};
use crate::workspace::Workspace;
pub(crate) use revision::Revision;

/// Reports what a spec change does to the wire and to Rust callers
///
/// `diff acme --base main` compares the working tree with a git revision, without a checkout: the spec, provider.yaml and what
/// follows for the crate. `diff --base A.yaml --head B.yaml` compares two files.
#[derive(Args)]
pub struct Arguments {
    /// Providers to compare [default: all]
    #[arg(conflicts_with = "head")]
    providers: Vec<String>,
    /// Git revision to compare with, or a file with `--head` [default: HEAD]
    #[arg(long, value_name = "REV|FILE")]
    base: Option<String>,
    /// New document, instead of the working tree
    #[arg(long, value_name = "FILE", requires = "base")]
    head: Option<PathBuf>,
    /// With `--head`: also compares the crates of both documents
    #[arg(long, requires = "head")]
    rust: bool,
    /// Exits with 1 if there are unapproved changes of this kind; changes that break code are known for providers, and for files
    /// with `--rust`
    #[arg(long, value_enum, value_name = "KIND")]
    fail_on: Option<FailOn>,
    /// Approved changes of specs and crates: a YAML list of `fingerprint`, `reason` and `expires`
    #[arg(long, value_name = "FILE")]
    approve: Option<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: Style,
}

impl Arguments {
    /// How problems are written.
    pub(crate) fn format(&self) -> Format {
        self.format.of_problems()
    }
}

/// How changes are written.
#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Style {
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

impl Style {
    /// How problems are written then.
    pub(crate) fn of_problems(self) -> Format {
        if self == Self::Json { Format::Json } else { Format::Text }
    }
}

/// What makes the command fail.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Changes that break callers, or their code
    Breaking,
    /// These, and changes that callers may not expect
    Warning,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let today = today();
    let (mut comparisons, is_whole) = match (&arguments.base, &arguments.head) {
        (Some(base), Some(head)) => {
            let (comparison, is_whole) = of_files(Path::new(base), head, arguments.rust, today)?;
            (vec![comparison], is_whole)
        }
        // Of a provider whose spec lacks a file no crate can be made, and that is an edit.
        (base, _) => (of_providers(&arguments.providers, base.as_deref().unwrap_or("HEAD"), today)?, true),
    };
    if let Some(path) = &arguments.approve {
        let file = path.display().to_string();
        let approvals = Approvals::parse(&file, &read(path, &file)?).map_err(|problem| anyhow!(problem))?;
        approvals.apply(&mut comparisons, today).map_err(|problem| anyhow!(problem))?;
    }
    match arguments.format {
        Style::Text => {
            styled_out!("{}", comparison::to_text(&comparisons));
            errln!("{}", comparison::summary(&comparisons));
        }
        Style::Json => outln!("{:#}", comparison::to_json(&comparisons)),
        Style::Markdown => out!("{}", comparison::to_markdown(&comparisons)),
        Style::Github => out!("{}", comparison::to_github(&comparisons)),
    }
    let worst = match arguments.fail_on {
        Some(FailOn::Breaking) => Level::Error,
        Some(FailOn::Warning) => Level::Warning,
        None => return Ok(ExitCode::SUCCESS),
    };
    let refused = comparisons.iter().map(|comparison| comparison.refused(worst));
    let [edits, code] = refused.fold([0, 0], |sum, [edits, code]| [sum[0] + edits, sum[1] + code]);
    if edits + code == 0 && is_whole {
        return Ok(ExitCode::SUCCESS);
    }
    if !is_whole {
        errln!("not known: files are missing, and what changed in them");
    }
    if edits + code > 0 {
        errln!("not approved: {edits} of the specs, {code} of the crates");
    }
    Ok(ExitCode::from(1))
}

/// Compares two files; also says whether all that they refer to is there.
fn of_files(base: &Path, head: &Path, with_rust: bool, today: Day) -> Result<(Comparison, bool), Failure> {
    let decisions = with_rust.then(|| Provider::for_document("any-client"));
    let read = |path| {
        Ok::<_, Failure>(Side::new(texts(path, |path| path.display().to_string())?, decisions.clone())?)
    };
    let sides = [(base, read(base)?), (head, read(head)?)];
    let mut is_whole = true;
    for (path, side) in &sides {
        for file in side.missing_files() {
            is_whole = false;
            errln!(
                "warning: `{file}`, which `{}` refers to, is not there: what is behind it is compared as if it allowed anything",
                path.display()
            );
        }
    }
    let [(_, base), (_, head)] = sides;
    let comparison = match with_rust {
        true => comparison::compare(None, Some(&base), Some(&head), None, today),
        false => comparison::compare_documents(&base, &head, today),
    };
    Ok((comparison, is_whole))
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
    let progress = Progress::start("comparing");
    for name in names {
        progress.step(format!("{name}: comparing"));
        let base = of_revision(&revision, &name)?;
        let head = of_workspace(&workspace, &name)?;
        let released = revision.read(&format!("generated/{name}/api.txt"))?;
        let released = released.and_then(|text| text.parse().ok());
        let mut comparison =
            comparison::compare(Some(&name), base.as_ref(), head.as_ref(), released.as_ref(), today);
        comparison.files = revision.changed_files(&format!("generated/{name}"))?;
        comparisons.push(comparison);
    }
    Ok(comparisons)
}

/// What has hurt callers since a revision and shows in no signature: lines for a changelog.
pub(crate) fn beside_the_surface(
    repository: &Path,
    revision: &str,
    workspace: &Workspace,
    provider: &str,
) -> anyhow::Result<Vec<callers::Change>> {
    let unreadable = |_| anyhow!("the spec of `{provider}` cannot be compared with that of `{revision}`");
    let revision = Revision::find(repository, revision)?;
    let Some(base) = of_revision(&revision, provider).map_err(unreadable)? else {
        return Ok(Vec::new());
    };
    let Some(head) = of_workspace(workspace, provider).map_err(unreadable)? else {
        return Ok(Vec::new());
    };
    let comparison = comparison::compare(Some(provider), Some(&base), Some(&head), None, today());
    let hurts = comparison.shown().filter(|edit| edit.level() >= Level::Warning && edit.is_beside_surface());
    Ok(hurts.map(Edit::line).collect())
}

/// A provider in the working tree, when it has a spec.
fn of_workspace(workspace: &Workspace, name: &str) -> Result<Option<Side>, Failure> {
    let folder = workspace.spec(name);
    let root = folder.join(ROOT);
    if !root.is_file() {
        return Ok(None);
    }
    let texts = texts(&root, |path| workspace.display(path))?;
    let decisions = folder.join(provider::FILE);
    let text = std::fs::read_to_string(&decisions).ok();
    Ok(Some(Side::of_provider(texts, text, workspace.display(&decisions))?))
}

/// A provider as a revision has it, when it has a spec.
fn of_revision(revision: &Revision<'_>, name: &str) -> Result<Option<Side>, Failure> {
    let Some(texts) = revision.spec(name)? else { return Ok(None) };
    let path = format!("specs/{name}/{}", provider::FILE);
    let text = revision.read(&path)?;
    Ok(Some(Side::of_provider(texts, text, revision.display(&path))?))
}
