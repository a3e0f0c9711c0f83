//! Handles, operations and what can be added to a call.

use super::{Lines, spell};
use crate::rust::{Argument, Crate, Lookup, Method, Outcome, Resource, StatusEnum, Type};

pub(super) fn resources(krate: &Crate, lines: &mut Lines) {
    for resource in &krate.resources {
        let module = format!("resources::{}", resource.module);
        handle(resource, &module, lines);
        for method in &resource.methods {
            operation(method, &module, lines);
        }
    }
}

fn handle(resource: &Resource, module: &str, lines: &mut Lines) {
    let path = format!("{module}::{}", resource.ident);
    lines.item(&path, "handle");
    lines.member("Client", &format!("{}(&self) -> {path}", resource.module));
    for method in &resource.methods {
        let asked: Vec<String> = match &method.required {
            Some(required) => vec![format!("{module}::{required}")],
            None => method.asked().map(argument).collect(),
        };
        let body = method.body.iter().map(|(argument, _)| body(argument));
        let arguments: String = asked.into_iter().chain(body).map(|ty| format!(", {ty}")).collect();
        lines.member(
            &path,
            &format!("{}(&self{arguments}) -> Call<{module}::{}>", method.ident, method.marker),
        );
    }
}

fn operation(method: &Method, module: &str, lines: &mut Lines) {
    let path = format!("{module}::{}", method.marker);
    let outcomes = [&method.output, &method.error].map(|outcome| match outcome {
        Outcome::One(ty) => spell::ty(ty),
        Outcome::PerStatus(by_status) => {
            answers(by_status, module, lines);
            format!("{module}::{}", by_status.ident)
        }
    });
    lines.item(&path, &format!("operation -> {}", outcomes.join(", ")));
    if let Some(required) = &method.required {
        let required = format!("{module}::{required}");
        lines.item(&required, "required");
        for argument in method.asked() {
            lines.field(&required, argument.ident.as_str(), &spell::ty(&argument.ty));
        }
    }
    for setter in &method.setters {
        let ty = if setter.body.is_some() { body(&setter.argument) } else { argument(&setter.argument) };
        lines.member(&format!("Call<{path}>"), &format!("{}(self, {ty}) -> Self", setter.argument.ident));
    }
    if let Some(Lookup::By(call)) = &method.lookup
        && call.is_in_request()
    {
        let other = format!("resources::{}::{}", call.module, call.marker);
        lines.member(&format!("Call<{path}>"), &format!("look_up(&self) -> Call<{other}>"));
    }
}

fn answers(by_status: &StatusEnum, module: &str, lines: &mut Lines) {
    let path = format!("{module}::{}", by_status.ident);
    lines.item(&path, "answers by status");
    for case in &by_status.cases {
        let content =
            if case.ty == Type::Unit { String::new() } else { format!("({})", spell::ty(&case.ty)) };
        lines.member(&path, &format!("{}{content}", case.ident));
    }
}

fn argument(argument: &Argument) -> String {
    spell::passed(&argument.ty, &argument.ty.passing())
}

fn body(argument: &Argument) -> String {
    spell::passed(&argument.ty, &argument.ty.passing_as_body())
}
