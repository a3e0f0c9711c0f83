//! Documented examples → tests and runnable programs.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ptr;

use super::names::{self, Scope};
use super::types::Types;
use crate::api::{self, BodyKind, Operation};
use crate::rust::{
    Choice, ChoiceExpr, Example, ExampleCall, Examples, Expr, Field, Ident, Item, Method, Module, Presence,
    Program, Required, Resource, Runtime, Scalar, Struct, StructCodec, StructExpr, Tagging, Type, Union,
};
use crate::wire::{Envelope, StatusRange};
use clientwright_document::value::{Mapping, Number, Value};

/// All examples of operations and webhooks.
pub(super) fn examples(
    types: &Types<'_>,
    envelope: Option<&Envelope>,
    resources: &[Resource],
    modules: &[Module],
) -> Examples {
    let mut planner = Planner {
        types,
        envelope,
        items: items(modules),
        scope: Scope::default(),
        values: Vec::new(),
        built: RefCell::default(),
    };
    let mut answers: BTreeMap<String, (u16, Option<Ident>)> = BTreeMap::new();
    let mut bodies: BTreeMap<String, Expr> = BTreeMap::new();
    for operation in &types.api.operations {
        planner.requests(operation, &mut bodies);
        planner.responses(operation, &mut answers);
    }
    for webhook in &types.api.webhooks {
        if let Some(payload) = webhook.payload {
            let ty = types.of(payload);
            for example in &webhook.examples {
                planner.add(&format!("{} event {}", webhook.id, example.name), &ty, example, false);
            }
        }
    }
    let programs =
        resources.iter().filter_map(|resource| planner.program(resource, &bodies, &answers)).collect();
    Examples { values: planner.values, programs }
}

struct Planner<'a> {
    types: &'a Types<'a>,
    envelope: Option<&'a Envelope>,
    /// Items by name, with their file.
    items: BTreeMap<&'a Ident, (&'a Ident, &'a Item)>,
    scope: Scope,
    values: Vec<Example>,
    /// What is known of items and values, by their addresses.
    built: RefCell<BTreeMap<(usize, usize), Option<Expr>>>,
}

fn items(modules: &[Module]) -> BTreeMap<&Ident, (&Ident, &Item)> {
    let all = modules.iter().flat_map(|module| module.items.iter().map(move |item| (&module.ident, item)));
    all.map(|(module, item)| {
        let ident = match item {
            Item::Struct(item) => &item.ident,
            Item::StringEnum(item) => &item.ident,
            Item::Union(item) => &item.ident,
        };
        (ident, (module, item))
    })
    .collect()
}

impl Planner<'_> {
    fn requests(&mut self, operation: &Operation, bodies: &mut BTreeMap<String, Expr>) {
        for payload in operation.body.iter().flat_map(|body| &body.payloads) {
            let (BodyKind::Json(usage) | BodyKind::Form(usage)) = &payload.kind else { continue };
            let ty = self.types.of_nullable(*usage);
            for example in &payload.examples {
                let built =
                    self.add(&format!("{} request {}", operation.id, example.name), &ty, example, true);
                if let (Some(built), BodyKind::Json(_)) = (built, &payload.kind) {
                    bodies.entry(operation.id.clone()).or_insert(built);
                }
            }
        }
    }

    fn responses(&mut self, operation: &Operation, answers: &mut BTreeMap<String, (u16, Option<Ident>)>) {
        for response in &operation.responses {
            // A stand-in answers a class with its first status.
            let (name, status) = match response.status {
                StatusRange::Exact(status) => (status.to_string(), status),
                StatusRange::Class(class) => (format!("{class}xx"), class * 100),
                StatusRange::Default => ("default".to_owned(), 500),
            };
            for payload in &response.payloads {
                let BodyKind::Json(usage) = &payload.kind else { continue };
                let opened = response.opened.as_ref();
                let ty = self.types.of_nullable(opened.map_or(*usage, |opened| opened.data));
                let within = opened.and_then(|_| Some(self.envelope?.data.clone()));
                for example in &payload.examples {
                    let name = format!("{} response {name} {}", operation.id, example.name);
                    self.add(&name, &ty, example, false);
                    if let Some(added) = self.values.last_mut() {
                        added.within.clone_from(&within);
                    }
                    if response.status.is_success() {
                        let ident = self.values.last().map(|example| example.ident.clone());
                        answers.entry(operation.id.clone()).or_insert((status, ident));
                    }
                }
            }
            if response.status.is_success() && response.payloads.is_empty() {
                answers.entry(operation.id.clone()).or_insert((status, None));
            }
        }
    }

    fn add(&mut self, name: &str, ty: &Type, example: &api::Example, build: bool) -> Option<Expr> {
        let built = if build { self.expr(ty, &example.value) } else { None };
        // `example` says nothing when it is the only one.
        let name = name.strip_suffix(" example").unwrap_or(name);
        let ident = self.scope.allocate(&names::module(name), &[]);
        let json = example.value.to_json();
        self.values.push(Example { ident, ty: ty.clone(), json, within: None, built: built.clone() });
        built
    }

    fn program(
        &self,
        resource: &Resource,
        bodies: &BTreeMap<String, Expr>,
        answers: &BTreeMap<String, (u16, Option<Ident>)>,
    ) -> Option<Program> {
        let calls: Vec<ExampleCall> = resource
            .methods
            .iter()
            .filter(|method| !method.docs.deprecated)
            .filter_map(|method| self.call(method, bodies, answers))
            .collect();
        (!calls.is_empty()).then(|| Program { resource: resource.module.clone(), calls })
    }

    fn call(
        &self,
        method: &Method,
        bodies: &BTreeMap<String, Expr>,
        answers: &BTreeMap<String, (u16, Option<Ident>)>,
    ) -> Option<ExampleCall> {
        let (status, answer) = answers.get(&method.id)?.clone();
        let operation = self.types.api.operations.iter().find(|operation| operation.id == method.id)?;
        let (mut arguments, mut required) = (Vec::new(), Vec::new());
        for argument in method.asked() {
            let param = operation.params.iter().find(|param| param.name == argument.wire)?;
            let value = self.argument(param, &argument.ty)?;
            match &method.required {
                Some(_) => required.push((argument.ident.clone(), value)),
                None => arguments.push((argument.ty.clone(), value)),
            }
        }
        let required = method.required.clone().map(|ident| (ident, required));
        if let Some((argument, kind)) = &method.body {
            if !matches!(kind, crate::rust::BodyKind::Json { .. }) {
                return None;
            }
            arguments.push((argument.ty.clone(), bodies.get(&method.id)?.clone()));
        }
        let (http, path) = (method.http.to_string(), method.path.clone());
        Some(ExampleCall { method: method.ident.clone(), http, path, required, arguments, status, answer })
    }

    /// A documented value for a parameter, or one that fits its type.
    fn argument(&self, param: &api::Param, ty: &Type) -> Option<Expr> {
        let schema = &self.types.api.schemas[param.usage.schema];
        let mut documented = param.examples.iter().chain(&schema.examples);
        if let Some(value) = documented.find_map(|value| self.expr(ty, value)) {
            return Some(value);
        }
        Some(match ty {
            Type::Scalar(Scalar::String) => Expr::Text(format!("example-{}", param.name)),
            Type::Scalar(Scalar::Bool) => Expr::Bool(true),
            Type::Scalar(_) => Expr::Number("1".to_owned()),
            Type::Runtime(runtime @ Runtime::Uuid) => {
                Expr::Parsed(*runtime, "550e8400-e29b-41d4-a716-446655440000".to_owned())
            }
            Type::Model(ident) => match self.items.get(ident)?.1 {
                Item::StringEnum(item) => {
                    let (variant, _, _) = item.variants.first()?;
                    Expr::Variant { ty: ident.clone(), variant: variant.clone(), value: None }
                }
                Item::Struct(_) | Item::Union(_) => return None,
            },
            _ => return None,
        })
    }

    /// The expression that makes the value; `None` when the Rust API cannot.
    fn expr(&self, ty: &Type, value: &Value) -> Option<Expr> {
        Some(match (ty, value) {
            (Type::Option(inner), Value::Null) => Expr::None((**inner).clone()),
            (Type::Option(inner), value) => Expr::Some(Box::new(self.expr(inner, value)?)),
            (Type::Patch(_), Value::Null) => Expr::Null,
            (Type::Patch(inner), value) => Expr::Value(Box::new(self.expr(inner, value)?)),
            (Type::Boxed(inner), value) => Expr::Boxed(Box::new(self.expr(inner, value)?)),
            (Type::Vec(inner), Value::Sequence(items)) => {
                let items = items.iter().map(|item| self.expr(inner, item));
                Expr::List((**inner).clone(), items.collect::<Option<_>>()?)
            }
            (Type::Map(inner), Value::Mapping(members)) => {
                let members =
                    members.iter().map(|(name, value)| Some((name.clone(), self.expr(inner, value)?)));
                Expr::Map((**inner).clone(), members.collect::<Option<_>>()?)
            }
            (Type::Scalar(Scalar::String), Value::String(text)) => Expr::Text(text.clone()),
            (Type::Scalar(Scalar::Bool), Value::Bool(value)) => Expr::Bool(*value),
            (Type::Scalar(Scalar::F64), Value::Number(_)) => {
                let text = value.to_json();
                Expr::Number(if text.contains(['.', 'e', 'E']) { text } else { format!("{text}.0") })
            }
            (Type::Scalar(scalar), Value::Number(number)) if holds(*scalar, number) => {
                Expr::Number(number.to_string())
            }
            (Type::Runtime(Runtime::Json), value) => Expr::Json(value.to_json()),
            (Type::Runtime(runtime @ Runtime::Decimal), Value::Number(_)) => {
                Expr::Parsed(*runtime, value.to_json())
            }
            (
                Type::Runtime(
                    runtime @ (Runtime::Uuid | Runtime::Date | Runtime::DateTime | Runtime::DecimalString),
                ),
                Value::String(text),
            ) => Expr::Parsed(*runtime, text.clone()),
            (Type::Model(ident), value) => {
                let (module, item) = self.items.get(ident)?;
                // Members of a union are tried one after the other, and the values within by each of them.
                let key = (ptr::from_ref(*item).addr(), ptr::from_ref(value).addr());
                if let Some(known) = self.built.borrow().get(&key) {
                    return known.clone();
                }
                let built = self.item(item, module, value);
                self.built.borrow_mut().insert(key, built.clone());
                built?
            }
            _ => return None,
        })
    }

    fn item(&self, item: &Item, module: &Ident, value: &Value) -> Option<Expr> {
        match item {
            Item::StringEnum(item) => {
                let mut variants = item.variants.iter();
                let (variant, _, _) = variants.find(|(_, wire, _)| Some(wire.as_str()) == value.as_str())?;
                Some(Expr::Variant { ty: item.ident.clone(), variant: variant.clone(), value: None })
            }
            Item::Union(item) => self.union(item, value),
            Item::Struct(item) => self.structure(item, module, value),
        }
    }

    fn union(&self, item: &Union, value: &Value) -> Option<Expr> {
        let tag = match &item.tagging {
            Tagging::Property(name) => Some(value.get(name.as_str())?.as_str()?),
            Tagging::Shape => None,
        };
        let candidates = item.variants.iter().filter(|variant| match tag {
            Some(tag) => variant.tags.iter().any(|known| known == tag),
            None => true,
        });
        candidates.into_iter().find_map(|variant| {
            let inner = self.expr(&variant.ty, value)?;
            Some(Expr::Variant {
                ty: item.ident.clone(),
                variant: variant.ident.clone(),
                value: Some(Box::new(inner)),
            })
        })
    }

    fn structure(&self, item: &Struct, module: &Ident, value: &Value) -> Option<Expr> {
        let constructor = item.constructor.as_ref()?;
        let members: &Mapping = value.as_mapping()?;
        let known = |name: &String| item.fields.iter().any(|field| field.wire.as_str() == name);
        if item.codec != StructCodec::Json || !members.keys().all(known) {
            return None;
        }
        let (mut needed, mut optional) = (Vec::new(), Vec::new());
        let chosen = item.choices().iter().map(|choice| self.choice(item, choice, module, members));
        let chosen: Vec<(Vec<&Ident>, Expr)> = chosen.collect::<Option<_>>()?;
        let is_filled = |field: &Field| chosen.iter().any(|(filled, _)| filled.contains(&&field.ident));
        for field in item.fields.iter().filter(|field| !is_filled(field)) {
            match (members.get(field.wire.as_str()), &field.constant) {
                (Some(value), Some(constant)) if field.presence == Presence::Required => {
                    (value.as_str() == Some(constant)).then_some(())?;
                }
                (Some(_), Some(_)) => return None,
                (Some(value), None) if field.needs_value() => {
                    needed.push((field.ident.clone(), self.expr(&field.ty, value)?))
                }
                // What only a choice fills would be there twice.
                (Some(_), None) if item.chosen().any(|chosen| chosen.ident == field.ident) => return None,
                (Some(value), None) => optional.push((field.ident.clone(), self.setter(field, value)?)),
                (None, _) if field.needs_value() || field.presence == Presence::Required => return None,
                (None, _) => {}
            }
        }
        let choices = item.choices().iter().map(|choice| choice.field.clone());
        needed.extend(choices.zip(chosen.into_iter().map(|(_, made)| made)));
        let required = match &constructor.required {
            Required::Named(ident) => Some(ident.clone()),
            Required::One | Required::Nothing => None,
        };
        let (ty, module) = (item.ident.clone(), module.clone());
        Some(Expr::Struct(Box::new(StructExpr { ty, module, required, needed, optional })))
    }

    /// The variant of a choice that the value is, with the fields that it fills.
    fn choice<'i>(
        &self,
        item: &Struct,
        choice: &'i Choice,
        module: &Ident,
        members: &Mapping,
    ) -> Option<(Vec<&'i Ident>, Expr)> {
        let field = |ident: &Ident| item.fields.iter().find(|field| field.ident == *ident);
        let value =
            |ident: &Ident| members.get(field(ident)?.wire.as_str()).filter(|value| **value != Value::Null);
        let key = match &choice.key {
            Some((key, ty)) => match self.expr(&Type::Model(ty.clone()), value(key)?)? {
                Expr::Variant { variant, .. } => Some((key, variant)),
                _ => return None,
            },
            None => None,
        };
        let mut variants = choice.variants.iter();
        let variant = variants.find(|variant| {
            let is_meant = key.as_ref().is_none_or(|(_, meant)| *meant == variant.ident);
            is_meant && variant.fields.iter().all(|(ident, _)| value(ident).is_some())
        })?;
        let fields =
            variant.fields.iter().map(|(ident, ty)| Some((ident.clone(), self.expr(ty, value(ident)?)?)));
        let made = ChoiceExpr {
            module: module.clone(),
            ty: choice.ident.clone(),
            variant: variant.ident.clone(),
            is_tuple: variant.is_tuple,
            fields: fields.collect::<Option<_>>()?,
        };
        let filled = variant.fields.iter().map(|(ident, _)| ident).chain(key.map(|(key, _)| key)).collect();
        Some((filled, Expr::Choice(Box::new(made))))
    }

    /// What a setter is given: `null` only where it means something.
    fn setter(&self, field: &Field, value: &Value) -> Option<Expr> {
        match &field.ty {
            Type::Option(inner) => self.expr(inner, value),
            other => self.expr(other, value),
        }
    }
}

/// Whether an integer is one of the type's.
fn holds(scalar: Scalar, number: &Number) -> bool {
    match (scalar, number) {
        (Scalar::I32, Number::Signed(number)) => i32::try_from(*number).is_ok(),
        (Scalar::U32, Number::Signed(number)) => u32::try_from(*number).is_ok(),
        (Scalar::I64, Number::Signed(_)) | (Scalar::U64, Number::Unsigned(_)) => true,
        (Scalar::U64, Number::Signed(number)) => *number >= 0,
        _ => false,
    }
}
