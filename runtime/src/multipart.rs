//! `multipart/form-data` bodies.

use std::collections::BTreeSet;
use std::fmt;

use bytes::Bytes;

use crate::encode::header_value;
use crate::file::ToFiles;
use crate::json::{self, Encode, Json, Kind, Segment};
use crate::limits::{self, Check, Rules, Violation};
use crate::param::{Param, ToParam, scalar_text};

/// A multipart form: named parts in the order in which they were added.
///
/// The same parts always give the same bytes: the boundary is the first of a fixed series that no part contains.
#[derive(Clone, Default)]
pub struct Multipart {
    parts: Vec<Part>,
    /// Whether documented limits are checked, and the first that is not kept.
    checks: bool,
    violation: Option<Violation>,
}

#[derive(Clone)]
struct Part {
    name: String,
    file_name: Option<String>,
    content_type: Option<String>,
    content: Bytes,
}

/// What can be sent as a multipart form; [`multipart!`](crate::multipart!) implements it.
pub trait ToMultipart {
    /// Adds the parts of `self` to `form`.
    fn parts(&self, form: &mut Multipart);
}

impl<T: ToMultipart + ?Sized> ToMultipart for &T {
    fn parts(&self, form: &mut Multipart) {
        (**self).parts(form);
    }
}

impl Multipart {
    /// A form without parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// A form that checks documented limits.
    pub(crate) fn checking() -> Self {
        Self { checks: true, ..Self::default() }
    }

    /// The first limit that is not kept.
    pub(crate) fn violation(&self) -> Option<&Violation> {
        self.violation.as_ref()
    }

    /// Checks the parts of a name. Where there is none, there is nothing to check.
    pub fn check(&mut self, name: &'static str, checks: &'static [Check], page: Option<&'static str>) {
        if !self.checks || self.violation.is_some() {
            return;
        }
        let mut parts = self.parts.iter().filter(|part| part.name == name).peekable();
        if parts.peek().is_none() {
            return;
        }
        let texts = parts.map(|part| match part.file_name {
            // What a file holds is not text.
            Some(_) => String::new(),
            None => String::from_utf8_lossy(&part.content).into_owned(),
        });
        let verdict = limits::check_parts(checks, texts.collect());
        self.violation = verdict.err().map(|found| found.within(name).on(page));
    }

    /// Checks rules between the parts.
    pub fn check_rules(&mut self, rules: &Rules) {
        if self.checks && self.violation.is_none() {
            let part = |name: &str| self.parts.iter().find(|part| part.name == name);
            let verdict = rules.check_members(&|name| Some(String::from_utf8_lossy(&part(name)?.content)));
            self.violation = verdict.err();
        }
    }

    /// Adds a text part; a list adds one part per member, an object one named `name[key]` per member.
    pub fn text(&mut self, name: &str, value: impl ToParam) {
        match value.to_param() {
            Param::Absent => {}
            Param::One(text) => self.push_text(name.to_owned(), text),
            Param::Many(texts) => texts.into_iter().for_each(|text| self.push_text(name.to_owned(), text)),
            Param::Object(pairs) => {
                for (key, text) in pairs {
                    self.push_text(format!("{name}[{key}]"), text);
                }
            }
        }
    }

    /// Adds a part with the JSON of a value, unless the value is absent.
    pub fn json(&mut self, name: &str, value: &(impl Encode + ?Sized)) {
        if value.is_absent() {
            return;
        }
        let (json, violation) = match self.checks {
            true => json::to_checked_string(value),
            false => (json::to_string(value), None),
        };
        if let (Some(mut violation), None) = (violation, &self.violation) {
            violation.push(Segment::Key(name.to_owned().into()));
            self.violation = Some(violation);
        }
        self.parts.push(Part {
            name: name.to_owned(),
            file_name: None,
            content_type: Some("application/json".to_owned()),
            content: json.into(),
        });
    }

    /// Adds a value by what it is: text as a text part, an object as a part with its JSON, a list as a part for each
    /// member, `null` not at all.
    pub fn value(&mut self, name: &str, value: &(impl Encode + ?Sized)) {
        if value.is_absent() {
            return;
        }
        let value = Json::encode(value);
        match value.items() {
            Some(items) => items.iter().for_each(|item| self.push_value(name, item)),
            None => self.push_value(name, &value),
        }
    }

    fn push_value(&mut self, name: &str, value: &Json) {
        match value.kind() {
            Kind::Null => {}
            Kind::Object | Kind::Array => self.json(name, value),
            Kind::String | Kind::Bool | Kind::Number => self.push_text(name.to_owned(), scalar_text(value)),
        }
    }

    /// Adds one part per file.
    pub fn file(&mut self, name: &str, files: &impl ToFiles) {
        for file in files.files() {
            self.parts.push(Part {
                name: name.to_owned(),
                file_name: Some(file.name.clone()),
                content_type: Some(file.content_type.clone()),
                content: file.content.clone(),
            });
        }
    }

    fn push_text(&mut self, name: String, text: String) {
        self.parts.push(Part { name, file_name: None, content_type: None, content: text.into() });
    }

    /// The name of the first part whose content type could not stand in a header.
    pub(crate) fn malformed_part(&self) -> Option<&str> {
        let well_formed = |content_type: &str| header_value(content_type).is_some();
        let part = self.parts.iter().find(|part| !part.content_type.as_deref().is_none_or(well_formed))?;
        Some(&part.name)
    }

    /// The value of the `content-type` header, with the boundary.
    pub(crate) fn content_type(&self) -> String {
        format!("multipart/form-data; boundary={}", boundary(self.number()))
    }

    /// The form as it goes on the wire.
    pub(crate) fn to_bytes(&self) -> Bytes {
        let boundary = boundary(self.number());
        let mut out = Vec::with_capacity(self.parts.iter().map(|part| part.content.len() + 256).sum());
        for part in &self.parts {
            part.write(&boundary, &mut out);
        }
        out.extend_from_slice(b"--");
        out.extend_from_slice(boundary.as_bytes());
        out.extend_from_slice(b"--\r\n");
        out.into()
    }

    /// The smallest number whose boundary stands in no part. One pass, however many boundaries an upload imitates.
    fn number(&self) -> u32 {
        let mut taken = BTreeSet::new();
        for part in &self.parts {
            collect_numbers(&part.content, &mut taken);
            // Names are escaped, but an escape never touches the characters of a boundary.
            collect_numbers(part.name.as_bytes(), &mut taken);
            collect_numbers(part.file_name.as_deref().unwrap_or_default().as_bytes(), &mut taken);
            collect_numbers(part.content_type.as_deref().unwrap_or_default().as_bytes(), &mut taken);
        }
        (0..).zip(&taken).find(|(free, taken)| free != *taken).map_or(taken.len() as u32, |(free, _)| free)
    }
}

const BOUNDARY: &str = "clientwright-boundary-";
const DIGITS: usize = 8;

/// Of fixed length, so that no boundary is the beginning of another.
fn boundary(number: u32) -> String {
    format!("{BOUNDARY}{number:08x}")
}

/// Puts the numbers of all boundaries that occur in `content` into `taken`.
fn collect_numbers(content: &[u8], taken: &mut BTreeSet<u32>) {
    for window in content.windows(BOUNDARY.len() + DIGITS) {
        if let Some(digits) = window.strip_prefix(BOUNDARY.as_bytes())
            && digits.iter().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
            && let Ok(digits) = std::str::from_utf8(digits)
            && let Ok(number) = u32::from_str_radix(digits, 16)
        {
            taken.insert(number);
        }
    }
}

impl Part {
    fn write(&self, boundary: &str, out: &mut Vec<u8>) {
        let mut head =
            format!("--{boundary}\r\ncontent-disposition: form-data; name=\"{}\"", quoted(&self.name));
        if let Some(name) = &self.file_name {
            head.push_str(&format!("; filename=\"{}\"", quoted(name)));
        }
        if let Some(content_type) = &self.content_type {
            head.push_str("\r\ncontent-type: ");
            head.push_str(content_type);
        }
        head.push_str("\r\n\r\n");
        out.extend_from_slice(head.as_bytes());
        out.extend_from_slice(&self.content);
        out.extend_from_slice(b"\r\n");
    }
}

/// The escapes that the HTML standard prescribes for names in a form; they leave no way out of the quotes.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

impl fmt::Debug for Multipart {
    /// The names and sizes of the parts.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Multipart(")?;
        for part in &self.parts {
            write!(f, "{}: {} bytes, ", part.name.escape_debug(), part.content.len())?;
        }
        f.write_str(")")
    }
}
