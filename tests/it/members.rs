//! Names that are kept free in generated crates are those of methods that are there: the list of what every call has,
//! the runtime's macro that declares it, and the options of the runtime's own call name the same.

use std::collections::BTreeSet;
use std::fs;

use clientwright_codegen::rust::members;

use crate::cases::root;

#[test]
fn every_call_has_what_its_list_names() {
    let listed: BTreeSet<String> =
        members::CALL.iter().map(|signature| members::name(signature).to_owned()).collect();
    assert_eq!(public_methods(&runtime("macros/call.rs")), listed, "what `call!` declares, and the list");
    let call = runtime("call.rs");
    let (_, options) =
        call.split_once("/// Options that every call has").expect("the runtime's call has options");
    let (options, _) = options.split_once("\n}\n").expect("an implementation ends");
    assert_eq!(public_methods(options), listed, "the runtime's options of a call, and the list");
}

fn runtime(path: &str) -> String {
    let path = root().join("runtime/src").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The names behind `pub fn`; what stands in documentation is none.
fn public_methods(text: &str) -> BTreeSet<String> {
    let functions = text.lines().filter_map(|line| {
        let line = line.trim_start();
        line.strip_prefix("pub fn ").or_else(|| line.strip_prefix("pub async fn "))
    });
    functions.map(|signature| members::name(signature).to_owned()).collect()
}
