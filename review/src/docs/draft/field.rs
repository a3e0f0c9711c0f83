//! A field in the ways in which sites write one.

use serde_yaml::Value;

use super::Field;
use super::blocks::Block;
use super::limits::{self, pattern};

/// A type as documentation calls it, and the format that it says with it.
pub(super) fn kind(text: &str) -> Option<(&'static str, Option<&'static str>, Option<&'static str>)> {
    let text = text.trim().trim_matches('`').to_ascii_lowercase();
    let text = text.split(" or null").next().unwrap_or(&text).trim_end_matches(" | null");
    let list = text.strip_suffix("[]").or_else(|| text.strip_prefix("array<")?.strip_suffix('>'));
    let list = list.or_else(|| text.strip_prefix("array of ").or_else(|| text.strip_prefix("list of ")));
    if let Some(item) = list {
        let item = kind(item).or_else(|| kind(item.trim_end_matches('s'))).map(|(kind, _, _)| kind);
        return Some(("array", None, item));
    }
    Some(match text {
        "string" | "str" | "text" | "enum" | "enum<string>" => ("string", None, None),
        "uuid" => ("string", Some("uuid"), None),
        "date" => ("string", Some("date"), None),
        "datetime" | "date-time" | "timestamp" => ("string", Some("date-time"), None),
        "uri" | "url" => ("string", Some("uri"), None),
        "integer" | "int" | "int32" | "int64" | "long" => ("integer", None, None),
        "number" | "float" | "double" | "decimal" => ("number", None, None),
        "boolean" | "bool" => ("boolean", None, None),
        "object" | "json" => ("object", None, None),
        "array" | "list" => ("array", None, None),
        _ => return None,
    })
}

impl Field {
    /// A field of the documentation.
    pub(super) fn documented(name: &str, kind_text: &str) -> Self {
        let (kind, format, items) =
            kind(kind_text).map_or((None, None, None), |(kind, format, items)| (Some(kind), format, items));
        let mut field = Self { name: name.to_owned(), kind, items, ..Self::default() };
        field.format = format.map(str::to_owned);
        if kind.is_none() && !kind_text.trim().is_empty() {
            field.questions.push(format!("the page calls its type {kind_text}"));
        }
        field
    }

    /// Adds to what the page says of it.
    pub(super) fn describe(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        match &mut self.description {
            Some(description) => {
                description.push(' ');
                description.push_str(text);
            }
            None => self.description = Some(text.to_owned()),
        }
    }

    /// Takes from the description what it says of values.
    pub(super) fn settle(&mut self) {
        let Some(description) = self.description.take() else { return };
        let examples = pattern!(r"(?i)\s*\bexamples?:\s*(.+?)(?:\.(?:\s|$)|$)");
        if let Some(found) = examples.captures(&description)
            && self.examples.is_empty()
        {
            self.examples = examples_of(&found[1], self.kind);
        }
        let text = examples.replace(&description, " ").trim().to_owned();
        // A list that the page folds in.
        let text = text.strip_suffix("Possible values:").map_or(text.as_str(), str::trim).to_owned();
        self.limits = limits::read(&text, self.kind);
        if let Some(found) =
            pattern!(r"(?i)\b((?:only )?required (?:if|when|for|unless)[^.]*)").captures(&text)
        {
            self.questions.push(format!("a condition that no schema says: {}", &found[1]));
            // Whatever a mark beside it says, it is not always there.
            self.is_required = Some(false);
        }
        if self.format.as_deref() == Some("enum") {
            self.format = None;
            if self.limits.values.is_empty() {
                self.questions.push("the page has a list of values and does not show it".to_owned());
            }
        }
        self.description = (!text.is_empty()).then_some(text);
    }
}

/// What stands behind `Example:`; a list of them for a text.
fn examples_of(text: &str, kind: Option<&'static str>) -> Vec<Value> {
    let text = text.trim().trim_matches('`');
    let is_mail_hidden = |text: &str| text.contains("email") && text.contains("protected");
    match kind {
        Some("string") if is_mail_hidden(text) => Vec::new(),
        Some("string") => {
            let parts: Vec<&str> = text.split(", ").map(|part| part.trim().trim_matches('`')).collect();
            let is_list = parts.len() > 1 && parts.iter().all(|part| part.len() < 40);
            let parts = if is_list { parts } else { vec![text] };
            parts.into_iter().map(Value::from).collect()
        }
        Some("integer") => text.parse::<i64>().map(Value::from).into_iter().collect(),
        Some("number") => text.parse::<f64>().map(Value::from).into_iter().collect(),
        Some("boolean") => text.parse::<bool>().map(Value::from).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// `nametypeRequired`, as GitBook's pages are copied: nothing stands between the parts.
pub(super) fn glued(line: &str) -> Option<Field> {
    let found = pattern!(
        r"^([A-Za-z_][\w.-]*?)(string|integer|number|boolean|object|array|any)(?:\[\])?(?: · ([a-z][a-z0-9-]*?))?(?: · nullable)?(Required|Optional)(.*)$"
    )
    .captures(line)?;
    let mut field = Field::documented(&found[1], &found[2]);
    field.format = found.get(3).map(|format| format.as_str().to_owned());
    field.is_required = Some(&found[4] == "Required");
    field.describe(&found[5]);
    Some(field)
}

/// A name, and below it a type, and below that `required`, as Mintlify's pages are copied. Also how many lines it takes.
pub(super) fn stacked(blocks: &[Block]) -> Option<(Field, usize)> {
    let line = |at: usize| match blocks.get(at) {
        Some(Block::Line(line)) => Some(line.as_str()),
        _ => None,
    };
    let name = name(line(0)?)?;
    let kind_text = line(1)?;
    kind(kind_text)?;
    let mut field = Field::documented(name, kind_text);
    let mut taken = 2;
    // Where required fields are marked, the others are not required.
    field.is_required = Some(false);
    while let Some(mark) = line(taken) {
        match mark.to_ascii_lowercase().as_str() {
            "required" => field.is_required = Some(true),
            "optional" | "deprecated" => {}
            mark if mark.starts_with("default:") => {}
            _ => break,
        }
        taken += 1;
    }
    Some((field, taken))
}

/// A word that can be a field's name.
pub(super) fn name(text: &str) -> Option<&str> {
    let text = text.trim().trim_matches('`');
    pattern!(r"^[A-Za-z_$][\w$.\[\]-]*$").is_match(text).then_some(text)
}

/// `- name (string, required): words`, and the like.
pub(super) fn bullet(line: &str) -> Option<Field> {
    let found =
        pattern!(r"^(?:[-*•+]\s+)`?([A-Za-z_$][\w$.-]*)`?\s*(?:\(([^)]*)\)|:?\s*`([^`]+)`|—|–|-|:)?\s*(.*)$")
            .captures(line)?;
    let marks = found.get(2).or(found.get(3))?.as_str();
    let parts: Vec<&str> = marks.split(',').map(str::trim).collect();
    let typed = parts.iter().find(|part| kind(part).is_some())?;
    let mut field = Field::documented(&found[1], typed);
    let rest = found[4].trim_start_matches([':', '-', '–', '—', ',', ' ']);
    let (mark, rest) = match pattern!(r"(?i)^\(?(required|optional)\b\)?[.,:]?\s*").captures(rest) {
        Some(marked) => (Some(marked[1].to_owned()), &rest[marked[0].len()..]),
        None => (None, rest),
    };
    let marked = parts.iter().map(|part| (*part).to_owned()).chain(mark).find_map(|mark| required(&mark));
    field.is_required = marked;
    field.describe(rest);
    Some(field)
}

/// `<ParamField body="name" type="string" required>`, with the location that it says.
pub(super) fn component(line: &str) -> Option<(Option<String>, Field)> {
    let tag = pattern!(r"^<(ParamField|ResponseField)\b([^>]*)>(.*)$").captures(line)?;
    let attributes = &tag[2];
    let text = |name: &str| {
        let start = attributes.find(&format!("{name}=\""))? + name.len() + 2;
        Some(attributes[start..].split('"').next()?.to_owned())
    };
    let (location, name) = ["path", "query", "header", "body"]
        .into_iter()
        .find_map(|location| Some((Some(location.to_owned()), text(location)?)))
        .or_else(|| Some((None, text("name")?)))?;
    let mut field = Field::documented(&name, &text("type").unwrap_or_default());
    field.is_required = Some(pattern!(r"\brequired\b").is_match(attributes));
    field.describe(tag[3].trim_end_matches("</ParamField>").trim_end_matches("</ResponseField>"));
    Some((location, field))
}

/// What a mark says.
pub(super) fn required(mark: &str) -> Option<bool> {
    match mark.trim().trim_matches(['`', '*']).to_ascii_lowercase().as_str() {
        "required" | "yes" | "y" | "true" | "mandatory" | "✓" | "✔" | "✅" | "m" => Some(true),
        "optional" | "no" | "n" | "false" | "✗" | "❌" | "o" | "-" | "–" | "not required" => Some(false),
        _ => None,
    }
}

/// The rows of a table of fields, each with the location that it says; `None` when it is a table of something else.
pub(super) fn table(head: &[String], rows: &[Vec<String>]) -> Option<Vec<(Option<String>, Field)>> {
    let column = |names: &[&str]| {
        head.iter().position(|cell| {
            let cell = cell.trim_matches('`').to_ascii_lowercase();
            names.contains(&cell.as_str())
        })
    };
    let names = column(&[
        "field",
        "name",
        "parameter",
        "property",
        "key",
        "attribute",
        "param",
        "fields",
        "parameters",
    ])?;
    let kinds = column(&["type", "data type", "datatype"])?;
    let marks = column(&["required", "required?", "mandatory", "optional", "is required", ""]);
    let words = column(&["description", "notes", "details", "meaning", "comment"]);
    let places = column(&["in", "location", "place"]);
    let samples = column(&["example", "sample"]);
    let is_inverse = marks.is_some_and(|at| head[at].eq_ignore_ascii_case("optional"));
    let fields = rows.iter().filter_map(|row| {
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).map_or("", String::as_str);
        let marked_name = cell(Some(names));
        let plain = marked_name.trim_end_matches(['*', ' ']).trim();
        let mut field = Field::documented(name(plain)?, cell(Some(kinds)).trim_matches('`'));
        field.is_required = match (marks, required(cell(marks))) {
            (Some(_), Some(is)) => Some(is != is_inverse),
            // An empty cell beside marks is one too.
            (Some(at), None) if cell(Some(at)).is_empty() && !is_inverse => Some(false),
            _ => None,
        };
        field.describe(cell(words));
        field.examples =
            examples_of(cell(samples), field.kind).into_iter().filter(|it| it.as_str() != Some("")).collect();
        let place = cell(places).to_ascii_lowercase();
        Some(((!place.is_empty()).then_some(place), field))
    });
    Some(fields.collect())
}
