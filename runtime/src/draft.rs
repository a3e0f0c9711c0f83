//! A request while it is put together: everything of a call that does not depend on its operation's types.

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue};

use crate::attempts::Attempts;
use crate::encode::{header_value, push_pair, template, value as encoded};
use crate::error::{BuildError, Problem};
use crate::form;
use crate::idempotency::random_key;
use crate::journal::Wanted;
use crate::json::{self, Encode, Json};
use crate::limits::{self, Limits, Place, Violation};
use crate::meta::Meta;
use crate::multipart::Multipart;
use crate::param::Param;
use crate::request::{Body, Request};
use crate::retry::RetryPolicy;
use crate::style::{self, Style};

/// Headers that frame the message or address the connection: who sets them can smuggle a second request.
const RESERVED: &[&str] =
    &["host", "content-length", "transfer-encoding", "connection", "te", "trailer", "upgrade", "keep-alive"];

const JSON: &str = "application/json";

/// Room for the values of parameters in a path.
const PATH_ROOM: usize = 40;

/// Room for the headers that every request has, so that they do not move while they are added.
const HEADERS_ROOM: usize = 8;

#[derive(Clone)]
pub(crate) struct Draft {
    pub(crate) meta: Meta,
    /// Whether documented limits are checked.
    checks: bool,
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) retries: Option<RetryPolicy>,
    /// Names of path parameters and their text, encoded.
    pub(crate) path: Vec<(String, String)>,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    cookies: String,
    /// The operation's header for it, and the key.
    idempotency_key: Option<(HeaderName, HeaderValue)>,
    /// Shared by clones, which repeat one intention.
    pub(crate) attempts: Attempts,
    pub(crate) body: Body,
    content_type: Option<Cow<'static, str>>,
    /// What the caller says the content type is, whatever the body would call itself.
    media_type: Option<&'static str>,
    pub(crate) intent: Wanted,
    /// The first mistake. Methods of a call return the call, so it waits here until the request is wanted.
    mistake: Option<BuildError>,
}

impl Draft {
    /// The key is made here and not when the call is sent, so that every clone carries the same: a clone is a
    /// repetition of one intention, and two keys would let it happen twice.
    pub(crate) fn new(meta: Meta, limits: Limits) -> Self {
        let mut draft = Self {
            meta,
            checks: limits == Limits::Checked && meta.is_documented(),
            timeout: None,
            attempt_timeout: None,
            retries: None,
            path: Vec::new(),
            query: String::new(),
            headers: HeaderMap::new(),
            cookies: String::new(),
            idempotency_key: None,
            attempts: Attempts::default(),
            body: Body::Empty,
            content_type: None,
            media_type: None,
            intent: Wanted::default(),
            mistake: None,
        };
        if meta.idempotency_header().is_some() {
            match random_key() {
                Some(key) => draft.own_idempotency_key(key),
                None => draft.refuse("", Problem::Randomness),
            }
        }
        draft
    }

    pub(crate) fn refuse(&mut self, parameter: &str, problem: Problem) {
        if self.mistake.is_none() {
            self.mistake = Some(BuildError::new(self.meta.id(), parameter, problem));
        }
    }

    /// Keeps a limit that is not kept as the mistake. Where nothing closer documents it, the operation's page does.
    #[cold]
    fn refuse_limit(&mut self, place: Place, name: &str, violation: Violation) {
        if self.mistake.is_none() {
            let violation = violation.on(self.meta.source_urls().first().copied());
            self.mistake = Some(BuildError::limit(self.meta.id(), place, name, violation));
        }
    }

    /// Checks a parameter.
    fn check_param(&mut self, place: Place, name: &str, param: &Param) {
        if self.checks
            && let Some(limit) = self.meta.limits_of(place, name)
            && let Err(violation) = limits::check_param(limit.checks, param)
        {
            self.refuse_limit(place, name, violation.on(limit.page));
        }
    }

    /// The JSON of a value that is not absent, checked.
    pub(crate) fn encoded(
        &mut self,
        place: Place,
        name: &str,
        value: &(impl Encode + ?Sized),
    ) -> Option<String> {
        if value.is_absent() {
            return None;
        }
        if !self.checks {
            return Some(json::to_string(value));
        }
        let (json, violation) = json::to_checked_string(value);
        let limit = self.meta.limits_of(place, name);
        let own = limit.and_then(|limit| Some(limits::check(limit.checks, &json).err()?.on(limit.page)));
        if let Some(violation) = own.or(violation) {
            self.refuse_limit(place, name, violation);
        }
        Some(json)
    }

    /// A multipart form without parts.
    pub(crate) fn form_of_parts(&self) -> Multipart {
        if self.checks { Multipart::checking() } else { Multipart::new() }
    }

    /// Sets the time that the call may take. No time at all would send a call that cannot succeed.
    pub(crate) fn set_timeout(&mut self, timeout: Duration) {
        self.timeout = self.checked_time(timeout);
    }

    /// Sets the time that one attempt may take.
    pub(crate) fn set_attempt_timeout(&mut self, timeout: Duration) {
        self.attempt_timeout = self.checked_time(timeout);
    }

    fn checked_time(&mut self, time: Duration) -> Option<Duration> {
        if time.is_zero() {
            self.refuse("", Problem::ZeroTimeout);
        }
        Some(time)
    }

    pub(crate) fn path(&mut self, name: &str, style: Style, param: &Param) {
        if !self.meta.path().contains(&format!("{{{name}}}")) {
            return self.refuse(name, Problem::UnknownPathParameter);
        }
        let text = style::path(style, name, param);
        let is_empty = text.is_empty() || matches!(param, Param::One(text) if text.is_empty());
        let is_dots = |text: &str| matches!(text, "." | "..");
        if is_empty {
            self.refuse(name, Problem::EmptyPathParameter);
        } else if is_dots(&text) || matches!(param, Param::One(text) if is_dots(text)) {
            self.refuse(name, Problem::DotPathParameter);
        } else {
            self.check_param(Place::Path, name, param);
            self.path.push((name.to_owned(), text));
        }
    }

    pub(crate) fn query(&mut self, name: &str, style: Style, param: &Param) {
        self.check_param(Place::Query, name, param);
        self.push_query(name, style, param);
    }

    pub(crate) fn push_query(&mut self, name: &str, style: Style, param: &Param) {
        style::push_query(&mut self.query, style, name, param);
    }

    pub(crate) fn header(&mut self, name: &str, style: Style, param: &Param) {
        self.check_param(Place::Header, name, param);
        self.push_header(name, style, param);
    }

    pub(crate) fn push_header(&mut self, name: &str, style: Style, param: &Param) {
        let Some(text) = style::header(style, param) else { return };
        if self.meta.idempotency_header().is_some_and(|header| header.eq_ignore_ascii_case(name)) {
            return self.set_idempotency_key(&text);
        }
        if let Some((name, value)) = self.checked_header(name, &text) {
            self.headers.insert(name, value);
        }
    }

    pub(crate) fn cookie(&mut self, name: &str, param: &Param) {
        self.check_param(Place::Cookie, name, param);
        let text = style::path(Style::Simple, name, param);
        if !matches!(param, Param::Absent) {
            push_pair(&mut self.cookies, "; ", encoded(name), text);
        }
    }

    /// A key of this call's own: of plain characters, and the first.
    fn own_idempotency_key(&mut self, key: String) {
        let header = self.meta.idempotency_header().unwrap_or_default();
        if let (Some(name), Ok(mut value)) = (self.checked_name(header), HeaderValue::try_from(key)) {
            value.set_sensitive(true);
            self.idempotency_key = Some((name, value));
        }
    }

    /// A key that would not reach the server is refused: the caller counts on it. Another key is another intention.
    pub(crate) fn set_idempotency_key(&mut self, key: &str) {
        if self.idempotency_key().is_none_or(|own| own != key) {
            self.attempts = Attempts::default();
        }
        match self.meta.idempotency_header() {
            None => self.refuse("", Problem::NoIdempotencyKey),
            Some(header) if key.is_empty() => self.refuse(header, Problem::EmptyIdempotencyKey),
            Some(header) => {
                if self.checks && self.meta.limits_of(Place::Header, header).is_some() {
                    self.check_param(Place::Header, header, &Param::One(key.to_owned()));
                }
                self.idempotency_key = self.checked_header(header, key);
            }
        }
    }

    /// The key that will be sent.
    pub(crate) fn idempotency_key(&self) -> Option<&str> {
        self.idempotency_key.as_ref()?.1.to_str().ok()
    }

    /// Every value counts as sensitive: nothing downstream that prints headers may print them.
    fn checked_header(&mut self, name: &str, text: &str) -> Option<(HeaderName, HeaderValue)> {
        let header = self.checked_name(name)?;
        let Some(mut value) = header_value(text) else {
            self.refuse(name, Problem::HeaderValue);
            return None;
        };
        value.set_sensitive(true);
        Some((header, value))
    }

    fn checked_name(&mut self, name: &str) -> Option<HeaderName> {
        let Ok(header) = HeaderName::from_bytes(name.as_bytes()) else {
            self.refuse(name, Problem::HeaderName);
            return None;
        };
        if RESERVED.contains(&header.as_str()) {
            self.refuse(name, Problem::ReservedHeader);
            return None;
        }
        Some(header)
    }

    fn set_body(&mut self, body: Body, content_type: impl Into<Cow<'static, str>>) {
        self.body = body;
        self.content_type = Some(content_type.into());
    }

    pub(crate) fn json(&mut self, body: &(impl Encode + ?Sized)) {
        if let Some(json) = self.encoded(Place::Body, "", body) {
            self.set_body(Body::Bytes(json.into()), JSON);
        }
    }

    pub(crate) fn query_deep(&mut self, name: &str, json: &Json) {
        form::push_deep(&mut self.query, name, json);
    }

    pub(crate) fn form(&mut self, body: &(impl Encode + ?Sized), styles: &[(&str, Style)]) {
        let Some(json) = self.encoded(Place::Body, "", body) else { return };
        match form::from_json(&Json::written(json), styles) {
            Some(form) => {
                self.set_body(Body::Bytes(form.into()), "application/x-www-form-urlencoded");
            }
            None => self.refuse("", Problem::FormNotAnObject),
        }
    }

    pub(crate) fn multipart(&mut self, form: Multipart) {
        if let Some(violation) = form.violation() {
            self.refuse_limit(Place::Body, "", violation.clone());
        }
        if let Some(part) = form.malformed_part() {
            self.refuse(part, Problem::PartContentType);
        }
        let content_type = form.content_type();
        self.set_body(Body::Multipart(form), content_type);
    }

    pub(crate) fn bytes(&mut self, body: Bytes, content_type: &str) {
        self.set_body(Body::Bytes(body), content_type.to_owned());
    }

    pub(crate) fn media_type(&mut self, media_type: &'static str) {
        self.media_type = Some(media_type);
    }

    /// The finished request, or the first mistake. What is taken is not here any more.
    pub(crate) fn take_request(&mut self) -> Result<Request, BuildError> {
        if let Some(mistake) = self.mistake.take() {
            return Err(mistake);
        }
        Ok(Request {
            method: self.meta.method(),
            template: self.meta.path(),
            path: self.filled_path()?,
            headers: self.take_headers()?,
            query: std::mem::take(&mut self.query),
            body: std::mem::take(&mut self.body),
        })
    }

    fn filled_path(&self) -> Result<String, BuildError> {
        let mut rest = self.meta.path();
        // Without its slash the path would go on with the host's name.
        let mut path = String::with_capacity(rest.len() + PATH_ROOM);
        if !rest.starts_with('/') {
            path.push('/');
        }
        while let Some((fixed, after)) = rest.split_once('{') {
            path.extend(template(fixed));
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            let Some((_, text)) = self.path.iter().rev().find(|(given, _)| given == name) else {
                return Err(BuildError::new(self.meta.id(), name, Problem::MissingPathParameter));
            };
            path.push_str(text);
            rest = after;
        }
        path.extend(template(rest));
        Ok(path)
    }

    fn take_headers(&mut self) -> Result<HeaderMap, BuildError> {
        let mut headers = std::mem::take(&mut self.headers);
        headers.reserve(HEADERS_ROOM);
        headers.entry(ACCEPT).or_insert(HeaderValue::from_static(self.meta.accepted()));
        if let Some(content_type) = self.take_content_type() {
            let value = match &*content_type {
                JSON => Some(HeaderValue::from_static(JSON)),
                other => header_value(other),
            };
            let value = value.ok_or_else(|| BuildError::new(self.meta.id(), "", Problem::MediaType))?;
            headers.entry(CONTENT_TYPE).or_insert(value);
        }
        if !self.cookies.is_empty()
            && let Some(mut cookies) = header_value(&self.cookies)
        {
            cookies.set_sensitive(true);
            headers.insert(COOKIE, cookies);
        }
        if let Some((name, key)) = &self.idempotency_key {
            headers.insert(name, key.clone());
        }
        Ok(headers)
    }

    fn take_content_type(&mut self) -> Option<Cow<'static, str>> {
        match (self.media_type, &self.body) {
            (_, Body::Empty) => None,
            // The boundary belongs to the body; an override cannot take it away.
            (Some(media_type), Body::Bytes(_)) => Some(media_type.into()),
            _ => self.content_type.take(),
        }
    }
}
