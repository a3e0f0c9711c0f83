//! An OpenAPI document that somebody else wrote → a provider's folder.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use anyhow::anyhow;
use clientwright_codegen::api::Api;
use clientwright_codegen::coverage::{self, Coverage};
use clientwright_codegen::diagnostics::Diagnostics;
use clientwright_codegen::provider::{self, Mode, Provider};
use clientwright_codegen::{Stages, plan};
use clientwright_document::pointer::Pointer;
use clientwright_document::{Document, Sources};
use serde_json::Value;

use super::compose::{self, quoted};
use super::folder::{Folder, Names};
use super::{decide, insert, lines};
use crate::clock::today;
use crate::failure::Failure;
use crate::spec::Spec;
use clientwright_document::files::Files;
use clientwright_document::places::Marks;
use clientwright_review::report;

/// The root file's name in a provider's folder.
const ROOT: &str = "openapi.yaml";
/// A page that is plainly none.
const NO_PAGE: &str = "https://example.com/name-the-page";

/// The document's texts with what is missing put in, our own files, and what is left to decide.
pub(super) fn document(path: &Path, names: &Names) -> Result<(Folder, Vec<Value>), Failure> {
    let Spec { sources, provider, files, .. } =
        Spec::of_document(path, &format!("{}-client", names.provider))?;
    let failed = |problems| Failure::Spec(problems, Box::new(files.clone()));
    let stages = Stages::new(&sources, &provider);
    let api = stages.api().map_err(failed)?;
    let pages = Pages::of(stages.document().map_err(failed)?);
    let (mut texts, without_page) = with_sources(&files, api, &pages);
    let ours = [provider::FILE, coverage::FILE];
    if let Some(taken) = texts.keys().find(|path| ours.contains(&path.as_str()) || path.as_str() == ROOT) {
        return Err(Failure::Other(anyhow!(
            "`{taken}`, which the document refers to, has the name of a file of ours\nhint: rename it"
        )));
    }
    let decisions = compose::provider(names, api, pages.documentation.as_deref());
    let index = compose::coverage(api, |at| pages.page(at).unwrap_or(NO_PAGE).to_owned());

    let mut problems = strict(&texts, &decisions, &index, &provider).0;
    let waivers = compose::waivers(&problems);
    problems.extend(decide::guesses(api, without_page));

    let root = texts.remove("").unwrap_or_default();
    let mut folder: Folder = texts;
    folder.insert(ROOT.to_owned(), root);
    folder.insert(provider::FILE.to_owned(), decisions + &waivers);
    folder.insert(coverage::FILE.to_owned(), index);
    let mut shown = Files::default();
    for (path, text) in &folder {
        let name = if path == ROOT { "" } else { path };
        shown.add(name, format!("specs/{}/{path}", names.provider), text.clone());
    }
    Ok((folder, report::to_json(&Diagnostics(problems), &shown)))
}

/// References that lead from one to the next; more is a circle.
const MOST_REFERENCES: usize = 8;

/// What the document says of the pages that document it.
struct Pages {
    documentation: Option<String>,
    /// By the operation's place.
    own: BTreeMap<Pointer, String>,
}

impl Pages {
    fn of(document: &Document) -> Self {
        let mut own = BTreeMap::new();
        for key in ["paths", "webhooks", "x-webhooks"] {
            let items = document.get(&Pointer::root().join(key)).and_then(|value| value.as_mapping());
            for (path, item) in items.into_iter().flatten() {
                for method in item.as_mapping().into_iter().flatten().map(|(method, _)| method) {
                    let at = Pointer::root().join(key).join(path).join(method);
                    own.extend(url(document, &at).map(|url| (at, url)));
                }
            }
        }
        Self { documentation: url(document, &Pointer::root()), own }
    }

    /// The page of an operation, or else of the document.
    fn page(&self, at: &Pointer) -> Option<&str> {
        self.own.get(at).or(self.documentation.as_ref()).map(String::as_str)
    }
}

fn url(document: &Document, at: &Pointer) -> Option<String> {
    let url = document.get(&at.join("externalDocs").join("url"))?.as_str()?;
    let is_url =
        (url.starts_with("https://") || url.starts_with("http://")) && !url.contains(char::is_whitespace);
    is_url.then(|| url.to_owned())
}

/// The texts with a source on every operation and webhook, and how many of them have no page of their own.
fn with_sources(files: &Files, api: &Api, pages: &Pages) -> (BTreeMap<String, String>, usize) {
    let operations = api.operations.iter().map(|operation| (&operation.at, &operation.docs));
    let webhooks = api.webhooks.iter().map(|webhook| (&webhook.at, &webhook.docs));
    let missing = operations.chain(webhooks).filter(|(_, docs)| docs.sources.is_empty());
    let missing: BTreeSet<&Pointer> = missing.map(|(at, _)| at).collect();
    let without_page = missing.iter().filter(|at| !pages.own.contains_key(**at)).count();

    let mut texts: BTreeMap<String, String> =
        files.texts().map(|(file, text)| (file.to_owned(), lines::broken(text))).collect();
    // By file and offset.
    let mut places: BTreeMap<(String, usize), (Range<usize>, String)> = BTreeMap::new();
    let marks: BTreeMap<&String, Marks<'_>> =
        texts.iter().map(|(file, text)| (file, Marks::new(text))).collect();
    for at in missing {
        let url = pages.page(at).unwrap_or(NO_PAGE);
        if let Some((file, key)) = place(at, &texts, &marks) {
            places.insert((file, key.start), (key, url.to_owned()));
        }
    }
    drop(marks);
    // From the end, so that the places before stay where they are.
    for ((file, _), (key, url)) in places.into_iter().rev() {
        let source = format!("[{{\"url\": {}, \"checked\": \"{}\"}}]", quoted(&url), today());
        if let Some(text) = texts.get_mut(&file)
            && let Some(edited) = insert::entry(text, key, "x-source", &source)
        {
            *text = edited;
        }
    }
    (texts, without_page)
}

/// The file and the key that hold an operation, a `$ref` in its place followed; an empty place for a whole file. `None`
/// where an alias or a merge key stands in between: the operation is then reported as having no source.
fn place(
    at: &Pointer,
    texts: &BTreeMap<String, String>,
    marks: &BTreeMap<&String, Marks<'_>>,
) -> Option<(String, Range<usize>)> {
    let mut at = at.clone();
    for _ in 0..MOST_REFERENCES {
        let file = at.file().to_owned();
        let (text, marks) = (texts.get(&file)?, marks.get(&file)?);
        let key = match at.last() {
            None => 0..0,
            Some(name) => {
                let key = marks.key(&at);
                (text.get(key.clone())?.trim_matches(['"', '\'']) == name).then_some(key)?
            }
        };
        match insert::reference(text, &key) {
            None => return Some((file, key)),
            Some(reference) => {
                let (to, pointer) = reference.split_once('#').unwrap_or((reference, ""));
                let to = if to.is_empty() { file } else { beside(&file, to) };
                at = Pointer::parse(&format!("{to}#{pointer}"))?;
            }
        }
    }
    None
}

/// A path relative to a file, relative to that file's folder's root.
fn beside(file: &str, path: &str) -> String {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// What the generator says to the folder as a provider of ours.
fn strict(texts: &BTreeMap<String, String>, decisions: &str, index: &str, lenient: &Provider) -> Diagnostics {
    let mut sources = Sources::new(ROOT, texts.get("").map_or("", String::as_str));
    for (path, text) in texts.iter().filter(|(path, _)| !path.is_empty()) {
        sources.add_file(path, text);
    }
    let provider = match (Provider::parse(decisions), Coverage::parse(index)) {
        (Ok(provider), Ok(index)) => Provider { coverage: Some(index), ..provider },
        (Err(problems), _) | (_, Err(problems)) => return problems,
    };
    let of_api = match Stages::new(&sources, &provider).api() {
        Ok(_) => Diagnostics::default(),
        Err(problems) => problems,
    };
    // What comes after can be seen in the lenient mode already.
    let provider = Provider { mode: Mode::Lenient, ..provider };
    let lenient = Stages::new(&sources, if of_api.0.is_empty() { &provider } else { lenient });
    let of_crate = lenient.api().ok().and_then(|api| plan(api, &provider).err());
    Diagnostics(of_api.0.into_iter().chain(of_crate.into_iter().flat_map(|problems| problems.0)).collect())
}
