//! Operations → handles and their methods.

use indexmap::IndexMap;

use super::limits;
use super::names::{self, Scope};
use super::outcomes;
use super::reserved;
use super::structs;
use super::types::Types;
use crate::api::{self, Api, In, Operation, Param, Payload, Style, Usage};
use crate::diagnostics::{Diagnostics, name_clash};
use crate::provider::Provider;
use crate::rust::{
    Argument, BodyKind, Code, Idempotency, Ident, Method, Part, Repeating, Resource, Runtime, Scalar, Setter,
    Type,
};
use crate::wire::{Docs, MediaType, RetryClass, Source, WireName};

/// One handle per area, in the order in which operations name them.
pub(super) fn resources(
    types: &Types<'_>,
    provider: &Provider,
    codes: &[Code],
) -> Result<Vec<Resource>, Diagnostics> {
    let mut areas: IndexMap<String, (String, Vec<&Operation>)> = IndexMap::new();
    for operation in &types.api.operations {
        let tag = operation.tags.first().cloned().unwrap_or_else(|| area(operation));
        // `Users` and `users` are one area.
        areas.entry(names::module(&tag)).or_insert_with(|| (tag, Vec::new())).1.push(operation);
    }
    let nouns: Vec<String> = areas.keys().map(|module| singular(module)).collect();
    let mut modules = reserved::areas();
    let mut found = Diagnostics::default();
    let resources = areas
        .into_iter()
        .map(|(module, (tag, operations))| {
            let mut scope = reserved::markers();
            let ident = scope.allocate(&names::camel(&tag, "Area"), &["Api"]);
            let module = modules.allocate(&module, &["_api"]);
            let short: Vec<String> =
                operations.iter().map(|operation| short_name(operation, &tag, &nouns)).collect();
            let methods = methods(types, &operations, &short, &mut scope, (provider, codes), &mut found);
            Resource { module, ident, docs: area_docs(types.api, &tag), methods, feature: None }
        })
        .collect();
    found.into_result().map(|()| resources)
}

/// The area of an operation without a tag: the first word of its path that is no version and no parameter.
fn area(operation: &Operation) -> String {
    let words = operation.path.text.split('/').filter(|word| !word.is_empty() && !word.contains('{'));
    let is_version = |word: &&str| {
        let digits = word.strip_prefix('v').unwrap_or_default();
        digits.starts_with(|first: char| first.is_ascii_digit()) || *word == "api"
    };
    words.clone().find(|word| !is_version(word)).map_or_else(|| "root".to_owned(), str::to_owned)
}

fn area_docs(api: &Api, tag: &str) -> Docs {
    let known = api.tags.iter().find(|known| known.name == tag);
    known.map_or_else(Docs::default, |known| known.docs.clone())
}

fn methods(
    types: &Types<'_>,
    operations: &[&Operation],
    short: &[String],
    scope: &mut Scope,
    (provider, codes): (&Provider, &[Code]),
    found: &mut Diagnostics,
) -> Vec<Method> {
    let mut idents = reserved::operations();
    let mut methods = Vec::new();
    for (operation, name) in operations.iter().zip(short) {
        // A short name that two operations want belongs to neither, so that their order does not matter.
        let clash =
            operations.iter().zip(short).find(|(other, wanted)| *wanted == name && other.id != operation.id);
        let wanted = match clash {
            Some((other, _)) if operation.rust_name.is_some() && provider.is_strict() => {
                found.push(name_clash(&operation.at, name, &other.at));
                name.clone()
            }
            Some(_) => names::snake(&operation.id),
            None => name.clone(),
        };
        for (choice, suffix) in choices(types, operation) {
            let ident = idents.allocate(&format!("{wanted}{suffix}"), &["_call"]);
            let marker =
                format!("{}{}", names::camel(&operation.id, "Operation"), names::camel_or_nothing(&suffix));
            methods.push(method(types, operation, (ident, &marker), choice, codes, scope));
        }
    }
    methods
}

/// `createUser` in the area `users` is `create`: the area's own words say nothing new. `createUserExchange` in the area
/// `exchange` keeps them where `users` is another area: `create_user` would make something else.
fn short_name(operation: &Operation, tag: &str, nouns: &[String]) -> String {
    if let Some(name) = &operation.rust_name {
        return names::snake(name);
    }
    let full = names::snake(&operation.id);
    let (area, full_words) = (names::snake(tag), full.split('_').collect::<Vec<_>>());
    let area_words: Vec<String> = area.split('_').map(singular).collect();
    let words: Vec<String> = full_words.iter().map(|word| singular(word)).collect();
    let Some(start) = words.windows(area_words.len()).position(|window| window == area_words) else {
        return full;
    };
    let (before, after) = (&full_words[..start], &full_words[start + area_words.len()..]);
    let names_another = after.is_empty() && before.last().is_some_and(|word| nouns.contains(&singular(word)));
    let rest = [before, after].concat().join("_");
    // A lone preposition or a keyword is no name.
    let says_something = !rest.is_empty()
        && names::snake(&rest) == rest
        && !matches!(
            rest.split('_').next(),
            Some("by" | "for" | "of" | "in" | "to" | "with" | "from" | "and" | "all")
        );
    if says_something && !names_another { rest } else { full }
}

fn singular(word: &str) -> String {
    match word.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => word.strip_suffix('s').unwrap_or(word).to_owned(),
    }
}

/// What callers choose between: the body of the request, or how a success is written, each a method of its own.
#[derive(Clone, Copy)]
struct Choice<'a> {
    body: Option<&'a Payload>,
    /// The media type of the success, where it is not the usual one.
    answer: Option<&'a MediaType>,
}

/// The choices of an operation, each with what is added to its name: the usual one, other bodies, other successes.
fn choices<'a>(types: &Types<'_>, operation: &'a Operation) -> Vec<(Choice<'a>, String)> {
    let schemas = &types.api.schemas;
    let bodies = operation.body.as_ref().map_or_else(Vec::new, |body| api::choices(&body.payloads, schemas));
    let usual = bodies.first().copied();
    let mut choices = vec![(Choice { body: usual, answer: None }, String::new())];
    for payload in bodies.into_iter().skip(1) {
        choices.push((Choice { body: Some(payload), answer: None }, suffix("_", payload, &choices)));
    }
    for response in operation.by_success().0 {
        for payload in api::choices(&response.payloads, schemas) {
            let answer = Some(&payload.media_type);
            let is_known = |(choice, _): &(Choice<'_>, _)| choice.answer == answer;
            if response.content().is_some_and(|usual| usual.at != payload.at) && !choices.iter().any(is_known)
            {
                choices.push((Choice { body: usual, answer }, suffix("_as_", payload, &choices)));
            }
        }
    }
    choices
}

/// What tells a choice from the others: the kind of its content, or all of its media type.
fn suffix(before: &str, payload: &Payload, taken: &[(Choice<'_>, String)]) -> String {
    let media_type = payload.media_type.as_str();
    let subtype = media_type.split_once('/').map_or(media_type, |(_, subtype)| subtype);
    let short = match &payload.kind {
        api::BodyKind::Form(_) => "form".to_owned(),
        api::BodyKind::Multipart { .. } => "multipart".to_owned(),
        _ => match media_type {
            "text/plain" | "text/*" => "text".to_owned(),
            "application/octet-stream" | "*/*" => "bytes".to_owned(),
            _ => names::snake(subtype),
        },
    };
    let whole = names::snake(payload.media_type.with_parameters());
    let wanted = [short, whole].map(|name| format!("{before}{}", name.trim_matches('_')));
    let free = wanted.iter().find(|name| taken.iter().all(|(_, other)| other != *name));
    free.unwrap_or(&wanted[1]).clone()
}

fn method(
    types: &Types<'_>,
    operation: &Operation,
    (ident, marker): (Ident, &str),
    Choice { body, answer }: Choice<'_>,
    codes: &[Code],
    scope: &mut Scope,
) -> Method {
    let marker = scope.allocate(marker, &["Operation"]);
    let (output, error) = outcomes::outcomes(types, operation, answer, &marker, scope);
    let mut argument_names = reserved::arguments();
    let mut setter_names = reserved::setters();
    let (mut arguments, mut setters) = (Vec::new(), Vec::new());
    let params = operation.params.iter().filter(|param| param.idempotency_key.is_none());
    // In the order of the path, then of the document.
    let position = |param: &&Param| match param.place {
        In::Path => operation.path.text.find(&format!("{{{}}}", param.name)).unwrap_or(usize::MAX),
        In::Query | In::Header | In::Cookie => usize::MAX,
    };
    let mut params: Vec<&Param> = params.collect();
    let is_known = limits::states_operation(operation);
    params.sort_by_key(position);
    for param in params {
        if param.required || param.place == In::Path {
            arguments.push(argument(types, param, &mut argument_names, is_known));
        } else {
            setters
                .push(Setter { argument: argument(types, param, &mut setter_names, is_known), body: None });
        }
    }
    let mut required_body = None;
    if let Some(payload) = body {
        let required = operation.body.as_ref().is_none_or(|body| body.required);
        let names = if required { &mut argument_names } else { &mut setter_names };
        let argument = Argument {
            ident: names.allocate("body", &["_"]),
            wire: WireName(String::new()),
            ty: body_type(types, payload),
            docs: operation.body.as_ref().map(|body| body.docs.clone()).unwrap_or_default(),
            place: "body",
            style: None,
            json: false,
            compound: false,
            constant: None,
        };
        let kind = body_kind(types, payload);
        if required {
            required_body = Some((argument, kind));
        } else {
            setters.push(Setter { argument, body: Some(kind) });
        }
    }
    let is_ambiguous = is_ambiguous(&arguments, required_body.as_ref().map(|(body, _)| body));
    let required = is_ambiguous.then(|| scope.allocate(&format!("{marker}Required"), &["Parameters"]));
    Method {
        ident,
        required,
        marker,
        id: operation.id.clone(),
        docs: docs_of_choice(operation, body, answer),
        http: operation.method,
        path: operation.path.text.clone(),
        arguments,
        body: required_body,
        setters,
        output,
        // Another notation than JSON has no envelope to open.
        envelope: operation.envelope.filter(|_| answer.is_none()),
        beside: if answer.is_none() { outcomes::beside(types, operation) } else { Vec::new() },
        error,
        answers: outcomes::answers(operation, codes),
        status: operation.status,
        accept: outcomes::accept(operation, answer),
        retry: operation.retry.unwrap_or(match operation.method.is_safe() {
            true => RetryClass::Safe,
            false => RetryClass::Unsent,
        }),
        repeating: (operation.retry.is_some() || operation.retry_note.is_some())
            .then(|| Repeating { note: operation.retry_note.clone() }),
        lookup: None,
        idempotency: operation.params.iter().find_map(|param| idempotency(operation, param)),
        sources: operation.docs.sources.iter().map(Source::address).collect(),
        security: operation
            .security
            .iter()
            .map(|requirement| requirement.schemes.iter().map(|(scheme, _)| scheme.clone()).collect())
            .collect(),
        bases: None,
        limits: limits::of_operation(types, operation, body),
        // Where nothing could be checked, nothing has to be said.
        is_documented: body.is_none() || limits::states_operation(operation),
    }
}

/// What the document says of an operation, and the media type that this method of it is for.
fn docs_of_choice(operation: &Operation, body: Option<&Payload>, answer: Option<&MediaType>) -> Docs {
    let mut docs = operation.docs.clone();
    let several = operation.body.as_ref().is_some_and(|body| body.payloads.len() > 1);
    let sent = body.filter(|payload| several && !matches!(payload.kind, api::BodyKind::Json(_)));
    let sent = sent.map(|payload| format!("Sends `{}`.", payload.media_type.with_parameters()));
    let asked = answer.map(|media_type| format!("Asks for `{}`.", media_type.with_parameters()));
    for sentence in sent.into_iter().chain(asked) {
        docs.description = Some(match docs.description {
            Some(text) => format!("{}\n\n{sentence}", text.trim_end()),
            None => sentence,
        });
    }
    docs
}

/// Whether two arguments could be given in the wrong order, and the call would compile.
fn is_ambiguous(arguments: &[Argument], body: Option<&Argument>) -> bool {
    let asked: Vec<&Argument> = arguments.iter().filter(|argument| argument.constant.is_none()).collect();
    let all: Vec<Type> = asked.iter().copied().chain(body).map(|argument| alike(&argument.ty)).collect();
    !asked.is_empty() && (1..all.len()).any(|index| all[..index].contains(&all[index]))
}

/// The type that stands for all types that take the same literals.
fn alike(ty: &Type) -> Type {
    match ty {
        Type::Scalar(Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64) => Type::Scalar(Scalar::I64),
        // A text becomes bytes by itself.
        Type::Runtime(Runtime::Bytes) => Type::Scalar(Scalar::String),
        other => other.clone(),
    }
}

fn idempotency(operation: &Operation, param: &Param) -> Option<Idempotency> {
    let key = param.idempotency_key.clone()?;
    let refusal = key.refusal.clone().unwrap_or_default();
    let is_vague = key.may_be_refused() && refusal.code.is_none();
    Some(Idempotency {
        header: param.name.as_str().to_owned(),
        required: param.required,
        other_codes: if is_vague { outcomes::codes(operation, refusal.status) } else { Vec::new() },
        key,
        docs: param.docs.clone(),
    })
}

fn argument(types: &Types<'_>, param: &Param, scope: &mut Scope, is_documented: bool) -> Argument {
    let wanted = names::snake(param.rust_name.as_deref().unwrap_or(param.name.as_str()));
    Argument {
        ident: scope.allocate(&wanted, &["_param"]),
        wire: param.name.clone(),
        ty: types.of(param.usage),
        docs: param_docs(types, param, is_documented),
        place: param.place.as_str(),
        style: style(param),
        json: param.json,
        compound: is_compound(types, param.usage.schema),
        constant: param.constant.clone(),
    }
}

/// Whether a value is an object or holds some.
fn is_compound(types: &Types<'_>, id: api::SchemaId) -> bool {
    match types.kind(id) {
        api::Kind::Object(_) | api::Kind::Map(_) | api::Kind::Union(_) => true,
        api::Kind::Array(array) => array.items.nullable || is_compound(types, array.items.schema),
        api::Kind::StringEnum(_) | api::Kind::Scalar(_) | api::Kind::Any => false,
    }
}

fn param_docs(types: &Types<'_>, param: &Param, is_documented: bool) -> Docs {
    let mut docs = param.docs.clone();
    if docs.is_empty() {
        docs.description.clone_from(&types.api.schemas[param.usage.schema].docs.description);
    }
    let schema = &types.api.schemas[param.usage.schema];
    let is_checked = is_documented
        && limits::is_plain(types, param)
        && limits::is_documented(&[&param.docs, &schema.docs]);
    limits::add(&mut docs, types.api, param.usage, param.default.as_deref(), is_checked);
    docs
}

/// The runtime's name of a style that is not the place's own. Cookies have one way to be written.
fn style(param: &Param) -> Option<&'static str> {
    if param.place == In::Cookie
        || (param.style, param.explode) == (param.place.style(), param.style.explodes())
    {
        return None;
    }
    Some(self::style_name(param.style, param.explode))
}

/// The runtime's `Style`.
fn style_name(style: Style, explode: bool) -> &'static str {
    match (style, explode) {
        (Style::Form, true) => "Form",
        (Style::Form, false) => "FormComma",
        (Style::SpaceDelimited, _) => "SpaceDelimited",
        (Style::PipeDelimited, _) => "PipeDelimited",
        (Style::DeepObject, _) => "DeepObject",
        (Style::Simple, false) => "Simple",
        (Style::Simple, true) => "SimpleExplode",
        (Style::Label, false) => "Label",
        (Style::Label, true) => "LabelExplode",
        (Style::Matrix, false) => "Matrix",
        (Style::Matrix, true) => "MatrixExplode",
    }
}

fn body_type(types: &Types<'_>, payload: &Payload) -> Type {
    match &payload.kind {
        api::BodyKind::Json(usage) | api::BodyKind::Form(usage) => types.of_nullable(*usage),
        api::BodyKind::Multipart { schema, .. } => match &types.api.schemas[schema.schema].kind {
            api::Kind::Map(map) => {
                let part = types.of_part(map.values);
                Type::Map(Box::new(if map.values.nullable { part.optional() } else { part }))
            }
            _ => types.of(*schema),
        },
        api::BodyKind::Text => Type::Scalar(Scalar::String),
        api::BodyKind::Bytes | api::BodyKind::Events(_) => Type::Runtime(Runtime::Bytes),
    }
}

/// How the values of a map are written as parts.
fn part(types: &Types<'_>, values: Usage) -> Part {
    structs::part(types, values, &types.of_part(values))
}

fn body_kind(types: &Types<'_>, payload: &Payload) -> BodyKind {
    let media_type = sent(&payload.media_type);
    match &payload.kind {
        api::BodyKind::Json(_) => {
            let usual = media_type == "application/json";
            BodyKind::Json { media_type: (!usual).then_some(media_type) }
        }
        api::BodyKind::Form(_) => {
            let style =
                |(name, style, explode): &(String, Style, bool)| (name.clone(), style_name(*style, *explode));
            BodyKind::Form { styles: payload.styles.iter().map(style).collect() }
        }
        api::BodyKind::Multipart { schema, .. } => match &types.api.schemas[schema.schema].kind {
            api::Kind::Map(map) => BodyKind::MultipartMap { part: part(types, map.values) },
            _ => BodyKind::Multipart,
        },
        api::BodyKind::Text => BodyKind::Text { media_type },
        api::BodyKind::Bytes | api::BodyKind::Events(_) => BodyKind::Bytes { media_type },
    }
}

/// The media type that a request says its body is. A range is none: what callers know better, they say with `with_header`.
fn sent(media_type: &MediaType) -> String {
    match media_type.as_str() {
        _ if !media_type.is_range() => media_type.with_parameters().to_owned(),
        _ if media_type.is_json() => "application/json".to_owned(),
        "text/*" => "text/plain".to_owned(),
        _ => "application/octet-stream".to_owned(),
    }
}
