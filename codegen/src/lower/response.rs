//! Answers.

use openapiv3 as oas;

use super::Context;
use super::extension::Site;
use super::read::{Piece, Stub};
use crate::api::{Effect, ErrorCode, Response};
use crate::diagnostics;
use crate::wire::{Advice, CodeEffect, Evidence, HttpMethod, StatusRange};
use clientwright_document::pointer::Pointer;

const RESPONSE: Piece = Piece { keys: &["description"], stubs: &[("description", Stub::Text)] };

/// Words of `x-error-codes`: whether trying again helps.
const RETRY: [(&str, Advice); 3] =
    [("never", Advice::Never), ("later", Advice::Later), ("after-fix", Advice::AfterFix)];

const EFFECTS: [(&str, CodeEffect); 3] =
    [("none", CodeEffect::None), ("possible", CodeEffect::Possible), ("done", CodeEffect::Done)];

/// What `x-error-codes` has for a code.
const CODE_KEYS: [&str; 6] = ["name", "meaning", "retry", "effect", "evidence", "note"];

impl Context<'_> {
    /// The answers of an operation, in the document's order.
    pub(super) fn responses(&mut self, at: &Pointer, method: HttpMethod) -> Vec<Response> {
        let mut responses: Vec<Response> = Vec::new();
        for (key, at) in self.entries(at, "responses") {
            if key.starts_with("x-") {
                continue;
            }
            let Some(status) = status(key) else {
                self.report.problem(diagnostics::bad_status(&at, key), Effect::Ignored);
                continue;
            };
            if responses.iter().any(|response| response.status == status) {
                // `2xx` and `2XX`
                self.report.problem(diagnostics::bad_status(&at, key), Effect::Ignored);
                continue;
            }
            responses.extend(self.response(status, &at, method));
        }
        if responses.is_empty() {
            self.report.problem(diagnostics::missing_key(at, "responses"), Effect::Ignored);
        }
        responses
    }

    fn response(&mut self, status: StatusRange, written: &Pointer, method: HttpMethod) -> Option<Response> {
        let at = match self.follow(written) {
            Ok(at) => at,
            Err(problem) => {
                self.report.problem(problem, Effect::Ignored);
                return None;
            }
        };
        let _: oas::Response = self.piece(&at, &RESPONSE)?;
        self.check_extensions(&at, Site::Response);
        for (name, at) in self.entries(&at, "links") {
            let at = self.follow(&at).unwrap_or(at);
            let reason = format!("the link `{name}` is the caller's to follow");
            self.ignored(at, "link", reason);
        }
        let has_body = has_body(status, method);
        if !has_body && self.node(&at).get("content").is_some() {
            let what = if method == HttpMethod::Head { "to a HEAD request" } else { "with this status" };
            // A shared one may have a body elsewhere.
            let place = if at == *written { at.join("content") } else { written.clone() };
            self.aside(place, "no-body", format!("a response {what} has no body"));
        }
        Some(Response {
            status,
            shared: at != *written,
            docs: self.docs(&at),
            payloads: if has_body { self.payloads(&at) } else { Vec::new() },
            opened: None,
            error_codes: self.error_codes(&at),
            headers: self.headers(&at),
            at,
        })
    }

    /// The names of a response's headers. Callers read them as text.
    fn headers(&mut self, at: &Pointer) -> Vec<String> {
        let mut names = Vec::new();
        for (name, written) in self.entries(at, "headers") {
            match self.follow(&written) {
                Ok(at) => {
                    self.aside(
                        at,
                        "response-header",
                        "a header of a response is text, whatever its schema says",
                    );
                    names.push(name.to_owned());
                }
                Err(problem) => self.report.problem(problem, Effect::Ignored),
            }
        }
        names
    }

    fn error_codes(&mut self, at: &Pointer) -> Vec<ErrorCode> {
        let Some(value) = self.node(at).get("x-error-codes") else { return Vec::new() };
        let at = at.join("x-error-codes");
        let Some(codes) = value.as_mapping() else {
            self.bad_extension(&at, "`CODE: {name, meaning, retry}`");
            return Vec::new();
        };
        let mut found = Vec::with_capacity(codes.len());
        for (code, value) in codes {
            let at = at.join(code);
            let keys =
                value.as_mapping().map(|mapping| mapping.keys().map(String::as_str).collect::<Vec<_>>());
            if keys.is_none_or(|keys| keys.iter().any(|key| !CODE_KEYS.contains(key))) {
                self.bad_extension(&at, "`{name, meaning, retry, effect, evidence, note}`");
                continue;
            }
            let (evidence, note) = (self.evidence(&at, "evidence"), self.text(&at, "note"));
            if evidence != Evidence::Documented && note.is_none() {
                self.report.rule(diagnostics::missing_evidence_note(&at.join("evidence"), "note"));
            }
            found.push(ErrorCode {
                code: code.clone(),
                name: self.text(&at, "name"),
                meaning: self.text(&at, "meaning"),
                retry: self.word(&at, "retry", &RETRY),
                effect: self.word(&at, "effect", &EFFECTS),
                evidence,
                note,
            });
        }
        found
    }
}

/// Whether HTTP lets a response have a body.
fn has_body(status: StatusRange, method: HttpMethod) -> bool {
    let is_without =
        matches!(status, StatusRange::Exact(100..=199 | 204 | 205 | 304) | StatusRange::Class(1));
    method != HttpMethod::Head && !is_without
}

fn status(key: &str) -> Option<StatusRange> {
    // openapiv3's own reading of `200`, `2XX` and `2xx`.
    let code = serde_json::from_value::<oas::StatusCode>(key.into());
    match code {
        _ if key == "default" => Some(StatusRange::Default),
        Ok(oas::StatusCode::Code(code @ 100..=599)) => Some(StatusRange::Exact(code)),
        Ok(oas::StatusCode::Range(class @ 1..=5)) => Some(StatusRange::Class(class)),
        _ => None,
    }
}
