//! The requests of an operation: what each parameter and the body are.

use std::io::{self, Write};

use clientwright_codegen::api::{BodyKind, Param, Payload};
use clientwright_codegen::rust::{Item, Runtime, Type};
use clientwright_document::Value;
use clientwright_document::pointer::Pointer;
use clientwright_instances::{Instances, Random, Way, keeps_unknown_members};

use super::cases::Case;
use super::fitting;
use super::program::called;
use super::subject::{Found, Subject};
use crate::prism::Requests;

/// How often a value is made anew that cannot be sent, or is none of its schema's.
const ATTEMPTS: usize = 60;

/// Writes the requests: the least that is accepted, everything, and others between.
pub(super) fn write(
    subject: &Subject,
    found: &Found<'_>,
    count: usize,
    seed: u64,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut random = Random::of(&format!("{seed}/{}", found.operation.id));
    let mut sources: Vec<Source> = found
        .operation
        .params
        .iter()
        .filter(|param| param.constant.is_none())
        .map(|param| Source::of_param(subject, param, seed))
        .collect();
    let mut body = body(subject, found, seed);
    for index in 0..count {
        let mut case = Case::of("request")
            .with("call", called(found.resource, found.method))
            .with("operation", found.method.id.as_str());
        let mut missing = Vec::new();
        for source in &mut sources {
            let wanted = source.required || index == 1 || (index > 1 && random.once_in(2));
            match wanted.then(|| source.next(index)) {
                Some(Some(value)) => case.add_json(&source.name, value.to_json()),
                Some(None) if source.required => missing.push(source.name.clone()),
                _ => {}
            }
        }
        if let Some(body) = &mut body {
            let wanted = body.required || index == 1 || (index > 1 && !random.once_in(4));
            match wanted.then(|| body.next(index)) {
                Some(Some(value)) => body.add(&mut case, value),
                Some(None) if body.required => missing.push("body".to_owned()),
                _ => {}
            }
        }
        if !missing.is_empty() {
            case = case.with("missing", missing.join(", "));
        }
        case.write(out)?;
    }
    Ok(())
}

/// What has to be there for the operation to be called at all; `None` where no such values could be made.
pub(super) fn least(subject: &Subject, found: &Found<'_>, seed: u64) -> Option<Case> {
    let mut case = Case::of("response")
        .with("call", called(found.resource, found.method))
        .with("operation", found.method.id.as_str());
    let params = found.operation.params.iter().filter(|param| param.constant.is_none() && param.required);
    for param in params {
        let mut source = Source::of_param(subject, param, seed);
        case.add_json(&source.name.clone(), source.next(0)?.to_json());
    }
    if let Some(mut body) = body(subject, found, seed).filter(|body| body.required) {
        let value = body.next(0)?;
        body.add(&mut case, value);
    }
    Some(case)
}

/// Whether JSON is valid.
type IsValid = Box<dyn Fn(&str) -> bool>;
/// The value as it can be sent.
type Fit<'s> = Box<dyn Fn(&Value) -> Option<Value> + 's>;

/// Where the values of a parameter or a body come from.
struct Source<'s> {
    /// `query/page`, or `body`.
    name: String,
    required: bool,
    at: Pointer,
    values: Instances<'s>,
    is_valid: Option<IsValid>,
    fit: Fit<'s>,
    may_be_null: bool,
    /// For a form: the properties that are files.
    files: Option<Vec<String>>,
}

impl<'s> Source<'s> {
    fn of_param(subject: &'s Subject, param: &'s Param, seed: u64) -> Self {
        let at = schema_of(subject, &param.at);
        let name = format!("{}/{}", param.place.as_str(), param.name.as_str());
        Self {
            values: subject.instances(&format!("{seed}/{}/{name}", param.at), Way::Sent, false),
            is_valid: validity(subject, &at),
            required: param.required,
            fit: Box::new(move |value| fitting::fit(param, value)),
            may_be_null: false,
            files: None,
            name,
            at,
        }
    }

    fn next(&mut self, index: usize) -> Option<Value> {
        (0..ATTEMPTS).find_map(|attempt| {
            let index = if attempt == 0 { index } else { 2 };
            let value = self.values.make(&self.at, index, self.may_be_null)?;
            let value = (self.fit)(&value)?;
            self.is_valid.as_ref().is_none_or(|is_valid| is_valid(&value.to_json())).then_some(value)
        })
    }

    fn add(&self, case: &mut Case, body: Value) {
        let (Some(files), Value::Mapping(members)) = (&self.files, &body) else {
            return case.add_json("body", body.to_json());
        };
        let names = Value::Sequence(files.iter().map(|name| Value::from(name.as_str())).collect());
        case.add_json("files", names.to_json());
        for (name, value) in members {
            let value = if files.contains(name) { as_files(value) } else { value.clone() };
            case.add_json(&format!("body/{name}"), value.to_json());
        }
    }
}

/// What a file holds is not the document's to say: text, which stands in base64 here.
fn as_files(value: &Value) -> Value {
    match value {
        Value::Sequence(items) => Value::Sequence(items.iter().map(as_files).collect()),
        _ => Value::from("YSBzY2FuIA0KLS14AP8="),
    }
}

fn validity(subject: &Subject, at: &Pointer) -> Option<IsValid> {
    Some(Box::new(subject.validity(at, Way::Sent)?))
}

/// The schema of a parameter, through references.
fn schema_of(subject: &Subject, param: &Pointer) -> Pointer {
    let at = subject.document.follow(param).unwrap_or_else(|_| param.clone());
    let content =
        subject.document.get(&at).and_then(|param| param.get("content")).and_then(Value::as_mapping);
    match content.and_then(|content| content.keys().next()) {
        Some(media_type) => at.join("content").join(media_type).join("schema"),
        None => at.join("schema"),
    }
}

fn body<'s>(subject: &'s Subject, found: &Found<'s>, seed: u64) -> Option<Source<'s>> {
    let Found { method, resource, operation } = found;
    let requests =
        Requests { api: &subject.api, krate: &subject.krate, area: &resource.module, method, operation };
    let payload: &Payload = requests.payload()?;
    let at = payload.at.join("schema");
    let ty = method.body.as_ref().map(|(argument, _)| &argument.ty);
    let ty =
        ty.or(method.setters.iter().find(|setter| setter.body.is_some()).map(|setter| &setter.argument.ty))?;
    let form = matches!(payload.kind, BodyKind::Form(_) | BodyKind::Multipart { .. });
    let unknown = !form && keeps_unknown_members(&subject.krate, ty);
    let is_text = matches!(payload.kind, BodyKind::Text | BodyKind::Bytes | BodyKind::Events(_));
    Some(Source {
        name: "body".to_owned(),
        // What the crate cannot be called without.
        required: method.body.is_some(),
        values: subject.instances(&format!("{seed}/{at}"), Way::Sent, unknown),
        is_valid: (!is_text).then(|| validity(subject, &at)).flatten(),
        fit: Box::new(move |value| match value {
            _ if is_text => Some(Value::from("any text: \u{e4}\u{20ac}\r\n{\"a\":1}")),
            value if form => fitting::form(value),
            value => Some(value.clone()),
        }),
        may_be_null: is_text || matches!(ty, Type::Option(_)),
        files: matches!(payload.kind, BodyKind::Multipart { .. }).then(|| files(subject, ty)),
        at,
    })
}

/// The properties of a multipart form that are files.
fn files(subject: &Subject, ty: &Type) -> Vec<String> {
    let items = subject.krate.modules.iter().flat_map(|module| &module.items);
    let found = items.into_iter().find_map(|item| match item {
        Item::Struct(item) if matches!(ty, Type::Model(ident) if *ident == item.ident) => Some(&item.fields),
        _ => None,
    });
    let is_file = |ty: &Type| *ty.innermost() == Type::Runtime(Runtime::File);
    let fields = found.into_iter().flatten().filter(|field| is_file(&field.ty));
    fields.map(|field| field.wire.as_str().to_owned()).collect()
}
