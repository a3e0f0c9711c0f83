//! `pages.lock`: of which texts of the documentation a spec was made.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_yaml::Value;

use super::page::Page;
use crate::day::Day;

/// The file, relative to the spec's folder.
pub const FILE: &str = "pages.lock";

/// The pages of which a spec was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// By URL, without fragment.
    pub pages: BTreeMap<String, Locked>,
    /// Pages that a site lists and of which nothing is taken.
    pub left_out: Vec<String>,
}

/// A page as it was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    /// The editions that the spec names.
    pub edition: Option<String>,
    /// The day on which it was read.
    pub checked: Day,
    /// What was read.
    pub state: State,
    /// Why what cites it stayed as it was when it changed.
    pub unaffected: Option<String>,
}

/// What was found at a page's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// A text.
    Text(LockedText),
    /// Nothing.
    Gone,
}

/// The text of a page, as hashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedText {
    /// Hash of all.
    pub hash: String,
    /// Where it was read, if not at the page's own address: a Markdown variant, or where the site redirects to.
    pub read: Option<String>,
    /// In their order.
    pub sections: Vec<LockedSection>,
}

/// A section, as a hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedSection {
    /// Its anchor.
    pub anchor: String,
    /// Its heading.
    pub heading: String,
    /// Hash of its text.
    pub hash: String,
}

impl LockedText {
    /// What a lock holds of a page.
    pub fn of(page: &Page, read: Option<String>) -> Self {
        let sections = page.sections.iter().map(|section| LockedSection {
            anchor: section.anchor.clone(),
            heading: section.heading.clone(),
            hash: section.hash(),
        });
        Self { hash: page.hash(), read, sections: sections.collect() }
    }
}

impl Locked {
    /// The text, when there was one.
    pub fn text(&self) -> Option<&LockedText> {
        match &self.state {
            State::Text(text) => Some(text),
            State::Gone => None,
        }
    }

    /// Whether the page has a section with this anchor.
    pub fn has_section(&self, anchor: &str) -> bool {
        self.text().is_some_and(|text| text.sections.iter().any(|section| section.anchor == anchor))
    }
}

impl Lock {
    /// Reads a lock.
    ///
    /// # Errors
    ///
    /// What `docs accept` does not write.
    pub fn parse(text: &str) -> Result<Self, String> {
        let value: Value = serde_yaml::from_str(text).map_err(|error| format!("this is no YAML: {error}"))?;
        only(&value, &["pages", "left-out"])?;
        let mut lock = Self::default();
        for page in list(&value, "pages")? {
            only(page, &["url", "edition", "checked", "hash", "read", "gone", "unaffected", "sections"])?;
            let url = text_of(page, "url")?;
            let checked = text_of(page, "checked")?;
            let checked = Day::parse(&checked).ok_or_else(|| format!("`checked: {checked}` is no day"))?;
            let state = match page.get("gone").is_some() {
                true => State::Gone,
                false => State::Text(LockedText {
                    hash: text_of(page, "hash")?,
                    read: optional(page, "read")?,
                    sections: list(page, "sections")?.iter().map(section).collect::<Result<_, _>>()?,
                }),
            };
            let (edition, unaffected) = (optional(page, "edition")?, optional(page, "unaffected")?);
            if lock.pages.insert(url.clone(), Locked { edition, checked, state, unaffected }).is_some() {
                return Err(format!("`{url}` is there twice"));
            }
        }
        for url in list(&value, "left-out")? {
            lock.left_out.push(url.as_str().ok_or("an entry of `left-out` is no text")?.to_owned());
        }
        Ok(lock)
    }

    /// The text of the lock: sorted, the same for the same pages.
    pub fn to_text(&self, command: &str) -> String {
        let mut text =
            format!("# The pages that the spec was made from. Written by `{command} docs accept`.\n");
        self.write(&mut text).expect("a string takes text");
        text
    }

    fn write(&self, text: &mut String) -> std::fmt::Result {
        writeln!(text, "pages:{}", if self.pages.is_empty() { " []" } else { "" })?;
        for (url, page) in &self.pages {
            writeln!(text, "  - url: {}", quoted(url))?;
            if let Some(edition) = &page.edition {
                writeln!(text, "    edition: {}", quoted(edition))?;
            }
            writeln!(text, "    checked: \"{}\"", page.checked)?;
            if let Some(reason) = &page.unaffected {
                writeln!(text, "    unaffected: {}", quoted(reason))?;
            }
            let Some(locked) = page.text() else {
                writeln!(text, "    gone: true")?;
                continue;
            };
            writeln!(text, "    hash: {}", quoted(&locked.hash))?;
            if let Some(read) = &locked.read {
                writeln!(text, "    read: {}", quoted(read))?;
            }
            writeln!(text, "    sections:")?;
            for LockedSection { anchor, heading, hash } in &locked.sections {
                let (anchor, heading, hash) = (quoted(anchor), quoted(heading), quoted(hash));
                writeln!(text, "      - {{anchor: {anchor}, heading: {heading}, hash: {hash}}}")?;
            }
        }
        if !self.left_out.is_empty() {
            writeln!(text, "left-out:")?;
            let mut all = self.left_out.clone();
            all.sort();
            all.dedup();
            all.iter().try_for_each(|url| writeln!(text, "  - {}", quoted(url)))?;
        }
        Ok(())
    }
}

/// JSON's strings are YAML's too.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn section(value: &Value) -> Result<LockedSection, String> {
    only(value, &["anchor", "heading", "hash"])?;
    let text = |key| text_of(value, key);
    Ok(LockedSection { anchor: text("anchor")?, heading: text("heading")?, hash: text("hash")? })
}

fn only(value: &Value, known: &[&str]) -> Result<(), String> {
    let entries = value.as_mapping().ok_or("a mapping is expected")?;
    match entries.keys().find(|key| !key.as_str().is_some_and(|key| known.contains(&key))) {
        Some(key) => Err(format!("the key `{}` is unknown", key.as_str().unwrap_or("?"))),
        None => Ok(()),
    }
}

fn list<'v>(value: &'v Value, key: &str) -> Result<&'v [Value], String> {
    match value.get(key) {
        None => Ok(&[]),
        Some(found) => Ok(found.as_sequence().ok_or_else(|| format!("`{key}` is no list"))?),
    }
}

fn optional(value: &Value, key: &str) -> Result<Option<String>, String> {
    match value.get(key) {
        None => Ok(None),
        Some(found) => Ok(Some(found.as_str().ok_or_else(|| format!("`{key}` is no text"))?.to_owned())),
    }
}

fn text_of(value: &Value, key: &str) -> Result<String, String> {
    optional(value, key)?.ok_or_else(|| format!("`{key}` is missing"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let page = Page::of_markdown("# A: \"b\"\ntext\n## #c\u{85}\n");
        let locked = |state| Locked {
            edition: Some("2".to_owned()),
            checked: Day::parse("2026-01-31").unwrap(),
            state,
            unaffected: Some("only: wording #1".to_owned()),
        };
        let text = State::Text(LockedText::of(&page, Some("https://a.example/x.md".to_owned())));
        let pages = [("https://a.example/x", text), ("https://a.example/y", State::Gone)];
        let pages = pages.map(|(url, state)| (url.to_owned(), locked(state)));
        let lock = Lock { pages: pages.into(), left_out: vec!["https://a.example/z".to_owned()] };
        assert_eq!(Lock::parse(&lock.to_text("x")).unwrap(), lock);
        let empty = Lock::default();
        assert_eq!(Lock::parse(&empty.to_text("x")).unwrap(), empty);
    }

    #[test]
    fn what_nobody_wrote_is_refused() {
        for (text, said) in [
            ("[", "this is no YAML"),
            ("1", "a mapping is expected"),
            ("page: []", "the key `page` is unknown"),
            ("pages: {}", "`pages` is no list"),
            ("pages: [{url: a}]", "`checked` is missing"),
            ("pages: [{url: a, checked: x}]", "`checked: x` is no day"),
            ("pages: [{url: a, checked: '2026-01-01'}]", "`hash` is missing"),
            ("pages: [{url: 1}]", "`url` is no text"),
        ] {
            let problem = Lock::parse(text).unwrap_err();
            assert!(problem.starts_with(said), "{text}: {problem}");
        }
    }
}
