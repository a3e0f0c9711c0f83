//! `null` in all its spellings: that it comes or goes is one change wherever it stands, and another spelling is none.

use std::collections::BTreeMap;

use clientwright_document::{Document, Sources};
use clientwright_review::day::Day;
use clientwright_review::diff;

/// Schemas with a name, and without one, by what they are made of.
const SCHEMAS: &[&str] = &[
    "{$ref: '#/components/schemas/Cat'}",
    "{$ref: '#/components/schemas/Pet'}",
    "{$ref: '#/components/schemas/Mode'}",
    "{$ref: '#/components/schemas/Whole'}",
    "{$ref: '#/components/schemas/Loose'}",
    "{$ref: '#/components/schemas/Node'}",
    "{type: string}",
    "{type: string, enum: [a, b]}",
    "{enum: [a, b]}",
    "{const: a}",
    "{type: array, items: {type: string}}",
    "{oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}",
];

/// Where a schema stands: requests and responses, and in what else is in a schema.
const PLACES: &str = "
openapi: VERSION
info: {title: Things, version: '1'}
paths:
  /things:
    post:
      parameters:
      - {in: query, name: value, schema: EDITED}
      - {in: header, name: X-Value, schema: EDITED}
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Around'}}}}
      responses:
        '200':
          description: ok
          headers: {X-Value: {schema: EDITED}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Around'}}}
    put:
      requestBody: {content: {application/json: {schema: EDITED}}}
      responses: {'200': {description: ok, content: {application/json: {schema: EDITED}}}}
components:
  schemas:
    Around:
      type: object
      properties:
        property: EDITED
        list: {type: array, items: EDITED}
        map: {type: object, additionalProperties: EDITED}
    Cat: {type: object, properties: {kind: {type: string}, lives: {type: integer}}}
    Dog: {type: object, properties: {kind: {type: string}, tricks: {type: integer}}}
    Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
    Mode: {type: integer, oneOf: [{const: 1, title: AUTO}, {const: 2, title: FULL}]}
    Whole: {allOf: [{$ref: '#/components/schemas/Cat'}, {required: [kind]}]}
    Loose: {properties: {kind: {type: string}}}
    Node: {anyOf: [{type: string}, {type: array, items: {$ref: '#/components/schemas/Node'}}]}
";

/// What is told when it comes, with how often.
const CAME: &[(&str, usize)] = &[
    ("request-body-became-nullable", 1),
    ("request-parameter-became-nullable", 2),
    ("request-property-became-nullable", 3),
    ("response-body-became-nullable", 1),
    ("response-header-became-nullable", 1),
    ("response-property-became-nullable", 3),
];

#[test]
fn another_spelling_is_no_change() {
    for schema in SCHEMAS {
        for (one, other) in pairs(&edited(&spellings(schema))) {
            assert_eq!(found(one, other), BTreeMap::new(), "{} -> {}", one.schema, other.schema);
        }
    }
}

#[test]
fn null_comes_and_goes_alone() {
    let came: BTreeMap<String, usize> = CAME.iter().map(|(id, count)| ((*id).to_owned(), *count)).collect();
    let went: BTreeMap<String, usize> =
        came.iter().map(|(id, count)| (id.replace("became-", "became-not-"), *count)).collect();
    for schema in SCHEMAS {
        // A choice of one that is a choice itself is no spelling that people use.
        let is_choice = schema.starts_with("{oneOf");
        let around: &[&str] = if is_choice { &[] } else { &["{anyOf: [X]}", "{oneOf: [X]}"] };
        let plain = ["X", "{allOf: [X]}"].iter().chain(around).map(|text| text.replace('X', schema));
        let plain = edited(&plain.collect::<Vec<_>>());
        for nullable in &edited(&spellings(schema)) {
            for plain in &plain {
                assert_eq!(found(plain, nullable), came, "{} -> {}", plain.schema, nullable.schema);
                assert_eq!(found(nullable, plain), went, "{} -> {}", nullable.schema, plain.schema);
            }
        }
    }
}

/// A member of a union says it, or the union does.
#[test]
fn null_is_of_the_union_as_a_whole() {
    let spellings = edited(&[
        "{anyOf: [{type: string}, {type: integer}, {type: 'null'}]}",
        "{anyOf: [{type: [string, 'null']}, {type: integer}]}",
        "{anyOf: [{type: string}, {type: integer, nullable: true}]}",
        "{anyOf: [{type: [string, 'null']}, {type: integer}, {type: 'null'}]}",
        "{anyOf: [{type: string}, {type: integer}], nullable: true}",
        "{type: [string, integer, 'null']}",
    ]);
    let plain = edited(&["{anyOf: [{type: string}, {type: integer}]}", "{type: [integer, string]}"]);
    for (one, other) in pairs(&spellings).chain(pairs(&plain)) {
        assert_eq!(found(one, other), BTreeMap::new(), "{} -> {}", one.schema, other.schema);
    }
    for nullable in &spellings {
        for plain in &plain {
            for (one, other) in [(plain, nullable), (nullable, plain)] {
                let found = found(one, other);
                assert!(found.keys().all(|id| id.ends_with("-nullable")), "{}: {found:?}", one.schema);
                assert_eq!(found.values().sum::<usize>(), 11, "{} -> {}", one.schema, other.schema);
            }
        }
    }
}

/// What stands beside the union counts for its member.
#[test]
fn limits_beside_a_union_stay() {
    let spellings = edited(&[
        "{type: [string, 'null'], maxLength: 5}",
        "{type: string, nullable: true, maxLength: 5}",
        "{anyOf: [{type: string}, {type: 'null'}], maxLength: 5}",
        "{oneOf: [{type: 'null'}, {type: string}], maxLength: 5}",
    ]);
    for (one, other) in pairs(&spellings) {
        assert_eq!(found(one, other), BTreeMap::new(), "{} -> {}", one.schema, other.schema);
        let found = found(one, &Edited::new(&other.schema.replace('5', "9")));
        let is_limit = |id: &String| id.ends_with("max-length-increased");
        assert!(found.len() == 6 && found.keys().all(is_limit), "{}: {found:?}", one.schema);
    }
}

/// A part that may be null says nothing of a whole that may not, and none of one that may.
#[test]
fn what_parts_say_is_no_news_where_the_whole_stays() {
    for (plain, part) in [
        ("{allOf: [{type: object}, X]}", "{type: object, nullable: true}"),
        ("{anyOf: [X, {type: 'null'}, {type: array}]}", "{type: object, nullable: true}"),
    ] {
        let (plain, nullable) = (plain.replace('X', "{type: object}"), plain.replace('X', part));
        for (one, other) in pairs(&edited(&[plain, nullable])) {
            assert_eq!(found(one, other), BTreeMap::new(), "{} -> {}", one.schema, other.schema);
        }
    }
}

/// A list of values leaves out what the type allows.
#[test]
fn a_list_of_values_has_the_last_word() {
    let [with, without, by_keyword] = [
        "{type: [string, 'null'], enum: [a, null]}",
        "{type: [string, 'null'], enum: [a]}",
        "{type: string, nullable: true, enum: [a]}",
    ]
    .map(Edited::new);
    for (one, other, ending) in
        [(&with, &without, "became-not-nullable"), (&without, &with, "became-nullable")]
    {
        let found = found(one, other);
        assert!(found.len() == 6 && found.keys().all(|id| id.ends_with(ending)), "{found:?}");
    }
    assert_eq!(found(&by_keyword, &with), BTreeMap::new());
}

/// Null alone is a type, which widens.
#[test]
fn null_alone_is_a_type() {
    let null = Edited::new("{type: 'null'}");
    for spelling in ["{type: [integer, 'null']}", "{oneOf: [{type: integer}, {type: 'null'}]}"] {
        let mut found = found(&null, &Edited::new(spelling));
        // Text is text in a header.
        found.remove("response-header-type-compatible");
        assert!(found.keys().all(|id| id.ends_with("-type-generalized")), "{spelling}: {found:?}");
        assert_eq!(found.values().sum::<usize>(), 10, "{spelling}: {found:?}");
    }
}

/// Every way to allow `null` beside a schema.
fn spellings(schema: &str) -> Vec<String> {
    const AROUND: &[&str] = &[
        "{anyOf: [X, {type: 'null'}]}",
        "{oneOf: [{type: 'null'}, X]}",
        "{oneOf: [X, {enum: [null]}]}",
        "{anyOf: [{const: null}, X]}",
        "{anyOf: [{type: ['null']}, X]}",
        "{anyOf: [X, {nullable: true}]}",
        "{nullable: true, allOf: [X]}",
        "{allOf: [X, {nullable: true}]}",
        "{description: words, oneOf: [X, {type: 'null'}]}",
        "{description: words, nullable: true, allOf: [X]}",
    ];
    let mut all: Vec<String> = AROUND.iter().map(|around| around.replace('X', schema)).collect();
    if !schema.contains("$ref") {
        all.push(schema.replacen('{', "{nullable: true, ", 1));
    }
    if schema.starts_with("{type: string") {
        all.push(schema.replacen("type: string", "type: [string, 'null']", 1));
    }
    if schema.starts_with("{enum") {
        all.push(schema.replacen(']', ", null]", 1));
    }
    if let Some(members) = schema.strip_prefix("{oneOf: [").and_then(|rest| rest.strip_suffix("]}")) {
        all.push(format!("{{oneOf: [{members}, {{type: 'null'}}]}}"));
    }
    all
}

/// A schema, and the document that holds it at every place.
struct Edited {
    schema: String,
    document: Document,
}

impl Edited {
    fn new(schema: &str) -> Self {
        // The keyword is of 3.0.
        let version = if schema.contains("nullable") { "3.0.3" } else { "3.1.0" };
        let text = PLACES.replace("VERSION", version).replace("EDITED", schema);
        let document = clientwright_document::parse_as_written(&Sources::new("openapi.yaml", &text))
            .unwrap_or_else(|problems| panic!("{schema}: {problems}"));
        Self { schema: schema.to_owned(), document }
    }
}

fn edited(schemas: &[impl AsRef<str>]) -> Vec<Edited> {
    schemas.iter().map(|schema| Edited::new(schema.as_ref())).collect()
}

fn pairs(all: &[Edited]) -> impl Iterator<Item = (&Edited, &Edited)> {
    all.iter().flat_map(move |one| all.iter().map(move |other| (one, other)))
}

/// The ids of what is found when one schema takes the place of another, with how often.
fn found(base: &Edited, head: &Edited) -> BTreeMap<String, usize> {
    let mut ids = BTreeMap::new();
    for change in diff::compare(&base.document, &head.document, Day::parse("2026-01-01").unwrap()) {
        *ids.entry(change.rule.id.into_owned()).or_default() += 1;
    }
    // It follows from the others.
    ids.remove("api-version-not-bumped");
    ids
}
