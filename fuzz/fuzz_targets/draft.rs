//! Any page, HTML or text, becomes a draft that is YAML, and can be read as a document where it has operations.

#![no_main]

use clientwright_document::Sources;
use clientwright_review::day::Day;
use clientwright_review::docs::draft::{Source, draft};
use clientwright_review::docs::page::Page;
use libfuzzer_sys::fuzz_target;

#[rustfmt::skip]
#[path = "../../cli/src/docs/html.rs"]
mod html;

fuzz_target!(|page: &str| {
    let text = match page.starts_with('<') {
        true => match html::to_markdown(page) {
            Ok(text) => text,
            Err(_) => return,
        },
        false => page.to_owned(),
    };
    drop(Page::of_markdown(&text));
    let Some(today) = Day::parse("2026-01-31") else { return };
    let (written, count) = draft(&[Source { url: None, text }], today);
    let parsed = clientwright_document::parse(&Sources::new("openapi.yaml", &written));
    assert!(
        count == 0 || parsed.is_ok(),
        "{}\n{written}",
        parsed.err().map(|it| it.to_string()).unwrap_or_default()
    );
});
