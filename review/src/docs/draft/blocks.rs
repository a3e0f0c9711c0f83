//! A text taken apart: headings, code, tables, lines.

use crate::docs::page::fence;

/// A piece of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    Heading(String),
    Code(String),
    /// Cells of the head, and of each row.
    Table(Vec<String>, Vec<Vec<String>>),
    Line(String),
}

/// The pieces of a Markdown text, or of a text as a browser copies it: there, code has no fences.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let trimmed = line.trim();
        rest = if let Some(mark) = fence(line) {
            let (code, after) = fenced(after, mark);
            blocks.push(Block::Code(code));
            after
        } else if let Some(end) = bare_code(rest) {
            blocks.push(Block::Code(rest[..end].trim().to_owned()));
            &rest[end..]
        } else if trimmed.starts_with('|') && is_rule(after.lines().next().unwrap_or_default()) {
            let rows: Vec<&str> =
                after.lines().skip(1).take_while(|line| line.trim().starts_with('|')).collect();
            let length: usize = after.lines().take(rows.len() + 1).map(|line| line.len() + 1).sum();
            blocks.push(Block::Table(cells(trimmed), rows.iter().map(|row| cells(row)).collect()));
            after.get(length..).unwrap_or_default()
        } else {
            match trimmed.trim_start_matches('#') {
                "" => {}
                title if trimmed.starts_with('#') && title.starts_with(' ') => {
                    let title = title.split(" {#").next().unwrap_or(title);
                    blocks.push(Block::Heading(plain(title.trim())));
                }
                _ => blocks.push(Block::Line(plain(trimmed))),
            }
            after
        };
    }
    blocks
}

fn fenced<'t>(text: &'t str, mark: &str) -> (String, &'t str) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().starts_with(mark) && line.trim().chars().all(|c| mark.contains(c)) {
            return (text[..at].trim_end().to_owned(), &text[at + line.len()..]);
        }
        at += line.len();
    }
    (text.trim_end().to_owned(), "")
}

/// The end of a call or of a JSON value that begins a line.
fn bare_code(text: &str) -> Option<usize> {
    let (start, indent) =
        (text.trim_start_matches([' ', '\t']), text.len() - text.trim_start_matches([' ', '\t']).len());
    if start.starts_with("curl ") {
        return Some(indent + call_end(start));
    }
    start.starts_with(['{', '[']).then(|| json_end(start)).flatten().map(|end| indent + end)
}

/// The end of a JSON object or list at the start of a text.
pub(super) fn json_end(text: &str) -> Option<usize> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Value>();
    let value = values.next()?.ok()?;
    // `[1]` is a note, and `{}` is anything.
    let is_sample = match &value {
        serde_json::Value::Object(entries) => !entries.is_empty(),
        serde_json::Value::Array(items) => items.iter().any(serde_json::Value::is_object),
        _ => false,
    };
    is_sample.then(|| values.byte_offset())
}

/// A shell's command ends with the line that nothing continues: no backslash, no open quote.
fn call_end(text: &str) -> usize {
    let mut quote: Option<char> = None;
    let mut is_escaped = false;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (_, _) if is_escaped => is_escaped = false,
            (None | Some('"'), '\\') => is_escaped = true,
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None, '\n') => return at,
            _ => {}
        }
    }
    text.len()
}

fn is_rule(line: &str) -> bool {
    line.contains("--") && line.chars().all(|c| "|-: \t".contains(c))
}

fn cells(row: &str) -> Vec<String> {
    let row = row.trim().trim_start_matches('|');
    let row = row.strip_suffix('|').unwrap_or(row).replace("\\|", "\u{1}");
    row.split('|').map(|cell| plain(&cell.replace('\u{1}', "|"))).collect()
}

/// Without escapes and emphasis; code keeps its signs, which say that it is a name or a value.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut chars = text.trim().chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(char::is_ascii_punctuation) => plain.extend(chars.next()),
            '*' if chars.peek() == Some(&'*') => drop(chars.next()),
            c => plain.push(c),
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
