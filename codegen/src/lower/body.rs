//! Request bodies, and what requests, responses and webhooks carry.

use openapiv3 as oas;

use super::Context;
use super::extension::Site;
use super::read::Piece;
use crate::api::{
    self, Body, BodyKind, Effect, Example, Kind, Payload, Scalar, SchemaId, StringFormat, Usage,
};
use crate::diagnostics;
use crate::wire::MediaType;
use clientwright_document::Value;
use clientwright_document::pointer::Pointer;

const BODY: Piece = Piece { keys: &["required"], stubs: &[] };

const EXAMPLE: Piece = Piece { keys: &["summary", "externalValue"], stubs: &[] };

impl Context<'_> {
    /// What a request carries.
    pub(super) fn body(&mut self, written: &Pointer) -> Option<Body> {
        let at = match self.follow(written) {
            Ok(at) => at,
            Err(problem) => {
                self.report.problem(problem, Effect::Ignored);
                return None;
            }
        };
        let body: oas::RequestBody = self.piece(&at, &BODY)?;
        self.check_extensions(&at, Site::Other);
        let payloads = self.payloads(&at);
        if payloads.is_empty() {
            self.report.problem(diagnostics::missing_key(&at, "content"), Effect::Ignored);
            return None;
        }
        for payload in payloads.iter().filter(|payload| payload.media_type.is_range()) {
            let own = payload.media_type.as_str();
            let reason =
                format!("`{own}` is no media type: callers say which one they send with `with_header`");
            self.aside(payload.at.clone(), "media-range", reason);
        }
        Some(Body { docs: self.docs(&at), required: body.required, payloads, at })
    }

    /// One payload per media type, in the document's order.
    pub(super) fn payloads(&mut self, at: &Pointer) -> Vec<Payload> {
        let content = self.entries(at, "content");
        let is_only = content.len() == 1;
        let mut payloads = Vec::with_capacity(content.len());
        for (key, at) in content {
            let at = self.follow(&at).unwrap_or_else(|problem| {
                self.report.problem(problem, Effect::Untyped);
                at
            });
            if self.mapping(&at).is_none() {
                continue;
            }
            self.check_extensions(&at, Site::Other);
            let media_type = MediaType::new(key);
            let item = self.node(&at).get("itemSchema").map(|_| "itemSchema");
            if item.is_some() && !media_type.is_stream() {
                let problem = diagnostics::item_schema(&at.join("itemSchema"), media_type.as_str());
                self.report.problem(problem, Effect::Ignored);
            }
            let key = item.filter(|_| media_type.is_stream()).unwrap_or("schema");
            let schema = self.node(&at).get(key).map(|_| self.usage(&at.join(key)));
            self.drain();
            let kind = self.body_kind(&at, &media_type, schema, is_only);
            payloads.push(Payload { media_type, schema, kind, examples: self.examples(&at), at });
        }
        self.note_spellings(&payloads);
        payloads
    }

    /// Names the media types that callers cannot choose.
    fn note_spellings(&mut self, payloads: &[Payload]) {
        let chosen = api::choices(payloads, &self.arena.schemas);
        let left = payloads.iter().filter(|payload| !chosen.iter().any(|other| other.at == payload.at));
        let left: Vec<(Pointer, String)> = left
            .filter(|payload| !matches!(payload.kind, BodyKind::Events(_)))
            .map(|payload| {
                let (own, used) =
                    (payload.media_type.with_parameters(), chosen[0].media_type.with_parameters());
                (payload.at.clone(), format!("`{own}` holds the same as `{used}`, which is used instead"))
            })
            .collect();
        for (at, reason) in left {
            self.aside(at, "other-media-type", reason);
        }
    }

    fn body_kind(
        &mut self,
        at: &Pointer,
        media_type: &MediaType,
        schema: Option<Usage>,
        is_only: bool,
    ) -> BodyKind {
        let kind = schema.map(|usage| self.arena.schemas[usage.schema].kind.clone());
        let is_binary = matches!(kind, Some(Kind::Scalar(Scalar::String(StringFormat::Binary))));
        if is_binary && !media_type.is_stream() {
            return BodyKind::Bytes;
        }
        if media_type.is_json() {
            return BodyKind::Json(schema.unwrap_or_else(|| {
                self.report.problem(diagnostics::missing_schema(at), Effect::Untyped);
                self.synthetic(&at.join("schema"), Kind::Any)
            }));
        }
        if media_type.is_stream() {
            let effect = if is_only { Effect::Untyped } else { Effect::Ignored };
            self.report.problem(diagnostics::unparsed_stream(at, media_type.as_str(), is_only), effect);
            let typed = !matches!(kind, Some(Kind::Scalar(_) | Kind::Any));
            return BodyKind::Events(schema.filter(|_| typed));
        }
        if media_type.is_form() || media_type.is_multipart() {
            self.note_encodings(at);
            let is_object = matches!(kind, Some(Kind::Object(_) | Kind::Map(_) | Kind::Union(_)));
            return match schema.filter(|_| is_object) {
                Some(schema) if media_type.is_form() => BodyKind::Form(schema),
                Some(schema)
                    if media_type.as_str() == "multipart/form-data"
                        && !matches!(kind, Some(Kind::Union(_))) =>
                {
                    BodyKind::Multipart { schema, json_parts: self.json_parts(at, schema.schema) }
                }
                _ => {
                    self.report
                        .problem(diagnostics::form_without_object(at, media_type.as_str()), Effect::Untyped);
                    BodyKind::Bytes
                }
            };
        }
        if media_type.is_text() && !matches!(kind, Some(Kind::Object(_) | Kind::Array(_) | Kind::Union(_))) {
            return BodyKind::Text;
        }
        let typed = matches!(kind, Some(Kind::Object(_) | Kind::Array(_) | Kind::Union(_)));
        if typed && is_only {
            self.report.problem(diagnostics::untyped_media_type(at, media_type.as_str()), Effect::Untyped);
        }
        if media_type.is_text() { BodyKind::Text } else { BodyKind::Bytes }
    }

    /// Styles and headers of a form's fields: every form is written in the one way that servers expect.
    fn note_encodings(&mut self, at: &Pointer) {
        for (name, at) in self.entries(at, "encoding") {
            let keys = self.node(&at).as_mapping().into_iter().flat_map(|mapping| mapping.keys());
            let left: Vec<&str> = keys
                .map(String::as_str)
                .filter(|key| ["style", "explode", "headers"].contains(key))
                .collect();
            if !left.is_empty() {
                let reason = format!("`{}` of the field `{name}` is not looked at", left.join("`, `"));
                self.ignored(at, "encoding", reason);
            }
        }
    }

    /// The properties of a form that are sent as JSON: objects and lists of objects, as OpenAPI has it, and those for
    /// which the document says so.
    fn json_parts(&mut self, at: &Pointer, form: SchemaId) -> Vec<String> {
        let Kind::Object(object) = &self.arena.schemas[form].kind else { return Vec::new() };
        let properties: Vec<_> = object
            .properties
            .iter()
            .map(|property| (property.name.0.clone(), self.is_structured(property.usage.schema)))
            .collect();
        let encodings = self.node(at).get("encoding");
        let is_json = |name: &str| {
            let stated = encodings.and_then(|all| all.get(name)).and_then(|one| one.get("contentType"));
            stated
                .and_then(Value::as_str)
                .map(|text| text.split(',').any(|one| MediaType::new(one).is_json()))
        };
        let json = properties.into_iter().filter(|(name, structured)| is_json(name).unwrap_or(*structured));
        json.map(|(name, _)| name).collect()
    }

    /// Whether a value has parts that text cannot hold.
    fn is_structured(&self, id: SchemaId) -> bool {
        match &self.arena.schemas[id].kind {
            Kind::Object(_) | Kind::Map(_) | Kind::Any => true,
            Kind::Array(array) => {
                let items = &self.arena.schemas[array.items.schema].kind;
                matches!(items, Kind::Object(_) | Kind::Map(_) | Kind::Array(_) | Kind::Union(_) | Kind::Any)
            }
            Kind::Union(union) => {
                let scalar = |id: SchemaId| {
                    matches!(self.arena.schemas[id].kind, Kind::Scalar(_) | Kind::StringEnum(_))
                };
                !union.members.iter().all(|member| scalar(member.usage.schema))
            }
            Kind::Scalar(_) | Kind::StringEnum(_) => false,
        }
    }

    /// `example` and `examples` of a media type or a parameter.
    pub(super) fn examples(&mut self, at: &Pointer) -> Vec<Example> {
        let mut examples = Vec::new();
        if let Some(value) = self.node(at).get("example") {
            examples.push(Example {
                name: "example".to_owned(),
                summary: None,
                at: at.join("example"),
                value: value.clone(),
            });
        }
        if !matches!(self.node(at).get("examples"), Some(Value::Mapping(_))) {
            return examples;
        }
        for (name, at) in self.entries(at, "examples") {
            let place = match self.follow(&at) {
                Ok(at) => at,
                Err(problem) => {
                    self.report.problem(problem, Effect::Ignored);
                    continue;
                }
            };
            let Some(example) = self.piece::<oas::Example>(&place, &EXAMPLE) else { continue };
            let value = |key| Some((place.join(key), self.node(&place).get(key)?));
            if let Some((at, value)) = value("value").or_else(|| value("dataValue")) {
                let words = self.node(&place).get("description").and_then(Value::as_str).map(str::to_owned);
                examples.push(Example {
                    name: name.to_owned(),
                    summary: example.summary.or(words),
                    at,
                    value: value.clone(),
                });
            } else if example.external_value.is_some() {
                self.aside(
                    place.join("externalValue"),
                    "external-example",
                    "an example elsewhere is not fetched",
                );
            }
        }
        examples
    }
}
