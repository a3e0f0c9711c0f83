//! What is said of texts that are no specs, and what a reference means.

use clientwright_document::diagnostics::Diagnostics;
use clientwright_document::pointer::Pointer;
use clientwright_document::{Document, Sources};

fn problems(name: &str, text: &str) -> String {
    match clientwright_document::parse(&Sources::new(name, text)) {
        Ok(_) => "read".to_owned(),
        Err(Diagnostics(problems)) => {
            let lines: Vec<_> =
                problems.iter().map(|problem| format!("{}: {}", problem.at, problem.message)).collect();
            lines.join("\n")
        }
    }
}

#[test]
fn a_text_that_is_no_spec() {
    for (text, expected) in [
        ("", "#: the document is empty"),
        ("- a", "#: the document is a list and not an object"),
        ("info: {}", "#: the document has no `openapi` key"),
        ("swagger: '2.0'", "#/swagger: OpenAPI 2.0 is not supported"),
        ("openapi: 4.0", "#/openapi: OpenAPI 4.0 is not supported"),
        (
            "openapi: 3.0.3\ninfo:\n  title: a\n   version: b",
            "@42: mapping values are not allowed in this context",
        ),
        ("openapi: 3.0.3\n---\na: 1", "@23: a second document starts in this file"),
        ("openapi: 3.0.3\na: \u{0}", "@18: a control character"),
        ("openapi: 3.0.3\nü: !x {b: 1}", "@19: the tag `x` has no meaning in OpenAPI"),
        ("openapi: 3.0.3\n? [a]\n: b", "@17: invalid type: sequence, expected a key that is text"),
        (
            "a: 1\na: 2\nb: {c: 1, c: 2}\n",
            "@5: the key `a` is there already\n@20: the key `c` is there already",
        ),
        ("'\\u0061': 1\n'\\u0061': 2", "@13: the key `\\u0061` is there already"),
        ("\"\\u0061\": 1\n\"\\u0061\": 2", "#/a: the key `a` is there already"),
        ("\u{feff}a: 1\na: 2", "@8: the key `a` is there already"),
    ] {
        assert_eq!(problems("openapi.yaml", text), expected, "{text}");
    }
}

#[test]
fn json_by_its_brace() {
    assert_eq!(problems("a.json", r#"{"openapi": "3.0.3", "ü": tru}"#), "@30: expected ident");
    assert_eq!(problems("a.json", r#"{"a": 1, "a": 2}"#), "@10: the key `a` is there already");
    // YAML's flow style, unless the file says that it is JSON.
    assert_eq!(problems("a.yaml", "{openapi: 3.0.3,}"), "read");
    assert_eq!(problems("a.json", "{openapi: 3.0.3,}"), "@1: key must be a string");
}

/// Each of these takes minutes or all memory when nobody counts.
#[test]
fn a_text_that_means_harm() {
    let deep = "nested deeper than 128 levels";
    for opening in ["[", "{a: ", "{\"a\":", "- "] {
        let said = problems("openapi.yaml", &opening.repeat(20_000));
        assert!(said.ends_with(deep), "{opening}: {said}");
    }
    let aliases = |item: &str, count| format!("{}]", format!("{item},").repeat(count));
    let mut bomb = format!("a0: &a0 [{}\n", aliases("x", 10));
    for level in 1..9 {
        bomb += &format!("a{level}: &a{level} [{}\n", aliases(&format!("*a{}", level - 1), 10));
    }
    assert!(problems("openapi.yaml", &bomb).ends_with("aliases are used too often"));
    assert!(problems("openapi.yaml", "a: &a [*a]").ends_with(deep));
    let long = format!("a: &a {}\nb: [{}", "y".repeat(1 << 20), aliases("*a", 300));
    assert!(problems("openapi.yaml", &long).ends_with("268435456 bytes, counting each use of an alias"));
    let itself = "openapi: 3.0.3\npaths: {$ref: 'openapi.yaml#/paths'}";
    assert_eq!(problems("openapi.yaml", itself), "read");
    let inner = "{properties: {$ref: '#/components/schemas'}}";
    let twice = format!("{{openapi: 3.0.3, components: {{schemas: {{A: {inner}, B: {inner}}}}}}}");
    assert!(problems("openapi.yaml", &twice).ends_with("more than 200000 values are pulled in"));
}

fn spec() -> Document {
    let root = "
openapi: 3.0.3
paths:
  /a: {$ref: paths/a.yaml}
components:
  schemas:
    User: {type: object}
    a/b~c %: {type: object}
    Address: {type: object, properties: {$ref: 'models/all.yaml#/address'}}
";
    let path = "get: {parameters: [{$ref: '../models/all.yaml#/id'}], responses: {}}";
    let all = "
id: {name: id, in: query, schema: {$ref: '#/address/user'}}
address:
  user: {$ref: '../openapi.yaml#/components/schemas/User', nullable: true}
  street: {$ref: street.yaml}
";
    let sources = Sources::new("openapi.yaml", root)
        .with_file("paths/a.yaml", path)
        .with_file("models/all.yaml", all)
        .with_file("models/street.yaml", "type: [string, 'null']");
    clientwright_document::parse(&sources).unwrap()
}

#[test]
fn what_a_reference_means() {
    let spec = spec();
    for (from, reference, expected) in [
        ("#", "#/components/schemas/User", "#/components/schemas/User"),
        ("#", "paths/a.yaml", "paths/a.yaml#"),
        ("#", "./models/../paths/a.yaml#/get", "paths/a.yaml#/get"),
        ("paths/a.yaml#/get", "../models/all.yaml#/id", "models/all.yaml#/id"),
        ("paths/a.yaml#/get", "#/get/responses", "paths/a.yaml#/get/responses"),
        ("models/all.yaml#", "../openapi.yaml#/components", "#/components"),
        ("models/all.yaml#", "/openapi.yaml#/components", "#/components"),
        ("#", "#/components/schemas/a~1b~0c%20%25", "#/components/schemas/a~1b~0c %"),
    ] {
        let meant = spec.resolve(reference, &Pointer::parse(from).unwrap());
        assert_eq!(meant.map(|place| place.to_string()), Ok(expected.to_owned()), "{reference}");
    }
}

#[test]
fn what_a_reference_does_not_mean() {
    let spec = spec();
    for (reference, message, hint) in [
        ("#/components/schemas/Usr", "nothing stands at", "did you mean `#/components/schemas/User`"),
        ("#/component/schemas/User", "nothing stands at", "did you mean `#/components/schemas/User`"),
        ("paths/a.yaml#/got", "nothing stands at", "did you mean `paths/a.yaml#/get`"),
        ("#/components/schemas/Order", "nothing stands at", ""),
        ("User", "the file `User` is not there", "did you mean `#/components/schemas/User`"),
        ("b.yaml", "the file `b.yaml` is not there", "add the file"),
        ("../b.yaml", "`../b.yaml` leads out of the spec's folder", "move the file"),
        ("https://example.com/a.yaml", "`https://example.com/a.yaml` is not in the spec's folder", "copy"),
        ("//example.com/a.yaml", "`//example.com/a.yaml` is not in the spec's folder", "copy"),
        ("#user", "`#user` has no JSON pointer", "write"),
        ("", "`` has no JSON pointer", "write"),
    ] {
        let problem = spec.resolve(reference, &Pointer::root()).unwrap_err();
        assert!(problem.message.starts_with(message), "{reference}: {}", problem.message);
        assert!(problem.hint.unwrap_or_default().starts_with(hint), "{reference}");
    }
}

#[test]
fn other_files_are_rewritten_and_pulled_in() {
    let spec = spec();
    let json = |at| spec.get(&Pointer::parse(at).unwrap()).unwrap().to_json();
    assert_eq!(json("models/street.yaml#"), r#"{"type":"string","nullable":true}"#);
    // References in what was pulled in mean what they meant.
    assert_eq!(
        json("#/components/schemas/Address/properties"),
        concat!(
            r#"{"user":{"allOf":[{"$ref":"/openapi.yaml#/components/schemas/User"}],"nullable":true},"#,
            r#""street":{"$ref":"/models/street.yaml#"}}"#
        )
    );
    let street = spec.resolve("/models/street.yaml#", &Pointer::root());
    assert_eq!(street.unwrap().to_string(), "models/street.yaml#");
}

#[test]
fn references_are_followed_to_their_end() {
    let link = |(from, to): (usize, usize)| format!("    A{from}: {{$ref: '#/components/schemas/A{to}'}}\n");
    let chain: String = (0..60).map(|number| link((number, number + 1))).collect();
    let text = format!(
        "openapi: 3.1.0\ncomponents:\n  schemas:\n{chain}    A60: {{type: string}}\n{}{}{}",
        link((70, 71)),
        link((71, 70)),
        link((80, 90)),
    );
    let document = clientwright_document::parse(&Sources::new("", &text)).expect("a document");
    let at = |name: &str| Pointer::root().join_all(["components", "schemas", name]);
    let follow = |name: &str| match document.follow(&at(name)) {
        Ok(end) => end.to_string(),
        Err(problem) => format!("{}: {}", problem.at, problem.message),
    };
    assert_eq!(follow("A0"), "#/components/schemas/A60");
    assert_eq!(follow("A60"), "#/components/schemas/A60");
    assert_eq!(follow("A70"), "#/components/schemas/A70/$ref: the reference leads back to itself");
    assert_eq!(follow("A80"), "#/components/schemas/A80/$ref: nothing stands at `#/components/schemas/A90`");
}
