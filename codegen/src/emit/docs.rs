//! Docs → `///` lines. A spec's text is Markdown of any quality; what comes out is text that rustdoc takes as it is.

use crate::tokens::{TokenStream, quote};

use crate::rust::{Code, Crate, Field, Ident, Meaning};
use crate::wire::{Advice, CodeEffect, Docs, Evidence, Link, Source};

mod html;
mod markdown;
mod operation;

pub(super) use markdown::is_seen;
pub(super) use operation::{operation, request_line, shared_answers};

/// One line.
pub(super) fn line(text: &str) -> TokenStream {
    let text = format!(" {text}");
    quote!(#[doc = #text])
}

/// One line at the head of a file.
pub(super) fn inner_line(text: &str) -> TokenStream {
    let text = format!(" {text}");
    quote!(#![doc = #text])
}

/// The docs of a thing, or what its name says where there are none.
pub(super) fn item(docs: &Docs, otherwise: &str) -> TokenStream {
    lines(&text(docs, otherwise), docs.deprecated)
}

/// The docs of a field: its meaning, its constant.
pub(super) fn field(field: &Field) -> TokenStream {
    let mut text = text(&field.docs, &format!("{}.", code(field.wire.as_str())));
    if let Some(constant) = &field.constant {
        text.push_str(&format!("\n\nAlways {}.", code(constant)));
    }
    lines(&text, field.docs.deprecated)
}

/// The docs at the head of a file.
pub(super) fn inner(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#![doc = #lines])*)
}

/// Lines before an item.
pub(super) fn block(text: &str) -> TokenStream {
    lines(text, false)
}

/// Text without Markdown.
pub(super) fn plain(text: &str) -> String {
    markdown::one_line(text, &[])
}

/// The first paragraph, as one line.
pub(super) fn first_paragraph(docs: &Docs) -> String {
    let lead = lead(docs, "");
    let first = lead.first().and_then(|text| text.split("\n\n").next()).unwrap_or_default();
    first.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name that is something in the crate.
fn link(link: &Link) -> String {
    match &link.target {
        Some(target) => format!("[`{}`]({target})", link.label),
        None => format!("[`{}`]", link.label),
    }
}

/// A note of provider.yaml's, as a sentence.
pub(super) fn note(text: &str) -> String {
    sentence(&markdown::clean(text, &[]))
}

/// Markdown of ours, wrapped.
pub(super) fn wrapped(text: &str) -> String {
    markdown::wrapped(text, "")
}

/// The crate as code names it.
pub(super) fn crate_name(krate: &Crate) -> String {
    krate.package.name.replace('-', "_")
}

/// Text as code, whatever it holds: between more backticks than stand together in it.
pub(super) fn code(text: &str) -> String {
    let text = markdown::visible(text).replace('\n', " ");
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or_default();
    match (text.trim(), "`".repeat(longest + 1)) {
        ("", _) => format!("`\"{text}\"`"),
        (_, fence) if longest > 0 => format!("{fence} {text} {fence}"),
        (_, fence) => format!("{fence}{text}{fence}"),
    }
}

/// An address in a table: as it is, or as code where it holds what Markdown reads as more.
pub(super) fn address(url: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-._~:/?#@!$&'(),;=%{}".contains(letter);
    if url.chars().all(is_plain) { url.to_owned() } else { code(url).replace('|', "\\|") }
}

fn lines(text: &str, deprecated: bool) -> TokenStream {
    let lines = text.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    // Not `#[deprecated]`: the crate's own codec uses the field.
    let deprecated = deprecated.then(|| quote!(#[doc = ""] #[doc = " Deprecated."]));
    quote!(#(#[doc = #lines])* #deprecated)
}

/// The names by which else a search finds an item; rustdoc's disregards case and `_`. It refuses quotes and odd spaces,
/// and rustc the signs that turn text around.
pub(super) fn aliases(ident: &Ident, names: &[&str]) -> TokenStream {
    let folded = |name: &str| name.replace('_', "").to_lowercase();
    let is_plain = |letter: char| {
        let is_printed = letter.is_alphanumeric() || (' '..='~').contains(&letter);
        is_printed && !matches!(letter, '"' | '\'')
    };
    let is_alias = |name: &str| !name.is_empty() && name.trim() == name && name.chars().all(is_plain);
    let names = names.iter().filter(|name| is_alias(name));
    let names = names.filter(|name| folded(name) != folded(ident.as_str()));
    quote!(#(#[doc(alias = #names)])*)
}

/// The docs of an error code: what it means, wherever it is answered, and whether another try helps.
pub(super) fn error_code(code: &Code) -> TokenStream {
    let wire = self::code(code.wire.as_str());
    let text = |meaning: &Meaning| {
        let text = markdown::flat(meaning.text.as_deref().unwrap_or_default(), &code.links);
        (!text.is_empty()).then(|| capital(text.trim_end_matches('.')))
    };
    let effect = match code.effect {
        Some(CodeEffect::Possible) => " The call may have worked.",
        Some(CodeEffect::Done) => " The call worked.",
        Some(CodeEffect::None) => " The call had no effect.",
        None => "",
    };
    block(&match code.meanings.as_slice() {
        [] => format!("{wire}.{effect}"),
        [only] => {
            let advice = only.advice.map(|advice| format!(" {}.", capital(self::advice(advice))));
            let lead = text(only).map_or_else(|| format!("{wire}."), |text| format!("{text}."));
            let sent = text(only).map_or_else(String::new, |_| format!(" Code: {wire}."));
            markdown::wrapped(&(lead + effect + &advice.unwrap_or_default() + &sent), "")
        }
        several => {
            let items = several.iter().map(|meaning| {
                let advice = meaning.advice.map(|advice| format!(" ({})", self::advice(advice)));
                let text = text(meaning).unwrap_or_else(|| "without a meaning".to_owned());
                let operations: Vec<String> = meaning.operations.iter().map(|id| self::code(id)).collect();
                let operations = match operations.as_slice() {
                    [] => "All others".to_owned(),
                    _ => markdown::flat(&operations.join(", "), &code.links),
                };
                markdown::wrapped(&format!("{operations}: {text}{}.", advice.unwrap_or_default()), "- ")
            });
            format!("{wire}, by operation.{effect}\n\n{}", items.collect::<Vec<_>>().join("\n"))
        }
    })
}

fn advice(advice: Advice) -> &'static str {
    match advice {
        Advice::Never => "do not retry",
        Advice::Later => "retry later",
        Advice::AfterFix => "correct the request first",
    }
}

/// Summary, description, evidence, sources.
pub(super) fn text(docs: &Docs, otherwise: &str) -> String {
    let mut paragraphs = lead(docs, otherwise);
    paragraphs.extend(qualifications(docs).map(|text| sentence(&markdown::clean(&text, &docs.links))));
    paragraphs.extend(sources(&docs.sources));
    paragraphs.join("\n\n")
}

/// Summary and description.
fn lead(docs: &Docs, otherwise: &str) -> Vec<String> {
    let summary = docs.summary.as_deref().map(|text| markdown::one_line(text, &docs.links));
    let description = docs.description.as_deref().map(|text| markdown::clean(text, &docs.links));
    let told = |text: String| (!text.is_empty()).then(|| sentence(&text));
    let (summary, description) = (summary.and_then(told), description.and_then(told));
    match (summary, description) {
        (Some(summary), Some(description)) if !description.starts_with(summary.trim_end_matches('.')) => {
            vec![summary, description]
        }
        (_, Some(text)) | (Some(text), None) => vec![text],
        (None, None) => vec![otherwise.to_owned()],
    }
}

/// How sure a statement is, and what the sources say of it, as the document's Markdown.
fn qualifications(docs: &Docs) -> impl Iterator<Item = String> {
    let conflict = docs.conflict.as_ref().map(|conflict| format!("Sources differ: {conflict}"));
    evidence(docs.evidence, docs.evidence_note.as_deref()).into_iter().chain(conflict)
}

fn evidence(evidence: Evidence, note: Option<&str>) -> Option<String> {
    let word = match evidence {
        Evidence::Documented => "Evidence",
        Evidence::Example => "Only seen in an example",
        Evidence::Inferred => "Inferred",
        Evidence::Unofficial => "From another source than the provider",
    };
    match note {
        Some(note) => Some(format!("{word}: {note}")),
        None => (evidence != Evidence::Documented).then(|| word.to_owned()),
    }
}

/// One line per page: where it stands, when it was read, which edition it is.
fn sources(sources: &[Source]) -> Option<String> {
    let lines = sources.iter().map(|source| {
        let edition = source.edition.as_ref().map(|edition| format!(", edition {}", plain(edition)));
        format!(
            "<{}> (checked {}{})",
            markdown::url(&source.address()),
            source.checked,
            edition.unwrap_or_default()
        )
    });
    (!sources.is_empty()).then(|| format!("Source: {}.", lines.collect::<Vec<_>>().join(",\n")))
}

/// With a full stop, unless it ends in another way.
fn sentence(text: &str) -> String {
    let ends = text.ends_with(|last: char| {
        !last.is_alphanumeric() && !matches!(last, '`' | ')' | ']' | '>' | '"' | '%')
    });
    let block = text
        .lines()
        .last()
        .is_some_and(|line| line.trim_start().starts_with("- ") || line.starts_with("```"));
    if ends || block { text.to_owned() } else { format!("{text}.") }
}

/// With a capital, unless it begins with something else than a letter.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
