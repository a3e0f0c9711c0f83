//! A planned crate → its operations as the harness takes them.

use clientwright_codegen::api::{Api, BodyKind, Operation, Payload};
use clientwright_codegen::rust::{Crate, Method};
use clientwright_codegen::wire::{RepeatedKey, RetryClass, StatusRange};
use serde_json::Value;

use crate::prism::{Extent, Requests, value};

/// Name of a provider's crate in the program.
pub(super) fn alias(provider: &str) -> String {
    format!("client_{}", provider.replace('-', "_"))
}

/// `main.rs`.
pub(super) fn program(modules: &[(String, String)]) -> String {
    let texts: String = modules.iter().map(|(_, text)| text.as_str()).collect();
    let subjects: String =
        modules.iter().map(|(name, _)| format!("    subjects.extend({name}::subjects());\n")).collect();
    format!(
        "fn main() -> std::process::ExitCode {{
    let mut subjects = Vec::new();
{subjects}    clientwright_faults::main(subjects)
}}
{texts}"
    )
}

/// The module of a provider: its name and its text.
pub(super) fn module(provider: &str, api: &Api, krate: &Crate) -> (String, String) {
    let alias = alias(provider);
    let credentials: String = krate
        .client
        .schemes
        .iter()
        .map(|scheme| format!("\n            .credential({:?}, setup.secret())", scheme.name))
        .collect();
    let mut taken = Vec::new();
    let mut subjects = String::new();
    for resource in &krate.resources {
        for method in &resource.methods {
            let operation = api.operations.iter().find(|operation| operation.id == method.id);
            let operation = operation.expect("a method is planned from an operation");
            let kind = Kind::of(method);
            let Some(answer) = success(api, operation).filter(|_| !taken.contains(&kind)) else { continue };
            let requests = Requests { api, krate, area: &resource.module, method, operation }.all();
            let Some(request) = requests.first() else { continue };
            subjects.push_str(&subject(provider, &kind, krate, method, &answer, &request.call));
            taken.push(kind);
        }
    }
    let name = format!("of_{alias}");
    let text = format!(
        "
#[allow(unused_imports, dead_code)]
mod {name} {{
    use ::{alias}::runtime::{{self as values, ConfigError, json}};
    use ::{alias}::{{Client, Environment, models}};
    use clientwright_faults::{{Facts, Setup, Subject, again}};

    fn client(setup: &Setup) -> Result<Client, ConfigError> {{
        let builder = Client::builder(Environment::Custom(setup.url())){credentials};
        setup.build(builder)
    }}

    fn value<T: json::Decode>(json: &str) -> Result<T, json::DecodeError> {{
        json::from_str(json)
    }}

    fn file() -> values::File {{
        values::File::from_bytes(\"scan.png\", \"a scan\".as_bytes()).with_content_type(\"image/png\")
    }}

    pub fn subjects() -> Vec<Subject> {{
        vec![
{subjects}        ]
    }}
}}
"
    );
    (name, text)
}

/// What makes an operation another one to a client that repeats: one of each is tried.
#[derive(PartialEq, Eq)]
struct Kind {
    class: &'static str,
    key_header: Option<String>,
    is_key_refused: bool,
    may_refuse_key: bool,
    key_life: Option<u64>,
    refusal: (u16, Option<String>),
}

impl Kind {
    fn of(method: &Method) -> Self {
        let key = method.idempotency.as_ref().map(|idempotency| &idempotency.key);
        let is_key_refused = key.is_some_and(|key| key.repeated == Some(RepeatedKey::Refused));
        let refusal = key.and_then(|key| key.refusal.as_ref());
        let class = match method.retry {
            RetryClass::Safe => "safe",
            RetryClass::Keyed if is_key_refused => "refused",
            RetryClass::Keyed if key.is_some_and(|key| !key.may_be_refused()) => "replayed",
            RetryClass::Keyed => "keyed",
            RetryClass::Unsent => "unsent",
            RetryClass::Never => "never",
        };
        Self {
            class,
            key_header: method.idempotency.as_ref().map(|idempotency| idempotency.header.clone()),
            is_key_refused,
            may_refuse_key: key.is_some_and(|key| key.may_be_refused()),
            key_life: key.and_then(|key| key.lifetime_seconds),
            refusal: (
                refusal.and_then(|refusal| refusal.status).unwrap_or(400),
                refusal.and_then(|refusal| refusal.code.clone()),
            ),
        }
    }
}

/// Status and JSON of a documented success.
fn success(api: &Api, operation: &Operation) -> Option<(u16, String)> {
    operation.responses.iter().find_map(|response| {
        let StatusRange::Exact(status @ 200..=299) = response.status else { return None };
        let payload: &Payload =
            response.payloads.iter().find(|payload| matches!(payload.kind, BodyKind::Json(_)))?;
        let BodyKind::Json(usage) = payload.kind else { return None };
        let json = match payload.examples.first() {
            Some(example) => example.value.to_json(),
            None => value(&api.schemas, usage, None, Extent::Everything).to_string(),
        };
        Some((status, json))
    })
}

fn subject(
    provider: &str,
    kind: &Kind,
    krate: &Crate,
    method: &Method,
    answer: &(u16, String),
    call: &str,
) -> String {
    let Kind { class, key_header, is_key_refused, may_refuse_key, key_life, refusal: (status, code) } = kind;
    let body = refusal_body(&krate.client.error_code, code.as_deref());
    format!(
        "            Subject::new(
                Facts {{
                    provider: {provider:?},
                    operation: {:?},
                    class: {class:?},
                    key_header: {key_header:?},
                    is_key_refused: {is_key_refused},
                    may_refuse_key: {may_refuse_key},
                    key_life: {key_life:?},
                    answer: ({}, {:?}),
                    refusal: ({status}, {body:?}),
                }},
                client,
                |client, intention| {{
                    let call = (|| Ok({call}))()?;
                    Ok(again(call.with_header(\"x-intention\", intention), |call| call.send()))
                }},
            ),
",
        method.id, answer.0, answer.1,
    )
}

/// An error body with this code at the place where the provider has its codes.
fn refusal_body(pointers: &[String], code: Option<&str>) -> String {
    let (Some(pointer), Some(code)) = (pointers.first(), code) else { return "{}".to_owned() };
    let code = Value::from(code.trim_end_matches('*'));
    let names = pointer.trim_start_matches('/').rsplit('/');
    names.fold(code, |inner, name| Value::from_iter([(name.to_owned(), inner)])).to_string()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_refusal_has_its_code_where_codes_are() {
        let body = |code| super::refusal_body(&["/error/code".to_owned()], code);
        assert_eq!(body(Some("USED*")), r#"{"error":{"code":"USED"}}"#);
        assert_eq!(body(None), "{}");
    }
}
