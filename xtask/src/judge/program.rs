//! A planned crate → the program that calls its operations with values that it reads.

use std::fmt::Write;

use clientwright_codegen::rust::{
    Argument, AuthKind, BodyKind, Constructor, Crate, Field, Idempotency, Ident, Item, Method, Module,
    Outcome, Presence, Required, Resource, Runtime, Type,
};

use crate::types::ty;

/// `main.rs`; `places` are the types that values are read and written as.
pub(super) fn program(krate: &Crate, places: &[&Type]) -> String {
    let (mut rows, mut areas) = (String::new(), String::new());
    for resource in &krate.resources {
        write(&mut areas, format_args!("\npub mod {} {{\n    use super::super::*;\n", resource.module));
        for method in &resource.methods {
            let (area, name) = (&resource.module, &method.ident);
            write(&mut rows, format_args!("    ({:?}, areas::{area}::{name}),\n", called(resource, method)));
            areas.push_str(&operation(krate, resource, method));
        }
        areas.push_str("}\n");
    }
    let types: String =
        places.iter().map(|place| format!("    again::<{}>,\n", ty(place, "models::"))).collect();
    let credentials = krate.client.schemes.iter().map(|scheme| {
        let is_pair = matches!(scheme.kind, AuthKind::Basic | AuthKind::Signed { .. });
        let secret = if is_pair { "user:password" } else { "key-of-nobody" };
        format!("\n        .credential({:?}, {secret:?})", scheme.name)
    });
    let credentials: String = credentials.collect();
    format!(
        "{HEAD}
const OPERATIONS: &[(&str, Operation)] = &[
{rows}];

const TYPES: &[Again] = &[
{types}];

fn client(transport: Recorder) -> Client {{
    Client::builder(Environment::Custom(BASE.to_owned())){credentials}
        .retries(values::RetryPolicy::none())
        .transport(transport)
        .build()
        .expect(\"a client of a recorder\")
}}

fn main() -> std::process::ExitCode {{
    driver::main(client, OPERATIONS, TYPES)
}}

mod areas {{
{areas}}}
"
    )
}

/// The program up to what differs.
const HEAD: &str = r"#![allow(unused_imports, unused_mut, unused_variables, unreachable_patterns, dead_code)]

mod driver;

use ::client::runtime::{self as values, json};
use ::client::{Client, Environment, models};
use driver::{Again, BASE, Given, Recorder, Reply, Sending, Shown, Unfit, again, as_json, reply};

type Operation = driver::Operation<Client>;
";

/// What a method is known by: several can be of one operation, which takes bodies of several media types.
pub(super) fn called(resource: &Resource, method: &Method) -> String {
    format!("{}.{}", resource.module, method.ident)
}

fn operation(krate: &Crate, resource: &Resource, method: &Method) -> String {
    let area = &resource.module;
    let asked = method.asked().map(|argument| {
        (argument, format!("given.required::<{}>({})?", spelled(&argument.ty), key(argument)))
    });
    let mut arguments: Vec<String> = match &method.required {
        Some(required) => {
            let fields: Vec<String> =
                asked.map(|(argument, value)| format!("{}: {value}", argument.ident)).collect();
            vec![format!("::client::resources::{area}::{required} {{ {} }}", fields.join(", "))]
        }
        None => asked.map(|(_, value)| value).collect(),
    };
    if let Some((argument, kind)) = &method.body {
        arguments.push(body(krate, kind, &argument.ty));
    }
    let mut text = format!(
        "\n    pub fn {}(client: &Client, given: &Given) -> Result<Sending, Unfit> {{\n        \
         let mut call = client.{area}().{}({});\n",
        method.ident,
        method.ident,
        arguments.join(", ")
    );
    if let Some(Idempotency { header, .. }) = &method.idempotency {
        let key = format!("given.optional::<String>({:?})?", format!("header/{header}"));
        write(
            &mut text,
            format_args!("        if let Some(key) = {key} {{ call = call.with_idempotency_key(key); }}\n"),
        );
    }
    for setter in &method.setters {
        let (name, argument) = (&setter.argument.ident, &setter.argument);
        let line = match &setter.body {
            Some(kind) => {
                format!("if given.has_body() {{ call = call.{name}({}); }}", body(krate, kind, &argument.ty))
            }
            None => format!(
                "if let Some(value) = given.optional::<{}>({})? {{ call = call.{name}(value); }}",
                spelled(&argument.ty),
                key(argument)
            ),
        };
        write(&mut text, format_args!("        {line}\n"));
    }
    write(
        &mut text,
        format_args!(
            "        Ok(Box::pin(async move {{ reply(call.send().await, |value| {}, |value| {}) }}))\n    }}\n",
            shown(&method.output, area),
            shown(&method.error, area),
        ),
    );
    text
}

/// What a parameter is known by among the given ones.
fn key(argument: &Argument) -> String {
    format!("{:?}", format!("{}/{}", argument.place, argument.wire.as_str()))
}

fn spelled(ty: &Type) -> String {
    self::ty(ty, "models::")
}

fn body(krate: &Crate, kind: &BodyKind, ty: &Type) -> String {
    match (kind, ty) {
        (BodyKind::Multipart, Type::Model(ident)) => form(krate, ident),
        (BodyKind::Text { .. }, _) => "given.text()?".to_owned(),
        (BodyKind::Bytes { .. }, _) => "given.bytes()?".to_owned(),
        _ => format!("given.body::<{}>()?", spelled(ty)),
    }
}

/// A multipart form is no JSON: it is made as callers make it.
fn form(krate: &Crate, ident: &Ident) -> String {
    let items = krate.modules.iter().flat_map(|module| module.items.iter().map(move |item| (module, item)));
    let found = items.into_iter().find_map(|(module, item)| match item {
        Item::Struct(item) if item.ident == *ident => {
            Some((module, &item.fields, item.constructor.as_ref()?))
        }
        _ => None,
    });
    let (module, fields, constructor) = found.expect("callers make forms");
    let mut made =
        format!("{{ let mut form = models::{ident}::new({});", required(module, constructor, fields));
    for field in
        fields.iter().filter(|field| field.presence == Presence::Optional && field.constant.is_none())
    {
        let inner = match &field.ty {
            Type::Option(inner) => inner,
            other => other,
        };
        write(
            &mut made,
            format_args!(
                " if let Some(value) = given.field::<{}>({:?})? {{ form = form.{}(value); }}",
                spelled(inner),
                field.wire.as_str(),
                field.ident
            ),
        );
    }
    made + " form }"
}

fn required(module: &Module, constructor: &Constructor, fields: &[Field]) -> String {
    let needed =
        fields.iter().filter(|field| field.presence != Presence::Optional && field.constant.is_none());
    let needed = needed.map(|field| {
        let value = format!("given.required_field::<{}>({:?})?", spelled(&field.ty), field.wire.as_str());
        (&field.ident, value)
    });
    match &constructor.required {
        Required::Named(ident) => {
            let fields: Vec<String> = needed.map(|(name, value)| format!("{name}: {value}")).collect();
            format!("models::{}::{ident} {{ {} }}", module.ident, fields.join(", "))
        }
        Required::One | Required::Nothing => needed.map(|(_, value)| value).collect(),
    }
}

/// How a response is shown: an expression over `value`.
fn shown(outcome: &Outcome, area: &Ident) -> String {
    match outcome {
        Outcome::One(ty) => shown_type(ty),
        Outcome::PerStatus(found) => {
            let cases = found.cases.iter().map(|case| {
                let path = format!("::client::resources::{area}::{}::{}", found.ident, case.ident);
                match &case.ty {
                    Type::Unit => format!("{path} => Shown::Nothing"),
                    ty => format!("{path}(value) => {}", shown_type(ty)),
                }
            });
            format!("match value {{ {}, _ => Shown::Nothing }}", cases.collect::<Vec<_>>().join(", "))
        }
    }
}

fn shown_type(ty: &Type) -> String {
    match ty {
        Type::Unit | Type::Runtime(Runtime::Undocumented) => "Shown::Nothing".to_owned(),
        Type::Runtime(Runtime::Text) => "Shown::Bytes(value.0.as_bytes().to_vec())".to_owned(),
        Type::Runtime(Runtime::Bytes) => "Shown::Bytes(value.to_vec())".to_owned(),
        _ => "as_json(value)".to_owned(),
    }
}

fn write(text: &mut String, content: std::fmt::Arguments<'_>) {
    text.write_fmt(content).expect("a `String` takes everything");
}
