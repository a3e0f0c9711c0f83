//! Any text becomes a crate that is sound, or a problem with its place; never a panic.

#![no_main]

use clientwright_codegen::Stages;
use clientwright_codegen::provider::Provider;
use clientwright_fuzz::{mutate, texts};
use clientwright_review::report;
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|document: &str| {
    let Some(texts) = texts(document) else { return };
    let provider = Provider::for_document("fuzz-client");
    match Stages::new(&texts.sources, &provider).output() {
        Ok(output) => {
            let problems = clientwright_fuzz::problems(&output.files);
            assert!(problems.is_empty(), "{}", problems.join("\n"));
        }
        Err(problems) => drop(report::to_text(&problems, &texts.files)),
    }
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
