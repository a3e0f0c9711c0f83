//! Documents that say the same: nothing is found between them, however they are written. The documents are those of
//! `../shared/corpus`; each is rewritten in a way that changes no meaning.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "documents are files, and figures are for people"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use clientwright_document::{Document, Mapping, Sources, Value};
use clientwright_review::day::Day;
use clientwright_review::diff;

#[test]
fn a_document_is_like_itself() {
    for_each_document(true, |_| {});
}

#[test]
fn the_order_of_keys_says_nothing() {
    for_each_document(false, turn);
}

#[test]
fn what_a_reference_leads_to_can_stand_in_its_place() {
    for_each_document(false, |root| {
        let components = root.get("components").cloned();
        for key in ["paths", "webhooks"] {
            let part = root.get_mut(key);
            if let (Some(part), Some(components)) = (part, &components) {
                inline(part, components);
            }
        }
    });
}

#[test]
fn what_3_1_spells_otherwise_says_the_same() {
    for_each_document(false, |root| {
        let version = root.get("openapi").and_then(Value::as_str).unwrap_or_default();
        if version.starts_with("3.0") {
            root.as_mapping_mut().unwrap().insert("openapi".to_owned(), "3.1.0".into());
            spell(root);
        }
    });
}

#[test]
fn null_can_be_a_member_of_a_union() {
    for_each_document(false, unite);
}

/// Compares each document with what `rewrite` makes of it, both ways. What it leaves as it is was compared as
/// [like itself](a_document_is_like_itself).
fn for_each_document(is_of_all: bool, rewrite: impl Fn(&mut Value)) {
    let documents = documents();
    if documents.is_empty() {
        println!("skipped: ../shared not there");
        return;
    }
    let (mut failures, mut rewritten) = (Vec::new(), 0);
    for (name, base, written) in documents {
        let mut root = base.root().clone();
        rewrite(&mut root);
        let text = root.to_json();
        if !is_of_all && text == *written {
            continue;
        }
        rewritten += 1;
        let head = parse(&text);
        for (base, head) in [(base, &head), (&head, base)] {
            let changes = diff::compare(base, head, Day::parse("2026-01-01").unwrap());
            if let Some(first) = changes.first() {
                let place = first.pointer().map(ToString::to_string).unwrap_or_default();
                let (count, id) = (changes.len(), &first.rule.id);
                failures.push(format!("{name}: {count} changes, first {id} at {place}: {}", first.text()));
            }
        }
    }
    println!("{rewritten} of {} documents", documents.len());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(documents.len() > 25, "the corpus is not what it was: {} documents", documents.len());
}

/// The documents of one file, each with its name and as JSON; none when the corpus is not there.
fn documents() -> &'static [(String, Document, String)] {
    static READ: OnceLock<Vec<(String, Document, String)>> = OnceLock::new();
    READ.get_or_init(|| {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
        if !corpus.exists() {
            return Vec::new();
        }
        let read = |path: PathBuf| {
            let sources = Sources::new("openapi.yaml", &fs::read_to_string(&path).ok()?);
            if !clientwright_document::missing_files(&sources).ok()?.is_empty() {
                return None;
            }
            let name = path.strip_prefix(&corpus).unwrap().display().to_string();
            let document = clientwright_document::parse_as_written(&sources).ok()?;
            let written = document.root().to_json();
            Some((name, document, written))
        };
        files(&corpus).into_iter().filter_map(read).collect()
    })
}

fn parse(text: &str) -> Document {
    clientwright_document::parse_as_written(&Sources::new("openapi.yaml", text))
        .unwrap_or_else(|problems| panic!("{problems}"))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            found.extend(files(&path));
        } else if path
            .extension()
            .is_some_and(|kind| ["json", "yaml", "yml"].iter().any(|known| kind == *known))
        {
            found.push(path);
        }
    }
    found
}

/// Every object from its last key to its first.
fn turn(value: &mut Value) {
    match value {
        Value::Mapping(mapping) => {
            mapping.reverse();
            mapping.values_mut().for_each(turn);
        }
        Value::Sequence(items) => items.iter_mut().for_each(turn),
        _ => {}
    }
}

/// Replaces each reference to a component by the component; references in that stay.
fn inline(value: &mut Value, components: &Value) {
    let target = value.as_mapping().filter(|mapping| mapping.len() == 1).and_then(|mapping| {
        let name = mapping.get("$ref")?.as_str()?.strip_prefix("#/components/")?;
        let (section, name) = name.split_once('/')?;
        components.get(section)?.get(name)
    });
    if let Some(target) = target {
        *value = target.clone();
        return;
    }
    match value {
        Value::Mapping(mapping) => {
            // What stands there is data.
            let keys = mapping
                .iter_mut()
                .filter(|(key, _)| !matches!(key.as_str(), "example" | "examples" | "default"));
            keys.for_each(|(_, below)| inline(below, components));
        }
        Value::Sequence(items) => items.iter_mut().for_each(|below| inline(below, components)),
        _ => {}
    }
}

/// Spells schemas of 3.0 as 3.1 does.
fn spell(value: &mut Value) {
    match value {
        Value::Mapping(mapping) => {
            spell_schema(mapping);
            mapping.values_mut().for_each(spell);
        }
        Value::Sequence(items) => items.iter_mut().for_each(spell),
        _ => {}
    }
}

fn spell_schema(schema: &mut Mapping) {
    let name = schema.get("type").and_then(Value::as_str).map(str::to_owned);
    if let Some(name) = name.filter(|_| schema.get("nullable") == Some(&Value::Bool(true))) {
        schema.shift_remove("nullable");
        schema.insert("type".to_owned(), Value::Sequence(vec![name.as_str().into(), "null".into()]));
        if let Some(Value::Sequence(values)) = schema.get_mut("enum")
            && !values.contains(&Value::Null)
        {
            values.push(Value::Null);
        }
    }
    for (inclusive, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
        let limit = match (schema.get(inclusive), schema.get(exclusive)) {
            (Some(Value::Number(limit)), Some(Value::Bool(true))) => limit.clone(),
            _ => continue,
        };
        schema.shift_remove(inclusive);
        schema.insert(exclusive.to_owned(), Value::Number(limit));
    }
}

/// Spells `null` beside a schema as a member of a union.
fn unite(value: &mut Value) {
    match value {
        Value::Mapping(mapping) => {
            let is_around_one = match mapping.get("allOf") {
                Some(Value::Sequence(parts)) => parts.len() == 1,
                _ => false,
            };
            if mapping.get("nullable") == Some(&Value::Bool(true)) && is_around_one {
                mapping.shift_remove("nullable");
                let Some(Value::Sequence(mut members)) = mapping.shift_remove("allOf") else { return };
                members.push(Value::Mapping([("type".to_owned(), "null".into())].into_iter().collect()));
                mapping.insert("anyOf".to_owned(), Value::Sequence(members));
            }
            mapping.values_mut().for_each(unite);
        }
        Value::Sequence(items) => items.iter_mut().for_each(unite),
        _ => {}
    }
}
