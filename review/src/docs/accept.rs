//! Writes down that a spec was adapted to its documentation: the new lock, and the days on which pages were read.

use std::collections::BTreeMap;
use std::ops::Range;

use clientwright_document::diagnostics::Place;
use clientwright_document::files::Files;
use clientwright_document::pointer::Pointer;
use clientwright_document::{Document, Value};

use super::cited::{Citation, Citations};
use super::drift::{Found, Reading, What, compare};
use super::lock::{Lock, Locked, LockedText, State};
use crate::day::Day;

/// What is accepted of a provider's documentation.
pub struct Acceptance<'a> {
    /// The lock as it is.
    pub lock: &'a Lock,
    /// The spec's citations.
    pub cited: &'a Citations,
    /// What was read.
    pub found: &'a Found,
    /// The day on which each page was read.
    pub days: &'a BTreeMap<String, Day>,
    /// The pages to accept; all without.
    pub pages: &'a [String],
    /// Why what cites changed sections stays as it is.
    pub unaffected: Option<&'a str>,
}

/// A page that cannot be accepted, and why.
#[derive(Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The page.
    pub url: String,
    /// Why, in one clause.
    pub reason: String,
    /// What is to be adapted first.
    pub concerns: Vec<Citation>,
}

/// The lock to write, and the pages that it has anew.
#[derive(Debug)]
pub struct Accepted {
    /// The lock.
    pub lock: Lock,
    /// The pages that were accepted.
    pub pages: Vec<String>,
    /// Pages that were not read, and keep what the lock has of them; with the reason, where somebody tried.
    pub kept: Vec<(String, Option<String>)>,
}

impl Acceptance<'_> {
    /// Makes the new lock. `is_touched` says whether something of the spec has changed since the old one.
    ///
    /// # Errors
    ///
    /// Pages that changed while what cites them did not.
    pub fn decide(&self, is_touched: &dyn Fn(&Citation) -> bool) -> Result<Accepted, Vec<Refusal>> {
        let drift = compare("", self.lock, self.cited, self.found, &|_| None);
        let mut refusals: BTreeMap<&str, Refusal> = BTreeMap::new();
        let is_asked = |url: &str| self.pages.is_empty() || self.pages.iter().any(|page| page == url);
        for finding in drift.findings.iter().filter(|finding| is_asked(&finding.url)) {
            let reason = match &finding.what {
                What::NoSection(anchor) => {
                    format!("the section `#{anchor}` that `x-source` names is not there")
                }
                _ if self.unaffected.is_some() => continue,
                What::Gone => "the page is gone".to_owned(),
                What::Moved(to) => format!("the page moved to {to}"),
                what @ (What::Changed(_) | What::Removed(_)) => what.text(),
                _ => continue,
            };
            let is_open = |citation: &&Citation| match &finding.what {
                What::Changed(_) | What::Removed(_) => citation.is_adaptable() && !is_touched(citation),
                _ => true,
            };
            let concerns: Vec<Citation> = finding.concerns.iter().filter(is_open).cloned().collect();
            if !concerns.is_empty() {
                let (url, known) = (finding.url.clone(), refusals.get_mut(finding.url.as_str()));
                match known {
                    Some(refusal) => refusal.concerns.extend(concerns),
                    None => drop(refusals.insert(&finding.url, Refusal { url, reason, concerns })),
                }
            }
        }
        if !refusals.is_empty() {
            return Err(refusals.into_values().collect());
        }
        let changed =
            drift.findings.iter().filter(|finding| finding.is_drift()).map(|finding| finding.url.as_str());
        let changed: Vec<&str> = changed.collect();
        let mut accepted = Accepted { lock: self.lock.clone(), pages: Vec::new(), kept: Vec::new() };
        for (url, page) in self.cited.pages.iter().filter(|(url, _)| is_asked(url)) {
            let state = match self.found.pages.get(url) {
                Some(Reading::Text { page, read, .. }) => State::Text(LockedText::of(page, read.clone())),
                Some(Reading::Gone) => State::Gone,
                other => {
                    let reason = match other {
                        Some(Reading::Failed(reason)) => Some(reason.clone()),
                        _ => None,
                    };
                    accepted.kept.push((url.clone(), reason));
                    continue;
                }
            };
            let before = self.lock.pages.get(url).filter(|_| !changed.contains(&url.as_str()));
            let unaffected = match before {
                Some(before) => before.unaffected.clone(),
                None => self.unaffected.map(str::to_owned),
            };
            let Some(checked) = self.days.get(url).copied() else { continue };
            accepted
                .lock
                .pages
                .insert(url.clone(), Locked { edition: page.edition(), checked, state, unaffected });
            accepted.pages.push(url.clone());
        }
        if self.pages.is_empty() {
            accepted.lock.pages.retain(|url, _| self.cited.pages.contains_key(url));
            let is_left_out = |url: &&String| !self.cited.pages.contains_key(*url);
            accepted.lock.left_out.extend(self.found.listed.iter().filter(is_left_out).cloned());
            accepted.lock.left_out.retain(|url| !self.cited.pages.contains_key(url));
        }
        accepted.lock.left_out.sort();
        accepted.lock.left_out.dedup();
        Ok(accepted)
    }
}

/// The texts of the spec in which `checked` is the day on which the pages were read, by path; those that change.
pub fn with_days(
    files: &Files,
    cited: &Citations,
    days: &BTreeMap<String, Day>,
    pages: &[String],
) -> BTreeMap<String, String> {
    let mut locator = files.locator();
    let mut edits: BTreeMap<String, BTreeMap<usize, (Range<usize>, String)>> = BTreeMap::new();
    for (url, page) in cited.pages.iter().filter(|(url, _)| pages.contains(url)) {
        let Some(day) = days.get(url) else { continue };
        for citation in page.by.iter().filter(|citation| citation.is_of_spec()) {
            let at = citation.source.join("checked");
            if let Some(found) = locator.find(&Place::Value(at.clone())) {
                let edits = edits.entry(at.file().to_owned()).or_default();
                edits.insert(found.bytes.start, (found.bytes, day.to_string()));
            }
        }
    }
    let mut changed = BTreeMap::new();
    for (path, text) in files.texts() {
        let mut new = text.to_owned();
        for (bytes, day) in edits.remove(path).into_iter().flatten().map(|(_, edit)| edit).rev() {
            let old = &text[bytes.clone()];
            // The quotes are the author's; what is no day stays.
            let is_quote = |c: char| c == '"' || c == '\'';
            if Day::parse(old.trim_matches(is_quote)).is_some() {
                new.replace_range(bytes, &old.replace(old.trim_matches(is_quote), &day));
            }
        }
        if new != text {
            changed.insert(path.to_owned(), new);
        }
    }
    changed
}

/// Whether a place says the same in both documents, with all that it refers to. Sources say nothing of the API.
pub fn is_same(one: &Document, other: &Document, at: &Pointer) -> bool {
    let (Some(was), Some(is)) = (one.get(at), other.get(at)) else { return false };
    Same { one, other, seen: Vec::new() }.ask((at.file(), was), (at.file(), is))
}

struct Same<'d> {
    one: &'d Document,
    other: &'d Document,
    /// Pairs of references that are being compared already.
    seen: Vec<[String; 4]>,
}

impl<'d> Same<'d> {
    fn ask(&mut self, (was_in, was): (&str, &'d Value), (is_in, is): (&str, &'d Value)) -> bool {
        match (was, is) {
            (Value::Mapping(was), Value::Mapping(is)) => {
                let references = [was, is].map(|mapping| mapping.get("$ref").and_then(Value::as_str));
                if let [Some(one), Some(other)] = references
                    && !self.target([was_in, one, is_in, other])
                {
                    return false;
                }
                let own = |key: &&String| *key != "x-source";
                was.keys().filter(own).eq(is.keys().filter(own))
                    && was
                        .iter()
                        .filter(|(key, _)| own(key))
                        .all(|(key, was)| self.ask((was_in, was), (is_in, &is[key])))
            }
            (Value::Sequence(was), Value::Sequence(is)) => {
                was.len() == is.len()
                    && was.iter().zip(is).all(|(was, is)| self.ask((was_in, was), (is_in, is)))
            }
            (was, is) => was == is,
        }
    }

    fn target(&mut self, names: [&str; 4]) -> bool {
        let key = names.map(str::to_owned);
        if self.seen.contains(&key) {
            return true;
        }
        self.seen.push(key);
        let [was_in, one, is_in, other] = names;
        match (self.one.target(one, was_in), self.other.target(other, is_in)) {
            (Some((was_in, was)), Some((is_in, is))) => self.ask((was_in, was), (is_in, is)),
            (None, None) => true,
            _ => false,
        }
    }
}
