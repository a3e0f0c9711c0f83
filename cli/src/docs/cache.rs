//! What was read of pages, in a folder that is not committed: the texts, so that a change can be shown, and what was found
//! at each address. A page is stored as soon as it is read.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clientwright_review::day::Day;
use clientwright_review::docs::drift::Reading;
use clientwright_review::docs::page::{Page, hash};
use serde::{Deserialize, Serialize};

use super::fetch::Validators;

/// The folder.
pub(super) struct Cache {
    folder: PathBuf,
}

/// What was found at an address.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(super) struct Entry {
    pub(super) url: String,
    /// The day on which it was looked at, `YYYY-MM-DD`.
    pub(super) day: String,
    pub(super) state: State,
    /// Why it cannot be read.
    pub(super) reason: Option<String>,
    /// Hash of the last text.
    pub(super) hash: Option<String>,
    /// Where that was read, if not at the address itself.
    pub(super) read: Option<String>,
    pub(super) is_redirected: bool,
    /// What was asked for: validators are of its answer.
    pub(super) asked: Option<String>,
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum State {
    Text,
    Gone,
    #[default]
    Failed,
    Unsaved,
}

impl Entry {
    pub(super) fn day(&self) -> Option<Day> {
        Day::parse(&self.day)
    }

    pub(super) fn validators(&self) -> Validators {
        Validators { etag: self.etag.clone(), last_modified: self.last_modified.clone() }
    }
}

/// The pages that a site lists, with their Markdown variants.
pub(super) type Listed = BTreeMap<String, Option<String>>;

impl Cache {
    /// The cache in a folder, which need not be there yet.
    pub(super) fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// What was found at an address, as long as its text is there.
    pub(super) fn entry(&self, url: &str) -> Option<Entry> {
        let entry: Entry = self.read(&self.place("pages", url, "json"))?;
        let has_text = entry.hash.as_ref().is_none_or(|hash| self.text(hash).is_some());
        (entry.url == url && has_text).then_some(entry)
    }

    /// What an entry says.
    pub(super) fn reading(&self, entry: &Entry) -> Reading {
        match entry.state {
            State::Gone => Reading::Gone,
            State::Unsaved => Reading::Unsaved,
            State::Failed => Reading::Failed(entry.reason.clone().unwrap_or_default()),
            State::Text => match entry.hash.as_ref().and_then(|hash| self.text(hash)) {
                Some(text) => Reading::Text {
                    page: Page::of_markdown(&text),
                    read: entry.read.clone(),
                    is_redirected: entry.is_redirected,
                },
                None => Reading::Failed("its text is not in the cache any more".to_owned()),
            },
        }
    }

    /// The text with a hash.
    pub(super) fn text(&self, hash: &str) -> Option<String> {
        let is_hash = hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        fs::read_to_string(self.folder.join("texts").join(format!("{hash}.md"))).ok().filter(|_| is_hash)
    }

    /// Keeps a text; the hash names it.
    pub(super) fn store_text(&self, page: &Page) -> Result<String> {
        let hash = page.hash();
        self.write(&self.folder.join("texts").join(format!("{hash}.md")), &page.text)?;
        Ok(hash)
    }

    /// Keeps what was found at an address.
    pub(super) fn store(&self, entry: &Entry) -> Result<()> {
        self.write(&self.place("pages", &entry.url, "json"), &serde_json::to_string_pretty(entry)?)
    }

    /// The pages that a site has listed.
    pub(super) fn listed(&self, site: &str) -> Option<Listed> {
        self.read(&self.place("sites", site, "json"))
    }

    /// Keeps the pages that a site lists.
    pub(super) fn store_listed(&self, site: &str, listed: &Listed) -> Result<()> {
        self.write(&self.place("sites", site, "json"), &serde_json::to_string_pretty(listed)?)
    }

    fn place(&self, kind: &str, url: &str, end: &str) -> PathBuf {
        self.folder.join(kind).join(format!("{}.{end}", hash(url)))
    }

    fn read<T: for<'de> Deserialize<'de>>(&self, path: &Path) -> Option<T> {
        serde_json::from_str(&fs::read_to_string(path).ok()?).ok()
    }

    /// In one step: a reader sees the old file or the new one.
    fn write(&self, path: &Path, text: &str) -> Result<()> {
        let folder = path.parent().unwrap_or(&self.folder);
        let write = || {
            fs::create_dir_all(folder)?;
            let mut file = tempfile::NamedTempFile::new_in(folder)?;
            file.write_all(text.as_bytes())?;
            file.persist(path).map_err(|error| error.error)?;
            std::io::Result::Ok(())
        };
        write().with_context(|| format!("`{}` cannot be written", path.display()))
    }
}
