//! Goes through a page: which operation, which part of it, which field.

mod samples;

use super::blocks::{Block, blocks};
use super::field;
use super::limits::pattern;
use super::sample::{self, Call};
use super::words::{Part, endpoint, is_aside, is_key, is_of_site, label, template};
use super::{Field, Location, Operation, Response};

/// What a page shows.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub(super) operations: Vec<Operation>,
    /// What no operation has.
    pub(super) questions: Vec<String>,
}

struct Reader {
    page: Page,
    part: Part,
    /// The last heading, or line that may be one.
    title: Option<String>,
    /// The one before it: what stands above an address is that of a server.
    title_before: Option<String>,
    /// Names of headers that samples send.
    headers: Vec<String>,
    /// Whether the last block was a call: what follows is its response.
    after_call: bool,
    /// The field whose description may go on: where it stands.
    open: Option<Slot>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Slot {
    Parameter(usize),
    Body(usize),
    Response(usize),
    /// Of what is no parameter.
    Nowhere,
}

/// Reads a page.
pub(super) fn page(text: &str) -> Page {
    let blocks = blocks(text);
    let mut reader = Reader {
        page: Page::default(),
        part: Part::Open,
        title: None,
        title_before: None,
        headers: calls(&blocks).flat_map(|call| call.headers).collect(),
        after_call: false,
        open: None,
    };
    let mut at = 0;
    while at < blocks.len() {
        at += reader.take(&blocks[at..]).max(1);
    }
    let mut page = reader.page;
    for operation in &mut page.operations {
        let parameters = operation.parameters.iter_mut().map(|(_, field)| field);
        let fields = parameters
            .chain(&mut operation.body)
            .chain(operation.responses.iter_mut().flat_map(|it| &mut it.fields));
        fields.for_each(Field::settle);
    }
    page
}

fn calls(blocks: &[Block]) -> impl Iterator<Item = Call> {
    blocks.iter().filter_map(|block| match block {
        Block::Code(code) => sample::call(code),
        _ => None,
    })
}

impl Reader {
    /// Takes what stands at the front, and says how many blocks that is.
    fn take(&mut self, blocks: &[Block]) -> usize {
        let was_call = std::mem::take(&mut self.after_call);
        if let Some((method, path, server, taken)) = endpoint(blocks) {
            self.operation(method, path, server);
            return taken;
        }
        match &blocks[0] {
            Block::Heading(text) => {
                self.open = None;
                if !self.label(text) {
                    self.title = Some(text.clone());
                    // A heading that names no part of the call ends it.
                    self.part =
                        if is_aside(text) || self.part != Part::Open { Part::Aside } else { Part::Open };
                }
                1
            }
            Block::Code(code) => {
                self.open = None;
                self.code(code, was_call);
                1
            }
            Block::Table(head, rows) => {
                self.open = None;
                match (field::table(head, rows), self.codes_table(head)) {
                    (Some(fields), _) => {
                        fields.into_iter().for_each(|(place, field)| self.located(place, field))
                    }
                    (None, Some((code, meaning))) => {
                        let cells = rows.iter().filter_map(|row| Some((row.get(code)?, row.get(meaning)?)));
                        let codes: Vec<_> = cells
                            .map(|(code, meaning)| (code.trim_matches('`').to_owned(), meaning.clone()))
                            .collect();
                        self.codes(codes);
                    }
                    (None, None) => {
                        self.question(format!("a table that is not of fields: {}", head.join(", ")))
                    }
                }
                1
            }
            Block::Line(line) => self.line(line, blocks),
        }
    }

    fn line(&mut self, line: &str, blocks: &[Block]) -> usize {
        if line.starts_with("</") || line == "chevron-right" {
            self.open = None;
            return 1;
        }
        if let Some((field, taken)) = field::stacked(blocks).filter(|_| self.part != Part::Aside) {
            self.located(None, field);
            return taken;
        }
        if self.label(line) {
            self.open = None;
            return 1;
        }
        if self.part == Part::Aside {
            // A status says which response follows.
            if !self.status(line) {
                self.title = Some(line.to_owned());
            }
            return 1;
        }
        if let Some((place, field)) = field::component(line) {
            self.located(place, field);
            return 1;
        }
        if let Some(field) = field::glued(line).or_else(|| field::bullet(line)) {
            self.located(None, field);
            return 1;
        }
        if self.status(line) {
            self.open = None;
            return 1;
        }
        if self.describes(line) {
            return 1;
        }
        if line.contains("://") && !line.contains(' ') {
            self.title = self.title_before.take();
            return 1;
        }
        self.title_before = self.title.replace(line.to_owned());
        let part = self.part;
        let Some(operation) = self.page.operations.last_mut() else { return 1 };
        let has_fields =
            !operation.body.is_empty() || operation.parameters.iter().any(|(it, _)| *it != Location::Path);
        match part {
            Part::Open if has_fields => self.part = Part::Aside,
            Part::Open if line.contains(' ') && !is_of_site(line) => {
                operation.description.push(line.to_owned())
            }
            Part::Body if line == "or" => {
                let question = "the body has alternatives that the page does not show";
                if !operation.questions.iter().any(|it| it == question) {
                    operation.questions.push(question.to_owned());
                }
            }
            _ => {}
        }
        1
    }

    /// Whether the line goes on with the description of a field or a response.
    fn describes(&mut self, line: &str) -> bool {
        let Some(operation) = self.page.operations.last_mut().filter(|_| !line.starts_with("- ")) else {
            return false;
        };
        match self.open {
            Some(Slot::Parameter(at)) => operation.parameters[at].1.describe(line),
            Some(Slot::Body(at)) => operation.body[at].describe(line),
            Some(Slot::Nowhere) => {}
            Some(Slot::Response(at)) => {
                match operation.responses.last_mut().and_then(|it| it.fields.get_mut(at)) {
                    Some(field) => field.describe(line),
                    None => return false,
                }
            }
            None if self.part == Part::Responses && line.contains(' ') => {
                match operation.responses.last_mut() {
                    Some(response) if response.description.is_none() && response.fields.is_empty() => {
                        response.description = Some(line.to_owned());
                    }
                    _ => return false,
                }
            }
            None => return false,
        }
        true
    }

    fn operation(&mut self, method: String, path: String, server: Option<String>) {
        self.open = None;
        let is_same = |it: &Operation| it.method == method && it.path == path;
        // Pages repeat an operation above its samples.
        if let Some(operation) = self.page.operations.last().filter(|it| is_same(it)) {
            // Above the samples, or in the text above the parameters.
            if !operation.responses.is_empty() {
                self.part = Part::Aside;
            }
            self.title = None;
            return;
        }
        self.part = Part::Open;
        let is_title = |title: &String| {
            title.len() < 80 && !title.contains("://") && !title.ends_with(['.', ':']) && !is_of_site(title)
        };
        let title = self.title.take().filter(is_title);
        let parameters = template(&path).map(|name| {
            let field = Field { name: name.to_owned(), is_required: Some(true), ..Field::default() };
            (Location::Path, field)
        });
        let parameters = parameters.collect();
        self.page.operations.push(Operation {
            method,
            path,
            server,
            title,
            parameters,
            ..Operation::default()
        });
    }

    /// A word that names a part of an operation.
    fn label(&mut self, text: &str) -> bool {
        if let Some(found) = pattern!(r"(?i)^responses?\b\W*([1-5]\d\d\b.*)$").captures(text) {
            self.part = Part::Responses;
            return self.status(found[1].trim_end_matches([')', ':', '`']));
        }
        let Some(part) = label(text) else { return false };
        // A page can show the samples of several languages after the responses.
        self.part = part;
        self.title = None;
        true
    }

    /// Adds a field where it belongs.
    fn located(&mut self, place: Option<String>, field: Field) {
        self.open = None;
        let part = match place.as_deref() {
            Some("path") => Part::Parameters(Location::Path),
            Some("query") => Part::Parameters(Location::Query),
            Some("header") => Part::Parameters(Location::Header),
            Some("body") => Part::Body,
            _ => self.part,
        };
        let is_header = self.headers.contains(&field.name);
        let Some(operation) = self.page.operations.last_mut() else {
            self.page.questions.push(format!("the field {} stands before the first operation", field.name));
            return;
        };
        let part = match part {
            Part::Open if operation.parameters.iter().any(|(_, it)| it.name == field.name) => {
                Part::Parameters(Location::Path)
            }
            Part::Open if is_header => Part::Parameters(Location::Header),
            Part::Open if matches!(operation.method.as_str(), "GET" | "DELETE") => {
                Part::Parameters(Location::Query)
            }
            Part::Open => Part::Body,
            part => part,
        };
        match part {
            Part::Keys | Part::Aside => self.open = Some(Slot::Nowhere),
            Part::Parameters(Location::Header) if is_key(&field.name) => self.open = Some(Slot::Nowhere),
            Part::Parameters(location) => {
                let at = operation.parameters.iter().position(|(_, it)| it.name == field.name);
                let at = at.unwrap_or_else(|| {
                    operation.parameters.push((location, Field::default()));
                    operation.parameters.len() - 1
                });
                operation.parameters[at] = (location, field);
                self.open = Some(Slot::Parameter(at));
            }
            Part::Body | Part::Open => {
                if operation.body.iter().all(|it| it.name != field.name) {
                    operation.body.push(field);
                    self.open = Some(Slot::Body(operation.body.len() - 1));
                }
            }
            Part::Responses => {
                let fields = &mut response(operation).fields;
                if fields.iter().all(|it| it.name != field.name) {
                    fields.push(field);
                    self.open = Some(Slot::Response(fields.len() - 1));
                }
            }
        }
    }

    /// `200`, `201 - Created`, or a status with a code: `400P411: User exists`.
    fn status(&mut self, line: &str) -> bool {
        let Some(found) = pattern!(r"^[^\w\s]*\s*([1-5]\d\d)(?:\s*[-–:]?\s*(\D.*))?$").captures(line)
        else {
            return false;
        };
        let Some(operation) = self.page.operations.last_mut() else { return false };
        if self.part != Part::Responses && !line.starts_with(|c: char| !c.is_ascii()) {
            return false;
        }
        self.part = Part::Responses;
        let rest = found.get(2).map_or("", |rest| rest.as_str()).trim();
        let code = pattern!(r"^([A-Z][A-Z0-9_]*\d[A-Z0-9_]*|[A-Z]+_[A-Z0-9_]+): (.+)$").captures(rest);
        let status = &found[1];
        if operation.responses.iter().all(|it| it.status.as_deref() != Some(status)) {
            operation.responses.push(Response { status: Some(status.to_owned()), ..Response::default() });
        } else if let Some(at) =
            operation.responses.iter().position(|it| it.status.as_deref() == Some(status))
        {
            // What follows is said of this one.
            let response = operation.responses.remove(at);
            operation.responses.push(response);
        }
        let response = operation.responses.last_mut().expect("one was added");
        match code {
            Some(code) => response.codes.push((code[1].to_owned(), code[2].to_owned())),
            None if response.description.is_none() && !rest.is_empty() => {
                response.description = Some(rest.to_owned())
            }
            None => {}
        }
        self.title = Some("response".to_owned());
        true
    }

    /// The columns of a table of error codes.
    fn codes_table(&self, head: &[String]) -> Option<(usize, usize)> {
        let find =
            |names: &[&str]| head.iter().position(|cell| names.contains(&cell.to_ascii_lowercase().as_str()));
        Some((
            find(&["code", "error code", "error"])?,
            find(&["meaning", "description", "message", "reason"])?,
        ))
    }

    fn codes(&mut self, codes: Vec<(String, String)>) {
        let Some(operation) = self.page.operations.last_mut() else {
            self.page.questions.push("a table of codes stands before the first operation".to_owned());
            return;
        };
        let is_status = codes.iter().all(|(code, _)| pattern!(r"^[1-5]\d\d$").is_match(code));
        for (code, meaning) in codes {
            if is_status {
                let (status, description) = (Some(code), Some(meaning));
                operation.responses.push(Response { status, description, ..Response::default() });
            } else {
                operation.questions.push(format!("which status goes with the code {code}: {meaning}"));
            }
        }
    }

    fn question(&mut self, question: String) {
        match self.page.operations.last_mut() {
            Some(operation) => operation.questions.push(question),
            None => self.page.questions.push(question),
        }
    }
}

/// The response that the page is at.
fn response(operation: &mut Operation) -> &mut Response {
    if operation.responses.is_empty() {
        operation.responses.push(Response::default());
    }
    operation.responses.last_mut().expect("there is one")
}

fn add<T: PartialEq>(all: &mut Vec<T>, one: T) {
    if !all.contains(&one) {
        all.push(one);
    }
}
