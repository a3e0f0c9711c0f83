//! `x-signing`: how requests are signed that carry the key of a security scheme.

use super::Context;
use crate::wire::Signing;
use clientwright_document::pointer::Pointer;
use clientwright_document::{Mapping, Value};

const KEY: &str = "x-signing";

/// Its keys; the last two belong together with `{timestamp}`.
const KEYS: [&str; 5] = ["scheme", "header", "payload", "timestamp-header", "timestamp-unit"];

/// What a payload is made of.
const PARTS: [&str; 6] = ["method", "path", "query", "target", "body", "timestamp"];

impl Context<'_> {
    /// How the scheme at a place signs; `key_header` is the header that carries its key. Whatever is wrong with it is
    /// reported, and nothing is signed then.
    pub(super) fn signing(&mut self, at: &Pointer, key_header: Option<&str>) -> Option<Signing> {
        let value = self.node(at).get(KEY)?;
        let at = at.join(KEY);
        let Some(key_header) = key_header else {
            self.bad_extension(&at, "a scheme of `type: apiKey` and `in: header`, which carries the key");
            return None;
        };
        let is_known = |mapping: &Mapping| mapping.keys().all(|key| KEYS.contains(&key.as_str()));
        if !value.as_mapping().is_some_and(is_known) {
            self.bad_extension(&at, &format!("`{{{}}}`", KEYS.join(", ")));
            return None;
        }
        for key in ["scheme", "header", "payload"].into_iter().filter(|key| value.get(key).is_none()) {
            self.bad_extension(&at, &format!("`{key}`"));
        }
        let in_base64 = self.word(&at, "scheme", &[("hmac-sha256-hex", false), ("hmac-sha256-base64", true)]);
        let header = self.header(&at, "header", &[key_header]);
        let other = [key_header, header.as_deref().unwrap_or(key_header)];
        let timestamp_header = self.header(&at, "timestamp-header", &other);
        let units = [("seconds", false), ("milliseconds", true)];
        let in_milliseconds = self.word(&at, "timestamp-unit", &units).unwrap_or(false);
        let payload = self.payload(&at)?;
        // A time that only stands beside is not signed, and one without a header cannot be checked.
        if payload.contains("{timestamp}") != value.get("timestamp-header").is_some() {
            self.bad_extension(&at, "`timestamp-header` and `{timestamp}` in the payload, or neither");
            return None;
        }
        if value.get("timestamp-unit").is_some() && timestamp_header.is_none() {
            self.bad_extension(&at.join("timestamp-unit"), "a `timestamp-header` beside it");
        }
        let wrong_header = value.get("timestamp-header").is_some() && timestamp_header.is_none();
        let (in_base64, header) = (in_base64?, header.filter(|_| !wrong_header)?);
        Some(Signing { payload, header, in_base64, timestamp_header, in_milliseconds })
    }

    /// The name of a header that none of the others is.
    fn header(&mut self, at: &Pointer, key: &str, others: &[&str]) -> Option<String> {
        let name = self.text(at, key)?;
        let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        let is_name = !name.is_empty() && name.chars().all(is_token);
        if !is_name || others.iter().any(|other| other.eq_ignore_ascii_case(&name)) {
            self.bad_extension(&at.join(key), "the name of a header of its own");
            return None;
        }
        Some(name)
    }

    fn payload(&mut self, at: &Pointer) -> Option<String> {
        let payload = self.text(at, "payload")?;
        if !is_payload(&payload) {
            let parts = PARTS.map(|part| format!("`{{{part}}}`")).join(", ");
            self.bad_extension(
                &at.join("payload"),
                &format!("a text with some of {parts} and no other braces"),
            );
            return None;
        }
        Some(payload)
    }
}

fn is_payload(mut text: &str) -> bool {
    let mut has_part = false;
    while let Some((before, rest)) = text.split_once('{') {
        let Some((name, after)) = rest.split_once('}') else { return false };
        if before.contains('}') || !PARTS.contains(&name) {
            return false;
        }
        (has_part, text) = (true, after);
    }
    has_part && !text.contains('}')
}

/// The address of a token endpoint, if a client can be pointed there: https, or http to this machine.
pub(super) fn token_url(flows: &Value) -> Option<Result<String, String>> {
    let url = flows.get("clientCredentials")?.get("tokenUrl")?.scalar_text()?;
    let rest = url.strip_prefix("https://").or_else(|| {
        let rest = url.strip_prefix("http://")?;
        let host = rest.split(['/', ':']).next()?;
        ["localhost", "127.0.0.1"].contains(&host).then_some(rest)
    });
    let is_plain = |rest: &str| {
        let host = rest.split('/').next().unwrap_or_default();
        let is_visible = rest.chars().all(|c| c.is_ascii_graphic() && !"?#{}\\@\"<>^`|".contains(c));
        !host.is_empty() && is_visible
    };
    Some(if rest.is_some_and(is_plain) { Ok(url) } else { Err(url) })
}
