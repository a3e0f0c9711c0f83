//! Any text is linted by every rule, and the findings are shown.

#![no_main]

use clientwright_codegen::provider::{Mode, Provider};
use clientwright_fuzz::{mutate, texts};
use clientwright_review::day::Day;
use clientwright_review::lint::{self, Options};
use clientwright_review::report;
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|document: &str| {
    let Some(texts) = texts(document) else { return };
    let provider = Provider { mode: Mode::Strict, ..Provider::for_document("fuzz-client") };
    let options = Options { today: Day::parse("2026-01-31"), ..Options::default() };
    let (Ok(found) | Err(found)) = lint::run(&texts.sources, &provider, options);
    drop((report::to_text(&found, &texts.files), report::to_json(&found, &texts.files)));
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let changed = std::str::from_utf8(&data[..size]).ok().filter(|_| !seed.is_multiple_of(8));
    match changed.and_then(|text| mutate::document(text, seed)).filter(|text| text.len() <= max_size) {
        Some(text) => {
            data[..text.len()].copy_from_slice(text.as_bytes());
            text.len()
        }
        None => fuzzer_mutate(data, size, max_size),
    }
});
