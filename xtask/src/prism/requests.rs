//! The requests of an operation, as calls of the generated crate.

use clientwright_codegen::api::{self, Api, Operation, Payload};
use clientwright_codegen::rust::{
    Argument, BodyKind, Constructor, Crate, Field, Ident, Item, Method, Module, Presence, Required, Runtime,
    Type,
};
use serde_json::Value;

use super::values::{Extent, value};
use crate::types::ty;

/// A request.
pub(crate) struct Request {
    /// The documented example's, or how much there is of it.
    pub(crate) name: String,
    /// `client.users().list().page(…)`.
    pub(crate) call: String,
}

/// What the requests of a method are made from.
pub(crate) struct Requests<'a> {
    pub(crate) api: &'a Api,
    pub(crate) krate: &'a Crate,
    /// The handle's method on the client.
    pub(crate) area: &'a Ident,
    pub(crate) method: &'a Method,
    pub(crate) operation: &'a Operation,
}

impl Requests<'_> {
    /// The documented examples, or the least that is accepted; then all there is.
    pub(crate) fn all(&self) -> Vec<Request> {
        let payload = self.payload();
        let examples = payload.map_or(&[][..], |payload| payload.examples.as_slice());
        let shown: Vec<(&str, Value)> = examples
            .iter()
            .filter_map(|example| {
                Some((example.name.as_str(), serde_json::from_str(&example.value.to_json()).ok()?))
            })
            .collect();
        let body = |extent| match &payload?.kind {
            api::BodyKind::Json(usage)
            | api::BodyKind::Form(usage)
            | api::BodyKind::Multipart { schema: usage, .. } => {
                let shown = shown.first().map(|(_, value)| value);
                Some(value(&self.api.schemas, *usage, shown, extent))
            }
            // Neither has a schema: any text and any bytes will do.
            api::BodyKind::Text | api::BodyKind::Bytes | api::BodyKind::Events(_) => Some(Value::Null),
        };
        let request = |name: &str, extent, body: Option<&Value>| Request {
            name: name.to_owned(),
            call: self.call(extent, body),
        };
        let mut requests: Vec<Request> =
            shown.iter().map(|(name, body)| request(name, Extent::Required, Some(body))).collect();
        if requests.is_empty() {
            let body = self.method.body.as_ref().and_then(|_| body(Extent::Required));
            requests.push(request("required", Extent::Required, body.as_ref()));
        }
        let everything = request("everything", Extent::Everything, body(Extent::Everything).as_ref());
        if requests.iter().all(|request| request.call != everything.call) {
            requests.push(everything);
        }
        requests
    }

    /// The payload that the method sends.
    pub(crate) fn payload(&self) -> Option<&Payload> {
        let optional = self.method.setters.iter().find_map(|setter| setter.body.as_ref());
        let kind = self.method.body.as_ref().map(|(_, kind)| kind).or(optional)?;
        self.operation.body.as_ref()?.payloads.iter().find(|payload| {
            matches!(
                (kind, &payload.kind),
                (BodyKind::Json { .. }, api::BodyKind::Json(_))
                    | (BodyKind::Form { .. }, api::BodyKind::Form(_))
                    | (BodyKind::Multipart | BodyKind::MultipartMap { .. }, api::BodyKind::Multipart { .. })
                    | (BodyKind::Text { .. }, api::BodyKind::Text)
                    | (BodyKind::Bytes { .. }, api::BodyKind::Bytes | api::BodyKind::Events(_))
            )
        })
    }

    /// `client.users().list().page(…)`.
    fn call(&self, extent: Extent, body: Option<&Value>) -> String {
        let parameter = |argument: &Argument| self.parameter(argument.wire.as_str(), &argument.ty, extent);
        let mut arguments: Vec<String> = match &self.method.required {
            Some(required) => {
                let fields = self.method.asked().map(|it| format!("{}: {}", it.ident, parameter(it)));
                let fields = fields.collect::<Vec<_>>().join(", ");
                vec![format!("::client::resources::{}::{required} {{ {fields} }}", self.area)]
            }
            None => self.method.asked().map(parameter).collect(),
        };
        if let (Some((argument, kind)), Some(body)) = (&self.method.body, body) {
            arguments.push(self.body(kind, &argument.ty, body));
        }
        let mut call = format!("client.{}().{}({})", self.area, self.method.ident, arguments.join(", "));
        for setter in &self.method.setters {
            let argument = &setter.argument;
            let set = match (&setter.body, body) {
                (Some(kind), Some(body)) => self.body(kind, &argument.ty, body),
                (None, _) if extent == Extent::Everything => {
                    self.parameter(argument.wire.as_str(), &argument.ty, extent)
                }
                _ => continue,
            };
            call.push_str(&format!(".{}({set})", argument.ident));
        }
        call
    }

    fn parameter(&self, wire: &str, ty: &Type, extent: Extent) -> String {
        let param = self.operation.params.iter().find(|param| param.name.as_str() == wire);
        let value = param.map(|param| value(&self.api.schemas, param.usage, None, extent));
        typed(ty, &value.unwrap_or_default())
    }

    fn body(&self, kind: &BodyKind, ty: &Type, body: &Value) -> String {
        match (kind, ty) {
            (BodyKind::Multipart, Type::Model(ident)) => self.form(ident, body),
            (BodyKind::Text { .. }, _) => "\"text\"".to_owned(),
            (BodyKind::Bytes { .. }, _) => "b\"bytes\".as_slice()".to_owned(),
            _ => typed(ty, body),
        }
    }

    /// A multipart form is no JSON: it is made as callers make it.
    fn form(&self, ident: &Ident, body: &Value) -> String {
        let items =
            self.krate.modules.iter().flat_map(|module| module.items.iter().map(move |item| (module, item)));
        let found = items.into_iter().find_map(|(module, item)| match item {
            Item::Struct(item) if item.ident == *ident => {
                Some((module, &item.fields, item.constructor.as_ref()?))
            }
            _ => None,
        });
        let (module, fields, constructor) = found.expect("callers make forms");
        let mut made = format!("models::{ident}::new({})", required(module, constructor, fields, body));
        for field in fields.iter().filter(|field| !is_needed(field) && field.constant.is_none()) {
            if let Some(value) = body.get(field.wire.as_str()) {
                let inner = match &field.ty {
                    Type::Option(inner) => inner,
                    other => other,
                };
                made.push_str(&format!(".{}({})", field.ident, typed(inner, value)));
            }
        }
        made
    }
}

fn required(module: &Module, constructor: &Constructor, fields: &[Field], body: &Value) -> String {
    let needed = fields.iter().filter(|field| is_needed(field)).map(|field| {
        let value = body.get(field.wire.as_str()).unwrap_or(&Value::Null);
        (&field.ident, typed(&field.ty, value))
    });
    match &constructor.required {
        Required::Named(ident) => {
            let fields: Vec<String> = needed.map(|(name, value)| format!("{name}: {value}")).collect();
            format!("models::{}::{ident} {{ {} }}", module.ident, fields.join(", "))
        }
        Required::One | Required::Nothing => needed.map(|(_, value)| value).collect(),
    }
}

fn is_needed(field: &Field) -> bool {
    field.presence != Presence::Optional && field.constant.is_none()
}

/// A value of the type, from its JSON, or else an error of the whole call. What a file holds is not the document's to say.
fn typed(ty: &Type, json: &Value) -> String {
    match (ty, json) {
        (Type::Runtime(Runtime::File), _) => "file()".to_owned(),
        (Type::Vec(inner), Value::Array(items)) if **inner == Type::Runtime(Runtime::File) => {
            format!("vec![{}]", vec!["file()"; items.len()].join(", "))
        }
        _ => format!("value::<{}>({:?})?", self::ty(ty, "models::"), json.to_string()),
    }
}
