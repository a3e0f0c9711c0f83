//! What operations become, and what a provider of ours is not let get away with.

use clientwright_codegen::api::{Api, BodyKind, In};
use clientwright_codegen::diagnostics::Diagnostics;
use clientwright_codegen::provider::Provider;
use clientwright_codegen::wire::StatusRange;
use clientwright_document::Sources;

const PROVIDER: &str = "
crate: {name: acme-client, version: 0.1.0, description: Acme}
";

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n";

fn lower(text: &str, provider: &Provider) -> Result<Api, Diagnostics> {
    let document = clientwright_document::parse(&Sources::new("openapi.yaml", &format!("{HEAD}{text}")))?;
    clientwright_codegen::lower::lower(&document, provider)
}

fn lenient(text: &str) -> Api {
    lower(text, &Provider::for_document("small")).expect("an API")
}

fn notes(api: &Api) -> Vec<String> {
    api.notes.iter().map(|note| format!("{:?} {}", note.effect, note.id)).collect()
}

/// The ids of what is wrong for a provider of ours.
fn strict(text: &str, more: &str) -> Vec<String> {
    let provider = Provider::parse(&format!("{PROVIDER}{more}")).expect("a provider");
    match lower(text, &provider) {
        Ok(_) => Vec::new(),
        Err(found) => found.0.iter().map(|problem| format!("{} {}", problem.id, problem.at)).collect(),
    }
}

const OPERATION: &str =
    "x-source: [{url: 'https://acme.example', checked: '2026-01-01'}], responses: {'200': {description: ok}}";

#[test]
fn parameters_of_path_and_operation_are_one_list() {
    let api = lenient(
        "
paths:
  /users/{id}/posts:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: page, in: query, schema: {type: string}}
      - {name: Accept, in: header, schema: {type: string}}
    get:
      parameters:
        - {name: page, in: query, required: true, schema: {type: integer, default: 1}}
        - {name: ids, in: query, style: pipeDelimited, schema: {type: array, items: {type: string}}}
        - {name: filter, in: query, content: {application/json: {schema: {type: object}}}}
        - {$ref: '#/components/parameters/Key'}
      responses: {'200': {description: ok}, 4XX: {description: bad}, default: {description: else}}
components:
  parameters:
    Key: {name: Idempotency-Key, in: header, x-idempotency-key: true, schema: {type: string}}
",
    );
    let [operation] = api.operations.as_slice() else { panic!("one operation") };
    let params: Vec<String> = operation
        .params
        .iter()
        .map(|param| {
            format!("{:?} {} {:?} {} {}", param.place, param.name, param.style, param.explode, param.required)
        })
        .collect();
    assert_eq!(
        params,
        [
            "Path id Simple false true",
            "Query page Form true true",
            "Query ids PipeDelimited false false",
            "Query filter Form true false",
            "Header Idempotency-Key Simple false false",
        ]
    );
    assert_eq!(operation.params[1].default.as_deref(), Some("1"));
    assert!(operation.params[3].json && operation.params[4].idempotency_key.is_some());
    assert_eq!((operation.id.as_str(), operation.id_given), ("getUsersByIdPosts", false));
    let statuses: Vec<StatusRange> = operation.responses.iter().map(|response| response.status).collect();
    assert_eq!(statuses, [StatusRange::Exact(200), StatusRange::Class(4), StatusRange::Default]);
    assert_eq!(notes(&api), ["Ignored ignored-header"]);
}

#[test]
fn paths_are_repaired_or_left_out() {
    let api = lenient(
        "
paths:
  /a/{id}: {get: {operationId: a, responses: {'200': {description: ok}}}}
  /b/{id: {get: {operationId: b, responses: {'200': {description: ok}}}}
  /c?beta=true: {get: {operationId: c, responses: {'200': {description: ok}}}}
  /d#again: {get: {operationId: a, responses: {'200': {description: ok}}}}
  /e: {get: {operationId: e, parameters: [{$ref: '#/nowhere'}], responses: {'200': {description: ok}}}}
",
    );
    let ids: Vec<&str> = api.operations.iter().map(|operation| operation.id.as_str()).collect();
    assert_eq!(ids, ["a", "c", "a2"]);
    let beta = &api.operations[1].params[0];
    assert_eq!((beta.place, beta.name.as_str(), beta.constant.as_deref()), (In::Query, "beta", Some("true")));
    assert_eq!(api.operations[2].path.text, "/d");
    assert_eq!(
        notes(&api),
        [
            "Skipped bad-path",
            "Ignored duplicate-operation-id",
            "Untyped undeclared-path-param",
            "Skipped unresolved-ref",
            "Skipped unreadable-param"
        ]
    );
}

#[test]
fn bodies_are_what_their_media_types_say() {
    let api = lenient(
        "
paths:
  /a:
    post:
      operationId: a
      requestBody:
        content:
          application/json; charset=utf-8: {schema: {type: object, properties: {x: {type: string}}}}
          application/x-www-form-urlencoded: {schema: {type: object, properties: {x: {type: string}}}}
          multipart/form-data:
            schema:
              type: object
              properties:
                file: {type: string, format: binary}
                files: {type: array, items: {type: string, format: binary}}
                meta: {type: object, properties: {x: {type: string}}}
                told: {type: string}
            encoding: {told: {contentType: application/json}}
          text/csv: {schema: {type: string}}
          text/event-stream: {schema: {type: object, properties: {x: {type: string}}}}
          application/pdf: {schema: {type: string, format: binary}}
          multipart/mixed: {}
      responses: {}
",
    );
    let body = api.operations[0].body.as_ref().expect("a body");
    let kinds: Vec<&str> = body
        .payloads
        .iter()
        .map(|payload| match &payload.kind {
            BodyKind::Json(_) => "json",
            BodyKind::Form(_) => "form",
            BodyKind::Multipart { json_parts, .. } => {
                // The other object is JSON by itself.
                assert_eq!(json_parts, &["told"]);
                "multipart"
            }
            BodyKind::Text => "text",
            BodyKind::Bytes => "bytes",
            BodyKind::Events(usage) => {
                if usage.is_some() {
                    "events"
                } else {
                    "raw events"
                }
            }
        })
        .collect();
    assert_eq!(kinds, ["json", "form", "multipart", "text", "events", "bytes", "bytes"]);
    assert_eq!(
        notes(&api),
        ["Ignored unparsed-stream", "Untyped form-without-object", "Ignored missing-key"]
    );
}

#[test]
fn security_is_the_operations_own_or_the_documents() {
    let api = lenient(
        "
security: [{key: []}]
paths:
  /a: {get: {operationId: a, responses: {'200': {description: ok}}}}
  /b: {get: {operationId: b, security: [], responses: {'200': {description: ok}}}}
  /c: {get: {operationId: c, security: [{key: [], tls: []}, {oauth: [read]}, {gone: []}], responses: {'200': {description: ok}}}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    tls: {type: mutualTLS}
    oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://a.example', scopes: {read: Reads}}}}
",
    );
    let alternatives = |index: usize| -> Vec<String> {
        let names = api.operations[index].security.iter().map(|requirement| {
            requirement.schemes.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join("+")
        });
        names.collect()
    };
    assert_eq!(alternatives(0), ["key"]);
    assert_eq!(alternatives(1), [""; 0]);
    assert_eq!(alternatives(2), ["key", "oauth", ""]);
    assert_eq!(notes(&api), ["Ignored unsupported-scheme", "Ignored undefined-scheme"]);
}

#[test]
fn a_provider_of_ours_says_where_it_knows_things_from() {
    assert_eq!(
        strict("paths: {/a: {get: {operationId: a, responses: {'200': {description: ok}}}}}", ""),
        ["missing-source #/paths/~1a/get"]
    );
    assert_eq!(strict(&format!("paths: {{/a: {{get: {{operationId: a, {OPERATION}}}}}}}"), ""), [""; 0]);
}

#[test]
fn keys_of_ours_are_checked() {
    let found = strict(
        &format!(
            "
paths:
  /a: {{get: {{operationId: a, x-retry: sometimes, x-retri: safe, x-decimal: true, x-foreign: 1, {OPERATION}}}}}
components:
  schemas:
    A: {{type: string, x-sensitive: true, x-evidence: inferred}}
"
        ),
        "",
    );
    assert_eq!(
        found,
        [
            "missing-evidence-note #/components/schemas/A/x-evidence",
            "bad-extension #/components/schemas/A/x-sensitive",
            "unknown-extension #/paths/~1a/get/x-retri",
            "misplaced-extension #/paths/~1a/get/x-decimal",
            "bad-extension #/paths/~1a/get/x-retry",
        ]
    );
}

#[test]
fn a_guess_is_not_required_in_an_answer() {
    let guess = "{type: object, required: [x], properties: {x: {type: string, x-evidence: example, x-evidence-note: seen}}}";
    let text = format!(
        "
paths:
  /a:
    post:
      operationId: a
      x-source: [{{url: 'https://acme.example', checked: '2026-01-01'}}]
      requestBody: {{content: {{application/json: {{schema: {guess}}}}}}}
      responses: {{'200': {{description: ok, content: {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}}}
components: {{schemas: {{A: {guess}}}}}
"
    );
    assert_eq!(strict(&text, ""), ["uncertain-required #/components/schemas/A/properties/x"]);
}

#[test]
fn waivers_and_renames_have_to_be_needed() {
    let text = format!(
        "
paths: {{/a: {{get: {{operationId: a, {OPERATION}}}}}}}
components: {{schemas: {{A: {{enum: [1, a]}}, B: {{type: string, enum: [x, y]}}}}}}
"
    );
    assert_eq!(strict(&text, ""), ["mixed-enum #/components/schemas/A/enum"]);
    let waived = "
waivers:
  - {rule: mixed-enum, pointer: '#/components/schemas/A/enum', reason: it is so}
renames: {'#/components/schemas/B/enum/1': Why, '#/paths/~1a/get': look}
";
    assert_eq!(strict(&text, waived), [""; 0]);
    let unused = "
credentials: {key: KEY}
waivers:
  - {rule: mixed-enum, pointer: '#/components/schemas/A/enum', reason: it is so}
  - {rule: mixed-enum, pointer: '#/components/schemas/B/enum', reason: it is not so}
  - {rule: some-lint, pointer: '#/components/schemas/B', reason: not known here}
renames: {'#/components/schemas/C': See}
";
    assert_eq!(
        strict(&text, unused),
        [
            "unknown-credential provider.yaml#/credentials/key",
            "unused-rename provider.yaml#/renames/#~1components~1schemas~1C",
            "unused-waiver provider.yaml#/waivers/1",
        ]
    );
}

#[test]
fn provider_yaml_is_checked_as_a_whole() {
    let found = Provider::parse(
        "
crate: {name: Acme, version: 1, keywords: [a b], descripton: x}
environments: {live: {url: acme.example}}
credentials: {key: acme-key}
errors: {code: [message]}
webhooks: {signature: {scheme: md5, header: X, payload: '{timestamp}'}}
renames: {Foo: Bar}
waivers: [{rule: x, pointer: '#/a'}]
extra: 1
",
    )
    .expect_err("problems");
    let places: Vec<String> =
        found.0.iter().map(|problem| format!("{} {}", problem.id, problem.at)).collect();
    assert_eq!(
        places,
        [
            "unknown-key provider.yaml#/extra",
            "unknown-key provider.yaml#/crate/descripton",
            "bad-value provider.yaml#/crate/name",
            "wrong-type provider.yaml#/crate/version",
            "bad-value provider.yaml#/crate/keywords/0",
            "missing-key provider.yaml#/crate",
            "bad-value provider.yaml#/environments/live/url",
            "bad-value provider.yaml#/credentials/key",
            "bad-value provider.yaml#/errors/code/0",
            "bad-value provider.yaml#/webhooks/signature/scheme",
            "bad-value provider.yaml#/webhooks/signature/payload",
            "bad-value provider.yaml#/renames/Foo",
            "missing-key provider.yaml#/waivers/0",
        ]
    );
    assert!(Provider::parse("crate: [").is_err() && Provider::parse("").is_err());
}
