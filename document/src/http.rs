//! The words of HTTP: methods and media types.

use serde::Serialize;
use std::fmt;

/// A method that OpenAPI knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[expect(missing_docs, reason = "the names are HTTP's own")]
pub enum HttpMethod {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
    /// Since 3.2.
    Query,
}

impl HttpMethod {
    /// Every method, in the order in which OpenAPI names them.
    pub const ALL: [Self; 9] = [
        Self::Get,
        Self::Put,
        Self::Post,
        Self::Delete,
        Self::Options,
        Self::Head,
        Self::Patch,
        Self::Trace,
        Self::Query,
    ];

    /// The key under a path item: `get`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Put => "put",
            Self::Post => "post",
            Self::Delete => "delete",
            Self::Options => "options",
            Self::Head => "head",
            Self::Patch => "patch",
            Self::Trace => "trace",
            Self::Query => "query",
        }
    }

    /// Whether HTTP has it ask and not act: calling it twice does what calling it once does.
    pub fn is_safe(self) -> bool {
        matches!(self, Self::Get | Self::Head | Self::Options | Self::Trace | Self::Query)
    }
}

impl fmt::Display for HttpMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.key().to_ascii_uppercase())
    }
}

/// A media type without its parameters, in lower case: `application/json`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct MediaType(String);

impl MediaType {
    /// Reads a key of a `content` map.
    pub fn new(text: &str) -> Self {
        let bare = text.split(';').next().unwrap_or_default();
        Self(bare.trim().to_ascii_lowercase())
    }

    /// The type as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the body is JSON: `application/json`, `text/json`, or any `+json`.
    pub fn is_json(&self) -> bool {
        matches!(self.as_str(), "application/json" | "text/json" | "*/*")
            || self.0.ends_with("+json") && !self.is_stream()
    }

    /// Whether the body is text that is not JSON.
    pub fn is_text(&self) -> bool {
        self.0.starts_with("text/") && !self.is_json() && !self.is_stream()
    }

    /// Whether the body is an urlencoded form.
    pub fn is_form(&self) -> bool {
        self.0 == "application/x-www-form-urlencoded"
    }

    /// Whether the body is a multipart form.
    pub fn is_multipart(&self) -> bool {
        self.0.starts_with("multipart/")
    }

    /// Whether the body is a series of events or records, which may have no end.
    pub fn is_stream(&self) -> bool {
        STREAMS.contains(&self.as_str()) || self.0.ends_with("+json-seq")
    }
}

/// The names under which events and lines of JSON are sent: few of them are registered, and all are in use.
const STREAMS: &[&str] = &[
    "application/json-lines",
    "application/json-seq",
    "application/jsonl",
    "application/jsonlines",
    "application/ndjson",
    "application/nd-json",
    "application/stream+json",
    "application/x-json-stream",
    "application/x-jsonl",
    "application/x-jsonlines",
    "application/x-ndjson",
    "application/x-nd-json",
    "text/event-stream",
];

impl fmt::Display for MediaType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
