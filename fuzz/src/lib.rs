//! What the targets share. The crate is also a generated client, of the schemas of all golden cases.

include!(concat!(env!("OUT_DIR"), "/client/lib.rs"));

pub mod codec;
pub mod mutate;
#[path = "../../tests/it/hostile/sound.rs"]
mod sound;

/// The text between the two documents of a comparison.
pub const BETWEEN: &str = "\n%%%\n";

/// What is wrong with a crate's files.
pub fn problems(files: &std::collections::BTreeMap<String, String>) -> Vec<String> {
    sound::problems(files)
}

/// The document as a spec in one file, and as its texts for reports.
pub fn texts(document: &str) -> Option<clientwright_document::files::Texts> {
    use clientwright_document::files::Texts;
    Texts::load("openapi.yaml", document.to_owned(), |_| None, str::to_owned).ok()
}
