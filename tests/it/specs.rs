//! Specs on disk, and the generator over them, in this process.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use clientwright_codegen::Stages;
use clientwright_codegen::api::{Api, Effect, Note};
use clientwright_codegen::coverage::{self, Coverage};
use clientwright_codegen::diagnostics::Diagnostics;
use clientwright_codegen::provider::{self, Provider, RuntimeSource, Setup};
use clientwright_codegen::rust::Crate;
use clientwright_document::Sources;
use clientwright_document::files::Texts;

/// Reads a spec and the files that it refers to.
pub(crate) fn read(root: &Path) -> Result<Sources, Diagnostics> {
    let folder = root.parent().expect("a file stands in a folder");
    let name = root.file_name().expect("a file has a name").to_string_lossy();
    let other = |path: &str| fs::read_to_string(folder.join(path)).ok();
    let texts = Texts::load(&name, text(root), other, str::to_owned);
    texts.map(|texts| texts.sources).map_err(|(problems, _)| problems)
}

/// Our decisions about the spec of a folder: its `provider.yaml` and `coverage.yaml`, or those for any document.
pub(crate) fn provider(folder: &Path, name: &str) -> Result<Provider, Diagnostics> {
    let (decisions, index) = (folder.join(provider::FILE), folder.join(coverage::FILE));
    if !decisions.exists() {
        return Ok(Provider::for_document(name));
    }
    let coverage = if index.exists() { Some(Coverage::parse(&text(&index))?) } else { None };
    Ok(Provider { coverage, setup: setup(), ..Provider::parse(&text(&decisions))? })
}

/// What a workspace like ours says of its crates.
fn setup() -> Setup {
    Setup {
        license: Some("MIT OR Apache-2.0".to_owned()),
        repository: Some("https://github.com/clientwright/clientwright".to_owned()),
        command: "cargo xtask".to_owned(),
        runtime: RuntimeSource::at("../../runtime".to_owned()),
        ..Setup::default()
    }
}

/// The stages up to where nothing can go wrong any more.
pub(crate) fn planned(sources: &Sources, provider: &Provider) -> Result<(Api, Crate), Diagnostics> {
    Stages::new(sources, provider).into_models()
}

/// The files of a crate.
pub(crate) fn files(sources: &Sources, provider: &Provider) -> BTreeMap<String, String> {
    clientwright_codegen::generate(sources, provider).unwrap_or_else(|problems| panic!("{problems}")).files
}

/// What could not be typed, one line each.
pub(crate) fn notes(notes: &[Note]) -> String {
    let line = |note: &Note| {
        let effect = match note.effect {
            Effect::Skipped => "skipped",
            Effect::Untyped => "untyped",
            Effect::Ignored => "ignored",
        };
        format!("{effect} {} [{}]: {}\n", note.at, note.id, note.reason)
    };
    notes.iter().map(line).collect()
}

/// The text of a file.
pub(crate) fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
