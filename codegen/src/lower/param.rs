//! Parameters.

use indexmap::IndexMap;
use openapiv3 as oas;

use super::Context;
use super::arena::plain_text;
use super::extension::Site;
use super::path;
use super::read::{Piece, Stub};
use crate::api::{Effect, EnumValue, In, Kind, Param, PathTemplate, StringEnum, Style, Usage};
use crate::diagnostics;
use crate::wire::{Docs, MediaType, WireName};
use clientwright_document::Value;
use clientwright_document::near::nearest;
use clientwright_document::pointer::Pointer;

/// A parameter, or why there is none.
pub(super) enum Read {
    /// Boxed: it is large, and the others are nothing.
    Param(Box<Param>),
    /// It is no parameter of the operation's.
    Left,
    /// It cannot be read, and the operation not be called without it.
    Unreadable,
}

const PARAM: Piece = Piece {
    keys: &["name", "in", "required", "deprecated", "explode"],
    stubs: &[("schema", Stub::Reference)],
};

/// Headers that OpenAPI says are none of its parameters: the media type and the credentials decide them.
const IGNORED_HEADERS: [&str; 3] = ["accept", "content-type", "authorization"];

impl Context<'_> {
    /// Reads a parameter or the reference to one.
    pub(super) fn param(&mut self, written: &Pointer) -> Read {
        let at = match self.follow(written) {
            Ok(at) => at,
            Err(problem) => {
                self.report.problem(problem, Effect::Skipped);
                return Read::Unreadable;
            }
        };
        if self.node(&at).get("in").and_then(Value::as_str) == Some("querystring") {
            let is_required = self.node(&at).get("required").and_then(Value::as_bool) == Some(true);
            let effect = if is_required { Effect::Skipped } else { Effect::Ignored };
            self.report.problem(diagnostics::whole_query_string(&at), effect);
            return if is_required { Read::Unreadable } else { Read::Left };
        }
        let Some(param) = self.piece::<oas::Parameter>(&at, &PARAM) else { return Read::Unreadable };
        self.check_extensions(&at, Site::Param);
        let place = place(&param);
        let style = self.style(&at, place);
        let data = param.parameter_data();
        if place == In::Header && IGNORED_HEADERS.contains(&data.name.to_ascii_lowercase().as_str()) {
            let reason = format!("`{}` is set by the media type or the credentials", data.name);
            self.ignored(at, "ignored-header", reason);
            return Read::Left;
        }
        if self.node(&at).get("allowReserved").and_then(Value::as_bool) == Some(true) {
            let reason = "reserved characters are encoded nevertheless".to_owned();
            self.ignored(at.join("allowReserved"), "allow-reserved", reason);
        }
        if self.node(&at).get("allowEmptyValue").and_then(Value::as_bool) == Some(true) {
            let reason = "an empty value is sent as `name=`, and never as the name alone";
            self.aside(at.join("allowEmptyValue"), "allow-empty-value", reason);
        }
        let (usage, json) = self.param_type(&at);
        let schema = &self.arena.schemas[usage.schema];
        let constant = only_value(&schema.kind).filter(|_| data.required && !usage.nullable);
        let (default, sensitive) = (schema.constraints.default.clone(), schema.sensitive);
        let sensitive = self.sensitive(&at).or(sensitive);
        Read::Param(Box::new(Param {
            name: WireName(data.name),
            place,
            required: data.required || place == In::Path,
            usage,
            style,
            explode: data.explode.unwrap_or(style.explodes()),
            json,
            docs: self.docs(&at),
            default,
            constant,
            examples: self.examples(&at).into_iter().map(|example| example.value).collect(),
            idempotency_key: self.idempotency_key(&at),
            sensitive,
            rust_name: self.rust_name(&at),
            at,
        }))
    }

    /// How lists and objects are written.
    fn style(&mut self, at: &Pointer, place: In) -> Style {
        let Some(written) = self.node(at).get("style") else { return place.style() };
        let text = written.scalar_text().unwrap_or_default();
        let at = at.join("style");
        match Style::parse(&text).filter(|style| place.has(*style)) {
            Some(style) => return style,
            None if place == In::Cookie && text == "cookie" => {
                self.report.problem(diagnostics::encoded_cookie(&at), Effect::Ignored);
            }
            None => {
                let problem = diagnostics::unknown_style(&at, &text, place.as_str(), place.style().as_str());
                self.report.problem(problem, Effect::Ignored);
            }
        }
        place.style()
    }

    /// The type, and whether it is written as JSON.
    fn param_type(&mut self, at: &Pointer) -> (Usage, bool) {
        let content = self.entries(at, "content");
        let usage = match content.first() {
            Some((media_type, written)) => {
                let at = &self.follow(written).unwrap_or_else(|problem| {
                    self.report.problem(problem, Effect::Untyped);
                    written.clone()
                });
                let is_json = MediaType::new(media_type).is_json();
                if is_json && self.node(at).get("schema").is_some() {
                    let usage = self.usage(&at.join("schema"));
                    self.drain();
                    return (usage, true);
                }
                // Some other notation of one's own: the caller writes it.
                if !is_json {
                    let problem = diagnostics::param_media_type(at, media_type);
                    self.report.problem(problem, Effect::Untyped);
                }
                self.synthetic(at, plain_text())
            }
            None if self.node(at).get("schema").is_some() => self.usage(&at.join("schema")),
            None => {
                self.report.problem(diagnostics::missing_key(at, "schema"), Effect::Untyped);
                self.synthetic(&at.join("schema"), plain_text())
            }
        };
        self.drain();
        (usage, false)
    }

    /// Every parameter of the path is declared, and every declared one is in the path.
    pub(super) fn match_path(
        &mut self,
        at: &Pointer,
        path: &PathTemplate,
        params: &mut IndexMap<(In, WireName), Param>,
    ) {
        for name in path::params(path) {
            let key = (In::Path, WireName(name.to_owned()));
            if !params.contains_key(&key) {
                let declared =
                    params.keys().filter(|(place, _)| *place == In::Path).map(|(_, name)| name.as_str());
                let unused = declared.filter(|name| path::params(path).all(|known| known != *name));
                let near = nearest(name, unused);
                self.report.problem(diagnostics::undeclared_path_param(at, name, near), Effect::Untyped);
                let place = at.join("parameters").join(params.len());
                let usage = self.synthetic(&place.join("schema"), plain_text());
                params.insert(key, bare(In::Path, name, place, usage));
            }
        }
        params.retain(|(place, name), param| {
            let used = *place != In::Path || path::params(path).any(|known| known == name.as_str());
            if !used {
                let problem = diagnostics::unused_path_param(&param.at, name.as_str());
                self.report.problem(problem, Effect::Ignored);
            }
            used
        });
        for ((place, name), param) in params.iter() {
            // What a later reader takes for granted, and a document sometimes forgets.
            let required = self.node(&param.at).get("required").and_then(Value::as_bool);
            if *place == In::Path && required != Some(true) && self.node(&param.at).get("name").is_some() {
                let problem = diagnostics::optional_path_param(&param.at, name.as_str());
                self.report.problem(problem, Effect::Ignored);
            }
        }
    }

    /// `?name={param}` is a required parameter of the query, wherever it is declared.
    fn move_into_query(
        &mut self,
        at: &Pointer,
        name: &str,
        param: &str,
        params: &mut IndexMap<(In, WireName), Param>,
    ) {
        let keys = [(In::Query, name), (In::Query, param), (In::Path, param)];
        let declared =
            keys.iter().find_map(|(place, own)| params.shift_remove(&(*place, WireName((*own).to_owned()))));
        let found = declared.unwrap_or_else(|| {
            self.report.problem(diagnostics::undeclared_path_param(at, param, None), Effect::Untyped);
            let place = at.join("parameters").join(params.len());
            let usage = self.synthetic(&place.join("schema"), plain_text());
            bare(In::Query, name, place, usage)
        });
        let (style, was_in_path) = (In::Query.style(), found.place == In::Path);
        let moved = Param { name: WireName(name.to_owned()), place: In::Query, required: true, ..found };
        let moved = if was_in_path { Param { style, explode: style.explodes(), ..moved } } else { moved };
        params.insert((In::Query, moved.name.clone()), moved);
    }

    /// What the path has behind its `?` is a parameter with one value.
    pub(super) fn add_query_of_path(
        &mut self,
        at: &Pointer,
        query: &[(String, path::Value)],
        params: &mut IndexMap<(In, WireName), Param>,
    ) {
        for (name, value) in query {
            let key = (In::Query, WireName(name.clone()));
            let value = match value {
                path::Value::Text(value) => value,
                path::Value::Param(param) => {
                    self.move_into_query(at, name, param, params);
                    continue;
                }
            };
            if params.contains_key(&key) {
                continue;
            }
            let place = at.join("parameters").join(params.len());
            let only = EnumValue { value: value.clone(), docs: Docs::default(), rust_name: None };
            let kind = Kind::StringEnum(StringEnum { values: vec![only] });
            let usage = self.synthetic(&place.join("schema"), kind);
            let param = Param { constant: Some(value.clone()), ..bare(In::Query, name, place, usage) };
            params.insert(key, param);
        }
    }
}

/// A parameter that nothing is said of.
fn bare(place: In, name: &str, at: Pointer, usage: Usage) -> Param {
    let style = place.style();
    Param {
        name: WireName(name.to_owned()),
        at,
        place,
        required: true,
        usage,
        style,
        explode: style.explodes(),
        json: false,
        docs: Docs::default(),
        default: None,
        constant: None,
        examples: Vec::new(),
        idempotency_key: None,
        sensitive: None,
        rust_name: None,
    }
}

fn only_value(kind: &Kind) -> Option<String> {
    match kind {
        Kind::StringEnum(values) if values.values.len() == 1 => Some(values.values[0].value.clone()),
        _ => None,
    }
}

fn place(param: &oas::Parameter) -> In {
    match param {
        oas::Parameter::Query { .. } => In::Query,
        oas::Parameter::Header { .. } => In::Header,
        oas::Parameter::Path { .. } => In::Path,
        oas::Parameter::Cookie { .. } => In::Cookie,
    }
}
