//! Any two documents are compared, with the crates that they make, and the changes are shown. A document has no changes
//! against itself.

#![no_main]

use clientwright_codegen::provider::Provider;
use clientwright_fuzz::{BETWEEN, mutate, texts};
use clientwright_review::comparison::{self, Side};
use clientwright_review::day::Day;
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|documents: &str| {
    let (base, head) = documents.split_once(BETWEEN).unwrap_or((documents, documents));
    let (Some(base), Some(head), Some(today)) = (side(base), side(head), Day::parse("2026-01-31")) else {
        return;
    };
    let comparison = comparison::compare(None, Some(&base), Some(&head), None, today);
    let shown = [comparison];
    drop((comparison::to_text(&shown), comparison::to_json(&shown)));
    drop((comparison::to_markdown(&shown), comparison::to_github(&shown)));
    let same = comparison::compare(None, Some(&head), Some(&head), None, today);
    // Where no crate can be made, that is told of the document itself too.
    let same = comparison::to_json(&[same]);
    let changes = same["changes"].as_array().into_iter().flatten();
    assert_eq!(changes.filter(|change| change["id"] != "crate-not-compared").count(), 0);
});

fn side(document: &str) -> Option<Side> {
    Side::new(texts(document)?, Some(Provider::for_document("fuzz-client"))).ok()
}

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let changed = std::str::from_utf8(&data[..size]).ok().filter(|_| !seed.is_multiple_of(8));
    let changed = changed.and_then(|text| {
        let (base, head) = text.split_once(BETWEEN).unwrap_or((text, text));
        let base = if seed.is_multiple_of(3) { mutate::document(base, seed)? } else { base.to_owned() };
        Some(base + BETWEEN + &mutate::document(head, seed ^ 1)?)
    });
    match changed.filter(|text| text.len() <= max_size) {
        Some(text) => {
            data[..text.len()].copy_from_slice(text.as_bytes());
            text.len()
        }
        None => fuzzer_mutate(data, size, max_size),
    }
});
