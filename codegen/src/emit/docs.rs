//! Docs → `///` lines. A spec's text is Markdown of any quality; what comes out is text that rustdoc takes as it is.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::Field;
use crate::wire::{Docs, Evidence, Source};

mod html;
mod markdown;

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
    markdown::one_line(text)
}

/// The first paragraph, as one line.
pub(super) fn first_paragraph(docs: &Docs) -> String {
    let text = text(docs, "");
    let first = text.split("\n\n").next().unwrap_or_default();
    first.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text that stands between backticks.
pub(super) fn plain_code(text: &str) -> String {
    text.replace(['`', '\n', '\r'], " ")
}

/// Text as code, whatever it holds.
pub(super) fn code(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    match text.as_str() {
        "" => "`\"\"`".to_owned(),
        _ if text.contains('`') => format!("`` {text} ``"),
        _ => format!("`{text}`"),
    }
}

fn lines(text: &str, deprecated: bool) -> TokenStream {
    let lines = text.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    // Not `#[deprecated]`: the crate's own codec uses the field.
    let deprecated = deprecated.then(|| quote!(#[doc = ""] #[doc = " Deprecated."]));
    quote!(#(#[doc = #lines])* #deprecated)
}

/// The docs of a thing, with paragraphs that stand before the sources.
pub(super) fn with(docs: &Docs, otherwise: &str, more: &str) -> TokenStream {
    lines(&paragraphs(docs, otherwise, more), docs.deprecated)
}

/// Summary, description, evidence, sources.
pub(super) fn text(docs: &Docs, otherwise: &str) -> String {
    paragraphs(docs, otherwise, "")
}

fn paragraphs(docs: &Docs, otherwise: &str, more: &str) -> String {
    let mut paragraphs = Vec::new();
    let summary = docs.summary.as_deref().map(markdown::one_line).filter(|text| !text.is_empty());
    let description = docs.description.as_deref().map(markdown::clean).filter(|text| !text.is_empty());
    match (summary, description) {
        (Some(summary), Some(description)) if !description.starts_with(&summary) => {
            paragraphs.push(sentence(&summary));
            paragraphs.push(sentence(&description));
        }
        (_, Some(description)) => paragraphs.push(sentence(&description)),
        (Some(summary), None) => paragraphs.push(sentence(&summary)),
        (None, None) => paragraphs.push(otherwise.to_owned()),
    }
    if !more.is_empty() {
        paragraphs.push(more.to_owned());
    }
    match docs.evidence {
        Evidence::Documented => {}
        Evidence::Example => {
            paragraphs.push("Not stated by the documentation: only an example shows it.".to_owned())
        }
        Evidence::Inferred => paragraphs.push("Not stated by the documentation: inferred.".to_owned()),
        Evidence::Unofficial => paragraphs.push("From another source than the provider.".to_owned()),
    }
    paragraphs.extend(docs.notes.iter().map(|note| sentence(&markdown::clean(&format!("Note: {note}")))));
    if !docs.sources.is_empty() {
        paragraphs.push(sources(&docs.sources));
    }
    paragraphs.join("\n\n")
}

/// One line per page: where it stands, when it was read, which edition it is.
fn sources(sources: &[Source]) -> String {
    let lines = sources.iter().map(|source| {
        let edition =
            source.edition.as_ref().map(|edition| format!(", edition {}", markdown::one_line(edition)));
        format!(
            "<{}> (checked {}{})",
            markdown::url(&source.url),
            source.checked,
            edition.unwrap_or_default()
        )
    });
    format!("Source: {}.", lines.collect::<Vec<_>>().join(",\n"))
}

/// With a full stop, unless it ends in another way.
fn sentence(text: &str) -> String {
    let ends =
        text.ends_with(|last: char| !last.is_alphanumeric() && !matches!(last, '`' | ')' | '>' | '"' | '%'));
    let block = text
        .lines()
        .last()
        .is_some_and(|line| line.trim_start().starts_with("- ") || line.starts_with("```"));
    if ends || block { text.to_owned() } else { format!("{text}.") }
}
