//! The same input gives the same bytes: again, in another place, and with its components in another order.

use std::collections::BTreeMap;

use clientwright_document::Sources;
use serde_yaml::Value;

use crate::cases::{root, unified};
use crate::golden;
use crate::repository::{DECISIONS, INDEX, RUNTIME, Repository, SPEC, WORKSPACE};
use crate::specs;

#[test]
fn twice() {
    for case in golden::all() {
        let make =
            || golden::planned(&case).map(|(krate, notes)| (clientwright_codegen::spell(&krate), notes));
        assert_eq!(make(), make(), "{}", case.name);
    }
}

#[test]
fn in_another_place() {
    let (one, other) = (Repository::with_acme(), Repository::empty());
    for (path, text) in [("openapi.yaml", SPEC), ("provider.yaml", DECISIONS), ("coverage.yaml", INDEX)] {
        other.write(&format!("somewhere/else/specs/acme/{path}"), text);
    }
    other.write("somewhere/else/runtime/Cargo.toml", RUNTIME);
    other.write("somewhere/else/Cargo.toml", WORKSPACE);
    let below = other.path().join("somewhere/else");
    one.xtask("generate").exits(0);
    crate::repository::run(&below, "generate").exits(0);
    assert_eq!(one.acme(), crate::cases::files(&below.join("generated/acme")));
}

/// What a component is called and what it holds does not depend on where it stands among the others.
#[test]
fn with_components_in_another_order() {
    let mut providers: Vec<_> =
        std::fs::read_dir(root().join("specs")).unwrap().map(|entry| entry.unwrap().path()).collect();
    providers.sort();
    assert!(!providers.is_empty(), "there is no provider");
    for folder in providers {
        let text = std::fs::read_to_string(folder.join("openapi.yaml")).unwrap();
        let provider = specs::provider(&folder, "").unwrap_or_else(|problems| panic!("{problems}"));
        let as_written = specs::files(&Sources::new("openapi.yaml", &text), &provider);
        let turned = specs::files(&Sources::new("openapi.yaml", &turned(&text)), &provider);
        assert_same(&as_written, &turned);
    }
}

/// The document with every part of `components` from the end to the start. It is turned as text: parsed and written
/// again, `42.50` would become `42.5`.
fn turned(text: &str) -> String {
    let (before, components) = text.split_once("\ncomponents:\n").expect("a spec has components");
    let mut turned = format!("{before}\ncomponents:\n");
    for part in blocks(components, 2) {
        let (head, entries) = part.split_once('\n').expect("a part has entries");
        turned.push_str(&format!("{head}\n"));
        turned.extend(blocks(&format!("{entries}\n"), 4).into_iter().rev());
    }
    let value = |text: &str| serde_yaml::from_str::<Value>(text).expect("a spec is YAML");
    assert_eq!(value(&turned), value(text), "the order of keys is no part of a value");
    assert_ne!(turned, text);
    turned
}

/// The entries of a YAML mapping whose keys stand at this column.
fn blocks(text: &str, column: usize) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    for line in text.lines() {
        let starts = !line.is_empty() && line.len() - line.trim_start().len() == column;
        match blocks.last_mut() {
            Some(block) if !starts => block.push_str(&format!("{line}\n")),
            _ => blocks.push(format!("{line}\n")),
        }
    }
    blocks
}

fn assert_same(one: &BTreeMap<String, String>, other: &BTreeMap<String, String>) {
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    let differences: Vec<String> = one
        .iter()
        .filter(|(path, text)| other[*path] != **text)
        .map(|(path, text)| unified(path, text, &other[path]))
        .collect();
    assert!(differences.is_empty(), "{}", differences.concat());
}
