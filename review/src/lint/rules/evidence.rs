//! What a text says of how sure a statement is, against the mark beside it.

use crate::lint::words::{phrase_before, phrase_in};
use crate::lint::{Findings, Subject};
use clientwright_document::pointer::Pointer;
use clientwright_document::{Kind, Value};

/// Words of a conclusion.
const CONCLUSIONS: &[&str] = &[
    "inferred",
    "presumably",
    "presumed",
    "probably",
    "supposedly",
    "apparently",
    "we assume",
    "we guess",
    "taken to be",
    "taken to mean",
];

/// How a note begins that says what the mark says already.
const ECHOES: &[(&str, &[&str])] = &[
    ("example", &["only in", "only seen", "only shown", "seen in", "shown in", "seen only", "example"]),
    ("inferred", &["inferred", "this is inferred", "it is inferred"]),
    ("unofficial", &["only known from", "known from", "unofficial"]),
];

/// A statement with its mark, and the texts about it.
struct Statement<'v> {
    at: Pointer,
    level: Option<&'v str>,
    texts: Vec<(&'static str, &'v str)>,
    note: Option<(&'static str, &'v str)>,
}

/// A reader takes for a fact what does not say that it is none.
pub(super) fn inferred_as_documented(subject: &Subject<'_>, found: &mut Findings) {
    for statement in statements(subject).filter(|it| matches!(it.level, None | Some("documented"))) {
        for (key, text) in statement.texts {
            if let Some(word) = phrase_in(text, CONCLUSIONS) {
                let message = format!("\"{word}\" is said of something that counts as documented");
                found.value(
                    &statement.at.join(key),
                    message,
                    "mark it as inferred, or say what the page says",
                );
            }
        }
    }
}

/// Rustdoc says the mark first, and then the note.
pub(super) fn repeating_note(subject: &Subject<'_>, found: &mut Findings) {
    for statement in statements(subject) {
        let (Some(level), Some((key, note))) = (statement.level, statement.note) else { continue };
        let echoes = ECHOES.iter().find(|(known, _)| *known == level).map(|(_, echoes)| *echoes);
        if let Some(echo) = phrase_before(note, echoes.unwrap_or_default()) {
            let message = format!("the note begins with \"{echo}\", which the mark says already");
            found.value(&statement.at.join(key), message, "begin with the reason");
        }
    }
}

fn statements<'v>(subject: &'v Subject<'_>) -> impl Iterator<Item = Statement<'v>> {
    let kinds = [Kind::Operation, Kind::Parameter, Kind::Response, Kind::Schema];
    subject.objects().iter().filter(move |object| kinds.contains(&object.kind)).flat_map(|object| {
        let level = text(object.value, "x-evidence");
        let own =
            statement(object.at.clone(), object.value, level, &["summary", "description"], "x-evidence-note");
        let codes = object.value.get("x-error-codes").and_then(Value::as_mapping);
        let codes = codes.into_iter().flatten().map(move |(code, value)| {
            let level = text(value, "evidence").or(level);
            statement(object.at.join("x-error-codes").join(code), value, level, &["meaning"], "note")
        });
        std::iter::once(own).chain(codes)
    })
}

fn statement<'v>(
    at: Pointer,
    value: &'v Value,
    level: Option<&'v str>,
    keys: &[&'static str],
    note: &'static str,
) -> Statement<'v> {
    let said = |key: &'static str| Some((key, text(value, key)?));
    let texts = keys.iter().copied().chain([note]).filter_map(said).collect();
    Statement { at, level, texts, note: said(note) }
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_str)
}
