//! Responses → what a call gives.

use indexmap::IndexSet;

use super::names::{self, Scope};
use super::types::Types;
use super::unions::on_the_heap;
use crate::api::{self, BodyKind, ErrorCode, Operation, Payload, Response, Usage};
use crate::rust::{Answer, AnswerCode, Beside, Code, Ident, Outcome, Runtime, StatusCase, StatusEnum, Type};
use crate::wire::{Docs, MediaType, StatusRange};

/// What success and documented failure give. `scope` holds the names of the handle's file.
pub(super) fn outcomes(
    types: &Types<'_>,
    operation: &Operation,
    answer: Option<&MediaType>,
    marker: &Ident,
    scope: &mut Scope,
) -> (Outcome, Outcome) {
    let (successes, mut failures) = operation.by_success();
    failures.retain(|response| {
        !matches!(response.status, StatusRange::Exact(100..=399) | StatusRange::Class(1..=3))
    });
    let successes: Vec<Content<'_>> =
        successes.into_iter().map(|response| Content::of(response, answer)).collect();
    let output = outcome(types, &successes, || scope.allocate(&format!("{marker}Output"), &[]))
        .unwrap_or(Outcome::One(Type::Unit));
    let mut failures: Vec<Content<'_>> =
        failures.into_iter().flat_map(|response| Content::all_json(types, response)).collect();
    failures.retain(|content| body(types, content) != Type::Unit);
    let mut error = outcome(types, &failures, || scope.allocate(&format!("{marker}Error"), &[]))
        .unwrap_or(Outcome::One(Type::Runtime(Runtime::Undocumented)));
    if let Outcome::PerStatus(status_enum) = &mut error {
        gather_usual(status_enum);
    }
    (output, error)
}

/// What successes carry beside the data.
pub(super) fn beside(types: &Types<'_>, operation: &Operation) -> Vec<Beside> {
    let mut found = Vec::new();
    for response in &operation.responses {
        let (Some(opened), Some(BodyKind::Json(usage))) = (&response.opened, payload(response)) else {
            continue;
        };
        let beside = Beside { pointers: opened.beside.clone(), whole: types.of(*usage) };
        if !beside.pointers.is_empty() && !found.contains(&beside) {
            found.push(beside);
        }
    }
    found
}

/// A response with what is read of it.
struct Content<'a> {
    response: &'a Response,
    payload: Option<&'a Payload>,
    /// Whether the media type tells it from others of the same status.
    is_other: bool,
}

impl<'a> Content<'a> {
    /// The content in a media type, or else the usual one.
    fn of(response: &'a Response, answer: Option<&MediaType>) -> Self {
        let wanted = response.payloads.iter().find(|payload| Some(&payload.media_type) == answer);
        Self { response, payload: wanted.or(response.content()), is_other: false }
    }

    /// Each JSON of a failure, where servers choose between several.
    fn all_json(types: &Types<'_>, response: &'a Response) -> Vec<Self> {
        let usual = Self::of(response, None);
        let choices = api::choices(&response.payloads, &types.api.schemas);
        let is_other = |payload: &&Payload| {
            matches!(payload.kind, BodyKind::Json(_))
                && usual.payload.is_some_and(|usual| usual.at != payload.at)
        };
        let others = choices.into_iter().filter(is_other);
        let others: Vec<Self> =
            others.map(|payload| Self { response, payload: Some(payload), is_other: true }).collect();
        std::iter::once(usual).chain(others).collect()
    }
}

fn outcome(types: &Types<'_>, contents: &[Content<'_>], name: impl FnOnce() -> Ident) -> Option<Outcome> {
    let first = body(types, contents.first()?);
    if contents.iter().all(|content| body(types, content) == first) {
        return Some(Outcome::One(first));
    }
    let mut scope = Scope::with(&["Other"]);
    let cases = contents
        .iter()
        .map(|content| {
            let status = content.response.status;
            let name = match status {
                StatusRange::Exact(status) => reason(status),
                StatusRange::Class(class) => class_reason(class).to_owned(),
                StatusRange::Default => "Default".to_owned(),
            };
            let media_type = content.payload.filter(|_| content.is_other).map(|payload| &payload.media_type);
            let name = match media_type.and_then(|media_type| media_type.as_str().split_once('/')) {
                Some((_, subtype)) => format!("{name}{}", names::camel(subtype, "")),
                None => name,
            };
            let ty = match json(content) {
                Some(usage) => on_the_heap(types, usage.schema, body(types, content)),
                None => body(types, content),
            };
            let docs = Docs { description: content.response.docs.description.clone(), ..Docs::default() };
            let media_type = media_type.map(|media_type| media_type.as_str().to_owned());
            StatusCase { ident: scope.allocate(&name, &["Status"]), status, media_type, ty, docs }
        })
        .collect();
    Some(Outcome::PerStatus(StatusEnum { ident: name(), cases }))
}

/// What is documented of each answer.
pub(super) fn answers(operation: &Operation, codes: &[Code]) -> Vec<Answer> {
    let answer = |response: &Response| Answer {
        status: response.status,
        shared: response.shared,
        docs: response.docs.clone(),
        headers: response.headers.clone(),
        codes: response.error_codes.iter().filter_map(|code| answer_code(code, codes)).collect(),
    };
    operation.responses.iter().map(answer).collect()
}

/// The codes that are documented for a status, or, where none is given, for those by which keys are refused.
pub(super) fn codes(operation: &Operation, status: Option<u16>) -> Vec<String> {
    let statuses = status.map_or_else(|| vec![400, 409, 422], |status| vec![status]);
    let covers = |response: &Response| match response.status {
        StatusRange::Exact(own) => statuses.contains(&own),
        StatusRange::Class(class) => statuses.iter().any(|status| status / 100 == class),
        StatusRange::Default => true,
    };
    let codes = operation.responses.iter().filter(|response| covers(response));
    let codes: IndexSet<&str> =
        codes.flat_map(|response| &response.error_codes).map(|code| code.code.as_str()).collect();
    codes.into_iter().map(str::to_owned).collect()
}

fn answer_code(code: &ErrorCode, codes: &[Code]) -> Option<AnswerCode> {
    let known = codes.iter().find(|known| known.wire.as_str() == code.code)?;
    Some(AnswerCode {
        ident: known.ident.clone(),
        meaning: code.meaning.clone(),
        advice: code.retry,
        advice_differs: known.meanings.iter().any(|meaning| meaning.advice != code.retry),
        evidence: code.evidence,
        note: code.note.clone(),
    })
}

/// Failures mostly share a body: the statuses that do become one variant, which also takes statuses that nobody
/// documented.
fn gather_usual(status_enum: &mut StatusEnum) {
    let cases = &mut status_enum.cases;
    // Of a status with several bodies each is told by its media type.
    if cases.iter().any(|case| case.media_type.is_some()) {
        return;
    }
    let count = |ty: &Type| cases.iter().filter(|case| case.ty == *ty).count();
    let Some(usual) = cases.iter().map(|case| &case.ty).max_by_key(|ty| count(ty)).cloned() else { return };
    let default_differs = cases.iter().any(|case| case.status == StatusRange::Default && case.ty != usual);
    let classes = cases.iter().any(|case| matches!(case.status, StatusRange::Class(_)));
    if count(&usual) < 2 || default_differs || classes {
        return;
    }
    cases.retain(|case| case.ty != usual);
    cases.push(StatusCase {
        ident: Ident::allocated("Other".to_owned()),
        status: StatusRange::Default,
        media_type: None,
        ty: usual,
        docs: Docs { description: Some("What every other status carries.".to_owned()), ..Docs::default() },
    });
}

/// What an answer carries.
fn body(types: &Types<'_>, content: &Content<'_>) -> Type {
    match content.payload.map(|payload| &payload.kind) {
        None => Type::Unit,
        Some(BodyKind::Json(usage)) => types.of_nullable(json(content).unwrap_or(*usage)),
        Some(BodyKind::Text) => Type::Runtime(Runtime::Text),
        Some(BodyKind::Form(_) | BodyKind::Multipart { .. } | BodyKind::Bytes | BodyKind::Events(_)) => {
            Type::Runtime(Runtime::Bytes)
        }
    }
}

/// The JSON that is read, of an envelope the data.
fn json(content: &Content<'_>) -> Option<Usage> {
    let usual = content.response.content();
    let is_usual = content.payload.zip(usual).is_some_and(|(own, usual)| own.at == usual.at);
    match (&content.response.opened, content.payload.map(|payload| &payload.kind)) {
        (Some(opened), _) if is_usual => Some(opened.data),
        (_, Some(BodyKind::Json(usage))) => Some(*usage),
        _ => None,
    }
}

fn payload(response: &Response) -> Option<&BodyKind> {
    response.content().map(|payload| &payload.kind)
}

/// The media types to ask for, where JSON is not all: those of successes first. A server may refuse a call that does
/// not ask for what it answers.
pub(super) fn accept(operation: &Operation, answer: Option<&MediaType>) -> Option<String> {
    let (successes, failures) = operation.by_success();
    let successes = successes.into_iter().filter_map(|response| Content::of(response, answer).payload);
    let contents = successes.chain(failures.into_iter().filter_map(Response::content));
    let types = contents.map(|payload| match payload.media_type.with_parameters() {
        text if text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') => text,
        // A key that is no media type says nothing, and a header cannot hold it.
        _ => "*/*",
    });
    let types: IndexSet<&str> = types.collect();
    let types: Vec<&str> = types.into_iter().collect();
    (!matches!(types.as_slice(), [] | ["application/json"])).then(|| types.join(", "))
}

fn class_reason(class: u16) -> &'static str {
    match class {
        2 => "Success",
        4 => "ClientError",
        5 => "ServerError",
        _ => "Class",
    }
}

/// The status's registered name, as a variant.
fn reason(status: u16) -> String {
    let name = match status {
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        203 => "NonAuthoritative",
        204 => "NoContent",
        205 => "ResetContent",
        206 => "PartialContent",
        207 => "MultiStatus",
        400 => "BadRequest",
        401 => "Unauthorized",
        402 => "PaymentRequired",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        406 => "NotAcceptable",
        408 => "RequestTimeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "LengthRequired",
        412 => "PreconditionFailed",
        413 => "ContentTooLarge",
        414 => "UriTooLong",
        415 => "UnsupportedMediaType",
        422 => "UnprocessableContent",
        423 => "Locked",
        424 => "FailedDependency",
        425 => "TooEarly",
        426 => "UpgradeRequired",
        428 => "PreconditionRequired",
        429 => "TooManyRequests",
        451 => "UnavailableForLegalReasons",
        500 => "InternalServerError",
        501 => "NotImplemented",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        507 => "InsufficientStorage",
        _ => return format!("Status{status}"),
    };
    name.to_owned()
}
