//! What words on a page mean: where an operation begins, and which part of it follows.

use std::collections::BTreeSet;

use super::Location;
use super::blocks::Block;
use super::limits::pattern;

const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// Which part of an operation the page is at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Part {
    /// Nothing says it.
    #[default]
    Open,
    /// What says who calls: no parameters.
    Keys,
    Parameters(Location),
    Body,
    Responses,
    /// What is no part of the call: webhooks, guides.
    Aside,
}

/// Method, path, and the address before it, when an operation begins here; and how many blocks say so.
pub(super) fn endpoint(blocks: &[Block]) -> Option<(String, String, Option<String>, usize)> {
    let text = |at: usize| match blocks.get(at) {
        Some(Block::Line(line) | Block::Heading(line)) => Some(line.as_str()),
        Some(Block::Code(code)) if at == 0 && !code.contains('\n') => Some(code.as_str()),
        _ => None,
    };
    let first = text(0)?;
    let whole =
        pattern!(r"^(?:[-*] )?`?(GET|POST|PUT|PATCH|DELETE)`?:?\s+`?((?:https?://[^/\s`]+)?/[^\s`]*)`?$");
    if let Some(found) = whole.captures(first) {
        let (server, path) = match split_url(&found[2]) {
            Some((origin, path)) => (Some(origin), path.to_owned()),
            None => (None, found[2].to_owned()),
        };
        return Some((found[1].to_owned(), braced(path.split('?').next().unwrap_or(&path)), server, 1));
    }
    let method = METHODS.into_iter().find(|method| first.eq_ignore_ascii_case(method))?;
    let next = text(1)?;
    let (server, mut at) = if next.starts_with("http") { (Some(next.to_owned()), 2) } else { (None, 1) };
    let next = text(at)?;
    if next.len() > 1 && next.starts_with('/') && !next.contains(' ') {
        return Some((method.to_owned(), braced(next), server, at + 1));
    }
    // A sign and a word in turn, each on its own line.
    let mut path = String::new();
    while text(at) == Some("/")
        && let Some(word) = text(at + 1).filter(|word| !word.contains([' ', '/']))
    {
        path.extend(["/", word]);
        at += 2;
    }
    (!path.is_empty()).then(|| (method.to_owned(), braced(&path), server, at))
}

/// What a line says to be the part that follows.
pub(super) fn label(text: &str) -> Option<Part> {
    let text = text.trim_end_matches(':').to_ascii_lowercase();
    let text = text.strip_suffix(" application/json").unwrap_or(&text);
    Some(match text {
        "authorization" | "authorizations" | "authentication" => Part::Keys,
        "path parameters" | "path params" | "path" => Part::Parameters(Location::Path),
        "query parameters" | "query params" | "query string parameters" | "query" => {
            Part::Parameters(Location::Query)
        }
        "headers" | "header parameters" | "header params" | "request headers" => {
            Part::Parameters(Location::Header)
        }
        "parameters" | "request parameters" | "params" => Part::Open,
        "body" | "request body" | "body params" | "body parameters" | "request example"
        | "example request" | "request" => Part::Body,
        _ if text.starts_with("response ") && text.ends_with(" example") => Part::Responses,
        _ if text.starts_with("request ") && text.ends_with(" example") => Part::Body,
        "response"
        | "responses"
        | "returns"
        | "response body"
        | "response fields"
        | "response parameters"
        | "example response"
        | "response example"
        | "response attributes" => Part::Responses,
        _ => return None,
    })
}

/// What the site says of itself on every page.
pub(super) fn is_of_site(line: &str) -> bool {
    line.contains("llms.txt")
        || line == "Skip to main content"
        || line.starts_with("Use this file to discover")
        || line == "Documentation Index"
}

pub(super) fn is_aside(title: &str) -> bool {
    let title = title.to_ascii_lowercase();
    ["webhook", "callback", "event"].iter().any(|word| title.contains(word))
}

pub(super) fn is_response(title: &str) -> bool {
    let title = title.to_ascii_lowercase();
    ["response", "returns", "answer"].iter().any(|word| title.contains(word))
}

/// Whether a header says who calls: a security scheme, and no parameter.
pub(super) fn is_key(name: &str) -> bool {
    matches!(
        name.to_ascii_lowercase().as_str(),
        "authorization" | "x-api-key" | "api-key" | "content-type" | "accept"
    )
}

/// The names in a path.
pub(super) fn template(path: &str) -> impl Iterator<Item = &str> {
    let names = path.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name));
    names.collect::<BTreeSet<_>>().into_iter()
}

/// Origin and path of an address.
pub(super) fn split_url(url: &str) -> Option<(String, &str)> {
    let (scheme, rest) = url.split_once("://")?;
    let (host, path) = rest.find('/').map_or((rest, "/"), |at| (&rest[..at], &rest[at..]));
    Some((format!("{scheme}://{host}"), path))
}

/// `/users/:id` is `/users/{id}`.
pub(super) fn braced(path: &str) -> String {
    let step = |step: &str| match step.strip_prefix(':').or_else(|| step.strip_prefix('<')?.strip_suffix('>'))
    {
        Some(name) => format!("{{{name}}}"),
        None => step.to_owned(),
    };
    path.split('/').map(step).collect::<Vec<_>>().join("/")
}

/// Whether a call is one to a template, which may stand behind a base path.
pub(super) fn same_path(path: &str, template: &str) -> bool {
    let (path, template): (Vec<&str>, Vec<&str>) =
        (path.split('/').collect(), template.split('/').skip(1).collect());
    let is_step = |(step, known): (&&str, &&str)| step == known || known.starts_with('{');
    path.len() > template.len() && path.iter().rev().zip(template.iter().rev()).all(is_step)
}
