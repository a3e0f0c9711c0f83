//! Where statements come from, against what coverage.yaml says of the pages.

use std::collections::{BTreeMap, BTreeSet};

use crate::lint::words::phrase_in;
use crate::lint::{Findings, Subject};
use clientwright_codegen::coverage::{Page, Recorded, Standing};
use clientwright_document::pointer::Pointer;
use clientwright_document::{Kind, Value};

/// What is said of a page that was read and is silent.
const SILENT: &[&str] = &["not documented", "undocumented", "not published", "unpublished"];

/// Where texts about an object are.
const TEXTS: [&str; 5] = ["summary", "description", "x-evidence-note", "x-retry-note", "x-conflict"];

/// A day on which a page was checked says that somebody had it.
pub(super) fn unread_source(subject: &Subject<'_>, found: &mut Findings) {
    for (at, source) in sources(subject) {
        if page(subject, source).is_some_and(|page| page.recorded == Recorded::Title) {
            let message = "only the title of this page is recorded, so nothing comes from it";
            found.value(
                &at.join("url"),
                message,
                "name the page that says it, or record this one in coverage.yaml",
            );
        }
    }
}

/// Readers know an edition by what the description says of it.
pub(super) fn edition_legend(subject: &Subject<'_>, found: &mut Findings) {
    let info = subject.document.get(&Pointer::root().join("info"));
    let text = info.and_then(|info| info.get("description")).and_then(Value::as_str).unwrap_or_default();
    // An `A` elsewhere is an article, and the name of an edition may be that of the provider.
    let legends: Vec<&str> =
        text.split("\n\n").filter(|text| phrase_in(text, &["edition", "editions"]).is_some()).collect();
    let mut unknown: BTreeMap<&str, Pointer> = BTreeMap::new();
    let mut without = Vec::new();
    let mut sites = BTreeSet::new();
    for (at, source) in sources(subject) {
        let site = site(source.get("url").and_then(Value::as_str).unwrap_or_default());
        match source.get("edition").and_then(Value::as_str) {
            Some(edition) => {
                sites.insert(site);
                let name = edition.to_lowercase();
                if !legends.iter().any(|legend| phrase_in(legend, &[&name]).is_some()) {
                    unknown.entry(edition).or_insert_with(|| at.join("edition"));
                }
            }
            None => without.push((site, at)),
        }
    }
    for (edition, at) in unknown {
        let hint = format!("say what `{edition}` is in a paragraph on editions of the description of `info`");
        found.value(&at, format!("nothing says what edition `{edition}` is"), &hint);
    }
    for (site, at) in without.iter().filter(|(site, _)| sites.contains(site)) {
        found.value(at, format!("the source names no edition, others of {site} do"), "add `edition`");
    }
}

/// What has editions together: the pages of a host, and of one repository where a host has many.
fn site(url: &str) -> &str {
    let (_, rest) = url.split_once("://").unwrap_or(("", url));
    let is_shared =
        ["github.com", "gitlab.com", "raw.githubusercontent.com"].iter().any(|host| rest.starts_with(host));
    let segments = if is_shared { 3 } else { 1 };
    rest.match_indices('/').nth(segments - 1).map_or(rest, |(end, _)| &rest[..end])
}

/// Whoever reads "not documented" does not look at the page, which may have it.
pub(super) fn unrecorded_as_undocumented(subject: &Subject<'_>, found: &mut Findings) {
    for object in subject.objects() {
        // An operation is described by the pages that name it, anything else by its own sources: an operation has those too
        // from which a detail comes.
        let operation = subject.of(Kind::Operation).find(|operation| is_below(&object.at, &operation.at));
        let pages: Vec<&Page> =
            match operation.and_then(|operation| operation.value.get("operationId")?.as_str()) {
                Some(id) => all_pages(subject).filter(|page| models(page, id)).collect(),
                None => object_pages(subject, object.value),
            };
        let Some(page) = pages.into_iter().find(|page| page.recorded != Recorded::Whole) else { continue };
        for key in TEXTS {
            let text = object.value.get(key).and_then(Value::as_str).unwrap_or_default();
            if let Some(phrase) = phrase_in(text, SILENT) {
                let message = format!("\"{phrase}\", but not all of {} is recorded", page.url);
                found.value(&object.at.join(key), message, "say \"not recorded\", or read the page");
            }
        }
    }
}

/// Every source, where it stands.
fn sources<'v>(subject: &'v Subject<'_>) -> impl Iterator<Item = (Pointer, &'v Value)> {
    subject.objects().iter().flat_map(|object| {
        let sources = object.value.get("x-source").and_then(Value::as_sequence).unwrap_or_default();
        let at = object.at.join("x-source");
        sources.iter().enumerate().map(move |(index, source)| (at.join(index), source))
    })
}

fn all_pages<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = &'s Page> {
    subject.provider.coverage.iter().flat_map(|coverage| &coverage.pages)
}

/// The page of a source, as coverage.yaml has it.
fn page<'s>(subject: &'s Subject<'_>, source: &Value) -> Option<&'s Page> {
    let url = source.get("url").and_then(Value::as_str)?;
    all_pages(subject).find(|page| page.url == url)
}

fn object_pages<'s>(subject: &'s Subject<'_>, value: &Value) -> Vec<&'s Page> {
    let sources = value.get("x-source").and_then(Value::as_sequence).unwrap_or_default();
    sources.iter().filter_map(|source| page(subject, source)).collect()
}

fn models(page: &Page, id: &str) -> bool {
    let entries = page.operations.iter().chain(&page.webhooks);
    entries.into_iter().any(|entry| matches!(&entry.standing, Standing::Modelled(modelled) if modelled == id))
}

fn is_below(at: &Pointer, above: &Pointer) -> bool {
    let mut steps = at.steps();
    at.file() == above.file() && above.steps().all(|step| steps.next().is_some_and(|other| other == step))
}
