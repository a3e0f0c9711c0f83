//! `docs check`: which pages are other ones now, and whom that concerns.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::anyhow;
use clap::Args;
use clientwright_review::day::Day;
use clientwright_review::docs::{self, drift};

use super::cache::Cache;
use super::fetch::Limits;
use super::provider::Cited;
use super::reader::Reader;
use crate::clock;
use crate::diff::Style;
use crate::failure::Failure;
use crate::output::Format;
use crate::progress::Progress;
use crate::workspace::Workspace;

/// Reads the pages that specs cite, and reports what changed since they were accepted and which operations, schemas and error
/// codes that concerns. Exits with 1 if anything changed
#[derive(Args)]
pub(super) struct Arguments {
    /// Providers to check [default: all]
    providers: Vec<String>,
    /// Reads saved pages instead of the network: DIR/<host>/<path>, with or without .md, .html or .txt
    #[arg(long, value_name = "DIR")]
    from: Option<PathBuf>,
    /// Folder of the texts that were read, for word diffs [default: .clientwright/pages]
    #[arg(long, value_name = "DIR")]
    cache: Option<PathBuf>,
    /// Seconds that a page may take
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    timeout: Duration,
    /// Seconds between two requests to the same host
    #[arg(long, value_name = "SECONDS", default_value = "1", value_parser = seconds)]
    pause: Duration,
    /// Megabytes that a page may have
    #[arg(long, value_name = "MB", default_value_t = 4)]
    max_size: u64,
    /// Allows addresses of this machine and its network
    #[arg(long)]
    allow_local: bool,
    /// Day on which the pages are read [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = crate::lint::day)]
    today: Option<Day>,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: Style,
}

impl Arguments {
    pub(super) fn format(&self) -> Format {
        self.format.of_problems()
    }
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let workspace = Workspace::find()?;
    let cache = cache(&workspace, arguments.cache.as_deref());
    if let Some(folder) = arguments.from.as_ref().filter(|folder| !folder.is_dir()) {
        return Err(anyhow!("`{}` is no folder", folder.display()).into());
    }
    let limits = Limits {
        total: arguments.timeout,
        bytes: arguments.max_size.saturating_mul(1 << 20),
        pause: arguments.pause,
        allow_local: arguments.allow_local,
    };
    let today = arguments.today.unwrap_or_else(clock::today);
    let mut reader = Reader::new(arguments.from.clone(), limits, &cache, today);
    let progress = Progress::start("reading specs");
    let mut drifts = Vec::new();
    for name in workspace.providers(&arguments.providers)? {
        let cited = Cited::of(&workspace, &name)?;
        let found = reader.all(&cited.urls(), &mut |page| progress.step(format!("{name}: {page}")))?;
        let text = |hash: &str| cache.text(hash);
        drifts.push(drift::compare(&name, &cited.lock, &cited.citations, &found, &text));
    }
    drop(progress);
    match arguments.format {
        Style::Text => styled_out!("{}", docs::to_text(&drifts)),
        Style::Json => outln!("{:#}", docs::to_json(&drifts)),
        Style::Markdown => out!("{}", docs::to_markdown(&drifts)),
        Style::Github => out!("{}", docs::to_github(&drifts)),
    }
    let all = || drifts.iter().flat_map(|drift| &drift.findings);
    let (changed, failed) = (all().filter(|it| it.is_drift()).count(), all().filter(|it| !it.is_drift()).count());
    let pages: usize = drifts.iter().map(|drift| drift.pages).sum();
    let unsaved: usize = drifts.iter().map(|drift| drift.unsaved).sum();
    let unsaved = if unsaved > 0 { format!(", {unsaved} not saved") } else { String::new() };
    errln!("{}, {}, {failed} unreadable{unsaved}", count(pages, "page"), count(changed, "change"));
    if changed > 0 {
        errln!("hint: adapt the specs, then run `{} docs accept`", crate::called());
    }
    Ok(ExitCode::from(if changed > 0 { 1 } else if failed > 0 { 2 } else { 0 }))
}

/// The cache that a command is told to use.
pub(super) fn cache(workspace: &Workspace, folder: Option<&std::path::Path>) -> Cache {
    Cache::at(folder.map_or_else(|| workspace.root().join(".clientwright/pages"), ToOwned::to_owned))
}

/// `1 page`, `2 pages`.
pub(super) fn count(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.ok_or_else(|| "this is no number of seconds".to_owned())
}
