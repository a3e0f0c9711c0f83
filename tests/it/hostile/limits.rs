//! Documents that are large, deep, or many times what they look like: each ends in a crate that is sound, or in a problem that
//! names the limit. Tests have a stack of 2 MiB.

use serde_json::{Map, Value, json};

use super::{made, sound, with_schemas};

/// Deeper than any parser follows.
const DEEP: usize = 10_000;

#[test]
fn nesting_is_limited() {
    let head = "openapi: 3.1.0\ninfo: {title: Deep, version: '1'}\npaths: {}\n";
    let json = |open: &str, close: &str| {
        let deep = open.repeat(DEEP) + &close.repeat(DEEP);
        format!(
            "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"Deep\", \"version\": \"1\"}}, \"paths\": {{}}, \"x-deep\": {deep}}}"
        )
    };
    for (name, document) in [
        ("JSON lists", json("[", "]")),
        ("JSON objects", json("{\"a\":", "}").replace(":}", ":1}")),
        ("JSON that does not end", json("[", "")),
        ("flow lists", format!("{head}x-deep: {}{}\n", "[".repeat(DEEP), "]".repeat(DEEP))),
        ("flow objects", format!("{head}x-deep: {}1{}\n", "{a: ".repeat(DEEP), "}".repeat(DEEP))),
        ("short flow lists", format!("{head}x-deep: {}{}\n", "[".repeat(200), "]".repeat(200))),
        ("block lists", format!("{head}x-deep:\n  {}1\n", "- ".repeat(DEEP))),
        ("block keys", format!("{head}x-deep:\n  {}1\n", "? ".repeat(DEEP))),
        (
            "blocks",
            format!(
                "{head}x-deep:\n{}",
                (1..400).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect::<String>()
            ),
        ),
    ] {
        let problem = made(&document).expect_err(name);
        assert!(
            problem.contains("nested deeper than 128 levels") || problem.contains("syntax"),
            "{name}: {problem}"
        );
    }
}

/// Schemas within schemas, as deep as a text can be.
#[test]
fn what_can_be_read_can_be_generated() {
    let nested = |wrap: &dyn Fn(Value) -> Value, depth| {
        (0..depth).fold(json!({"type": "string"}), |inner, _| wrap(inner))
    };
    for (name, wrap, steps) in [
        (
            "properties",
            (&|inner| json!({"type": "object", "properties": {"a": inner}})) as &dyn Fn(Value) -> Value,
            2,
        ),
        ("items", &|inner| json!({"type": "array", "items": inner}), 1),
        ("maps", &|inner| json!({"type": "object", "additionalProperties": inner}), 1),
        ("allOf", &|inner| json!({"allOf": [inner, {"description": "d"}]}), 2),
        ("oneOf", &|inner| json!({"oneOf": [inner, {"type": "integer"}]}), 2),
        (
            "anyOf",
            &|inner| json!({"anyOf": [inner, {"type": "object", "properties": {"b": {"type": "string"}}}]}),
            2,
        ),
        ("not", &|inner| json!({"not": inner}), 1),
    ] {
        let deepest = 120 / steps;
        assert!(sound(name, &with_schemas(&json!({ "A": nested(wrap, deepest) }))).is_ok(), "{name}");
        let problem = made(&with_schemas(&json!({ "A": nested(wrap, DEEP / 20) }))).expect_err(name);
        assert!(problem.contains("nested deeper than 128 levels"), "{name}: {problem}");
    }
}

/// No text nests as deep as references can lead.
#[test]
fn references_may_lead_far() {
    let to = |number: usize| json!({ "$ref": format!("#/components/schemas/S{number}") });
    let own = |number: usize| json!({ "type": "object", "required": [format!("p{number}")], "properties": {format!("p{number}"): {"type": "string"}} });
    type Link<'l> = (&'l str, &'l dyn Fn(usize, usize) -> Value);
    let links: [Link<'_>; 13] = [
        ("properties", &|_, next| json!({"type": "object", "properties": {"a": to(next)}})),
        (
            "required properties",
            &|_, next| json!({"type": "object", "required": ["a"], "properties": {"a": to(next)}}),
        ),
        ("items", &|_, next| json!({"type": "array", "items": to(next)})),
        ("maps", &|_, next| json!({"type": "object", "additionalProperties": to(next)})),
        ("references", &|_, next| to(next)),
        ("references with words", &|_, next| json!({"$ref": to(next)["$ref"], "description": "d"})),
        ("allOf", &|this, next| json!({"allOf": [to(next), own(this)]})),
        ("allOf of one", &|_, next| json!({"allOf": [to(next)]})),
        ("oneOf", &|this, next| json!({"oneOf": [to(next), own(this)]})),
        ("oneOf of one", &|_, next| json!({"oneOf": [to(next)]})),
        ("anyOf with null", &|_, next| json!({"anyOf": [to(next), {"type": "null"}]})),
        ("discriminators", &|_, next| {
            let union = json!({"propertyName": "k", "mapping": {"a": to(next)["$ref"]}});
            json!({"type": "object", "required": ["k"], "properties": {"k": {"type": "string"}}, "discriminator": union, "oneOf": [to(next)]})
        }),
        (
            "children",
            &|this, next| json!({"allOf": [to(next), own(this)], "properties": {"k": {"type": "string"}}, "discriminator": {"propertyName": "k"}}),
        ),
    ];
    for (name, link) in links {
        for is_cycle in [false, true] {
            const LENGTH: usize = 400;
            let mut schemas: Map<String, Value> =
                (0..LENGTH).map(|number| (format!("S{number}"), link(number, number + 1))).collect();
            schemas.insert(format!("S{LENGTH}"), if is_cycle { link(LENGTH, 0) } else { own(LENGTH) });
            drop(sound(name, &with_schemas(&Value::Object(schemas))));
        }
    }
}

/// A few lines that mean more than any memory holds.
#[test]
fn bombs_are_limited() {
    let head = "openapi: 3.1.0\ninfo: {title: Bomb, version: '1'}\npaths: {}\n";
    let letters = "abcdefghijklmnop";
    let bomb = |first: &str, next: &dyn Fn(char) -> String| -> String {
        let pairs = letters.chars().zip(letters.chars().skip(1));
        let lines = pairs.map(|(before, letter)| format!("x-{letter}: &{letter} {}\n", next(before)));
        format!("{head}x-a: &a {first}\n{}", lines.collect::<String>())
    };
    let long = "x".repeat(1 << 20);
    for (name, document, said) in [
        (
            "lists",
            bomb("[1, 2]", &|it| format!("[{}]", vec![format!("*{it}"); 9].join(", "))),
            "aliases are used too often",
        ),
        (
            "objects",
            bomb("{a: 1}", &|it| {
                format!("{{{}}}", (0..9).map(|n| format!("k{n}: *{it}")).collect::<Vec<_>>().join(", "))
            }),
            "aliases are used too often",
        ),
        (
            "merge keys",
            bomb("{a: 1}", &|it| format!("{{<<: [{}]}}", vec![format!("*{it}"); 9].join(", "))),
            "aliases are used too often",
        ),
        (
            "long texts",
            format!("{head}x-a: &a {long}\nx-b: [{}]\n", vec!["*a"; 300].join(", ")),
            "more than 268435456 bytes",
        ),
    ] {
        let problem = made(&document).expect_err(name);
        assert!(problem.contains(said), "{name}: {problem}");
    }
    // What is filled in is text, and holds nothing to fill in.
    let variables: Map<String, Value> = (0..40)
        .map(|number| (format!("v{number}"), json!({ "default": format!("{{v{}}}", number + 1).repeat(9) })))
        .collect();
    let document = json!({
        "openapi": "3.1.0", "info": {"title": "Bomb", "version": "1"}, "paths": {},
        "servers": [{"url": "https://{v0}.example.com", "variables": variables}],
    });
    assert!(sound("server variables", &document.to_string()).is_ok());
}

#[test]
fn numbers_are_any() {
    const KEYS: [&str; 13] = [
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "minProperties",
        "maxProperties",
        "default",
        "example",
    ];
    for number in [
        "1e400",
        "-1e400",
        "-0",
        "-0.0",
        "1e30",
        "-1",
        "0",
        "1e-400",
        "0.1",
        "9223372036854775808",
        "1.0",
        "1e2",
        "99999999999999999999999999999",
    ] {
        for kind in ["integer", "number", "string", "array", "object"] {
            let limits: String = KEYS.iter().map(|key| format!("\"{key}\": {number}, ")).collect();
            let document = with_schemas(&json!({ "A": {"type": "object", "properties": {"a": "HERE"}} }));
            let document = document
                .replace("\"HERE\"", &format!("{{{limits}\"type\": \"{kind}\", \"enum\": [{number}]}}"));
            drop(sound(&format!("{number} of {kind}"), &document));
        }
    }
    let contradiction = json!({ "A": {"type": "array", "minItems": 3, "maxItems": 2, "items": {"type": "string", "minLength": 3, "maxLength": 2}} });
    assert!(sound("contradiction", &with_schemas(&contradiction)).is_ok());
}

#[test]
fn keys_are_any() {
    let long = "long".repeat(25_000);
    let keys: Vec<String> = [
        "type", "Self", "self", "crate", "_", "", " ", "-", "a-b", "a_b", "aB", "A_B", "a b", "AB", "ab",
        "Ab", "con", "CON", "nul", "aux", "com1", "..", "/",
    ]
    .map(str::to_owned)
    .into_iter()
    .chain([long.clone(), format!("{long}2"), "\u{f900}".repeat(1000), "豈".repeat(1000)])
    .collect();
    let of = |value: &dyn Fn(&String) -> Value| -> Value {
        keys.iter().map(|key| (key.clone(), value(key))).collect::<Map<String, Value>>().into()
    };
    let string = json!({"type": "string"});
    let operation = |key: &String| json!({ "get": {"operationId": key, "tags": [key], "responses": {"200": {"description": key}}} });
    let document = json!({
        "openapi": "3.1.0", "info": {"title": "Keys", "version": "1"},
        "paths": keys.iter().enumerate().map(|(number, key)| (format!("/{number}"), operation(key))).collect::<Map<_, _>>(),
        "components": {
            "schemas": of(&|key| json!({"type": "object", "properties": {key: string}, "required": [key]})),
            "securitySchemes": of(&|_| json!({"type": "http", "scheme": "bearer"})),
        },
        "webhooks": of(&|key| json!({"post": {"operationId": format!("on {key}"), "requestBody": {"content": {"application/json": {"schema": string}}}, "responses": {"200": {"description": "d"}}}})),
    });
    assert!(sound("keys", &document.to_string()).is_ok());
    let all = json!({ "All": {"type": "object", "properties": of(&|_| string.clone()), "required": keys}, "Enum": {"type": "string", "enum": keys} });
    assert!(sound("properties and values", &with_schemas(&all)).is_ok());
}

/// Markdown that takes a careless reader time by its square.
#[test]
fn prose_is_any() {
    for part in [
        "[", "![", "*", "**a ", "_", "`", "` a", "<", "<a", "<!--", "<p>", "</p>", "&", "&amp;", "\\", "|",
        "- ", "1. ", "> ", "#", "~~~\n", "```\n", "\n\n", "\u{301}", "[a](", "[a]: b\n", "http://", "x",
    ] {
        let text = part.repeat(20_000);
        let document = with_schemas(
            &json!({ "A": {"type": "object", "description": text, "properties": {"a": {"type": "string", "description": text}}} }),
        );
        assert!(sound(part, &document).is_ok(), "{part}");
    }
}
