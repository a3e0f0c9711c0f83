//! Envelopes: which responses have the one that provider.yaml describes, and what is in them.

use super::Context;
use crate::api::{Api, BodyKind, Effect, Kind, Opened, Payload, Property, Scalar, Schemas, Usage};
use crate::diagnostics;
use crate::provider::{self, Envelope, Provider, Success};
use crate::wire::{Evidence, Wrapping};
use clientwright_document::pointer::Pointer;

/// A body whose envelope fits.
struct Fit {
    opened: Opened,
    success_required: bool,
}

impl Context<'_> {
    /// Opens the responses of all operations. A shape that does not fit is a problem, and its operation returns bodies
    /// as they are.
    pub(super) fn open_envelopes(&mut self, api: &mut Api) {
        let provider = self.provider;
        let Some(envelope) = &provider.envelope else { return };
        let mut is_used = false;
        for operation in &mut api.operations {
            let (mut fits, mut bare, mut fitting) = (Vec::new(), false, true);
            for (index, response) in operation.responses.iter().enumerate() {
                match response.content() {
                    _ if !operation.is_success(response) => {}
                    None => bare = true,
                    Some(payload) => match fit(&api.schemas, payload, envelope, provider) {
                        Ok(fit) => fits.push((index, fit)),
                        Err((at, reason)) => {
                            fitting = false;
                            self.report.problem(diagnostics::no_envelope(&at, &reason), Effect::Ignored);
                        }
                    },
                }
            }
            is_used |= !fitting || !fits.is_empty();
            if !fitting {
                continue;
            }
            operation.envelope = match (bare, fits.iter().all(|(_, fit)| fit.success_required)) {
                (true, _) if fits.is_empty() => envelope.success.as_ref().map(|_| Wrapping::Undocumented),
                (false, true) => Some(Wrapping::Whole),
                _ => Some(Wrapping::SuccessOptional),
            };
            for (index, fit) in fits {
                operation.responses[index].opened = Some(fit.opened);
            }
        }
        if !is_used {
            let at = Pointer::of_file(provider::FILE).join("envelope");
            self.report.error(diagnostics::unused_envelope(&at));
        }
    }
}

fn fit(
    schemas: &Schemas,
    payload: &Payload,
    envelope: &Envelope,
    provider: &Provider,
) -> Result<Fit, (Pointer, String)> {
    let BodyKind::Json(usage) = payload.kind else {
        return Err((payload.at.clone(), "the body is no JSON".to_owned()));
    };
    let at = payload.at.join("schema");
    let misfit = |reason: String| (at.clone(), reason);
    let Some((data, _)) = property(schemas, usage, &envelope.data) else {
        return Err(misfit(format!("the body has no `{}`", envelope.data)));
    };
    let success_required = match &envelope.success {
        None => true,
        Some(success) => match property(schemas, usage, &success.pointer) {
            Some((property, required)) if says(schemas, property, success) => required,
            Some(_) => return Err(misfit(never(success))),
            None => return Err(misfit(format!("the body has no `{}`", success.pointer))),
        },
    };
    let errors = provider.errors.code.iter().chain(&provider.errors.message);
    let success = envelope.success.iter().map(|success| &success.pointer);
    let known: Vec<&str> = errors.chain(success).chain([&envelope.data]).map(String::as_str).collect();
    let mut beside = Vec::new();
    others(schemas, usage, "", &known, &mut beside);
    // Nobody has promised data that is not documented.
    let nullable = data.usage.nullable || data.docs.evidence > Evidence::Documented;
    Ok(Fit { opened: Opened { data: Usage { nullable, ..data.usage }, beside }, success_required })
}

/// The property that a pointer leads to, and whether a body always has it.
fn property<'s>(schemas: &'s Schemas, usage: Usage, pointer: &str) -> Option<(&'s Property, bool)> {
    let (first, rest) = match pointer.strip_prefix('/')?.split_once('/') {
        Some((first, rest)) => (first, Some(rest)),
        None => (pointer.strip_prefix('/')?, None),
    };
    let Kind::Object(object) = &schemas[usage.schema].kind else { return None };
    let name = first.replace("~1", "/").replace("~0", "~");
    let own = object.properties.iter().find(|property| property.name.as_str() == name)?;
    let required = own.required && !usage.nullable;
    match rest {
        None => Some((own, required)),
        Some(rest) => {
            let (property, inner) = property(schemas, own.usage, &format!("/{rest}"))?;
            Some((property, required && inner))
        }
    }
}

/// Whether a property can say that a call worked.
fn says(schemas: &Schemas, property: &Property, success: &Success) -> bool {
    match (&schemas[property.usage.schema].kind, &success.equals) {
        (Kind::Scalar(Scalar::Boolean), None) => true,
        (Kind::Scalar(Scalar::String(_)), Some(_)) => true,
        (Kind::StringEnum(list), Some(text)) => list.values.iter().any(|value| value.value == *text),
        _ => false,
    }
}

fn never(success: &Success) -> String {
    match &success.equals {
        None => format!("`{}` is no boolean", success.pointer),
        Some(text) => format!("`{}` is never `{text}`", success.pointer),
    }
}

/// The properties that none of the known pointers leads to or through.
fn others(schemas: &Schemas, usage: Usage, prefix: &str, known: &[&str], beside: &mut Vec<String>) {
    let Kind::Object(object) = &schemas[usage.schema].kind else { return };
    for property in &object.properties {
        let name = property.name.as_str().replace('~', "~0").replace('/', "~1");
        let pointer = format!("{prefix}/{name}");
        if known.contains(&pointer.as_str()) {
            continue;
        }
        match known.iter().any(|known| known.starts_with(&format!("{pointer}/"))) {
            true => others(schemas, property.usage, &pointer, known, beside),
            false => beside.push(pointer),
        }
    }
}
