//! Makes the requests, responses and values that it reads, one a line, and writes what became of each. `cargo xtask
//! judge-driver` puts it into each document's program. It judges nothing: `tests/judge/judge.py` does.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::pin::{Pin, pin};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use clientwright_runtime::json::{self, Decode, DecodeError, Encode};
use clientwright_runtime::testing::difference;
use clientwright_runtime::{
    BoxFuture, CallError, HttpRequest, HttpResponse, RawResponse, Response, Transport, TransportError,
};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::value::RawValue;
use serde_json::{Value, json};

/// Where requests go: the document has this as its only server when it is judged.
pub(crate) const BASE: &str = "https://judge.example/base";

/// A call with what is given.
pub(crate) type Operation<C> = fn(&C, &Given) -> Result<Sending, Unfit>;
/// A value that was read and is written again, or why it could not be read.
pub(crate) type Again = fn(&str) -> Result<String, DecodeError>;
/// A call on its way.
pub(crate) type Sending = Pin<Box<dyn Future<Output = Reply>>>;

/// What a call came to.
pub(crate) enum Reply {
    Success(Shown),
    /// A documented error body.
    Documented(Shown),
    /// An error, by its `Display`, and whether a response did not decode.
    Failure(String),
}

/// What a response was read as.
pub(crate) enum Shown {
    Json(String),
    Bytes(Vec<u8>),
    Nothing,
}

/// A value that its type does not take.
pub(crate) struct Unfit(String);

pub(crate) fn as_json<T: Encode>(value: &T) -> Shown {
    Shown::Json(json::to_string(value))
}

pub(crate) fn again<T: Decode + Encode>(text: &str) -> Result<String, DecodeError> {
    json::from_str::<T>(text).map(|value| json::to_string(&value))
}

pub(crate) fn reply<T, E>(
    result: Result<Response<T>, CallError<E>>,
    success: impl Fn(&T) -> Shown,
    failure: impl Fn(&E) -> Shown,
) -> Reply {
    match result {
        Ok(response) => Reply::Success(success(response.value())),
        Err(error) => match error.api() {
            Some(body) => Reply::Documented(failure(body)),
            None => Reply::Failure(error.to_string()),
        },
    }
}

/// A line: what there is to do, by name.
pub(crate) struct Given(BTreeMap<String, Box<RawValue>>);

impl Given {
    fn raw(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|raw| raw.get())
    }

    fn plain(&self, name: &str) -> Option<Value> {
        self.raw(name).map(|raw| serde_json::from_str(raw).expect("it was read as JSON"))
    }

    fn read<T: Decode>(&self, name: &str) -> Result<Option<T>, Unfit> {
        let unfit = |error| Unfit(format!("`{name}` does not decode: {error}"));
        self.raw(name).map(|raw| json::from_str(raw).map_err(unfit)).transpose()
    }

    pub(crate) fn optional<T: Decode>(&self, name: &str) -> Result<Option<T>, Unfit> {
        self.read(name)
    }

    pub(crate) fn required<T: Decode>(&self, name: &str) -> Result<T, Unfit> {
        self.read(name)?.ok_or_else(|| Unfit(format!("`{name}` is required by the crate and not by the document")))
    }

    pub(crate) fn has_body(&self) -> bool {
        self.0.contains_key("body")
    }

    pub(crate) fn body<T: Decode>(&self) -> Result<T, Unfit> {
        self.required("body")
    }

    pub(crate) fn text(&self) -> Result<String, Unfit> {
        self.required("body")
    }

    pub(crate) fn bytes(&self) -> Result<Vec<u8>, Unfit> {
        self.text().map(String::into_bytes)
    }

    /// A part of a multipart form. A file is its content in base64.
    pub(crate) fn field<T: Decode>(&self, name: &str) -> Result<Option<T>, Unfit> {
        self.read(&format!("body/{name}"))
    }

    pub(crate) fn required_field<T: Decode>(&self, name: &str) -> Result<T, Unfit> {
        self.required(&format!("body/{name}"))
    }
}

/// Keeps the last request, and answers with what it is told to.
#[derive(Clone, Default)]
pub(crate) struct Recorder(Arc<Mutex<(Option<HttpRequest>, Option<RawResponse>)>>);

impl Transport for Recorder {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = state.1.take();
        state.0 = Some(request);
        let answer = answer.unwrap_or_else(|| RawResponse::new(StatusCode::NO_CONTENT, HeaderMap::new(), ""));
        Box::pin(std::future::ready(Ok(answer.into())))
    }
}

/// Reads lines from the file that is the first argument, and writes to the second.
pub(crate) fn main<C>(client: fn(Recorder) -> C, operations: &[(&str, Operation<C>)], types: &[Again]) -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let mut open = || arguments.next().expect("the file to read and the file to write are arguments");
    let input = std::fs::File::open(open()).expect("the file can be read");
    let mut out = BufWriter::new(std::fs::File::create(open()).expect("the file can be written"));
    let recorder = Recorder::default();
    let client = client(recorder.clone());
    for line in BufReader::new(input).lines() {
        let line = line.expect("lines are text");
        let given = Given(serde_json::from_str(&line).expect("a line is a JSON object"));
        let outcome = match given.plain("type") {
            Some(number) => {
                let number = number.as_u64().and_then(|number| usize::try_from(number).ok());
                value(&given, types[number.expect("types have numbers")])
            }
            None => {
                let wanted = given.plain("call").unwrap_or_default();
                let found = operations.iter().find(|(id, _)| wanted == *id);
                let (_, operation) = found.expect("calls are those of the crate");
                call(&given, &client, &recorder, *operation)
            }
        };
        writeln!(out, "{outcome}").expect("the file can be written");
    }
    out.flush().expect("the file can be written");
    ExitCode::SUCCESS
}

fn value(given: &Given, again: Again) -> Value {
    let text = given.raw("value").unwrap_or_default();
    match again(text) {
        Ok(again) => match difference(&again, text) {
            Some(at) => json!({ "differs": at, "again": again }),
            None => json!({}),
        },
        Err(error) => json!({ "refused": error.to_string(), "at": error.pointer() }),
    }
}

fn call<C>(given: &Given, client: &C, recorder: &Recorder, operation: Operation<C>) -> Value {
    let sending = match operation(client, given) {
        Ok(sending) => sending,
        Err(Unfit(problem)) => return json!({ "unfit": problem }),
    };
    *recorder.0.lock().unwrap_or_else(PoisonError::into_inner) = (None, answer(given));
    let reply = finished(sending);
    let request = recorder.0.lock().unwrap_or_else(PoisonError::into_inner).0.take();
    let Some(request) = request else {
        let Reply::Failure(problem) = reply else { return json!({ "unsent": "and yet there was a response" }) };
        return json!({ "unsent": problem });
    };
    match given.0.contains_key("status") {
        true => {
            let accept = request.headers.get("accept").map(|accept| String::from_utf8_lossy(accept.as_bytes()));
            let mut outcome = read(given, reply);
            outcome["accept"] = json!(accept);
            outcome
        }
        false => sent(&request),
    }
}

fn sent(request: &HttpRequest) -> Value {
    let headers: Vec<_> = request
        .headers
        .iter()
        .map(|(name, value)| json!([name.as_str(), String::from_utf8_lossy(value.as_bytes())]))
        .collect();
    json!({
        "method": request.method.as_str(),
        "url": request.url,
        "headers": headers,
        "body": BASE64_STANDARD.encode(&request.body),
    })
}

fn answer(given: &Given) -> Option<RawResponse> {
    let status = given.plain("status")?.as_u64().and_then(|status| u16::try_from(status).ok());
    let status = StatusCode::from_u16(status.expect("a status is a number")).expect("a status");
    let mut headers = HeaderMap::new();
    if let Some(Value::String(media_type)) = given.plain("content_type") {
        headers.insert("content-type", HeaderValue::from_str(&media_type).expect("a media type"));
    }
    let body = match (given.raw("answer"), given.plain("answer_text")) {
        (Some(raw), _) => raw.as_bytes().to_vec(),
        (None, Some(Value::String(text))) => text.into_bytes(),
        _ => Vec::new(),
    };
    Some(RawResponse::new(status, headers, body))
}

fn read(given: &Given, reply: Reply) -> Value {
    let (kind, shown) = match reply {
        Reply::Success(shown) => ("success", shown),
        Reply::Documented(shown) => ("documented", shown),
        Reply::Failure(problem) => return json!({ "reply": "failure", "problem": problem }),
    };
    let sent = given.raw("expected").or(given.raw("answer"));
    let differs = match (shown, sent, given.plain("answer_text")) {
        (Shown::Json(ours), Some(sent), _) => difference(&ours, sent).map(|at| format!("at `{at}`: {ours}")),
        (Shown::Bytes(ours), None, Some(Value::String(sent))) => {
            (ours != sent.as_bytes()).then(|| "other bytes".to_owned())
        }
        (Shown::Bytes(ours), Some(sent), _) => (ours != sent.as_bytes()).then(|| "other bytes".to_owned()),
        (Shown::Nothing, None, None) => None,
        (Shown::Nothing, ..) => Some("the body is not read".to_owned()),
        (Shown::Json(ours), None, _) => (ours != "null").then(|| format!("made of another text: {ours}")),
        (Shown::Bytes(ours), None, _) => (!ours.is_empty()).then(|| "made of nothing".to_owned()),
    };
    json!({ "reply": kind, "differs": differs })
}

/// Nothing here waits for anything outside.
fn finished(sending: Sending) -> Reply {
    let (mut sending, mut context) = (pin!(sending), Context::from_waker(Waker::noop()));
    for _ in 0..1000 {
        if let Poll::Ready(reply) = sending.as_mut().poll(&mut context) {
            return reply;
        }
    }
    Reply::Failure("the call waits for something".to_owned())
}
