//! Whether another try helps is read before a payment is sent again: what our specs say of it must not read in two ways.

use std::collections::BTreeMap;

use clientwright_codegen::rust::Crate;

use crate::cases::{cases, root};
use crate::specs;

fn providers() -> impl Iterator<Item = (String, Crate)> {
    cases(&root().join("specs")).into_iter().map(|case| {
        let planned = specs::provider(&case.folder, &case.name).and_then(|provider| {
            let sources = specs::read(&case.folder.join("openapi.yaml"))?;
            specs::planned(&sources, &provider)
        });
        let (_, krate) = planned.unwrap_or_else(|problems| panic!("{problems}"));
        (case.name, krate)
    })
}

/// An operation refers to what several answer; there it is found by its status and description alone.
#[test]
fn shared_answers_that_advise_differently_are_described_differently() {
    let mut torn = String::new();
    for (name, krate) in providers() {
        let mut advice = BTreeMap::new();
        let methods = krate.resources.iter().flat_map(|resource| &resource.methods);
        for answer in methods.flat_map(|method| &method.answers).filter(|answer| answer.shared) {
            for code in &answer.codes {
                let place = format!("{:?} {:?} {:?}", answer.status, answer.docs.description, code.ident);
                if *advice.entry(place.clone()).or_insert(code.advice) != code.advice {
                    torn.push_str(&format!("{name}: {place}\n"));
                }
            }
        }
    }
    assert!(torn.is_empty(), "one status and description, and two advices:\n{torn}");
}

/// `ErrorCode` lists what a code means, and what to do then.
#[test]
fn a_meaning_of_a_code_has_one_advice() {
    let mut torn = String::new();
    for (name, krate) in providers() {
        for code in &krate.error_codes {
            let mut advice = BTreeMap::new();
            for meaning in &code.meanings {
                if *advice.entry(&meaning.text).or_insert(meaning.advice) != meaning.advice {
                    torn.push_str(&format!("{name}: {}: {:?}\n", code.wire.as_str(), meaning.text));
                }
            }
        }
    }
    assert!(torn.is_empty(), "one meaning, and two advices:\n{torn}");
}
