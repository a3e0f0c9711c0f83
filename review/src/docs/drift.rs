//! What is another text now than the one that a spec was made from.

use std::collections::{BTreeMap, BTreeSet};

use super::cited::{Citation, Citations, CitedPage};
use super::lock::{Lock, Locked, LockedText, State};
use super::page::Page;
use super::words;

/// What was found at a page's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A text.
    Text {
        /// The page.
        page: Page,
        /// Where it was read, if not at the page's own address.
        read: Option<String>,
        /// Whether the site has sent us there.
        is_redirected: bool,
    },
    /// Nothing: 404 or 410.
    Gone,
    /// Nobody knows, for this reason.
    Failed(String),
    /// It is not among the saved pages.
    Unsaved,
}

/// What is known of a provider's documentation now.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// What was read, by URL of the page.
    pub pages: BTreeMap<String, Reading>,
    /// Pages that the sites list, near the pages that are cited.
    pub listed: Vec<String>,
}

/// The documentation of a provider, compared with its lock.
#[derive(Clone, Debug)]
pub struct Drift {
    /// The provider.
    pub provider: String,
    /// How many pages are cited.
    pub pages: usize,
    /// How many of them were not among the saved ones.
    pub unsaved: usize,
    /// In the order of pages.
    pub findings: Vec<Finding>,
}

/// Something about a page.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The page.
    pub url: String,
    /// What about it.
    pub what: What,
    /// What cites it.
    pub concerns: Vec<Citation>,
}

/// What can be said about a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A section has other words.
    Changed(Part),
    /// A section that was not there.
    Added(Part),
    /// A section that is not there any more.
    Removed(Part),
    /// Nothing but the order of sections, or what is between them.
    Reordered,
    /// The site sends readers elsewhere.
    Moved(String),
    /// It is read as another kind of text than before: HTML instead of Markdown.
    ReadElsewhere(String),
    /// It is not there any more.
    Gone,
    /// It was not there, and is again.
    Back,
    /// It cannot be read, for this reason.
    Failed(String),
    /// The lock does not have it.
    Unlocked,
    /// The lock has it, and nothing cites it.
    Uncited,
    /// A site lists it, and coverage.yaml does not.
    Uncovered,
    /// `x-source` names a section that the page does not have.
    NoSection(String),
}

/// A section of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its anchor.
    pub anchor: String,
    /// Its heading.
    pub heading: String,
    /// Its words, or how they changed, as far as they are known.
    pub words: Option<String>,
}

impl Finding {
    /// Whether the page has changed; otherwise it could not be read.
    pub fn is_drift(&self) -> bool {
        !matches!(self.what, What::Failed(_))
    }
}

/// Compares. `texts` gives the text with a hash, where it is still at hand.
pub fn compare(
    provider: &str,
    lock: &Lock,
    cited: &Citations,
    found: &Found,
    texts: &dyn Fn(&str) -> Option<String>,
) -> Drift {
    let mut drift =
        Drift { provider: provider.to_owned(), pages: cited.pages.len(), unsaved: 0, findings: Vec::new() };
    for (url, page) in &cited.pages {
        let whats = match (found.pages.get(url), lock.pages.get(url)) {
            (None | Some(Reading::Unsaved), _) => {
                drift.unsaved += 1;
                continue;
            }
            (Some(Reading::Failed(reason)), _) => vec![What::Failed(reason.clone())],
            (Some(Reading::Gone), Some(locked)) if locked.state == State::Gone => Vec::new(),
            (Some(Reading::Gone), _) => vec![What::Gone],
            (Some(Reading::Text { .. }), None) => vec![What::Unlocked],
            (Some(Reading::Text { page, read, is_redirected }), Some(locked)) => {
                of_text(page, read.as_deref(), *is_redirected, locked, texts)
            }
        };
        let missing = match found.pages.get(url) {
            Some(Reading::Text { page: text, .. }) => without_section(page, text, &whats),
            _ => Vec::new(),
        };
        for what in whats.into_iter().chain(missing) {
            let concerns = page.by.iter().filter(|citation| match &what {
                What::Changed(part) | What::Removed(part) => citation.concerns(&part.anchor),
                // Nobody names what was not there: whoever cites the page may want it.
                What::NoSection(anchor) => citation.section.as_ref() == Some(anchor),
                _ => true,
            });
            drift.findings.push(Finding { url: url.clone(), concerns: concerns.cloned().collect(), what });
        }
    }
    let without = |url: &String, what| Finding { url: url.clone(), what, concerns: Vec::new() };
    let uncited = lock.pages.keys().filter(|url| !cited.pages.contains_key(*url));
    drift.findings.extend(uncited.map(|url| without(url, What::Uncited)));
    let is_known = |url: &&String| cited.pages.contains_key(*url) || lock.left_out.contains(url);
    let uncovered = found.listed.iter().filter(|url| !is_known(url));
    drift.findings.extend(uncovered.map(|url| without(url, What::Uncovered)));
    drift
}

/// Sections that sources name and the page does not have. Where one went is said of the section.
fn without_section(cited: &CitedPage, page: &Page, whats: &[What]) -> Vec<What> {
    let is_said =
        |anchor: &str| whats.iter().any(|what| matches!(what, What::Removed(part) if part.anchor == anchor));
    let named: BTreeSet<&str> = cited.by.iter().filter_map(|citation| citation.section.as_deref()).collect();
    let missing = named.into_iter().filter(|anchor| page.section(anchor).is_none() && !is_said(anchor));
    missing.map(|anchor| What::NoSection(anchor.to_owned())).collect()
}

fn of_text(
    page: &Page,
    read: Option<&str>,
    is_redirected: bool,
    locked: &Locked,
    texts: &dyn Fn(&str) -> Option<String>,
) -> Vec<What> {
    let Some(text) = locked.text() else { return vec![What::Back] };
    let mut whats = Vec::new();
    match read {
        Some(to) if is_redirected && text.read.as_deref() != Some(to) => {
            whats.push(What::Moved(to.to_owned()))
        }
        _ if text.read.as_deref() != read => {
            whats.push(What::ReadElsewhere(read.unwrap_or("its own address").to_owned()));
        }
        _ => {}
    }
    if text.hash != page.hash() {
        let before = whats.len();
        sections(page, text, texts(&text.hash).map(|text| Page::of_markdown(&text)).as_ref(), &mut whats);
        if whats.len() == before {
            whats.push(What::Reordered);
        }
    }
    whats
}

/// Each section by its anchor; one whose heading changed has another.
fn sections(page: &Page, locked: &LockedText, old: Option<&Page>, whats: &mut Vec<What>) {
    for was in &locked.sections {
        let part = |words| Part { anchor: was.anchor.clone(), heading: was.heading.clone(), words };
        let old = old.and_then(|old| old.section(&was.anchor));
        match page.section(&was.anchor) {
            Some(is) if is.hash() == was.hash => {}
            Some(is) => whats.push(What::Changed(part(old.map(|old| words::changed(&old.text, &is.text))))),
            None => whats.push(What::Removed(part(old.map(|old| words::cut(&old.text))))),
        }
    }
    for is in &page.sections {
        if locked.sections.iter().all(|was| was.anchor != is.anchor) {
            let (anchor, heading) = (is.anchor.clone(), is.heading.clone());
            whats.push(What::Added(Part { anchor, heading, words: Some(words::cut(&is.text)) }));
        }
    }
}
