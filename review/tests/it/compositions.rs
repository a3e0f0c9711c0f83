//! Schemas that are made of one another in every way that can be written: every stage ends, and no union is a member
//! of itself, for its decoder would never end.

#![expect(clippy::disallowed_methods, reason = "a hunt says how long it is to be")]

use std::sync::mpsc;
use std::time::Duration;

use clientwright_codegen::api::{Api, Kind, SchemaId};
use clientwright_codegen::provider::Provider;
use clientwright_codegen::{lower, plan, spell};
use clientwright_document::Sources;
use clientwright_review::day::Day;
use clientwright_review::{diff, lint};
use serde_json::{Map, Value, json};

/// As many as a test has time for; a hunt takes more: `COMPOSITIONS=100000`, from `FIRST` on.
const DOCUMENTS: usize = 300;

/// What the slowest machine needs for a document of a few lines, many times over.
const LIMIT: Duration = Duration::from_secs(60);

#[test]
fn every_composition_ends() {
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse::<usize>().ok());
    let first = number("FIRST").and_then(|first| first.try_into().ok()).unwrap_or(0_u64);
    let (sender, receiver) = mpsc::channel();
    let documents: Vec<String> =
        (first..).take(number("COMPOSITIONS").unwrap_or(DOCUMENTS)).map(document).collect();
    let worker = documents.clone();
    std::thread::spawn(move || {
        let mut before: Option<String> = None;
        for text in worker {
            let result = all_stages(&text, before.as_deref());
            before = Some(text);
            if sender.send(result).is_err() {
                return;
            }
        }
    });
    let mut failures = Vec::new();
    for (seed, text) in (first..).zip(&documents) {
        match receiver.recv_timeout(LIMIT) {
            Ok(Ok(())) => {}
            Ok(Err(problem)) => failures.push(format!("{seed}: {problem}\n{text}")),
            Err(error) => panic!("{error}: document {seed}\n{text}"),
        }
    }
    assert!(
        failures.is_empty(),
        "{} failures\n{}",
        failures.len(),
        failures.iter().take(3).cloned().collect::<Vec<_>>().join("\n")
    );
}

fn all_stages(text: &str, before: Option<&str>) -> Result<(), String> {
    let sources = Sources::new("openapi.json", text);
    let provider = Provider::for_document("compositions");
    let document = clientwright_document::parse(&sources).map_err(|error| error.to_string())?;
    let api = lower::lower(&document, &provider).map_err(|error| error.to_string())?;
    if let Some(cycle) = union_in_itself(&api) {
        return Err(format!("the union at {} is a member of itself", api.schemas[cycle].at));
    }
    let krate = plan(&api, &provider).map_err(|error| error.to_string())?;
    spell(&krate);
    lint::run(&sources, &provider, lint::Options::default()).map_err(|error| error.to_string())?;
    if let Some(before) = before {
        let [from, to] = [before, text]
            .map(|text| clientwright_document::parse_as_written(&Sources::new("openapi.json", text)));
        let (from, to) = (from.map_err(|e| e.to_string())?, to.map_err(|e| e.to_string())?);
        diff::compare(&from, &to, Day::parse("2026-01-01").ok_or("no day")?);
    }
    Ok(())
}

/// A union that can be reached from itself through members that are unions: nothing of a value is read on the way.
fn union_in_itself(api: &Api) -> Option<SchemaId> {
    let members = |id: SchemaId| match &api.schemas[id].kind {
        Kind::Union(union) => union.members.iter().map(|member| member.usage.schema).collect(),
        _ => Vec::new(),
    };
    api.schemas.ids().find(|id| {
        let (mut waiting, mut seen) = (members(*id), vec![false; api.schemas.len()]);
        while let Some(next) = waiting.pop() {
            if next == *id {
                return true;
            }
            if !std::mem::replace(&mut seen[next.index()], true) {
                waiting.extend(members(next));
            }
        }
        false
    })
}

/// A document with a handful of schemas that lead into one another.
fn document(seed: u64) -> String {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let count = 2 + random.below(3);
    let schemas: Map<String, Value> =
        (0..count).map(|index| (name(index), schema(&mut random, count, 0))).collect();
    let media = |random: &mut Random| {
        let examples: Map<String, Value> =
            (0..3).map(|index| (format!("e{index}"), json!({"value": value(random, 0)}))).collect();
        json!({"application/json": {"schema": reference(random, count), "examples": examples}})
    };
    let document = json!({
        "openapi": "3.0.3",
        "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"post": {
            "operationId": "a",
            "requestBody": {"content": media(&mut random)},
            "responses": {"200": {"description": "d", "content": media(&mut random)}},
        }}},
        "components": {"schemas": schemas},
    });
    serde_json::to_string_pretty(&document).unwrap_or_default()
}

fn name(index: usize) -> String {
    format!("S{index}")
}

fn reference(random: &mut Random, count: usize) -> Value {
    json!({"$ref": format!("#/components/schemas/{}", name(random.below(count)))})
}

fn schema(random: &mut Random, count: usize, depth: usize) -> Value {
    if depth > 1 {
        return reference(random, count);
    }
    let mut schema = Map::new();
    match random.below(9) {
        0 => return reference(random, count),
        1 | 2 => drop(schema.insert("allOf".to_owned(), list(random, count, depth))),
        3 | 4 => drop(schema.insert("oneOf".to_owned(), list(random, count, depth))),
        5 => drop(schema.insert("anyOf".to_owned(), list(random, count, depth))),
        6 => return json!({"type": "array", "items": self::schema(random, count, depth + 1)}),
        7 => return json!({"type": "object", "additionalProperties": self::schema(random, count, depth + 1)}),
        _ => drop(schema.insert("type".to_owned(), "object".into())),
    }
    if random.below(2) == 0 {
        let tag = match random.below(3) {
            0 => json!({"type": "string", "enum": [random.tag()]}),
            1 => json!({"type": "string", "enum": ["A", "B", "C"]}),
            _ => json!({"type": "string"}),
        };
        let mut properties = Map::from_iter([(random.property(), tag)]);
        if random.below(2) == 0 {
            properties.insert(format!("p{}", random.below(3)), self::schema(random, count, depth + 1));
        }
        schema.insert("properties".to_owned(), properties.into());
    }
    if random.below(3) == 0 {
        let mapping: Map<String, Value> =
            (0..random.below(4)).map(|_| (random.tag(), reference(random, count)["$ref"].clone())).collect();
        schema.insert(
            "discriminator".to_owned(),
            json!({"propertyName": random.property(), "mapping": mapping}),
        );
    }
    if random.below(8) == 0 {
        schema.insert("nullable".to_owned(), true.into());
    }
    schema.into()
}

fn list(random: &mut Random, count: usize, depth: usize) -> Value {
    (0..=random.below(3))
        .map(|_| match random.below(3) {
            0 => schema(random, count, depth + 1),
            _ => reference(random, count),
        })
        .collect()
}

fn value(random: &mut Random, depth: usize) -> Value {
    match random.below(6) {
        0 => json!("A"),
        1 if depth < 3 => json!([value(random, depth + 1)]),
        _ if depth < 3 => json!({"k": random.tag(), "j": random.tag(), "p1": value(random, depth + 1)}),
        _ => json!({"k": random.tag(), "j": random.tag()}),
    }
}

/// The same numbers every time.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit
    }

    fn tag(&mut self) -> String {
        ["A", "B", "C"][self.below(3)].to_owned()
    }

    fn property(&mut self) -> String {
        ["k", "k", "j"][self.below(3)].to_owned()
    }
}
