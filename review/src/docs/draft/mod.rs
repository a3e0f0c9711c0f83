//! A draft of operations from a page of documentation: what its tables, lists and samples say, and nothing else.
//!
//! `blocks` takes a text apart, `read` goes through the blocks, `field` reads a field in the ways in which sites write one,
//! `limits` what a description says of values, `sample` a call, `words` where an operation begins and
//! which part of it follows, `write` gives YAML. What the page does not say is a
//! question to a person.

mod blocks;
mod field;
mod limits;
mod merge;
mod read;
mod sample;
mod words;
mod write;

use serde_yaml::Value;

use crate::day::Day;

/// A page to draft from.
#[derive(Clone, Debug)]
pub struct Source {
    /// Where it is; `None` when nobody knows.
    pub url: Option<String>,
    /// Markdown, or the text of a page as a browser copies it.
    pub text: String,
}

/// Drafts the operations of some pages as an OpenAPI document with comments, and says how many there are.
pub fn draft(sources: &[Source], today: Day) -> (String, usize) {
    let pages: Vec<(Option<&str>, read::Page)> = sources
        .iter()
        .map(|source| {
            let mut page = read::page(&source.text);
            page.operations.iter_mut().for_each(merge::samples);
            (source.url.as_deref(), page)
        })
        .collect();
    let count = pages.iter().map(|(_, page)| page.operations.len()).sum();
    (write::document(&pages, today), count)
}

/// An operation as a page shows it.
#[derive(Clone, Debug, Default)]
struct Operation {
    method: String,
    path: String,
    server: Option<String>,
    title: Option<String>,
    description: Vec<String>,
    parameters: Vec<(Location, Field)>,
    body: Vec<Field>,
    requests: Vec<Value>,
    responses: Vec<Response>,
    questions: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Location {
    Path,
    Query,
    Header,
}

impl Location {
    fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
        }
    }
}

/// A response as a page shows it.
#[derive(Clone, Debug, Default)]
struct Response {
    /// `None` when the page shows a response without its status.
    status: Option<String>,
    description: Option<String>,
    fields: Vec<Field>,
    samples: Vec<Value>,
    /// Code and meaning.
    codes: Vec<(String, String)>,
}

/// A field or a parameter.
#[derive(Clone, Debug, Default, PartialEq)]
struct Field {
    name: String,
    /// `string`, `integer`, `number`, `boolean`, `object`, `array`; `None` when nothing says it.
    kind: Option<&'static str>,
    format: Option<String>,
    /// `None` when nothing says it.
    is_required: Option<bool>,
    limits: limits::Limits,
    description: Option<String>,
    examples: Vec<Value>,
    /// Whether it is only seen in a sample.
    is_sampled: bool,
    /// Of an object, or of an array's items.
    fields: Vec<Field>,
    /// Type of an array's items.
    items: Option<&'static str>,
    questions: Vec<String>,
}
