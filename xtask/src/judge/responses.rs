//! The responses of an operation: for each documented status and media type.

use std::io::{self, Write};

use clientwright_codegen::api::{BodyKind, Payload, Response};
use clientwright_codegen::wire::Success;
use clientwright_document::Value;
use clientwright_document::pointer::Pointer;
use clientwright_instances::Way;

use super::cases::Case;
use super::requests;
use super::subject::{Found, Subject};
use crate::prism::status;

/// How many values of each response's schema.
const VALUES: usize = 5;
/// How many are made for them: some are none of their schema's.
const ATTEMPTS: usize = 60;

/// Writes the responses.
pub(super) fn write(subject: &Subject, found: &Found<'_>, seed: u64, out: &mut impl Write) -> io::Result<()> {
    let responses = &found.operation.responses;
    // What cannot be called has no response: it is missing among the requests.
    let Some(least) = requests::least(subject, found, seed) else { return Ok(()) };
    for response in responses {
        let status = status(response.status, responses);
        let case = least.clone().with("status", status).with("at", response.at.to_string());
        if response.payloads.is_empty() {
            case.with("documented", "nothing").write(out)?;
            continue;
        }
        for payload in &response.payloads {
            let case = case.clone().with("content_type", concrete(payload.media_type.as_str()));
            let text = match &payload.kind {
                BodyKind::Json(_) => None,
                BodyKind::Events(_) => Some("event: ping\ndata: {\"a\":1}\n\n"),
                _ => Some("any text: \u{e4}\u{20ac}\r\n"),
            };
            if let Some(text) = text {
                case.with("documented", "text").with("answer_text", text).write(out)?;
                continue;
            }
            let bodies = bodies(subject, payload, seed);
            if bodies.is_empty() {
                case.clone().with("missing", "a body").write(out)?;
            }
            for value in bodies {
                json(subject, found, response, value, case.clone()).map_or(Ok(()), |case| case.write(out))?;
            }
        }
    }
    Ok(())
}

fn bodies(subject: &Subject, payload: &Payload, seed: u64) -> Vec<Value> {
    let at = payload.at.join("schema");
    let mut values = subject.instances(&format!("{seed}/{at}"), Way::Received, true);
    let is_valid = subject.validity(&at, Way::Received);
    (0..ATTEMPTS)
        .filter_map(|index| values.make(&at, index, true))
        .filter(|value| is_valid.as_ref().is_none_or(|is_valid| is_valid(&value.to_json())))
        .take(VALUES)
        .collect()
}

/// Adds a JSON body; of one in an envelope that is opened, the data is what comes back, and `None` where there is none:
/// the crate takes it for no success.
fn json(
    subject: &Subject,
    found: &Found<'_>,
    response: &Response,
    mut value: Value,
    case: Case,
) -> Option<Case> {
    let is_opened = response.opened.is_some() && found.operation.is_success(response);
    let envelope = subject.krate.client.envelope.as_ref().filter(|_| is_opened);
    let mut case = case.with("documented", "json");
    if let Some(envelope) = envelope {
        if let Some(Success { pointer, equals }) = &envelope.success
            && let Some(success) = Pointer::parse(&format!("#{pointer}"))
            && let Some(place) = value.at_mut(&success)
        {
            *place = equals.as_deref().map_or(Value::Bool(true), Value::from);
        }
        let data = Pointer::parse(&format!("#{}", envelope.data)).and_then(|at| value.at(&at).cloned());
        case.add_json("expected", data.filter(|data| *data != Value::Null)?.to_json());
    }
    Some(case.with_json("answer", value.to_json()))
}

/// A media type that a range stands for.
fn concrete(media_type: &str) -> String {
    match media_type.split_once('*') {
        Some(("", _)) => "application/octet-stream".to_owned(),
        Some((before, after)) => format!("{before}x{after}"),
        None => media_type.to_owned(),
    }
}
