//! Hostile texts at every place of a document.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::{Made, made, sound};
use crate::cases::tests_folder;

/// A text or a key of the document: the value's pointer, and whether its last step is meant.
struct Position {
    at: String,
    is_key: bool,
}

#[test]
fn no_text_gets_out_of_its_place() {
    let (document, texts) = (document(), texts());
    let positions = positions(&document);
    assert!(positions.len() > 300, "{}", positions.len());
    let usual = made(&document.to_string()).expect("the document is in order");
    let problems = sound::problems(&usual);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    let every: usize =
        std::env::var("HOSTILE_TEXTS").ok().and_then(|number| number.parse().ok()).unwrap_or(1);
    let mut found = BTreeSet::new();
    for (number, position) in positions.iter().enumerate() {
        // Over the positions every text comes up; with HOSTILE_TEXTS more of them at each.
        for text in (0..every).map(|next| &texts[(number * 7 + next) % texts.len()]) {
            let mut changed = document.clone();
            put(&mut changed, position, text);
            let of = format!("{text:?} at {}{}", position.at, if position.is_key { " (key)" } else { "" });
            found.extend(
                unlike(&usual, made(&changed.to_string()))
                    .into_iter()
                    .map(|problem| format!("{of}: {problem}")),
            );
        }
    }
    assert!(found.is_empty(), "{}", found.into_iter().collect::<Vec<_>>().join("\n"));
}

/// All texts that are for people, and all names of properties, at once.
#[test]
fn no_text_gets_out_of_any_place() {
    const PROSE: [&str; 14] = [
        "title",
        "summary",
        "description",
        "name",
        "x-evidence-note",
        "x-conflict",
        "x-retry-note",
        "found",
        "edition",
        "meaning",
        "pattern",
        "default",
        "works",
        "identifier",
    ];
    let document = document();
    let positions = positions(&document);
    let last = |position: &Position| position.at.rsplit('/').next().unwrap_or_default().to_owned();
    let is_property = |position: &Position| position.is_key && position.at.contains("/properties/");
    let is_prose = |position: &&Position| {
        let is_text = !position.is_key && PROSE.contains(&last(position).as_str());
        is_text && !position.at.contains("parameters") && !position.at.contains("/tags/")
    };
    for text in texts() {
        let mut changed = document.clone();
        positions.iter().filter(is_prose).for_each(|position| put(&mut changed, position, &text));
        // Inner ones first, so that the pointers of the others stay right.
        for (number, position) in positions.iter().filter(|position| is_property(position)).rev().enumerate()
        {
            put(&mut changed, position, &format!("{text}{}", "\u{301}".repeat(number)));
        }
        let made = sound(&text, &changed.to_string());
        assert!(made.is_ok(), "{text:?}: {made:?}");
    }
}

/// What is wrong with the files that are not as usual.
fn unlike(usual: &BTreeMap<String, String>, made: Made) -> Vec<String> {
    let Ok(files) = made else { return Vec::new() };
    sound::problems(files.iter().filter(|(path, text)| usual.get(*path) != Some(*text)))
}

fn document() -> Value {
    serde_yaml::from_str(&read("openapi.yaml")).expect("it is YAML")
}

fn texts() -> Vec<String> {
    serde_json::from_str(&read("texts.json")).expect("it is a list of texts")
}

fn read(name: &str) -> String {
    std::fs::read_to_string(tests_folder().join("hostile").join(name)).expect("it can be read")
}

/// All texts and keys, in the document's order.
fn positions(document: &Value) -> Vec<Position> {
    fn add(value: &Value, at: &str, found: &mut Vec<Position>) {
        match value {
            Value::Object(object) => {
                for (key, below) in object {
                    let at = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
                    found.push(Position { at: at.clone(), is_key: true });
                    add(below, &at, found);
                }
            }
            Value::Array(items) => {
                items
                    .iter()
                    .enumerate()
                    .for_each(|(index, below)| add(below, &format!("{at}/{index}"), found));
            }
            Value::String(_) => found.push(Position { at: at.to_owned(), is_key: false }),
            _ => {}
        }
    }
    let mut found = Vec::new();
    add(document, "", &mut found);
    found
}

/// Puts a text at a position. A key keeps its value and its place.
fn put(document: &mut Value, position: &Position, text: &str) {
    if !position.is_key {
        *document.pointer_mut(&position.at).expect("it is there") = Value::from(text);
        return;
    }
    let (above, key) = position.at.rsplit_once('/').expect("a key stands in an object");
    let key = key.replace("~1", "/").replace("~0", "~");
    let object = document.pointer_mut(above).and_then(Value::as_object_mut).expect("it is there");
    let renamed: Map<String, Value> = std::mem::take(object)
        .into_iter()
        .map(|(name, value)| (if name == key { text.to_owned() } else { name }, value))
        .collect();
    *object = renamed;
}
