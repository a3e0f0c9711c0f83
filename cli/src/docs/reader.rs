//! Reads pages, from the network or as they were saved, and keeps what was found.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::Result;
use clientwright_review::day::Day;
use clientwright_review::docs::drift::{Found, Reading};
use clientwright_review::docs::index::Index;
use clientwright_review::docs::page::Page;
use url::Url;

use super::cache::{Cache, Entry, Listed, State};
use super::fetch::{Answer, Client, Content, Limits, Validators, decoded};
use super::html;
use super::saved;

/// Where pages come from.
pub(super) enum Origin {
    Network(Client),
    Saved(PathBuf),
}

/// Reads each page once, however many providers cite it.
pub(super) struct Reader<'c> {
    origin: Origin,
    cache: &'c Cache,
    today: Day,
    limits: Limits,
    read: BTreeMap<String, Reading>,
    sites: BTreeMap<String, Listed>,
}

impl<'c> Reader<'c> {
    pub(super) fn new(from: Option<PathBuf>, limits: Limits, cache: &'c Cache, today: Day) -> Self {
        let origin = from.map_or_else(|| Origin::Network(Client::new(limits)), Origin::Saved);
        Self { origin, cache, today, limits, read: BTreeMap::new(), sites: BTreeMap::new() }
    }

    /// Reads the cited pages, and what their sites list beside them.
    pub(super) fn all(&mut self, urls: &[&str], step: &mut dyn FnMut(&str)) -> Result<Found> {
        let mut found = Found::default();
        for (site, cited) in sites(urls) {
            step(&site);
            let listed = self.listed(&site)?;
            found.listed.extend(beside(&listed, &cited));
            for url in cited {
                // As it is asked for: what is in it does nothing to a terminal.
                step(Url::parse(url)?.as_str());
                let reading = match self.read.get(url) {
                    Some(reading) => reading.clone(),
                    None => self.page(url, listed.get(url).cloned().flatten())?,
                };
                self.read.insert(url.to_owned(), reading.clone());
                found.pages.insert(url.to_owned(), reading);
            }
        }
        let no_address = urls.iter().filter(|url| !found.pages.contains_key(**url)).collect::<Vec<_>>();
        for url in no_address {
            found.pages.insert((*url).to_owned(), Reading::Failed("this is no address".to_owned()));
        }
        Ok(found)
    }

    fn page(&mut self, url: &str, variant: Option<String>) -> Result<Reading> {
        let known = self.cache.entry(url).unwrap_or_default();
        let mut entry = Entry { url: url.to_owned(), day: self.today.to_string(), reason: None, ..known };
        match &mut self.origin {
            Origin::Saved(folder) => {
                let address = Url::parse(url)?;
                match saved::page(folder, &address, self.limits.bytes) {
                    None => entry.state = State::Unsaved,
                    Some(read) => {
                        // What validates an answer says nothing of a saved page.
                        (entry.read, entry.is_redirected, entry.asked) = (None, false, None);
                        let text = read.and_then(|(bytes, is_html)| Ok((decoded(bytes, "utf-8")?, is_html)));
                        keep(self.cache, &mut entry, text)?;
                    }
                }
            }
            Origin::Network(client) => {
                let asked = variant.as_deref().unwrap_or(url);
                let is_same = entry.state == State::Text && entry.asked.as_deref() == Some(asked);
                let validators = if is_same { entry.validators() } else { Validators::default() };
                match client.get(&Url::parse(asked)?, &validators) {
                    Err(reason) => (entry.state, entry.reason) = (State::Failed, Some(reason)),
                    Ok(Answer { content: Content::Gone, .. }) => entry.state = State::Gone,
                    Ok(Answer { content: Content::NotModified, .. }) if is_same => {}
                    Ok(Answer { content: Content::NotModified, .. }) => {
                        let reason = "the server says that nothing changed, and was not asked whether".to_owned();
                        (entry.state, entry.reason) = (State::Failed, Some(reason));
                    }
                    Ok(Answer { url: end, content: Content::Text { text, is_html, validators } }) => {
                        let end = end.as_str().trim_end_matches('/');
                        entry.is_redirected = end != Url::parse(asked)?.as_str().trim_end_matches('/');
                        entry.read = (end != url && (entry.is_redirected || variant.is_some())).then(|| end.to_owned());
                        entry.asked = Some(asked.to_owned());
                        (entry.etag, entry.last_modified) = (validators.etag, validators.last_modified);
                        keep(self.cache, &mut entry, Ok((text, is_html)))?;
                    }
                }
            }
        }
        self.cache.store(&entry)?;
        Ok(self.cache.reading(&entry))
    }

    /// What a site says that it has. Most say nothing, which is no finding.
    fn listed(&mut self, site: &str) -> Result<Listed> {
        if let Some(listed) = self.sites.get(site) {
            return Ok(listed.clone());
        }
        let base = Url::parse(site)?;
        let mut listed = Listed::new();
        for (name, read) in [("llms.txt", Index::of_llms as fn(&str, &Url) -> Index), ("sitemap.xml", Index::of_sitemap)] {
            let Ok(address) = base.join(name) else { continue };
            let text = match &mut self.origin {
                Origin::Saved(folder) => saved::page(folder, &address, self.limits.bytes)
                    .and_then(|read| decoded(read.ok()?.0, "utf-8").ok()),
                Origin::Network(client) => match client.get(&address, &Validators::default()) {
                    Ok(Answer { content: Content::Text { text, is_html: false, .. }, .. }) => Some(text),
                    _ => None,
                },
            };
            if let Some(text) = text {
                listed = read(&text, &base).pages;
                break;
            }
        }
        self.cache.store_listed(site, &listed)?;
        self.sites.insert(site.to_owned(), listed.clone());
        Ok(listed)
    }
}

/// What was found the last time, without looking again.
pub(super) fn remembered(cache: &Cache, urls: &[&str]) -> (Found, BTreeMap<String, Day>) {
    let (mut found, mut days) = (Found::default(), BTreeMap::new());
    for url in urls {
        if let Some(entry) = cache.entry(url) {
            days.extend(entry.day().map(|day| ((*url).to_owned(), day)));
            found.pages.insert((*url).to_owned(), cache.reading(&entry));
        }
    }
    for (site, cited) in sites(urls) {
        found.listed.extend(beside(&cache.listed(&site).unwrap_or_default(), &cited));
    }
    (found, days)
}

fn beside(listed: &Listed, cited: &[&str]) -> Vec<String> {
    Index { pages: listed.clone() }.beside(cited).map(str::to_owned).collect()
}

/// The pages by their site: scheme, host and port.
fn sites<'u>(urls: &[&'u str]) -> BTreeMap<String, Vec<&'u str>> {
    let mut sites: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let urls: BTreeSet<&str> = urls.iter().copied().collect();
    for url in urls {
        if let Ok(parsed) = Url::parse(url) && parsed.has_host() {
            sites.entry(format!("{}/", parsed.origin().ascii_serialization())).or_default().push(url);
        }
    }
    sites
}

/// Stores a text, or why there is none.
fn keep(cache: &Cache, entry: &mut Entry, text: Result<(String, bool), String>) -> Result<()> {
    match text.and_then(|(text, is_html)| if is_html { html::to_markdown(&text) } else { Ok(text) }) {
        Ok(markdown) => {
            entry.hash = Some(cache.store_text(&Page::of_markdown(&markdown))?);
            entry.state = State::Text;
        }
        Err(reason) => (entry.state, entry.reason) = (State::Failed, Some(reason)),
    }
    Ok(())
}
