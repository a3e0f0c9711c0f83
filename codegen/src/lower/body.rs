//! Request bodies, and what requests, responses and webhooks carry.

use openapiv3 as oas;

use super::Context;
use super::extension::Site;
use super::read::Piece;
use crate::api::{
    self, Body, BodyKind, Effect, Example, In, Kind, Payload, Scalar, StringFormat, Style, Usage,
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
            let styles = self.styles(&at, &media_type, schema);
            payloads.push(Payload { media_type, schema, kind, styles, examples: self.examples(&at), at });
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
            let is_object = matches!(kind, Some(Kind::Object(_) | Kind::Map(_) | Kind::Union(_)));
            return match schema.filter(|_| is_object) {
                Some(schema) if media_type.is_form() => BodyKind::Form(schema),
                Some(schema)
                    if media_type.as_str() == "multipart/form-data"
                        && !matches!(kind, Some(Kind::Union(_))) =>
                {
                    BodyKind::Multipart { schema, json_parts: self.json_parts(at) }
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

    /// How the properties of a form are written that say it. A form of several parts has no styles.
    fn styles(
        &mut self,
        at: &Pointer,
        media_type: &MediaType,
        form: Option<Usage>,
    ) -> Vec<(String, Style, bool)> {
        let is_form = media_type.is_form();
        if !is_form && !media_type.is_multipart() {
            return Vec::new();
        }
        let mut styles = Vec::new();
        for (name, at) in self.entries(at, "encoding") {
            let node = self.node(&at);
            let has = |key: &str| node.get(key).is_some();
            let style = node.get("style").and_then(Value::as_str).map_or(Some(Style::Form), Style::parse);
            let style = style.filter(|style| is_form && In::Query.has(*style));
            let explode = node.get("explode").and_then(Value::as_bool);
            let stated = has("style") || has("explode");
            let is_json = node.get("contentType").and_then(Value::as_str).is_none_or(has_json);
            let left: Vec<&str> = [
                ("style", has("style") && style.is_none()),
                ("explode", has("explode") && style.is_none()),
                ("headers", has("headers")),
                // A file has the content type that callers give it.
                (
                    "contentType",
                    (!is_json && !self.is_file(form, name)) || (is_form && has("contentType") && stated),
                ),
            ]
            .into_iter()
            .filter_map(|(key, left)| left.then_some(key))
            .collect();
            if !left.is_empty() {
                let reason = format!("`{}` of the field `{name}` is not looked at", left.join("`, `"));
                self.ignored(at.clone(), "encoding", reason);
            }
            if let Some(style) = style.filter(|_| stated) {
                styles.push((name.to_owned(), style, explode.unwrap_or(style.explodes())));
            }
        }
        styles
    }

    /// Whether a property of a form is a file, or several.
    fn is_file(&self, form: Option<Usage>, name: &str) -> bool {
        let kind = |usage: Usage| &self.arena.schemas[usage.schema].kind;
        let Some(Kind::Object(object)) = form.map(kind) else { return false };
        let property = object.properties.iter().find(|property| property.name.as_str() == name);
        let own = property.map(|property| kind(property.usage));
        let one = if let Some(Kind::Array(array)) = own { Some(kind(array.items)) } else { own };
        matches!(one, Some(Kind::Scalar(Scalar::String(StringFormat::Binary))))
    }

    /// The properties of a multipart form that the document says are JSON.
    fn json_parts(&mut self, at: &Pointer) -> Vec<String> {
        let encodings = self.entries(at, "encoding");
        let content_type = |at: &Pointer| self.node(at).get("contentType").and_then(Value::as_str);
        let json = encodings.iter().filter(|(_, at)| content_type(at).is_some_and(has_json));
        json.map(|(name, _)| (*name).to_owned()).collect()
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

/// Whether one of the media types is JSON.
fn has_json(media_types: &str) -> bool {
    media_types.split(',').any(|one| MediaType::new(one.trim()).is_json())
}
