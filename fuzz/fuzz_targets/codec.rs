//! Any bytes as every kind of model: they decode and come back as they are, or are refused. The first two bytes choose the
//! type.

#![no_main]

use std::sync::LazyLock;

use clientwright_fuzz::codec::{DOCUMENT, TYPES};
use clientwright_fuzz::mutate;
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut names = Vec::new();
    mutate::names(&serde_json::from_str(DOCUMENT).unwrap_or_default(), &mut names);
    names.sort();
    names.dedup();
    names
});

fuzz_target!(|data: &[u8]| {
    if let [first, second, rest @ ..] = data {
        let (_, check) = TYPES[usize::from(u16::from_be_bytes([*first, *second])) % TYPES.len()];
        check(rest);
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let text = std::str::from_utf8(data.get(2..size).unwrap_or_default()).ok();
    let changed =
        text.filter(|_| size > 1 && !seed.is_multiple_of(4)).map(|text| mutate::value(text, seed, &NAMES));
    match changed.filter(|text| text.len() + 2 <= max_size) {
        Some(text) => {
            data[2..text.len() + 2].copy_from_slice(text.as_bytes());
            text.len() + 2
        }
        None => fuzzer_mutate(data, size, max_size),
    }
});
