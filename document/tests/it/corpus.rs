//! Public documents of all sizes are read whole, and each piece of them as OpenAPI 3.0 has it.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a test has files, and figures"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clientwright_document::files::Texts;
use clientwright_document::http::HttpMethod;
use clientwright_document::pointer::Pointer;
use clientwright_document::{Document, Sources, Value};
use openapiv3::{Operation, ReferenceOr, Schema};

#[test]
fn all_documents_of_the_corpus_are_read() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if !corpus.exists() {
        println!("skipped: ../shared not there");
        return;
    }
    let mut failures = Vec::new();
    let (mut documents, mut schemas, mut operations, mut notes) = (0, 0, 0, 0);
    for root in roots(&corpus) {
        let name = root.strip_prefix(&corpus).unwrap().display().to_string();
        let start = Instant::now();
        let sources = read_all(&root);
        let read = start.elapsed();
        let document = match clientwright_document::parse(&sources) {
            Ok(document) => document,
            Err(problems) => {
                failures.extend(problems.0.iter().map(|problem| format!("{name}: {problem}")));
                continue;
            }
        };
        let parsed = start.elapsed();
        let (component_schemas, their_failures) = read_schemas(&document);
        let (their_operations, more_failures) = read_operations(&document);
        failures.extend(
            their_failures.into_iter().chain(more_failures).map(|failure| format!("{name}: {failure}")),
        );
        println!(
            "{name}: {component_schemas} schemas, {their_operations} operations, {} notes, {read:?} + {:?} + {:?}",
            document.notes().len(),
            parsed - read,
            start.elapsed() - parsed,
        );
        documents += 1;
        schemas += component_schemas;
        operations += their_operations;
        notes += document.notes().len();
        if std::env::var_os("NOTES").is_some() {
            for note in document.notes() {
                println!("    {} {} {:?} {}", note.at, note.id, note.effect, note.reason);
            }
        }
    }
    println!("{documents} documents, {schemas} schemas, {operations} operations, {notes} notes");
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
    assert!(documents > 40 && schemas > 4000 && operations > 3000, "the corpus is not what it was");
}

/// Reads a file and those that it refers to, as the command does.
fn read_all(root: &Path) -> Sources {
    let folder = root.parent().unwrap();
    let name = root.file_name().unwrap().to_str().unwrap();
    let other = |file: &str| fs::read_to_string(folder.join(file)).ok();
    Texts::load(name, fs::read_to_string(root).unwrap(), other, str::to_owned).unwrap().sources
}

fn read_schemas(document: &Document) -> (usize, Vec<String>) {
    let at = Pointer::root().join_all(["components", "schemas"]);
    let names: Vec<_> = keys(document, &at).collect();
    let failures = names
        .iter()
        .filter_map(|name| document.read::<ReferenceOr<Schema>>(&at.join(name)).err())
        .map(|problem| problem.to_string())
        .collect();
    (names.len(), failures)
}

fn read_operations(document: &Document) -> (usize, Vec<String>) {
    let mut count = 0;
    let mut failures = Vec::new();
    for key in ["paths", "webhooks", "x-webhooks"] {
        let paths = Pointer::root().join(key);
        for path in keys(document, &paths).filter(|path| !path.starts_with("x-")) {
            let mut at = paths.join(&path);
            if let Some(reference) = document.get(&at.join("$ref")).and_then(Value::as_str) {
                match document.resolve(reference, &at) {
                    Ok(target) => at = target,
                    Err(problem) => failures.push(problem.to_string()),
                }
            }
            for method in HttpMethod::ALL {
                let at = at.join(method.key());
                if document.get(&at).is_some() {
                    count += 1;
                    failures.extend(document.read::<Operation>(&at).err().map(|problem| problem.to_string()));
                }
            }
        }
    }
    (count, failures)
}

fn keys<'d>(document: &'d Document, at: &Pointer) -> impl Iterator<Item = String> + use<'d> {
    document.get(at).and_then(Value::as_mapping).into_iter().flat_map(|mapping| mapping.keys().cloned())
}

/// The root files: those that start with their version, or nearly so.
fn roots(folder: &Path) -> Vec<PathBuf> {
    let mut roots = Vec::new();
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            roots.extend(self::roots(&path));
        } else if path
            .extension()
            .is_some_and(|kind| ["json", "yaml", "yml"].iter().any(|known| kind == *known))
        {
            let text = fs::read_to_string(&path).unwrap();
            if text.lines().any(|line| line.starts_with("openapi:")) || text.contains("\"openapi\":") {
                roots.push(path);
            }
        }
    }
    roots
}
