//! Verbs: is a request the one that the scenario expects, and does it hold nothing that is not documented?

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::Query;
use axum::http::header;
use clientwright_codegen::api::{In, Operation};
use serde_json::Value;

use crate::documentation::{self, Documentation};
use crate::request::Arrived;
use crate::scenario::Call;

/// What the client of every crate sends.
const ORDINARY: [&str; 5] = ["accept", "accept-encoding", "content-length", "host", "user-agent"];

/// The idempotency keys that were used.
#[derive(Default)]
pub(crate) struct Keys {
    used: BTreeSet<String>,
    last: Option<String>,
}

/// What is wrong with a request, if anything is.
pub(crate) fn check(
    documentation: &Documentation,
    expected: &Call,
    credential: &str,
    keys: &mut Keys,
    request: &Arrived,
) -> Result<(), String> {
    let operation = documentation.operation(&expected.operation)?;
    line(documentation, operation, expected, request)?;
    query(operation, expected, request)?;
    headers(documentation, operation, credential, request)?;
    idempotency_key(operation, expected, keys, request)?;
    content(documentation, operation, expected, request)
}

fn line(
    documentation: &Documentation,
    operation: &Operation,
    expected: &Call,
    request: &Arrived,
) -> Result<(), String> {
    let path = documentation::path(operation, &expected.path)?;
    let wanted = format!("{} {}{path}", operation.method, documentation.base_path());
    let found = format!("{} {}", request.method, request.uri.path());
    if wanted == found { Ok(()) } else { Err(format!("`{wanted}` is expected and not `{found}`")) }
}

fn query(operation: &Operation, expected: &Call, request: &Arrived) -> Result<(), String> {
    let Query(found) = Query::<Vec<(String, String)>>::try_from_uri(&request.uri)
        .map_err(|error| format!("the query cannot be read: {error}"))?;
    let names = found.iter().map(|(name, _)| name.as_str());
    once_each("query parameter", documentation::parameters(operation, In::Query), names)?;
    let found: BTreeMap<String, String> = found.into_iter().collect();
    same("the query", &found, &expected.query)
}

fn headers(
    documentation: &Documentation,
    operation: &Operation,
    credential: &str,
    request: &Arrived,
) -> Result<(), String> {
    let has_content = !request.body.is_empty();
    let secret = documentation.credential(operation)?;
    let documented: Vec<(String, bool)> = documentation::parameters(operation, In::Header)
        .map(|(name, required)| (name.to_ascii_lowercase(), required))
        .chain(ORDINARY.map(|name| (name.to_owned(), name != "content-length")))
        .chain(has_content.then(|| (header::CONTENT_TYPE.to_string(), true)))
        .chain(secret.iter().map(|(name, _)| (name.clone(), true)))
        .collect();
    let documented = documented.iter().map(|(name, required)| (name.as_str(), *required));
    // The iterator names a repeated header once for each of its values.
    once_each("header", documented, request.headers.iter().map(|(name, _)| name.as_str()))?;
    if let Some((name, prefix)) = secret
        && request.headers.get(&name).is_none_or(|value| value != &format!("{prefix}{credential}"))
    {
        return Err(format!("the credential in `{name}` is not the partner's"));
    }
    Ok(())
}

fn idempotency_key(
    operation: &Operation,
    expected: &Call,
    keys: &mut Keys,
    request: &Arrived,
) -> Result<(), String> {
    let Some(param) = operation.params.iter().find(|param| param.idempotency_key.is_some()) else {
        return Ok(());
    };
    let Some(key) = request.headers.get(param.name.as_str()) else { return Ok(()) };
    let key = key.to_str().map_err(|_| "the idempotency key is not ASCII")?.to_owned();
    if key.is_empty() {
        return Err("the idempotency key is empty".to_owned());
    }
    if expected.same_key && keys.last.as_ref() != Some(&key) {
        return Err("the idempotency key of the call before is expected".to_owned());
    }
    if !keys.used.insert(key.clone()) && !expected.same_key {
        return Err("the idempotency key was used before".to_owned());
    }
    keys.last = Some(key);
    Ok(())
}

fn content(
    documentation: &Documentation,
    operation: &Operation,
    expected: &Call,
    request: &Arrived,
) -> Result<(), String> {
    let content_type = request.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = content_type.map(|value| value.split(';').next().unwrap_or_default().trim());
    if let Some(media_type) = media_type {
        let mut documented = operation.body.iter().flat_map(|body| &body.payloads);
        if !documented.any(|content| content.media_type.as_str() == media_type) {
            return Err(format!("`{}` takes no `{media_type}`", operation.id));
        }
    }
    if !request.parts.is_empty() || !expected.parts.is_empty() {
        // A list of files is one part for each of them.
        let names: BTreeSet<&str> = request.parts.iter().map(|part| part.name.as_str()).collect();
        once_each("part", documentation.parts(operation).into_iter(), names.into_iter())?;
        return same("the form", &request.parts, &expected.parts);
    }
    match &expected.body {
        None if request.body.is_empty() => Ok(()),
        None => Err("no body is expected".to_owned()),
        Some(_) if request.body.is_empty() => Err("the body is missing".to_owned()),
        Some(payload) => {
            let json = |text: &[u8]| {
                serde_json::from_slice::<Value>(text).map_err(|error| format!("no JSON: {error}"))
            };
            let expected = documentation.request(operation, payload)?;
            same("the body", &json(&request.body)?, &json(expected.as_bytes())?)
        }
    }
}

/// Every name is documented and comes once, and every required one comes.
fn once_each<'a>(
    what: &str,
    documented: impl Iterator<Item = (&'a str, bool)>,
    found: impl Iterator<Item = &'a str>,
) -> Result<(), String> {
    let documented: Vec<(&str, bool)> = documented.collect();
    let mut seen = BTreeSet::new();
    for name in found {
        if !documented.iter().any(|(known, _)| *known == name) {
            return Err(format!("the {what} `{name}` is not documented"));
        }
        if !seen.insert(name) {
            return Err(format!("the {what} `{name}` comes twice"));
        }
    }
    match documented.iter().find(|(name, required)| *required && !seen.contains(name)) {
        Some((name, _)) => Err(format!("the {what} `{name}` is missing")),
        None => Ok(()),
    }
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: &T, expected: &T) -> Result<(), String> {
    if found == expected {
        Ok(())
    } else {
        Err(format!("{what} is not the expected one\n   found: {found:?}\nexpected: {expected:?}"))
    }
}
