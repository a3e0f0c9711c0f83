//! Examples that do not have the shape of their schema: a test of the generated crate would fail on them.
//!
//! Shape is what types are made of: kinds, required properties, constants. What only a server checks is not looked at.

use super::Context;
use crate::api::{
    Additional, Api, BodyKind, Effect, Example, Integer, Kind, Object, Scalar, Schemas, StringFormat, Usage,
};
use crate::diagnostics::{self, Diagnostic};
use clientwright_document::pointer::Pointer;
use clientwright_document::{Number, Value};

impl Context<'_> {
    /// Reports such examples of bodies and events, and leaves them out.
    pub(super) fn check_examples(&mut self, api: &mut Api) {
        let schemas = &api.schemas;
        for operation in &mut api.operations {
            let sent = operation.body.iter_mut().flat_map(|body| &mut body.payloads);
            let received = operation.responses.iter_mut().flat_map(|response| &mut response.payloads);
            let payloads =
                sent.map(|payload| (true, payload)).chain(received.map(|payload| (false, payload)));
            for (sent, payload) in payloads {
                if let BodyKind::Json(usage) | BodyKind::Form(usage) = payload.kind {
                    self.keep_fitting(&Fit { schemas, sent }, usage, &mut payload.examples);
                }
            }
        }
        for webhook in &mut api.webhooks {
            if let Some(usage) = webhook.payload {
                self.keep_fitting(&Fit { schemas, sent: false }, usage, &mut webhook.examples);
            }
        }
    }

    fn keep_fitting(&mut self, fit: &Fit<'_>, usage: Usage, examples: &mut Vec<Example>) {
        examples.retain(|example| match fit.misfit(usage, &example.value, &example.at) {
            Some(problem) => {
                self.report.problem(problem, Effect::Ignored);
                false
            }
            None => true,
        });
    }
}

struct Fit<'a> {
    schemas: &'a Schemas,
    /// What is only sent has no room for what the schema does not know.
    sent: bool,
}

impl Fit<'_> {
    /// The first place of a value that is not what its schema says.
    fn misfit(&self, usage: Usage, value: &Value, at: &Pointer) -> Option<Diagnostic> {
        if *value == Value::Null && usage.nullable {
            return None;
        }
        let expected = match (&self.schemas[usage.schema].kind, value) {
            (Kind::Any, _) => return None,
            (Kind::Object(object), Value::Mapping(_)) => return self.object(object, value, at),
            (Kind::Map(map), Value::Mapping(members)) => {
                return members
                    .iter()
                    .find_map(|(name, value)| self.misfit(map.values, value, &at.join(name)));
            }
            (Kind::Array(array), Value::Sequence(items)) => {
                let mut items = items.iter().enumerate();
                return items.find_map(|(index, item)| self.misfit(array.items, item, &at.join(index)));
            }
            (Kind::Union(union), value) => {
                // Without a tag that is known, whatever it is is kept as JSON.
                let tag = union.tag.as_ref().and_then(|tag| value.get(tag.as_str()))?.as_str()?;
                let member =
                    union.members.iter().find(|member| member.tags.iter().any(|known| known == tag))?;
                return self.misfit(member.usage, value, at);
            }
            (Kind::StringEnum(_), Value::String(_)) => return None,
            (Kind::Scalar(scalar), value) if holds(scalar, value) => return None,
            (Kind::Object(_) | Kind::Map(_), _) => "an object",
            (Kind::Array(_), _) => "a list",
            (Kind::StringEnum(_), _) => "a string",
            (Kind::Scalar(scalar), _) => name(scalar),
        };
        Some(diagnostics::example_mismatch(at, expected, value.type_name()))
    }

    fn object(&self, object: &Object, value: &Value, at: &Pointer) -> Option<Diagnostic> {
        for property in &object.properties {
            let (name, place) = (property.name.as_str(), at.join(property.name.as_str()));
            let elsewhere = property.read_only || property.write_only;
            let problem = match value.get(name) {
                None if property.required && !elsewhere => Some(diagnostics::example_lacks(at, name)),
                None => None,
                // In an answer that is as good as nothing.
                Some(Value::Null) if !property.required && !self.sent => None,
                Some(found) => match &property.constant {
                    Some(constant) if found.as_str() != Some(constant) => {
                        Some(diagnostics::example_mismatch(&place, &format!("`{constant}`"), "another value"))
                    }
                    _ => self.misfit(property.usage, found, &place),
                },
            };
            if problem.is_some() {
                return problem;
            }
        }
        let known = |name: &String| object.properties.iter().any(|property| property.name.as_str() == name);
        let mut unknown = value.as_mapping()?.iter().filter(|(name, _)| !known(name));
        match object.additional {
            Additional::Typed(usage) => {
                unknown.find_map(|(name, value)| self.misfit(usage, value, &at.join(name)))
            }
            Additional::Any => None,
            Additional::Unstated if !self.sent => None,
            Additional::Unstated | Additional::Forbidden => {
                unknown.next().map(|(name, _)| diagnostics::example_of_unknown(&at.join(name), name))
            }
        }
    }
}

fn holds(scalar: &Scalar, value: &Value) -> bool {
    match (scalar, value) {
        (Scalar::String(_), Value::String(_))
        | (Scalar::Boolean, Value::Bool(_))
        | (Scalar::Null, Value::Null)
        | (Scalar::Number(_), Value::Number(_)) => true,
        (Scalar::Integer(integer), Value::Number(Number::Float(value) | Number::Verbatim { value, .. }))
            if value.fract() == 0.0
                && value.abs() < 2_f64.powi(31)
                && (*value >= 0.0 || matches!(integer, Integer::I32 | Integer::I64)) =>
        {
            true
        }
        (Scalar::Integer(integer), Value::Number(number)) => match (integer, number) {
            (Integer::I32, Number::Signed(number)) => i32::try_from(*number).is_ok(),
            (Integer::U32, Number::Signed(number)) => u32::try_from(*number).is_ok(),
            (Integer::I64, Number::Signed(_)) | (Integer::U64, Number::Unsigned(_)) => true,
            (Integer::U64, Number::Signed(number)) => *number >= 0,
            _ => false,
        },
        _ => false,
    }
}

fn name(scalar: &Scalar) -> &'static str {
    match scalar {
        Scalar::String(StringFormat::Decimal) => "a string with a decimal number",
        Scalar::String(_) => "a string",
        Scalar::Integer(Integer::I32 | Integer::U32) => "an integer of 32 bits",
        Scalar::Integer(Integer::I64 | Integer::U64) => "an integer of 64 bits",
        Scalar::Number(_) => "a number",
        Scalar::Boolean => "a boolean",
        Scalar::Null => "null",
    }
}
