//! What of a spec comes from which page.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_codegen::coverage::{self, Coverage};
use clientwright_document::files::{Files, Locator, Spot};
use clientwright_document::pointer::Pointer;
use clientwright_document::{Document, Value};

use super::split;

const CODE: &str = "error code";

/// Every page that a spec and its coverage.yaml name, and what cites it.
#[derive(Clone, Debug, Default)]
pub struct Citations {
    /// By URL, without fragment and trailing slash.
    pub pages: BTreeMap<String, CitedPage>,
}

/// A page and what cites it.
#[derive(Clone, Debug, Default)]
pub struct CitedPage {
    /// The editions that the spec names.
    pub editions: BTreeSet<String>,
    /// In the order of the spec, then of coverage.yaml.
    pub by: Vec<Citation>,
}

/// A place that names a page as its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// `operation`, `schema`, `error code`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// The object in the spec.
    pub at: Pointer,
    /// The entry of `x-source`, or of coverage.yaml.
    pub source: Pointer,
    /// The section that is named; the whole page without.
    pub section: Option<String>,
    /// Its place in the text.
    pub spot: Option<Spot>,
}

impl Citation {
    /// Whether it comes from a section of the page.
    pub fn concerns(&self, anchor: &str) -> bool {
        self.section.as_deref().is_none_or(|section| section == anchor)
    }

    /// Whether it is an object of the spec that names its source itself: a code is one with its operation.
    pub fn is_adaptable(&self) -> bool {
        self.is_of_spec() && self.kind != CODE
    }

    /// Whether it is in the spec, and not in coverage.yaml.
    pub fn is_of_spec(&self) -> bool {
        self.at.file() != coverage::FILE
    }
}

impl CitedPage {
    /// The editions as a lock names them.
    pub fn edition(&self) -> Option<String> {
        let all: Vec<&str> = self.editions.iter().map(String::as_str).collect();
        (!all.is_empty()).then(|| all.join(", "))
    }
}

impl Citations {
    /// Finds all. The document is as written, so that every place is one of the text.
    pub fn of(document: &Document, coverage: &Coverage, files: &Files) -> Self {
        let mut found =
            Found { document, locator: files.locator(), citations: Self::default(), seen: BTreeSet::new() };
        document.visit(&mut |value, _, at| {
            if value.get("x-source").is_some() {
                found.object(value, &at());
            }
        });
        let pages = Pointer::of_file(coverage::FILE).join("pages");
        for (index, page) in coverage.pages.iter().enumerate() {
            let at = pages.join(index);
            let (url, section) = split(&page.url);
            let citation = found.citation("coverage", page.title.clone(), &at, &at.join("url"), section);
            found.citations.pages.entry(url.to_owned()).or_default().by.push(citation);
        }
        found.citations
    }
}

struct Found<'d> {
    document: &'d Document,
    locator: Locator<'d>,
    citations: Citations,
    /// An object that is reached by two ways is one.
    seen: BTreeSet<Pointer>,
}

impl Found<'_> {
    fn object(&mut self, value: &Value, at: &Pointer) {
        let sources = value.get("x-source").and_then(Value::as_sequence).unwrap_or_default();
        if !self.seen.insert(at.clone()) {
            return;
        }
        for (index, source) in sources.iter().enumerate() {
            let text = |key: &str| source.get(key).and_then(Value::as_str);
            let Some(url) = text("url") else { continue };
            let (url, fragment) = split(url);
            let section = text("section").or(fragment);
            let entry = at.join("x-source").join(index);
            let (kind, name) = named(value, at);
            let mut by = vec![self.citation(kind, name, at, &entry, section)];
            by.extend(self.codes(value, at).into_iter().map(|(code, at)| {
                let mut citation = self.citation(CODE, code, &at, &entry, section);
                citation.at = at;
                citation
            }));
            let page = self.citations.pages.entry(url.to_owned()).or_default();
            page.editions.extend(text("edition").map(str::to_owned));
            // Operations share the codes of a response.
            let is_new =
                |one: &Citation| page.by.iter().all(|it| (&it.at, &it.section) != (&one.at, &one.section));
            let new: Vec<Citation> = by.into_iter().filter(|one| one.kind != CODE || is_new(one)).collect();
            page.by.extend(new);
        }
    }

    fn citation(
        &mut self,
        kind: &'static str,
        name: String,
        at: &Pointer,
        source: &Pointer,
        section: Option<&str>,
    ) -> Citation {
        let (at, source, section) = (at.clone(), source.clone(), section.map(str::to_owned));
        Citation { kind, name, spot: self.locator.spot(&at), at, source, section }
    }

    /// The codes of an operation's failures, or of the response that an object is, with their places.
    fn codes(&self, value: &Value, at: &Pointer) -> Vec<(String, Pointer)> {
        let own = std::iter::once(at.clone());
        let responses = value.get("responses").and_then(Value::as_mapping).into_iter().flatten();
        let responses =
            responses.filter_map(|(status, _)| self.document.follow(&at.join("responses").join(status)).ok());
        let tables = own.chain(responses).map(|at| at.join("x-error-codes"));
        let codes = tables.flat_map(|table| {
            let codes = self.document.get(&table).and_then(Value::as_mapping);
            let of = move |(code, _): (&String, &Value)| (code.clone(), table.join(code));
            codes.into_iter().flatten().map(of).collect::<Vec<_>>()
        });
        codes.collect()
    }
}

/// What an object is, and its name.
fn named(value: &Value, at: &Pointer) -> (&'static str, String) {
    let steps: Vec<String> = at.steps().map(|step| step.into_owned()).collect();
    let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
    let id = || value.get("operationId").and_then(Value::as_str).map(str::to_owned);
    let last = || steps.last().copied().unwrap_or_default().to_owned();
    match steps.as_slice() {
        ["paths", path, method] => {
            ("operation", id().unwrap_or_else(|| format!("{} {path}", method.to_ascii_uppercase())))
        }
        ["webhooks", name] | ["webhooks", name, _] => ("webhook", (*name).to_owned()),
        ["components", "schemas", name] => ("schema", (*name).to_owned()),
        ["components", "schemas", name, .., "properties", property] => {
            ("field", format!("{name}.{property}"))
        }
        [.., "properties", property] => ("field", (*property).to_owned()),
        ["components", "responses", name] => ("response", (*name).to_owned()),
        [.., "responses", status] => ("response", (*status).to_owned()),
        [.., "parameters", _] => {
            let name = value.get("name").and_then(Value::as_str).map_or_else(last, str::to_owned);
            ("parameter", name)
        }
        ["components", "securitySchemes", name] => ("security scheme", (*name).to_owned()),
        _ => ("place", at.to_string()),
    }
}
