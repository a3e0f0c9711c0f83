//! `docs draft`: operations from saved pages.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use clap::Args;
use clientwright_review::day::Day;
use clientwright_review::docs::draft::{self, Source};

use super::fetch::decoded;
use super::html;
use crate::clock;
use crate::failure::Failure;

/// Drafts operations and schemas from saved pages: parameter tables, lists of fields, JSON and curl samples. What a page does
/// not say is a comment in the draft
#[derive(Args)]
pub(super) struct Arguments {
    /// Saved pages: HTML, Markdown, or text as a browser copies it
    #[arg(required = true, value_name = "PAGE")]
    pages: Vec<PathBuf>,
    /// Address of the page [default: what the path DIR/<host>/<path> says]
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// Writes a new file instead of stdout
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Day on which the pages were read [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = crate::lint::day)]
    today: Option<Day>,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    if arguments.url.is_some() && arguments.pages.len() > 1 {
        return Err(anyhow!("`--url` is the address of one page\nhint: save several as DIR/<host>/<path>").into());
    }
    let sources = arguments.pages.iter().map(|path| {
        let shown = path.display();
        let bytes = fs::read(path).with_context(|| format!("`{shown}` cannot be read"))?;
        let text = decoded(bytes, "utf-8").map_err(|problem| anyhow!("`{shown}`: {problem}"))?;
        let is_html = text.trim_start().starts_with("<!") || text.trim_start().starts_with("<html");
        let text = match is_html {
            true => html::to_markdown(&text).map_err(|problem| anyhow!("`{shown}`: {problem}"))?,
            false => text,
        };
        Ok(Source { url: arguments.url.clone().or_else(|| address(path)), text })
    });
    let sources = sources.collect::<Result<Vec<Source>, anyhow::Error>>()?;
    let (text, count) = draft::draft(&sources, arguments.today.unwrap_or_else(clock::today));
    match &arguments.out {
        None => out!("{text}"),
        Some(path) => write_new(path, &text)?,
    }
    errln!("{} of {}", super::check::count(count, "operation"), super::check::count(sources.len(), "page"));
    Ok(if count > 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// A draft takes the place of nothing.
fn write_new(path: &Path, text: &str) -> anyhow::Result<()> {
    let file = fs::File::options().write(true).create_new(true).open(path);
    if file.as_ref().is_err_and(|error| error.kind() == ErrorKind::AlreadyExists) {
        return Err(anyhow!("`{}` is there already\nhint: choose a new file", path.display()));
    }
    let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
    written.with_context(|| format!("`{}` cannot be written", path.display()))
}

/// The address that the path of a saved page says: what is behind a folder that is called like a host.
fn address(path: &Path) -> Option<String> {
    let steps: Vec<String> = path.components().map(|step| step.as_os_str().to_string_lossy().into_owned()).collect();
    let (file, folders) = steps.split_last()?;
    let is_host = |step: &String| {
        let is_plain = step.chars().all(|c| c.is_ascii_alphanumeric() || ".-".contains(c));
        is_plain && step.split('.').count() > 1 && step.split('.').all(|part| !part.is_empty())
    };
    let host = folders.iter().position(is_host)?;
    let name = file.rsplit_once('.').map_or(file.as_str(), |(name, _)| name);
    let page = folders[host..].iter().map(String::as_str).chain((name != "index").then_some(name));
    Some(format!("https://{}", page.collect::<Vec<_>>().join("/")))
}
