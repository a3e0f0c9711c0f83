//! Documents by somebody who means harm: whatever they say, the crate is sound or there is a problem with its place.
//!
//! `hostile/openapi.yaml` has every object of OpenAPI, and `hostile/texts.json` the texts that are tried at each place.

mod commands;
mod cycles;
mod limits;
mod sound;
mod texts;

use std::collections::BTreeMap;

use clientwright_codegen::Stages;
use clientwright_codegen::provider::{Mode, Provider};
use clientwright_document::Sources;
use clientwright_review::lint::{self, Options};
use serde_json::Value;

/// The crate's files, by path, or the problems.
type Made = Result<BTreeMap<String, String>, String>;

/// What becomes of a document.
fn made(document: &str) -> Made {
    let sources = Sources::new("openapi.yaml", document);
    let provider = Provider::for_document("hostile-client");
    Stages::new(&sources, &provider)
        .output()
        .map(|output| output.files)
        .map_err(|problems| problems.to_string())
}

/// The same, and the document is linted too; it fails where a crate is not sound.
#[track_caller]
fn sound(name: &str, document: &str) -> Made {
    let made = made(document);
    let problems = made.as_ref().map(sound::problems).unwrap_or_default();
    assert!(problems.is_empty(), "{name}:\n{}", problems.join("\n"));
    let provider = Provider { mode: Mode::Strict, ..Provider::for_document("hostile-client") };
    drop(lint::run(&Sources::new("openapi.yaml", document), &provider, Options::default()));
    made
}

/// A document with these component schemas.
fn with_schemas(schemas: &Value) -> String {
    serde_json::json!({
        "openapi": "3.1.0", "info": {"title": "Hostile", "version": "1"}, "paths": {}, "components": {"schemas": schemas},
    })
    .to_string()
}
