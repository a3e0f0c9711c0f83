//! A case of schemas: `base` and `head` are what becomes of the schema `Edited` of `tests/diff/frame.yaml`, which stands at
//! every place that rules tell apart. `components` are further schemas of both, `media-type` is that of the bodies.
//!
//! `expected` has a line for each place: the level, the rule, who is hurt. Above stands what is the same for all of them: the
//! sentence, with `{}` for the schema and `{id}` for its property `id`; in brackets, where it was and where it is in `Edited`,
//! and what it does to the crate.

use std::path::Path;

use clientwright_codegen::wire::HttpMethod::{self, Post, Put};
use clientwright_document::pointer::Pointer;
use clientwright_document::{Document, Value};
use clientwright_review::day::Day;
use clientwright_review::diff::{self, Change};

use super::{indented, parse, said, with_expected};
use crate::rules::TODAY;

/// The document around the schemas.
pub(crate) const FRAME: &str = include_str!("../../../../tests/diff/frame.yaml");
const JSON: &str = "application/json";
/// Where the schema stands.
pub(crate) const EDITED: &str = "#/components/schemas/Edited";

/// A case, and what its file says but for what is expected.
pub(super) struct Schema<'p> {
    path: &'p Path,
    says: Value,
}

impl<'p> Schema<'p> {
    pub(super) fn read(path: &'p Path) -> Self {
        let case = indented(&said(path));
        let around =
            format!("openapi: 3.1.0\ninfo: {{title: a, version: '1'}}\npaths: {{}}\nx-case:\n{case}");
        let says = parse(&around).root().get("x-case").unwrap().clone();
        let is_known = |key: &String| ["base", "head", "components", "media-type"].contains(&key.as_str());
        assert!(says.as_mapping().unwrap().keys().all(is_known), "{}: an unknown key", path.display());
        Self { path, says }
    }

    fn media_type(&self) -> &str {
        self.says.get("media-type").and_then(Value::as_str).unwrap_or(JSON)
    }

    pub(super) fn document(&self, side: &str) -> Document {
        let mut root = parse(&FRAME.replace(JSON, self.media_type())).root().clone();
        let schemas = root.get_mut("components").and_then(|all| all.get_mut("schemas")).unwrap();
        let schemas = schemas.as_mapping_mut().unwrap();
        schemas.insert("Edited".to_owned(), self.says.get(side).unwrap().clone());
        for (name, schema) in self.says.get("components").and_then(Value::as_mapping).into_iter().flatten() {
            schemas.insert(name.clone(), schema.clone());
        }
        parse(&root.to_json())
    }

    pub(super) fn compare(&self) -> Vec<Change> {
        diff::compare(&self.document("base"), &self.document("head"), Day::parse(TODAY).unwrap())
    }

    /// The text of the case that expects what was found.
    pub(super) fn expecting(&self, found: &[Change]) -> String {
        let mut groups: Vec<(String, String)> = Vec::new();
        for change in found {
            let (about, line) = self.shown(change);
            match groups.iter_mut().find(|(known, _)| *known == about) {
                Some((_, lines)) => lines.push_str(&line),
                None => groups.push((about, line)),
            }
        }
        let lines = groups.into_iter().map(|(about, lines)| format!("{about}\n{lines}"));
        with_expected(self.path, &lines.collect::<String>())
    }

    /// What happened, wherever, and what is said of it at one place.
    fn shown(&self, change: &Change) -> (String, String) {
        let (place, below) =
            self.place(change).unwrap_or_else(|| panic!("no place of the frame: {change:?}"));
        let text = change.text().replacen(&change.subject, &format!("{{{below}}}"), 1);
        let (what, hurt) = text.rsplit_once(": ").unwrap();
        let at = |at: &Option<Pointer>| match at.as_ref().map(Pointer::to_string) {
            Some(at) => at.strip_prefix(EDITED).map_or(at.clone(), |below| format!("Edited{below}")),
            None => "-".to_owned(),
        };
        let about = format!("{what} [{} -> {}, {}]", at(&change.base), at(&change.head), change.rust);
        (about, format!("  {place:22} {:7} {}: {hurt}\n", change.rule.level, change.rule.id))
    }

    /// What the place is called here, and the way from the edited schema to the subject.
    fn place(&self, change: &Change) -> Option<(&'static str, String)> {
        let in_type = format!(" in {}", self.media_type());
        let subject = change.subject.strip_suffix(&in_type).unwrap_or(&change.subject);
        assert_eq!(change.path.as_deref(), Some("/things"));
        let mut here = PLACES.iter().filter(|(_, method, ..)| Some(*method) == change.operation);
        here.find_map(|(name, _, step, whole, part)| {
            if subject == *whole {
                return Some((*name, String::new()));
            }
            let (before, after) = part.split_once("{}")?;
            let below = subject.strip_prefix(before)?.strip_suffix(after)?.strip_prefix(step)?;
            let below = if step.is_empty() || below.is_empty() { below } else { below.strip_prefix('/')? };
            (!below.contains('`')).then(|| (*name, below.to_owned()))
        })
    }
}

/// The places of the frame: what they are called here, the operation, the way to the edited schema, and what the subject is
/// where it is the whole, and where it is `{}` below.
#[rustfmt::skip]
const PLACES: &[(&str, HttpMethod, &str, &str, &str)] = &[
    ("request body", Post, "", "the request body", "the request property `{}`"),
    ("request property", Put, "both", "", "the request property `{}`"),
    ("read-only property", Put, "received", "", "the request property `{}`"),
    ("parameter", Post, "", "the query parameter `value`", "the property `{}` of the query parameter `value`"),
    ("parameter's property", Post, "part", "", "the property `{}` of the query parameter `object`"),
    ("sent header's property", Post, "part", "", "the property `{}` of the header parameter `X-Object`"),
    ("response body", Post, "", "the body of the 200 response", "the property `{}` of the 200 response"),
    ("response property", Put, "both", "", "the property `{}` of the 200 response"),
    ("write-only property", Put, "sent", "", "the property `{}` of the 200 response"),
    ("header", Post, "", "the header `X-Value` of the 200 response", "the property `{}` of the header `X-Value` of the 200 response"),
    ("header's property", Post, "part", "", "the property `{}` of the header `X-Object` of the 200 response"),
];
