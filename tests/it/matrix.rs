//! A document with every parameter and every body that OpenAPI can write: location by style by `explode` by kind of
//! schema, and media type by kind of schema by example. `scratch` compiles its crate and runs the crate's tests.

use std::fmt::Write as _;

use clientwright_codegen::provider::Provider;
use clientwright_codegen::rust::Crate;
use clientwright_document::Sources;

use crate::specs;

/// Kinds of schemas, with values that they allow: the least, and what is ordinary.
const KINDS: &[(&str, &str, &[&str])] = &[
    ("text", "{type: string}", &[r#""""#, r#""a b""#]),
    ("day", "{type: string, format: date}", &[r#""2026-01-31""#]),
    ("time", "{type: string, format: date-time}", &[r#""2026-01-31T00:00:00Z""#]),
    ("uuid", "{type: string, format: uuid}", &[r#""550e8400-e29b-41d4-a716-446655440000""#]),
    ("money", "{type: string, format: decimal}", &[r#""1.50""#]),
    ("binary", "{type: string, format: binary}", &[]),
    ("integer", "{type: integer}", &["0", "-17"]),
    ("small", "{type: integer, format: int32}", &["0"]),
    ("number", "{type: number}", &["0", "1.5"]),
    ("exact", "{type: number, x-decimal: true}", &["1.50"]),
    ("boolean", "{type: boolean}", &["true"]),
    ("choice", "{type: string, enum: [a, b]}", &[r#""a""#]),
    ("constant", "{type: string, enum: [a]}", &[r#""a""#]),
    ("texts", "{type: array, items: {type: string}}", &["[]", r#"["a"]"#]),
    ("numbers", "{type: array, items: {type: number}}", &["[]", "[1.5]"]),
    ("choices", "{type: array, items: {type: string, enum: [a, b]}}", &["[]", r#"["a"]"#]),
    ("gaps", "{type: array, items: {type: string, nullable: true}}", &["[]", r#"[null, "a"]"#]),
    ("lists", "{type: array, items: {type: array, items: {type: integer}}}", &["[]", "[[]]", "[[1], []]"]),
    ("frees", "{type: array, items: {}}", &["[]", "[{}, [], null]"]),
    ("untyped_list", "{type: array}", &["[]", "[1]"]),
    ("objects", "{type: array, items: {$ref: '#/components/schemas/Thing'}}", &["[]", r#"[{"id": 1}]"#]),
    ("maps", "{type: array, items: {type: object, additionalProperties: {type: string}}}", &["[]", "[{}]"]),
    ("files", "{type: array, items: {type: string, format: binary}}", &[]),
    (
        "object",
        "{$ref: '#/components/schemas/Thing'}",
        &[r#"{"id": 1}"#, r#"{"id": 1, "more": {"empty": []}}"#],
    ),
    (
        "optional",
        "{type: object, properties: {a: {type: string}, b: {type: array, items: {type: integer}}}}",
        &["{}", r#"{"b": []}"#],
    ),
    (
        "upload",
        "{type: object, properties: {file: {type: string, format: binary}, note: {type: string}}}",
        &[],
    ),
    ("closed", "{type: object, additionalProperties: false}", &["{}"]),
    ("open", "{type: object}", &["{}", r#"{"a": [], "b": {}}"#]),
    ("map", "{type: object, additionalProperties: {type: string}}", &["{}", r#"{"a": "b"}"#]),
    ("map_of_numbers", "{type: object, additionalProperties: {type: integer}}", &["{}", r#"{"a": 1}"#]),
    (
        "map_of_lists",
        "{type: object, additionalProperties: {type: array, items: {type: string}}}",
        &["{}", r#"{"a": []}"#],
    ),
    (
        "map_of_objects",
        "{type: object, additionalProperties: {$ref: '#/components/schemas/Thing'}}",
        &["{}", r#"{"a": {"id": 1}}"#],
    ),
    ("map_of_maps", "{type: object, additionalProperties: {type: object}}", &["{}", r#"{"a": {}}"#]),
    ("map_of_files", "{type: object, additionalProperties: {type: string, format: binary}}", &[]),
    (
        "map_of_gaps",
        "{type: object, additionalProperties: {type: string, nullable: true}}",
        &["{}", r#"{"a": null}"#],
    ),
    ("free", "{}", &["{}", "[]", "null", "1", r#"{"a": [{}]}"#]),
    ("null_text", "{type: string, nullable: true}", &["null", r#""a""#]),
    ("null_list", "{type: array, nullable: true, items: {type: string}}", &["null", "[]", r#"["a"]"#]),
    ("null_map", "{type: object, nullable: true, additionalProperties: {type: string}}", &["null", "{}"]),
    (
        "null_object",
        "{nullable: true, allOf: [{$ref: '#/components/schemas/Thing'}]}",
        &["null", r#"{"id": 1}"#],
    ),
    ("scalars", "{oneOf: [{type: string}, {type: integer}]}", &[r#""a""#, "1"]),
    ("one_or_many", "{oneOf: [{type: string}, {type: array, items: {type: string}}]}", &["[]", r#""a""#]),
    (
        "shapes",
        "{oneOf: [{$ref: '#/components/schemas/Thing'}, {$ref: '#/components/schemas/Other'}]}",
        &[r#"{"name": "n"}"#],
    ),
    ("unions", "{type: array, items: {oneOf: [{type: string}, {type: integer}]}}", &["[]", r#"["a", 1]"#]),
];

const LOCATIONS: &[(&str, &[&str])] = &[
    ("path", &["simple", "label", "matrix"]),
    ("query", &["form", "spaceDelimited", "pipeDelimited", "deepObject"]),
    ("header", &["simple"]),
    ("cookie", &["form"]),
];

const MEDIA_TYPES: &[(&str, &str)] = &[
    ("json", "application/json"),
    ("suffixed", "application/vnd.matrix+json"),
    ("any", "'*/*'"),
    ("form", "application/x-www-form-urlencoded"),
    ("multipart", "multipart/form-data"),
    ("mixed", "multipart/mixed"),
    ("text", "text/plain"),
    ("csv", "text/csv"),
    ("bytes", "application/octet-stream"),
    ("image", "image/png"),
    ("xml", "application/xml"),
    ("events", "text/event-stream"),
];

/// The crate of the document.
pub(crate) fn planned() -> Crate {
    let provider = Provider::for_document("matrix");
    let (_, krate) = specs::planned(&Sources::new("openapi.yaml", &document()), &provider)
        .unwrap_or_else(|problems| panic!("{problems}"));
    krate
}

fn document() -> String {
    let mut text = String::from(
        "openapi: 3.0.3\ninfo: {title: Matrix, version: '1'}\ncomponents:\n  schemas:\n    \
         Thing: {type: object, required: [id], properties: {id: {type: integer}, more: {type: object, nullable: true}}}\n    \
         Other: {type: object, required: [name], properties: {name: {type: string}, thing: {$ref: '#/components/schemas/Thing'}}}\n\
         paths:\n",
    );
    for (location, styles) in LOCATIONS {
        for required in [true, false] {
            if !required && *location == "path" {
                continue;
            }
            for style in *styles {
                for explode in [true, false] {
                    let written = format!("style: {style}, explode: {explode}");
                    let id = format!("{location}_{style}_{explode}_{required}");
                    parameters(&mut text, &id, location, required, |schema| {
                        format!("{written}, schema: {schema}")
                    });
                }
            }
            let id = format!("{location}_json_{required}");
            let as_json = |schema: &str| format!("content: {{application/json: {{schema: {schema}}}}}");
            parameters(&mut text, &id, location, required, as_json);
        }
    }
    for (media, media_type) in MEDIA_TYPES {
        bodies(&mut text, media, media_type);
    }
    text
}

/// An operation that takes a parameter of each kind.
fn parameters(text: &mut String, id: &str, location: &str, required: bool, spelled: impl Fn(&str) -> String) {
    let template: String = match location {
        "path" => KINDS.iter().map(|(kind, ..)| format!("/{{{kind}}}")).collect(),
        _ => String::new(),
    };
    let mut line = |line: String| writeln!(text, "{line}").expect("a string takes text");
    line(format!(
        "  /{id}{template}:\n    get:\n      operationId: {id}\n      tags: [parameters]\n      parameters:"
    ));
    for (kind, schema, _) in KINDS {
        let written = spelled(schema);
        line(format!("        - {{name: {kind}, in: {location}, required: {required}, {written}}}"));
    }
    line("      responses: {'204': {description: Done}}".to_owned());
}

/// An operation for each kind, whose body and answer are of it; and one whose body says nothing of itself.
fn bodies(text: &mut String, media: &str, media_type: &str) {
    for required in [true, false] {
        let mut operation = |kind: &str, content: &str| {
            writeln!(
                text,
                "  /{media}/{kind}/{required}:\n    post:\n      operationId: {media}_{kind}_{required}\n      \
                 tags: [{media}]\n      requestBody: {{required: {required}, content: {{{media_type}: {content}}}}}\n      \
                 responses: {{'200': {{description: The same, content: {{{media_type}: {content}}}}}}}"
            )
            .expect("a string takes text");
        };
        operation("nothing", "{}");
        for (kind, schema, values) in KINDS {
            let examples: Vec<String> = values
                .iter()
                .enumerate()
                .map(|(index, value)| format!("e{index}: {{value: {value}}}"))
                .collect();
            operation(kind, &format!("{{schema: {schema}, examples: {{{}}}}}", examples.join(", ")));
        }
    }
}

/// What the document holds reaches the crate: nothing is left out for being unusual.
#[test]
fn every_operation_is_there() {
    let krate = planned();
    let methods: usize = krate.resources.iter().map(|resource| resource.methods.len()).sum();
    let parameters = 3 * 2 + 1 + 2 * (4 * 2 + 1 + 2 + 1 + 2 + 1);
    assert_eq!(methods, parameters + MEDIA_TYPES.len() * 2 * (KINDS.len() + 1));
}
