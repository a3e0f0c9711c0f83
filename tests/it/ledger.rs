//! Nothing of a document goes without a word: what stands in it is asked for when it is lowered, or reported.
#![expect(clippy::print_stdout, reason = "figures are for people")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use clientwright_codegen::lower::examine;
use clientwright_codegen::provider::Provider;
use clientwright_document::ledger::record;
use clientwright_document::pointer::Pointer;
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
    let mut found: Vec<(Unread, Pointer)> = Vec::new();
    document.visit(&mut |object, kind, at| {
        let Some(keys) = kind.vocabulary(object) else { return };
        for (key, value) in object.as_mapping().into_iter().flatten() {
            let is_other = keys.iter().all(|known| known.name != key);
            if is_other || ledger.has(value) || (kind, key.as_str()) == VERSION {
                continue;
            }
            let at = at().join(key);
            let mut outer = std::iter::successors(Some(at.clone()), |at| at.last().map(|_| at.parent()));
            if !outer.any(|outer| notes.contains(&outer) || found.iter().any(|(_, other)| *other == outer)) {
                found.push(((format!("{kind:?}"), key.clone()), at));
            }
        }
    });
    Some(found)
}
