//! Fingerprints name edits: two edits never share one, and one edit of a component has one, however many operations use it.
//! Who approves an edit has approved nothing else.
#![expect(clippy::print_stdout, reason = "figures are for people")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use clientwright_document::pointer::Pointer;
use clientwright_document::{Document, Sources, Value};
use clientwright_review::day::Day;
use clientwright_review::diff::{self, Change};

use crate::cases::{self, Case, EDITED, FRAME};

/// Everything is used twice.
const SHARED: &str = include_str!("../../../tests/diff/twice.yaml");

/// What follows from all the others.
const OF_ALL: &str = "api-version-";

#[test]
fn two_edits_share_no_fingerprint() {
    for Edited { name, base, edits } in documents() {
        let mut told: BTreeMap<String, Vec<&Edit>> = BTreeMap::new();
        for edit in edits {
            for fingerprint in edit.fingerprints() {
                told.entry(fingerprint).or_default().push(edit);
            }
        }
        println!("{name}: {} edits, {} fingerprints", edits.len(), told.len());
        for (one, other) in told.values().flat_map(|edits| pairs(edits)) {
            assert!(!one.is_apart_from(other), "{name}: {one:?} and {other:?}");
        }
        // Of one place, all that is told is the same only where it became the same.
        let is_told_alike = |(one, other): &(&Edit, &Edit)| {
            !one.changes.is_empty() && one.at == other.at && one.fingerprints() == other.fingerprints()
        };
        for (one, other) in pairs(edits).filter(is_told_alike) {
            let differences = compare(&one.head(base), &other.head(base));
            assert!(differences.is_empty(), "{name}: {one:?} and {other:?}");
        }
    }
}

/// Of several edits at once, each is told.
#[test]
fn an_edit_hides_no_other() {
    let mut count = 0;
    for Edited { name, base, edits } in documents() {
        for (one, other) in pairs(edits).filter(|(one, other)| one.is_beside(other, base)) {
            // From behind, so that the places of a list stay what they are.
            let mut root = base.root().clone();
            other.apply(&mut root);
            one.apply(&mut root);
            let Some(head) = read(&root) else { continue };
            let both = compare(base, &head);
            let told: BTreeSet<String> = both.iter().map(text).collect();
            for change in one.told().chain(other.told()) {
                assert!(told.contains(&text(change)), "{name}: {one:?} and {other:?}: {}", text(change));
            }
            let fingerprints = Edit { changes: both, ..one.clone() }.fingerprints().len();
            let alone = one.fingerprints().len() + other.fingerprints().len();
            assert_eq!(fingerprints, alone, "{name}: {one:?} and {other:?}");
            count += 1;
        }
    }
    println!("{count} pairs");
    assert!(count > 150, "{count}");
}

#[test]
fn an_edit_of_a_component_has_one_fingerprint() {
    let shared = documents().iter().find(|edited| edited.name == "shared").unwrap();
    let mut count = 0;
    for edit in shared.edits.iter().filter(|edit| edit.at.to_string().starts_with("#/components/")) {
        if edit.at.last().as_deref() == Some("$ref") {
            continue;
        }
        let edits: BTreeSet<_> =
            edit.told().map(|change| (&change.rule.id, &change.base, &change.args)).collect();
        assert_eq!(edits.len(), edit.fingerprints().len(), "{edit:?}");
        count += edit.changes.len() - edit.fingerprints().len();
    }
    println!("{count} changes have the fingerprint of another");
    assert!(count > 500, "{count}");
}

/// What has no sentence of its own is told apart by what it became.
#[test]
fn a_change_without_details_is_told_by_what_came() {
    let spec = |schema: &str| {
        parse(&format!(
            "openapi: 3.1.0\ninfo: {{title: a, version: '1'}}\npaths:\n  /a:\n    post:\n      \
             requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}\n      \
             responses: {{'204': {{description: ok}}}}\ncomponents: {{schemas: {{Part: {{maxLength: 5}}}}}}\n"
        ))
    };
    let base = spec("{type: string}");
    for edit in [
        "{type: string, allOf: [X]}",
        "{type: string, not: X}",
        "{type: string, contentSchema: X}",
        "{type: string, if: X}",
        "{type: string, propertyNames: X}",
        "{type: string, items: X}",
        "{type: string, additionalProperties: X}",
        "{type: string, patternProperties: {a: X}}",
        "{type: string, prefixItems: [X]}",
        "{oneOf: [{type: string}, X]}",
    ] {
        let [one, other, again] =
            ["{minLength: 5, maxLength: 9}", "{minLength: 6, maxLength: 9}", "{maxLength: 9, minLength: 5}"]
                .map(|part| {
                    let changes = compare(&base, &spec(&edit.replace('X', part)));
                    changes.iter().map(Change::fingerprint).collect::<BTreeSet<String>>()
                });
        assert!(one.is_disjoint(&other), "{edit}");
        assert_eq!(one, again, "{edit}");
    }
}

/// A document, and every edit of it.
struct Edited {
    name: String,
    base: Document,
    edits: Vec<Edit>,
}

/// The document in which everything is used twice, that around the schemas of cases, and cases: all those of schemas, and
/// some of the others.
fn documents() -> &'static [Edited] {
    static READ: OnceLock<Vec<Edited>> = OnceLock::new();
    READ.get_or_init(|| {
        let edited = |name: String, base: Document, below: &Pointer| {
            let edits = edits(&base, below);
            Edited { name, base, edits }
        };
        let whole = [("shared", SHARED), ("frame", FRAME)]
            .map(|(name, text)| edited(name.to_owned(), parse(text), &Pointer::root()));
        let (schemas, others): (Vec<Case>, Vec<Case>) =
            cases::all().into_iter().partition(Case::is_of_schema);
        let others = others.into_iter().filter(|case| case.base().is_some()).step_by(7);
        let cases = schemas.into_iter().chain(others).filter_map(|case| {
            // What is around the schemas was edited once.
            let below = if case.is_of_schema() { Pointer::parse(EDITED).unwrap() } else { Pointer::root() };
            Some(edited(case.path.display().to_string(), case.base()?, &below))
        });
        whole.into_iter().chain(cases).collect()
    })
}

/// One value, edited.
#[derive(Clone)]
struct Edit {
    at: Pointer,
    /// What stands there now; nothing when it is removed.
    value: Option<Value>,
    is_new: bool,
    changes: Vec<Change>,
}

impl std::fmt::Debug for Edit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} becomes {:?}", self.at, self.value.as_ref().map(Value::to_json))
    }
}

impl Edit {
    fn told(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| !change.rule.id.starts_with(OF_ALL))
    }

    fn fingerprints(&self) -> BTreeSet<String> {
        self.told().map(Change::fingerprint).collect()
    }

    /// Whether neither stands in the other.
    fn is_apart_from(&self, other: &Self) -> bool {
        // Whichever place of a tuple goes, it is the last that is not there any more.
        let around = self.at.parent();
        let is_tuple = around == other.at.parent() && around.last().is_some_and(|key| key == "prefixItems");
        let (one, other) = (format!("{}/", self.at), format!("{}/", other.at));
        !is_tuple && !one.starts_with(&other) && !other.starts_with(&one)
    }

    /// Whether both come, or both go, in one list or one object of things with names, which is not empty then.
    fn is_beside(&self, other: &Self, base: &Document) -> bool {
        const NAMED: &[&str] =
            &["callbacks", "content", "headers", "paths", "properties", "responses", "webhooks"];
        let around = self.at.parent();
        let count = match base.get(&around) {
            Some(Value::Sequence(items)) => items.len(),
            Some(Value::Mapping(all)) if around.last().is_some_and(|name| NAMED.contains(&&*name)) => {
                all.len()
            }
            _ => 0,
        };
        let is_kind = |edit: &Self| edit.is_new || edit.value.is_none();
        self.at != other.at
            && around == other.at.parent()
            && self.is_new == other.is_new
            && is_kind(self)
            && is_kind(other)
            && count > if around.last().is_some_and(|name| name.ends_with("Of")) { 3 } else { 2 }
    }

    fn apply(&self, root: &mut Value) {
        let steps: Vec<String> = self.at.steps().map(|step| step.into_owned()).collect();
        set(root, &steps, self.value.as_ref());
    }

    fn head(&self, base: &Document) -> Document {
        let mut root = base.root().clone();
        self.apply(&mut root);
        read(&root).unwrap()
    }
}

/// Puts a value at a place, or takes it away.
fn set(value: &mut Value, steps: &[String], new: Option<&Value>) {
    let (step, rest) = steps.split_first().unwrap();
    match value {
        Value::Mapping(mapping) if !rest.is_empty() => set(mapping.get_mut(step).unwrap(), rest, new),
        Value::Sequence(items) if !rest.is_empty() => {
            set(&mut items[step.parse::<usize>().unwrap()], rest, new)
        }
        Value::Mapping(mapping) => match new {
            Some(new) => drop(mapping.insert(step.clone(), new.clone())),
            None => drop(mapping.shift_remove(step)),
        },
        Value::Sequence(items) => match new {
            Some(new) => items[step.parse::<usize>().unwrap()] = new.clone(),
            None => drop(items.remove(step.parse().unwrap())),
        },
        _ => panic!("nothing stands below a scalar"),
    }
}

/// Every edit of one value from there down that leaves a document.
fn edits(base: &Document, below: &Pointer) -> Vec<Edit> {
    let mut found = Vec::new();
    collect(base.root(), base.get(below).unwrap(), below, &mut found);
    found
        .into_iter()
        .filter_map(|(at, value, is_new)| {
            let mut edit = Edit { at, value, is_new, changes: Vec::new() };
            let mut root = base.root().clone();
            edit.apply(&mut root);
            edit.changes = compare(base, &read(&root)?);
            Some(edit)
        })
        .collect()
}

type Found = (Pointer, Option<Value>, bool);

fn collect(root: &Value, value: &Value, at: &Pointer, found: &mut Vec<Found>) {
    match value {
        Value::Mapping(mapping) => {
            if at.last().as_deref() == Some("properties") {
                let id = parse_value("{$ref: '#/components/schemas/Id'}");
                found.extend(["new1", "new2"].map(|name| (at.join(name), Some(id.clone()), true)));
            }
            for (key, below) in mapping {
                let at = at.join(key);
                // References to nothing are no document.
                let is_referred_to =
                    at.steps().next().is_some_and(|first| first == "components") && at.steps().count() < 4;
                if !is_referred_to
                    && !["openapi", "info", "paths", "$ref", "in", "name"].contains(&key.as_str())
                {
                    found.push((at.clone(), None, false));
                }
                match (key.as_str(), below.as_str()) {
                    ("$ref", Some(reference)) => others(root, reference, &at, found),
                    ("openapi" | "version" | "title" | "description" | "in" | "name", _) => {}
                    _ => collect(root, below, &at, found),
                }
            }
        }
        Value::Sequence(items) => {
            for (index, below) in items.iter().enumerate() {
                found.push((at.join(index), None, false));
                collect(root, below, &at.join(index), found);
            }
        }
        Value::Bool(flag) => found.push((at.clone(), Some(Value::Bool(!flag)), false)),
        Value::Number(number) => {
            found.push((at.clone(), Some(parse_value(&(number.as_f64() + 1.0).to_string())), false));
        }
        Value::String(text) => {
            let other = match text.as_str() {
                "string" => "integer".to_owned(),
                "integer" | "object" | "array" | "null" => "string".to_owned(),
                other => format!("{other}x"),
            };
            found.push((at.clone(), Some(other.as_str().into()), false));
        }
        Value::Null => {}
    }
}

/// The reference leads to each of the other components of the kind.
fn others(root: &Value, reference: &str, at: &Pointer, found: &mut Vec<Found>) {
    let section = Pointer::parse(reference).unwrap().parent();
    let names = root.at(&section).and_then(Value::as_mapping).into_iter().flat_map(|all| all.keys());
    let targets = names.map(|name| section.join(name).to_string()).filter(|target| target != reference);
    // A list has each only once.
    let list = root.at(&at.parent().parent()).and_then(Value::as_sequence).unwrap_or_default();
    let is_there =
        |target: &String| list.iter().any(|item| item.get("$ref").and_then(Value::as_str) == Some(target));
    let targets = targets.filter(|target| !is_there(target));
    found.extend(targets.map(|target| (at.clone(), Some(target.as_str().into()), false)));
}

fn pairs<T>(all: &[T]) -> impl Iterator<Item = (&T, &T)> {
    let behind = move |index: usize| all[index + 1..].iter();
    all.iter().enumerate().flat_map(move |(index, one)| behind(index).map(move |other| (one, other)))
}

fn text(change: &Change) -> String {
    format!("{:?} {:?} {}", change.operation, change.path, change.text())
}

fn compare(base: &Document, head: &Document) -> Vec<Change> {
    diff::compare(base, head, Day::parse("2026-01-01").unwrap())
}

fn read(root: &Value) -> Option<Document> {
    clientwright_document::parse_as_written(&Sources::new("openapi.yaml", &root.to_json())).ok()
}

fn parse(text: &str) -> Document {
    clientwright_document::parse_as_written(&Sources::new("openapi.yaml", text))
        .unwrap_or_else(|problems| panic!("{problems}"))
}

fn parse_value(text: &str) -> Value {
    let document =
        parse(&format!("openapi: 3.1.0\ninfo: {{title: a, version: '1'}}\npaths: {{}}\nx-value: {text}\n"));
    document.root().get("x-value").unwrap().clone()
}
