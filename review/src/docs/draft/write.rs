//! A draft as YAML: what the page says as keys, what a person must decide as comments.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_yaml::Value;

use super::limits::Limits;
use super::read::Page;
use super::{Field, Location, Operation, Response};
use crate::day::Day;

/// The document. Every operation has its own schemas: what is the same is for a person to see.
pub(super) fn document(pages: &[(Option<&str>, Page)], today: Day) -> String {
    let mut out = Out::default();
    out.line(0, "# A draft from documentation: what its tables and samples say. A person decides what stands behind `decide:`,");
    out.line(0, "# puts descriptions in our own words, and moves what is right to the spec.");
    out.line(0, "openapi: 3.1.0");
    out.line(0, "info: {title: Draft, version: \"0\"}");
    for question in pages.iter().flat_map(|(_, page)| &page.questions) {
        out.decide(0, question);
    }
    let operations = || pages.iter().flat_map(|(url, page)| page.operations.iter().map(move |it| (*url, it)));
    let servers: BTreeSet<&str> = operations().filter_map(|(_, it)| it.server.as_deref()).collect();
    if servers.is_empty() {
        out.decide(0, "no page shows the address of a server");
        out.line(0, "servers: [{url: \"https://server.invalid\"}]");
    } else {
        out.line(0, "servers:");
        servers.iter().for_each(|url| out.line(1, &format!("- url: {}", text(url))));
    }
    if operations().next().is_some() {
        out.line(0, "tags: [{name: draft, description: Not sorted yet}] # decide: one per resource");
    }
    let mut schemas = Schemas::default();
    let mut ids = BTreeSet::new();
    let mut paths: BTreeMap<&str, Vec<(Option<&str>, &Operation)>> = BTreeMap::new();
    for (url, operation) in operations() {
        paths.entry(&operation.path).or_default().push((url, operation));
    }
    out.line(0, if paths.is_empty() { "paths: {}" } else { "paths:" });
    for (path, operations) in paths {
        out.key(1, &text(path), "");
        let mut methods = BTreeSet::new();
        for (url, operation) in operations {
            if !methods.insert(&operation.method) {
                out.decide(
                    2,
                    &format!("{} {path} is on another page too, which is left out", operation.method),
                );
                continue;
            }
            let id = unique(&id(operation), &mut ids);
            out.operation(operation, &id, url, today, &mut schemas);
        }
    }
    if !schemas.all.is_empty() {
        out.line(0, "components:");
        out.line(1, "schemas:");
        for (name, fields, is_request) in &schemas.all {
            out.key(2, name, "");
            out.object(3, fields, *is_request);
        }
    }
    out.text
}

/// Longer keys have a mark in YAML.
const LONGEST_KEY: usize = 1000;

/// The schemas of all operations. `listResponse` may be an operation too, whose request has the name of the response of `list`.
#[derive(Default)]
struct Schemas {
    names: BTreeSet<String>,
    /// Name, fields, and whether it is a request.
    all: Vec<(String, Vec<Field>, bool)>,
}

impl Schemas {
    /// Adds a schema, and gives the name that it has.
    fn add(&mut self, name: &str, fields: &[Field], is_request: bool) -> String {
        let name = unique(name, &mut self.names);
        self.all.push((name.clone(), fields.to_vec(), is_request));
        name
    }
}

#[derive(Default)]
struct Out {
    text: String,
}

impl Out {
    fn line(&mut self, level: usize, line: &str) {
        writeln!(self.text, "{}{line}", "  ".repeat(level)).expect("a string takes text");
    }

    /// A key, and what follows it in its line.
    fn key(&mut self, level: usize, key: &str, value: &str) {
        if key.len() <= LONGEST_KEY {
            return self.line(level, &format!("{key}:{value}"));
        }
        self.line(level, &format!("? {key}"));
        self.line(level, &format!(":{value}"));
    }

    fn decide(&mut self, level: usize, question: &str) {
        let question = question.split_whitespace().collect::<Vec<_>>().join(" ");
        self.line(level, &format!("# decide: {}", printable(&question)));
    }

    fn operation(
        &mut self,
        operation: &Operation,
        id: &str,
        url: Option<&str>,
        today: Day,
        schemas: &mut Schemas,
    ) {
        self.line(2, &format!("{}:", operation.method.to_ascii_lowercase()));
        operation.questions.iter().for_each(|question| self.decide(3, question));
        self.line(3, &format!("operationId: {} # decide: verb and noun", word(id)));
        self.line(3, &format!("summary: {}", text(operation.title.as_deref().unwrap_or(id))));
        if !operation.description.is_empty() {
            self.line(3, &format!("description: {}", text(&operation.description.join("\n\n"))));
        }
        self.line(3, "tags: [draft]");
        match url {
            Some(url) => self.line(3, &format!("x-source: [{{url: {}, checked: \"{today}\"}}]", text(url))),
            None => {
                self.decide(3, "the address of the page");
                self.line(3, &format!("x-source: [{{url: \"https://page.invalid\", checked: \"{today}\"}}]"));
            }
        }
        self.decide(3, "`x-retry`, and who may call");
        let mut parameters: Vec<&(Location, Field)> = operation.parameters.iter().collect();
        parameters.sort_by_key(|(location, _)| *location);
        if !parameters.is_empty() {
            self.line(3, "parameters:");
            parameters.into_iter().for_each(|(location, field)| self.parameter(*location, field));
        }
        if !operation.body.is_empty() || !operation.requests.is_empty() {
            let name = schemas.add(&upper(id), &operation.body, true);
            self.line(3, "requestBody:");
            self.line(4, "required: true");
            self.line(4, "content:");
            self.content(5, &name, &operation.requests);
        }
        self.line(3, "responses:");
        let mut seen = BTreeSet::new();
        for response in &operation.responses {
            self.response(response, id, schemas, &mut seen);
        }
        if operation.responses.is_empty() {
            self.decide(4, "the page shows no response");
            self.line(4, "default: {description: Not documented}");
        }
    }

    fn parameter(&mut self, location: Location, field: &Field) {
        self.line(4, &format!("- name: {}", word(&field.name)));
        self.line(5, &format!("in: {}", location.as_str()));
        if location == Location::Path || field.is_required == Some(true) {
            self.line(5, "required: true");
        } else if field.is_required.is_none() {
            self.decide(5, "whether it is required");
        }
        self.about(5, field);
        self.line(5, "schema:");
        if location == Location::Path && field.kind.is_none() {
            self.decide(6, "its type: the page shows it in the path only");
        }
        self.kind(6, &Field { kind: field.kind.or(Some("string")), ..field.clone() }, true);
    }

    fn response(
        &mut self,
        response: &Response,
        id: &str,
        schemas: &mut Schemas,
        seen: &mut BTreeSet<String>,
    ) {
        let status = response.status.clone().unwrap_or_else(|| {
            self.decide(4, "the status: the page shows the response without it");
            "2XX".to_owned()
        });
        if !seen.insert(status.clone()) {
            self.decide(4, &format!("another response with the status {status} is left out"));
            return;
        }
        self.line(4, &format!("\"{status}\":"));
        self.line(
            5,
            &format!("description: {}", text(response.description.as_deref().unwrap_or("Not described"))),
        );
        if !response.codes.is_empty() {
            self.line(5, "x-error-codes:");
            let mut codes = BTreeSet::new();
            for (code, meaning) in response.codes.iter().filter(|(code, _)| codes.insert(code)) {
                let name =
                    meaning.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
                let name = name.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
                let name = if name.is_empty() { code.to_ascii_lowercase() } else { name };
                let value = format!(" {{name: {}, meaning: {}}}", text(&name), text(meaning));
                self.key(6, &text(code), &value);
            }
        }
        if response.fields.is_empty() && response.samples.is_empty() {
            return;
        }
        let is_list = response.samples.first().is_some_and(Value::is_sequence);
        let suffix =
            if status.starts_with('2') { "Response".to_owned() } else { format!("Response{status}") };
        let name = schemas.add(&format!("{}{suffix}", upper(id)), &response.fields, false);
        self.line(5, "content:");
        if is_list {
            self.decide(6, "the body is a list of these");
        }
        let samples: &[Value] = if is_list { &[] } else { &response.samples };
        self.content(6, &name, samples);
    }

    fn content(&mut self, level: usize, schema: &str, samples: &[Value]) {
        self.line(level, "application/json:");
        self.line(level + 1, &format!("schema: {{$ref: \"#/components/schemas/{schema}\"}}"));
        if samples.is_empty() {
            return;
        }
        self.line(level + 1, "examples:");
        for (index, sample) in samples.iter().enumerate() {
            self.line(level + 2, &format!("sample{}: {{value: {}}}", index + 1, json(sample)));
        }
    }

    /// An object's keys.
    fn object(&mut self, level: usize, fields: &[Field], is_request: bool) {
        self.line(level, "type: object");
        let is_required =
            |field: &&Field| field.is_required == Some(true) && (is_request || !field.is_sampled);
        let required: Vec<String> =
            fields.iter().filter(is_required).map(|field| word(&field.name)).collect();
        if !required.is_empty() {
            self.line(level, &format!("required: [{}]", required.join(", ")));
        }
        self.line(level, if fields.is_empty() { "properties: {}" } else { "properties:" });
        for field in fields {
            self.key(level + 1, &word(&field.name), "");
            if is_request && field.is_required.is_none() {
                self.decide(level + 2, "whether it is required");
            }
            self.about(level + 2, field);
            self.kind(level + 2, field, is_request);
        }
    }

    fn about(&mut self, level: usize, field: &Field) {
        field.questions.iter().for_each(|question| self.decide(level, question));
        if let Some(description) = &field.description {
            self.line(level, &format!("description: {}", text(description)));
        }
        if field.is_sampled {
            self.line(level, "x-evidence: example");
            self.line(level, "x-evidence-note: only seen in a sample of the page");
        }
    }

    fn kind(&mut self, level: usize, field: &Field, is_request: bool) {
        match field.kind {
            Some("object") if !field.fields.is_empty() => {
                return self.object(level, &field.fields, is_request);
            }
            Some("array") => {
                self.line(level, "type: array");
                self.line(level, "items:");
                match field.items {
                    _ if !field.fields.is_empty() => self.object(level + 1, &field.fields, is_request),
                    Some(kind) => self.line(level + 1, &format!("type: {kind}")),
                    None => {
                        self.decide(level + 1, "what the items are");
                        self.line(level + 1, "{}");
                    }
                }
            }
            Some(kind) => self.line(level, &format!("type: {kind}")),
            None => self.decide(level, "its type"),
        }
        if let Some(format) = &field.format {
            self.line(level, &format!("format: {}", text(format)));
        }
        self.limits(level, &field.limits);
        if !field.examples.is_empty() {
            let examples: Vec<String> = field.examples.iter().map(json).collect();
            self.line(level, &format!("examples: [{}]", examples.join(", ")));
        }
        // A property without any key would be null.
        if field.kind.is_none()
            && field.description.is_none()
            && !field.is_sampled
            && field.limits == Limits::default()
        {
            self.line(level, "description: Not described");
        }
    }

    fn limits(&mut self, level: usize, limits: &Limits) {
        let Limits { min_length, max_length, minimum, maximum, values, only } = limits;
        let numbers = [("minLength", min_length), ("maxLength", max_length)];
        for (key, value) in numbers.into_iter().filter_map(|(key, value)| Some((key, value.as_ref()?))) {
            self.line(level, &format!("{key}: {value}"));
        }
        for (key, value) in [("minimum", minimum), ("maximum", maximum)]
            .into_iter()
            .filter_map(|(key, it)| Some((key, it.as_ref()?)))
        {
            self.line(level, &format!("{key}: {value}"));
        }
        if !values.is_empty() {
            let values: Vec<String> = values.iter().map(|value| word(value)).collect();
            self.line(level, &format!("enum: [{}]", values.join(", ")));
        }
        if let Some(only) = only {
            self.line(level, &format!("const: {only}"));
        }
    }
}

/// What the title says, or method and path.
fn id(operation: &Operation) -> String {
    let words = |text: &str| {
        let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let words = words.enumerate().map(|(index, word)| {
            let word = word.to_ascii_lowercase();
            if index == 0 { word } else { upper(&word) }
        });
        words.collect::<String>()
    };
    let from_title = operation.title.as_deref().map(words).unwrap_or_default();
    match from_title.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => from_title,
        false => words(&format!("{} {}", operation.method, operation.path)),
    }
}

fn unique(id: &str, ids: &mut BTreeSet<String>) -> String {
    let mut all = std::iter::once(id.to_owned()).chain((2..).map(|number| format!("{id}{number}")));
    let id = all.find(|id| !ids.contains(id)).expect("numbers do not end");
    ids.insert(id.clone());
    id
}

fn upper(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_ascii_uppercase().to_string() + chars.as_str()).unwrap_or_default()
}

/// A string as JSON, which is YAML too, whatever a page has written.
fn text(text: &str) -> String {
    printable(&serde_json::Value::from(text).to_string())
}

/// A name without quotes, where every reader of YAML takes it for a text.
fn word(name: &str) -> String {
    const OTHERS: [&str; 12] =
        ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", ".inf"];
    let is_plain = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    match is_plain && !OTHERS.contains(&name.to_ascii_lowercase().as_str()) {
        true => name.to_owned(),
        false => text(name),
    }
}

fn json(value: &Value) -> String {
    match value {
        Value::Mapping(entries) => {
            let entries = entries.iter().map(|(key, value)| {
                let key = text(key.as_str().unwrap_or_default());
                let mark = if key.len() <= LONGEST_KEY { "" } else { "? " };
                format!("{mark}{key}: {}", json(value))
            });
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Sequence(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(", ")),
        Value::String(it) => text(it),
        other => serde_json::to_string(other).unwrap_or_else(|_| "null".to_owned()),
    }
}

/// YAML takes some characters only as escapes, and in comments not at all.
fn printable(text: &str) -> String {
    let mut printable = String::new();
    for c in text.chars() {
        match c {
            '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{fffe}'
            | '\u{ffff}'
            | '\u{feff}' => {
                write!(printable, "\\u{:04x}", u32::from(c)).expect("a string takes text");
            }
            c => printable.push(c),
        }
    }
    printable
}
