//! The comparison of schemas, beyond what a case of `tests/diff` can hold.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "the catalogue is a file beside the project"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use clientwright_document::Sources;
use clientwright_review::day::Day;
use clientwright_review::diff::{self, Change, Rule};

/// A rule with oasdiff's id has oasdiff's level and is taken for adopted, and ids of oasdiff's that we lack are known.
#[test]
fn adopted_rules_have_the_levels_of_the_catalogue() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/diff-cases/rules.csv");
    let Ok(catalogue) = fs::read_to_string(path) else {
        println!("skipped: ../shared not there");
        return;
    };
    let ours: BTreeMap<String, Rule> =
        diff::rules::all().map(|rule| (rule.id.clone().into_owned(), rule)).collect();
    let (mut absent, mut adopted) = (Vec::new(), BTreeSet::new());
    for row in catalogue.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        match ours.get(cells[0]) {
            Some(rule) => {
                assert_eq!(rule.level.to_string(), cells[1], "{}", cells[0]);
                adopted.insert(cells[0]);
            }
            None => absent.push(cells[0]),
        }
    }
    for (id, rule) in &ours {
        assert_eq!(rule.is_ours, !adopted.contains(id.as_str()), "{id}");
    }
    // No limit is a limit of 0, and there is no policy of how long deprecated things have to stay.
    let is_known = |id: &&str| id.contains("-min-items-") || id.ends_with("-sunset-missing");
    absent.retain(|id| !is_known(id));
    assert!(absent.is_empty(), "{absent:?}");
}

#[test]
fn members_that_became_files_are_the_same() {
    let root = |cat: &str, dog: &str| {
        format!(
            "
openapi: 3.1.0
info: {{title: Pets, version: '1'}}
paths:
  /pets:
    post:
      requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/Pet'}}}}}}}}
      responses: {{'204': {{description: ok}}}}
components:
  schemas:
    Pet:
      oneOf: [{{$ref: '{cat}'}}, {{$ref: '{dog}'}}]
      discriminator: {{propertyName: kind, mapping: {{cat: '{cat}', dog: '{dog}'}}}}
    Cat: {{type: object, properties: {{kind: {{type: string}}, lives: {{type: integer}}}}}}
    Dog: {{type: object, properties: {{kind: {{type: string}}, tricks: {{type: integer}}}}}}
"
        )
    };
    let whole = Sources::new("openapi.yaml", &root("#/components/schemas/Cat", "#/components/schemas/Dog"));
    let split = Sources::new("openapi.yaml", &root("pets/cat.yaml", "pets.yaml#/Dog"))
        .with_file(
            "pets/cat.yaml",
            "{properties: {lives: {type: integer}, kind: {type: string}}, type: object}",
        )
        .with_file(
            "pets.yaml",
            "Dog: {type: object, properties: {kind: {type: string}, tricks: {type: integer}}}",
        );
    assert_eq!(texts(&whole, &split), [""; 0]);
    assert_eq!(texts(&split, &whole), [""; 0]);
}

/// Each schema leads to the next by six ways: whoever goes all of them does not come back.
#[test]
fn schemas_that_lead_to_each_other_are_compared_once() {
    let document = |length: usize| {
        let mut text = "
openapi: 3.1.0
info: {title: Chain, version: '1'}
paths:
  /chain:
    get:
      responses:
        '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/S0'}}}}
components:
  schemas:
"
        .to_owned();
        for index in 0..60 {
            let next = format!("{{$ref: '#/components/schemas/S{}'}}", (index + 1) % 60);
            let limit = if index == 59 {
                format!(", d: {{type: string, maxLength: {length}}}")
            } else {
                String::new()
            };
            text += &format!(
                "    S{index}:
      anyOf:
      - {{type: object, properties: {{a: {next}, b: {next}{limit}}}}}
      - {{type: object, properties: {{b: {next}, c: {next}}}}}
      - {{type: array, items: {next}}}
"
            );
        }
        Sources::new("openapi.yaml", &text)
    };
    let found = texts(&document(5), &document(6));
    assert_eq!(found.len(), 1, "{found:?}");
}

/// Components that lead to each other, further than a call stack reaches.
#[test]
fn long_ways_end() {
    let document = |last: &str| {
        let mut text = "
openapi: 3.1.0
info: {title: Chain, version: '1'}
paths:
  /chain:
    post:
      requestBody: {content: {application/json: {schema: {not: {$ref: '#/components/schemas/S0'}}}}}
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/S0'}}}}}
components:
  schemas:
"
        .to_owned();
        for index in 0..3_000 {
            let next = format!("{{$ref: '#/components/schemas/S{}'}}", index + 1);
            text += &format!("    S{index}: {{anyOf: [{next}, {{}}], allOf: [{next}, {{}}]}}\n");
        }
        Sources::new("openapi.yaml", &format!("{text}    S3000: {last}\n"))
    };
    assert!(!texts(&document("{type: string}"), &document("{type: integer}")).is_empty());
}

fn texts(base: &Sources, head: &Sources) -> Vec<String> {
    let read = |sources| {
        clientwright_document::parse_as_written(sources).unwrap_or_else(|problems| panic!("{problems}"))
    };
    let today = Day::parse("2026-01-01").unwrap();
    diff::compare(&read(base), &read(head), today).iter().map(Change::text).collect()
}
