//! Nothing of a document goes without a word: what stands in it is asked for when it is lowered, or reported.
#![expect(clippy::print_stdout, reason = "figures are for people")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use clientwright_codegen::lower::examine;
use clientwright_codegen::provider::Provider;
use clientwright_document::ledger::record;
use clientwright_document::pointer::Pointer;
use clientwright_document::vocabulary::objects;
use clientwright_document::{Document, Kind, parse};

use crate::{cases, corpus, golden, specs};

#[test]
fn what_stands_in_public_documents_is_read_or_reported() {
    let folder = cases::root().join("../shared/corpus");
    if !folder.is_dir() {
        println!("skipped: ../shared not there");
        return;
    }
    let documents = corpus::documents(&folder);
    let named = documents.iter().map(|path| (path.strip_prefix(&folder).unwrap_or(path), path.as_path()));
    assert_all_read(named);
}

#[test]
fn what_stands_in_the_golden_cases_is_read_or_reported() {
    let cases = golden::all();
    let documents: Vec<_> = cases.iter().map(|case| case.folder.join("openapi.yaml")).collect();
    assert_all_read(documents.iter().map(|path| (path.as_path(), path.as_path())));
}

/// It is read before there is a document.
const VERSION: (Kind, &str) = (Kind::OpenApi, "openapi");

/// An object's kind, and a key that nobody has asked for.
type Unread = (String, String);

fn assert_all_read<'p>(documents: impl Iterator<Item = (&'p Path, &'p Path)>) {
    let mut unread: BTreeMap<Unread, Vec<String>> = BTreeMap::new();
    for (name, path) in documents {
        let sources = specs::read(path).unwrap_or_else(|problems| panic!("{}: {problems}", name.display()));
        let document = parse(&sources).unwrap_or_else(|problems| panic!("{}: {problems}", name.display()));
        let Some(found) = unread_in(&document) else {
            println!("skipped: without debug assertions nobody notes what is read");
            return;
        };
        for (what, at) in found {
            unread.entry(what).or_default().push(format!("{}{at}", name.display()));
        }
    }
    let shown: Vec<String> = unread
        .iter()
        .map(|((kind, key), places)| format!("{kind} `{key}`: {} times, such as {}", places.len(), places[0]))
        .collect();
    assert!(shown.is_empty(), "neither read nor reported:\n{}", shown.join("\n"));
}

/// What nobody asks for when the document is lowered, and no note names, outermost only.
fn unread_in(document: &Document) -> Option<Vec<(Unread, Pointer)>> {
    let mut found: Vec<(Unread, Pointer)> = Vec::new();
    visit_keys(document, &mut |Key { kind, name, at, is_asked, is_named, .. }| {
        if is_asked || is_named || (kind, name) == VERSION {
            return;
        }
        let at = at();
        if !outwards(&at).any(|outer| found.iter().any(|(_, other)| *other == outer)) {
            found.push(((format!("{kind:?}"), name.to_owned()), at));
        }
    })?;
    Some(found)
}

/// A key of an object of a document that was lowered.
struct Key<'k> {
    kind: Kind,
    name: &'k str,
    at: &'k dyn Fn() -> Pointer,
    /// Whether somebody has asked for what stands there.
    is_asked: bool,
    /// Whether a note speaks of it, or of what it stands in.
    is_named: bool,
    /// Whether a note speaks of what stands in it.
    is_named_within: bool,
}

/// Lowers a document, and visits every key of it that OpenAPI has; `None` where nobody notes what is asked for.
fn visit_keys(document: &Document, visit: &mut dyn FnMut(Key<'_>)) -> Option<()> {
    let (examined, ledger) = record(|| examine(document, &Provider::for_document("ledger")));
    let ledger = ledger?;
    let notes = examined.api.notes.iter().map(|note| &note.at);
    // A note on a reference speaks of what it leads to, and one on a condition of what follows from it.
    let spoken_of = |at: &Pointer| {
        let parts = if at.last().is_some_and(|step| step == "if") { &["then", "else"][..] } else { &[] };
        let parts: Vec<Pointer> = parts.iter().map(|part| at.parent().join(part)).collect();
        [Some(at.clone()), document.follow(at).ok()].into_iter().flatten().chain(parts)
    };
    let notes: BTreeSet<Pointer> = notes.flat_map(spoken_of).collect();
    let within: BTreeSet<Pointer> = notes.iter().flat_map(outwards).collect();
    document.visit(&mut |object, kind, at| {
        let Some(keys) = kind.vocabulary(object) else { return };
        for (name, value) in object.as_mapping().into_iter().flatten() {
            if keys.iter().any(|known| known.name == name) {
                let at = || at().join(name);
                let is_asked = ledger.has(value);
                let is_named = !is_asked && outwards(&at()).any(|outer| notes.contains(&outer));
                let is_named = is_named || notes.contains(&at());
                visit(Key {
                    kind,
                    name,
                    at: &at,
                    is_asked,
                    is_named,
                    is_named_within: within.contains(&at()),
                });
            }
        }
    });
    Some(())
}

/// A place and those that it stands in.
fn outwards(at: &Pointer) -> impl Iterator<Item = Pointer> {
    std::iter::successors(Some(at.clone()), |at| at.last().map(|_| at.parent()))
}

/// What docs/openapi.md says of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It shapes types, calls or docs.
    Read,
    /// The report names it.
    Named,
}

/// The page is a claim; what happens to the documents at hand is what it is held against.
#[test]
fn the_page_says_what_becomes_of_every_key() {
    let page = std::fs::read_to_string(cases::root().join("docs/openapi.md")).expect("the page is there");
    let rows = rows(&page);
    let mut wrong: Vec<String> = Vec::new();
    for (kind, keys) in objects() {
        for key in keys {
            let found: Vec<_> = rows
                .iter()
                .filter(|row| (row.0.as_str(), row.1.as_str()) == (&format!("{kind:?}"), key.name))
                .collect();
            match found.as_slice() {
                [row] if row.2 == key.since.to_string() => {}
                _ => wrong.push(format!(
                    "`{}` of {kind:?} since {} has {} rows, or another version",
                    key.name,
                    key.since,
                    found.len()
                )),
            }
        }
    }
    for (kind, name, ..) in &rows {
        if !objects()
            .any(|(known, keys)| format!("{known:?}") == *kind && keys.iter().any(|key| key.name == name))
        {
            wrong.push(format!("`{name}` of {kind} is no key"));
        }
    }
    for case in golden::all() {
        let sources =
            specs::read(&case.folder.join("openapi.yaml")).unwrap_or_else(|problems| panic!("{problems}"));
        let document = parse(&sources).unwrap_or_else(|problems| panic!("{problems}"));
        let visited =
            visit_keys(&document, &mut |Key { kind, name, at, is_asked, is_named, is_named_within }| {
                let row =
                    rows.iter().find(|row| (row.0.as_str(), row.1.as_str()) == (&format!("{kind:?}"), name));
                let told = match row.map(|row| row.3) {
                    Some(Fate::Named) => is_named || is_named_within,
                    Some(Fate::Read) => is_asked || is_named || (kind, name) == VERSION,
                    // A reference stands in the stead of most objects.
                    None => name == "$ref",
                };
                if !told {
                    wrong.push(format!("{}: {} is not what the page says of it", case.name, at()));
                }
            });
        if visited.is_none() {
            println!("skipped: without debug assertions nobody notes what is read");
            return;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The rows of the page: object, key, version, fate.
fn rows(page: &str) -> Vec<(String, String, String, Fate)> {
    let mut rows = Vec::new();
    let mut object = "";
    for line in page.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            object = heading;
        }
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if let ["", key, since, fate, _, ""] = cells.as_slice()
            && let Some(key) = key.strip_prefix('`').and_then(|key| key.strip_suffix('`'))
        {
            let fate = if *fate == "named" { Fate::Named } else { Fate::Read };
            rows.push((object.to_owned(), key.to_owned(), (*since).to_owned(), fate));
        }
    }
    rows
}
