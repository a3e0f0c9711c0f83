//! What changed in the documentation, for readers.

use crate::plain;
use std::fmt::{Result, Write as _};

use serde_json::{Value, json};

use super::cited::Citation;
use super::drift::{Drift, Finding, Part, What};

/// For people at a terminal, with colours.
pub fn to_text(drifts: &[Drift]) -> String {
    let mut page = String::new();
    drifts.iter().try_for_each(|drift| write_text(&mut page, drift)).expect("a string takes text");
    page
}

/// For an issue or a pull request.
pub fn to_markdown(drifts: &[Drift]) -> String {
    let mut page = String::new();
    drifts.iter().try_for_each(|drift| write_markdown(&mut page, drift)).expect("a string takes text");
    page
}

/// Annotations of GitHub Actions: one for each finding, at the first place that it concerns.
pub fn to_github(drifts: &[Drift]) -> String {
    drifts
        .iter()
        .flat_map(|drift| drift.findings.iter().map(move |finding| annotation(drift, finding)))
        .collect()
}

/// For programs.
pub fn to_json(drifts: &[Drift]) -> Value {
    let provider = |drift: &Drift| {
        json!({
            "name": drift.provider,
            "pages": drift.pages,
            "unsaved": drift.unsaved,
            "findings": drift.findings.iter().map(finding_json).collect::<Vec<_>>(),
        })
    };
    json!({ "providers": drifts.iter().map(provider).collect::<Vec<_>>() })
}

impl What {
    /// A stable name.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Changed(_) => "section-changed",
            Self::Added(_) => "section-added",
            Self::Removed(_) => "section-removed",
            Self::Reordered => "page-reordered",
            Self::Moved(_) => "page-moved",
            Self::ReadElsewhere(_) => "page-read-elsewhere",
            Self::Gone => "page-gone",
            Self::Back => "page-back",
            Self::Failed(_) => "page-failed",
            Self::Unlocked => "page-not-locked",
            Self::Uncited => "page-not-cited",
            Self::Uncovered => "page-not-covered",
            Self::NoSection(_) => "section-missing",
        }
    }

    /// What happened, in one clause.
    pub fn text(&self) -> String {
        match self {
            Self::Changed(part) => format!("{} changed", section(part)),
            Self::Added(part) => format!("{} is new", section(part)),
            Self::Removed(part) => format!("{} is gone", section(part)),
            Self::Reordered => "the order of the sections changed".to_owned(),
            Self::Moved(to) => format!("the page moved to {to}"),
            Self::ReadElsewhere(at) => format!("the page is read at {at} now, where its text may differ"),
            Self::Gone => "the page is gone".to_owned(),
            Self::Back => "the page is there again".to_owned(),
            Self::Failed(reason) => format!("the page cannot be read: {reason}"),
            Self::Unlocked => "the page is not in pages.lock".to_owned(),
            Self::Uncited => "pages.lock has the page, and nothing cites it any more".to_owned(),
            Self::Uncovered => "the site lists the page, and coverage.yaml does not".to_owned(),
            Self::NoSection(anchor) => {
                format!("`x-source` names the section `#{anchor}`, which the page does not have")
            }
        }
    }

    fn words(&self) -> Option<&str> {
        match self {
            Self::Changed(part) | Self::Added(part) | Self::Removed(part) => part.words.as_deref(),
            _ => None,
        }
    }

    fn part(&self) -> Option<&Part> {
        match self {
            Self::Changed(part) | Self::Added(part) | Self::Removed(part) => Some(part),
            _ => None,
        }
    }
}

fn section(part: &Part) -> String {
    match part.heading.as_str() {
        "" => "the text before the first heading".to_owned(),
        heading => format!("the section `{heading}` (#{})", part.anchor),
    }
}

fn place(citation: &Citation) -> String {
    let spot = citation.spot.as_ref().map(|spot| format!("{}:{}:{}", spot.file, spot.line, spot.column));
    spot.unwrap_or_else(|| citation.at.to_string())
}

fn write_text(page: &mut String, drift: &Drift) -> Result {
    let (bold, faint, yellow, reset) = ("\x1b[1m", "\x1b[2m", "\x1b[1;33m", "\x1b[0m");
    let mut last = None;
    for finding in &drift.findings {
        if last != Some(&finding.url) {
            let before = if last.is_some() { "\n" } else { "" };
            writeln!(page, "{before}{bold}{}{reset} {}", drift.provider, plain(&finding.url))?;
            last = Some(&finding.url);
        }
        writeln!(page, "  {yellow}[{}]{reset} {}", finding.what.id(), plain(&finding.what.text()))?;
        for line in finding.what.words().into_iter().flat_map(str::lines) {
            writeln!(page, "{}", format!("    {}", plain(line)).trim_end())?;
        }
        for citation in &finding.concerns {
            writeln!(
                page,
                "    {faint}{} `{}`{reset} {}",
                citation.kind,
                plain(&citation.name),
                place(citation)
            )?;
        }
    }
    if last.is_some() { writeln!(page) } else { Ok(()) }
}

fn write_markdown(page: &mut String, drift: &Drift) -> Result {
    if drift.findings.is_empty() {
        return Ok(());
    }
    writeln!(page, "## {}\n", drift.provider)?;
    let mut last = None;
    for finding in &drift.findings {
        if last != Some(&finding.url) {
            let before = if last.is_some() { "\n" } else { "" };
            writeln!(page, "{before}### {}\n", inline(&finding.url))?;
            last = Some(&finding.url);
        }
        writeln!(page, "- {} (`{}`)", inline(&finding.what.text()), finding.what.id())?;
        if let Some(words) = finding.what.words() {
            // A block that no text of a page can end.
            let longest = words.split(|c| c != '`').map(str::len).max().unwrap_or_default();
            let fence = "`".repeat(longest.max(2) + 1);
            writeln!(page, "\n  {fence}text")?;
            words.lines().try_for_each(|line| writeln!(page, "{}", format!("  {line}").trim_end()))?;
            writeln!(page, "  {fence}\n")?;
        }
        for citation in &finding.concerns {
            writeln!(page, "  - {} {} {}", citation.kind, code(&citation.name), place(citation))?;
        }
    }
    writeln!(page)
}

/// A page's words outside of code: nothing in them is markup, a mention or a reference.
fn inline(text: &str) -> String {
    let mut inline = String::new();
    for c in text.chars() {
        match c {
            '<' => inline.push_str("&lt;"),
            '@' => inline.push_str("&#64;"),
            '[' | ']' | '*' | '|' | '!' => inline.extend(['\\', c]),
            '\n' => inline.push(' '),
            c => inline.push(c),
        }
    }
    inline
}

fn code(text: &str) -> String {
    let text = text.replace('\n', " ");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

fn annotation(drift: &Drift, finding: &Finding) -> String {
    let spot = finding.concerns.iter().find_map(|citation| citation.spot.as_ref());
    let spot =
        spot.map(|spot| format!("file={},line={},col={},", property(&spot.file), spot.line, spot.column));
    let command = if finding.is_drift() { "warning" } else { "notice" };
    let text = data(&format!("{}: {}: {}", drift.provider, finding.url, finding.what.text()));
    format!("::{command} {}title={}::{text}\n", spot.unwrap_or_default(), property(finding.what.id()))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

fn finding_json(finding: &Finding) -> Value {
    let concerns = finding.concerns.iter().map(|citation| {
        json!({
            "kind": citation.kind,
            "name": citation.name,
            "pointer": citation.at.to_string(),
            "file": citation.spot.as_ref().map(|spot| &spot.file),
            "line": citation.spot.as_ref().map(|spot| spot.line),
            "column": citation.spot.as_ref().map(|spot| spot.column),
        })
    });
    json!({
        "id": finding.what.id(),
        "url": finding.url,
        "text": finding.what.text(),
        "anchor": finding.what.part().map(|part| &part.anchor),
        "words": finding.what.words(),
        "drift": finding.is_drift(),
        "concerns": concerns.collect::<Vec<_>>(),
    })
}
