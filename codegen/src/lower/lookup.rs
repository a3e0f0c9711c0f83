//! `x-lookup`: which operation shows what became of a call whose response is lost.

use indexmap::IndexMap;

use super::Context;
use crate::api::{Additional, Api, BodyKind, Effect, In, Kind, Lookup, Operation, Param, SchemaId};
use crate::diagnostics;
use crate::wire::LookupSource;
use clientwright_document::Value;
use clientwright_document::near::nearest;
use clientwright_document::pointer::Pointer;

const KEY: &str = "x-lookup";
const EXPECTED: &str =
    "`{operation: getUser, by: {id: {from: request, pointer: /id}}, found: …}` or `{none: \"why\"}`";
const SOURCE: &str = "`{from: request, pointer: /id}`, `{from: request, param: id}`, `{from: response, pointer: /id}` or `{from: key}`";

impl Context<'_> {
    /// The look-up of an operation as it is written.
    pub(super) fn lookup(&mut self, at: &Pointer) -> Option<Lookup> {
        let value = self.node(at).get(KEY)?;
        let at = at.join(KEY);
        let keys: Vec<&str> =
            value.as_mapping().into_iter().flat_map(|it| it.keys()).map(String::as_str).collect();
        match keys.as_slice() {
            ["none"] => {
                let reason = self.text(&at, "none").filter(|reason| !reason.trim().is_empty());
                if reason.is_none() {
                    self.bad_extension(&at.join("none"), "the reason");
                }
                return reason.map(Lookup::None);
            }
            keys if keys.contains(&"operation") && keys.contains(&"found") => {}
            _ => {
                self.bad_extension(&at, EXPECTED);
                return None;
            }
        }
        if keys.iter().any(|key| !["operation", "by", "found"].contains(key)) {
            self.bad_extension(&at, EXPECTED);
        }
        let (operation, found) = (self.text(&at, "operation"), self.text(&at, "found"));
        let (mut by, mut readable) = (IndexMap::new(), true);
        if value.get("by").is_some_and(|by| by.as_mapping().is_none()) {
            self.bad_extension(&at.join("by"), EXPECTED);
        }
        for (name, at) in self.entries(&at, "by") {
            match source(self.node(&at)) {
                Some(source) => {
                    by.insert(name.to_owned(), source);
                }
                None => {
                    readable = false;
                    self.bad_extension(&at, SOURCE);
                }
            }
        }
        if !readable {
            return None;
        }
        Some(Lookup::By { operation: operation?, by, found: found? })
    }

    /// Checks all look-ups. One that cannot work is a problem, and is left out.
    pub(super) fn check_lookups(&mut self, api: &mut Api) {
        for index in 0..api.operations.len() {
            let problems = problems(api, &api.operations[index]);
            if !problems.is_empty() {
                api.operations[index].lookup = None;
            }
            for (at, message, hint) in problems {
                let problem = diagnostics::bad_lookup(&at, message, &hint);
                self.report.problem(problem, Effect::Ignored);
            }
        }
    }
}

fn source(value: &Value) -> Option<LookupSource> {
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let pointer = || text("pointer").filter(|pointer| pointer.starts_with('/'));
    let keys = value.as_mapping()?.len();
    match (text("from")?.as_str(), keys) {
        ("request", 2) => {
            pointer().map(LookupSource::Body).or_else(|| text("param").map(LookupSource::Param))
        }
        ("response", 2) => pointer().map(LookupSource::Response),
        ("key", 1) => Some(LookupSource::Key),
        _ => None,
    }
}

/// What is wrong with a look-up: place, message, hint.
fn problems(api: &Api, operation: &Operation) -> Vec<(Pointer, String, String)> {
    let Some(Lookup::By { operation: wanted, by, .. }) = &operation.lookup else { return Vec::new() };
    let at = operation.at.join(KEY);
    let mut problems = Vec::new();
    let Some(target) = api.operations.iter().find(|other| other.id == *wanted) else {
        let near = nearest(wanted, api.operations.iter().map(|other| other.id.as_str()));
        let hint = near.map(|near| format!("did you mean `{near}`")).unwrap_or_default();
        return vec![(at.join("operation"), format!("the document has no operation `{wanted}`"), hint)];
    };
    if !target.is_safe() {
        let hint = "a look-up is made any number of times: name an operation that is `x-retry: safe`";
        problems.push((at.join("operation"), format!("`{wanted}` is not safe to repeat"), hint.to_owned()));
    }
    if target.body.as_ref().is_some_and(|body| body.required) {
        problems.push((at.join("operation"), format!("`{wanted}` needs a body"), String::new()));
    }
    let takes = |param: &&Param| matches!(param.place, In::Path | In::Query);
    for (name, source) in by {
        let at = at.join("by").join(name);
        match target.params.iter().filter(takes).find(|param| param.name.as_str() == name) {
            Some(param) if !is_plain(api, param) => {
                problems.push((at, format!("`{name}` of `{wanted}` is no single value"), String::new()));
            }
            Some(_) => {
                problems.extend(nothing_there(api, operation, source).map(|text| (at, text, String::new())))
            }
            None => {
                let near = nearest(name, target.params.iter().filter(takes).map(|param| param.name.as_str()));
                let hint = near.map(|near| format!("did you mean `{near}`")).unwrap_or_default();
                problems.push((at, format!("`{wanted}` has no parameter `{name}` in path or query"), hint));
            }
        }
    }
    for param in target.params.iter().filter(|param| param.required && param.constant.is_none()) {
        if param.idempotency_key.is_none() && !by.contains_key(param.name.as_str()) {
            let message = format!("`{wanted}` needs the parameter `{}`", param.name);
            problems.push((at.clone(), message, "say in `by` where it comes from".to_owned()));
        }
    }
    problems
}

/// Why a source has no value.
fn nothing_there(api: &Api, operation: &Operation, source: &LookupSource) -> Option<String> {
    match source {
        LookupSource::Key => {
            let has_key = operation.params.iter().any(|param| param.idempotency_key.is_some());
            (!has_key).then(|| "the operation has no idempotency key".to_owned())
        }
        LookupSource::Param(name) => {
            let sent = |param: &&Param| param.name.as_str() == name && param.place != In::Cookie;
            match operation.params.iter().find(sent) {
                None => Some(format!("the request has no parameter `{name}`")),
                Some(param) if !is_plain(api, param) => {
                    Some(format!("the parameter `{name}` is no single value"))
                }
                Some(_) => None,
            }
        }
        LookupSource::Body(pointer) => {
            let payloads = operation.body.iter().flat_map(|body| &body.payloads);
            let mut schemas = payloads.filter_map(|payload| json(&payload.kind));
            (!schemas.any(|id| leads(api, id, pointer)))
                .then(|| format!("the request's JSON has no single value at `{pointer}`"))
        }
        LookupSource::Response(pointer) => {
            let (successes, _) = operation.by_success();
            let payloads = successes.into_iter().flat_map(|response| &response.payloads);
            let mut schemas = payloads.filter_map(|payload| json(&payload.kind));
            (!schemas.any(|id| leads(api, id, pointer)))
                .then(|| format!("no successful response has a single value at `{pointer}`"))
        }
    }
}

/// Whether a parameter is one value, written as it is.
fn is_plain(api: &Api, param: &Param) -> bool {
    param.style == param.place.style() && !param.json && leads(api, param.usage.schema, "")
}

fn json(kind: &BodyKind) -> Option<SchemaId> {
    match kind {
        BodyKind::Json(usage) => Some(usage.schema),
        _ => None,
    }
}

/// Whether a pointer leads to a single value. Unions are asked for one member that has it.
fn leads(api: &Api, id: SchemaId, pointer: &str) -> bool {
    let mut waiting = vec![(id, pointer)];
    let mut seen = Vec::new();
    while let Some((id, pointer)) = waiting.pop() {
        if seen.contains(&(id, pointer)) {
            continue;
        }
        seen.push((id, pointer));
        let (step, rest) = match pointer.strip_prefix('/') {
            Some(steps) => match steps.find('/') {
                Some(end) => (Some(&steps[..end]), &steps[end..]),
                None => (Some(steps), ""),
            },
            None => (None, ""),
        };
        match (&api.schemas[id].kind, step) {
            (Kind::StringEnum(_) | Kind::Scalar(_) | Kind::Any, None) | (Kind::Any, Some(_)) => return true,
            (Kind::Union(union), _) => {
                waiting.extend(union.members.iter().map(|member| (member.usage.schema, pointer)));
            }
            (Kind::Object(object), Some(step)) => {
                let name = step.replace("~1", "/").replace("~0", "~");
                let own = object.properties.iter().find(|property| property.name.as_str() == name);
                match (own, object.additional) {
                    (Some(property), _) => waiting.push((property.usage.schema, rest)),
                    (None, Additional::Typed(usage)) => waiting.push((usage.schema, rest)),
                    (None, _) => {}
                }
            }
            (Kind::Map(map), Some(_)) => waiting.push((map.values.schema, rest)),
            _ => {}
        }
    }
    false
}
