//! `docs accept`: the spec is adapted to the pages that were read.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use clap::Args;
use clientwright_document::{Document, parse_as_written};
use clientwright_review::docs::accept::{self, Acceptance, Accepted, Refusal};
use clientwright_review::docs::cited::Citation;
use clientwright_review::docs::{lock, split};

use super::check::{cache, count};
use super::provider::Cited;
use super::reader::remembered;
use crate::diff::Revision;
use crate::failure::Failure;
use crate::git;
use crate::workspace::Workspace;

/// Writes pages.lock and the `checked` days of what cites the pages that `docs check` has read. Refuses while what cites a
/// changed section is as it was
#[derive(Args)]
pub(super) struct Arguments {
    /// Provider [default: all]
    provider: Option<String>,
    /// Pages to accept [default: all]
    #[arg(value_name = "PAGE")]
    pages: Vec<String>,
    /// Why what cites a changed section stays as it is; the lock keeps it
    #[arg(long, value_name = "REASON")]
    unaffected: Option<String>,
    /// Folder of the texts that were read [default: .clientwright/pages]
    #[arg(long, value_name = "DIR")]
    cache: Option<PathBuf>,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let workspace = Workspace::find()?;
    let mut writes = BTreeMap::new();
    let mut refused = 0;
    let named: Vec<String> = arguments.provider.iter().cloned().collect();
    for name in workspace.providers(&named)? {
        match accepted(&workspace, &name, arguments)? {
            Ok(texts) => writes.extend(texts),
            Err(refusals) => {
                refused += refusals.len();
                refusals.iter().for_each(|refusal| tell(&name, refusal));
            }
        }
    }
    if refused > 0 {
        errln!("not accepted: {}; nothing is written", count(refused, "page"));
        errln!("hint: adapt what cites them, or say why it stays: --unaffected \"only wording\"");
        return Ok(ExitCode::from(1));
    }
    for (path, text) in &writes {
        let before = fs::read_to_string(path).unwrap_or_default();
        if before != *text {
            fs::write(path, text).with_context(|| format!("`{}` cannot be written", workspace.display(path)))?;
            errln!("{}: written", workspace.display(path));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The files to write, or why not.
fn accepted(
    workspace: &Workspace,
    name: &str,
    arguments: &Arguments,
) -> Result<Result<BTreeMap<PathBuf, String>, Vec<Refusal>>, Failure> {
    let cited = Cited::of(workspace, name)?;
    let pages: Vec<String> = arguments.pages.iter().map(|page| split(page).0.to_owned()).collect();
    if let Some(page) = pages.iter().find(|page| !cited.citations.pages.contains_key(*page)) {
        return Err(anyhow!("nothing of `{name}` cites {page}").into());
    }
    let cache = cache(workspace, arguments.cache.as_deref());
    let (found, days) = remembered(&cache, &cited.urls());
    let base = base(workspace, name)?;
    let is_touched = |citation: &Citation| match &base {
        Base::Document(base) => !accept::is_same(base, &cited.document, &citation.at),
        Base::Absent => true,
        Base::Uncommitted => false,
    };
    let acceptance = Acceptance {
        lock: &cited.lock,
        cited: &cited.citations,
        found: &found,
        days: &days,
        pages: &pages,
        unaffected: arguments.unaffected.as_deref(),
    };
    let Accepted { lock, pages, kept } = match acceptance.decide(&is_touched) {
        Ok(accepted) => accepted,
        Err(refusals) => return Ok(Err(refusals)),
    };
    for (url, reason) in kept.iter().filter_map(|(url, reason)| Some((url, reason.as_ref()?))) {
        errln!("{name}: {url} stays as it is in the lock: {reason}");
    }
    errln!("{name}: {} accepted, {} not read", count(pages.len(), "page"), kept.len());
    if pages.is_empty() && lock == cited.lock {
        errln!("hint: `{} docs check {name}` reads pages", crate::called());
        return Ok(Ok(BTreeMap::new()));
    }
    let folder = workspace.spec(name);
    let texts = accept::with_days(&cited.spec.files, &cited.citations, &days, &pages);
    let root = cited.spec.sources.root_name().to_owned();
    let path = |path: String| folder.join(if path.is_empty() { &root } else { &path });
    let mut writes: BTreeMap<PathBuf, String> =
        texts.into_iter().map(|(file, text)| (path(file), text)).collect();
    writes.insert(cited.path, lock.to_text(crate::called()));
    Ok(Ok(writes))
}

/// The spec for which the lock was written.
enum Base {
    Document(Box<Document>),
    /// There is no lock yet.
    Absent,
    /// Nobody knows what the spec was then.
    Uncommitted,
}

fn base(workspace: &Workspace, name: &str) -> Result<Base, Failure> {
    let path = format!("specs/{name}/{}", lock::FILE);
    if !workspace.root().join(Path::new(&path)).exists() {
        return Ok(Base::Absent);
    }
    let output = git::output(workspace.root(), &["log", "-1", "--format=%H", "--", &path])?;
    let commit = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    if !output.status.success() || commit.is_empty() {
        return Ok(Base::Uncommitted);
    }
    let texts = Revision::find(workspace.root(), &commit)?.spec(name)?;
    let Some(texts) = texts else { return Ok(Base::Uncommitted) };
    let document = parse_as_written(&texts.sources);
    Ok(document.map_or(Base::Uncommitted, |document| Base::Document(Box::new(document))))
}

fn tell(provider: &str, refusal: &Refusal) {
    errln!("{provider}: {}: {}", refusal.url, refusal.reason);
    for citation in &refusal.concerns {
        let spot = citation.spot.as_ref().map(|spot| format!(" {}:{}:{}", spot.file, spot.line, spot.column));
        errln!("  {} `{}`{} is as it was", citation.kind, citation.name, spot.unwrap_or_default());
    }
}
