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

/// A media type, in lower case, with the parameters that tell it from others: `application/json; version=2`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct MediaType(String);

impl MediaType {
    /// Reads a key of a `content` map. Which characters and which boundary there are is for the body to say.
    pub fn new(text: &str) -> Self {
        let mut parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
        let mut own = parts.next().unwrap_or_default().to_ascii_lowercase();
        for (name, value) in parts.filter_map(|part| part.split_once('=')) {
            let name = name.trim().to_ascii_lowercase();
            if !matches!(name.as_str(), "charset" | "boundary") {
                own.push_str(&format!("; {name}={}", value.trim()));
            }
        }
        Self(own)
    }

    /// The type with its parameters.
    pub fn with_parameters(&self) -> &str {
        &self.0
    }

    /// The type without parameters.
    pub fn as_str(&self) -> &str {
        self.0.split(';').next().unwrap_or_default()
    }

    /// Whether it stands for several: `image/*`.
    pub fn is_range(&self) -> bool {
        self.as_str().contains('*')
    }

    /// Whether the body is JSON: `application/json`, `text/json`, or any `+json`.
    pub fn is_json(&self) -> bool {
        matches!(self.as_str(), "application/json" | "text/json" | "*/*")
            || self.as_str().ends_with("+json") && !self.is_stream()
    }

    /// Whether the body is text that is not JSON.
    pub fn is_text(&self) -> bool {
        self.as_str().starts_with("text/") && !self.is_json() && !self.is_stream()
    }

    /// Whether the body is an urlencoded form.
    pub fn is_form(&self) -> bool {
        self.as_str() == "application/x-www-form-urlencoded"
    }

    /// Whether the body is a multipart form.
    pub fn is_multipart(&self) -> bool {
        self.as_str().starts_with("multipart/")
    }

    /// Whether the body is a series of events or records, which may have no end.
    pub fn is_stream(&self) -> bool {
        STREAMS.contains(&self.as_str()) || self.as_str().ends_with("+json-seq")
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

#[cfg(test)]
mod tests {
    use super::MediaType;

    #[test]
    fn parameters_that_tell_types_apart_are_kept() {
        for (text, with, without) in [
            ("Application/JSON", "application/json", "application/json"),
            ("application/json;Version=2", "application/json; version=2", "application/json"),
            ("text/plain; charset=utf-8", "text/plain", "text/plain"),
            ("multipart/mixed; boundary=x; type=\"a/b\"", "multipart/mixed; type=\"a/b\"", "multipart/mixed"),
            ("a/b;;x", "a/b", "a/b"),
        ] {
            let media_type = MediaType::new(text);
            assert_eq!((media_type.with_parameters(), media_type.as_str()), (with, without), "{text}");
        }
        assert!(MediaType::new("application/json; version=2").is_json());
    }
}
