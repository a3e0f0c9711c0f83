//! What is put to the test: a document, and what the generator makes of it.

use std::path::{Path, PathBuf};

use clientwright_codegen::api::Api;
use clientwright_codegen::provider::Provider;
use clientwright_codegen::rust::{Crate, Type};
use clientwright_document::Document;
use jsonschema::Validator;

use clientwright_instances::tags::{self, Tags};
use clientwright_instances::{Judge, Way, keeps_unknown_members};

use crate::cases::{self, file_name, files, root};
use crate::specs;

/// A document, and what the generator makes of it.
pub(super) struct Subject {
    pub(super) name: String,
    /// Whether it is a spec of ours, without faults.
    pub(super) is_ours: bool,
    /// The root file's name.
    root: String,
    pub(super) document: Document,
    pub(super) tags: Tags,
    pub(super) api: Api,
    pub(super) krate: Crate,
    pub(super) judge: Judge,
}

const ROOT: &str = "openapi.yaml";

/// All of ours, by their folders.
pub(super) fn providers() -> Vec<Subject> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(root().join("specs"))
        .expect("there are specs")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    folders.retain(|folder| folder.is_dir());
    folders.sort();
    assert!(!folders.is_empty(), "there is no provider");
    folders.iter().map(|folder| Subject::of_folder(folder, &file_name(folder))).collect()
}

impl Subject {
    /// A spec with its folder to itself.
    pub(super) fn of_folder(folder: &Path, name: &str) -> Self {
        let is_document = |path: &String| path.ends_with(".yaml") && !path.starts_with("expected/");
        let names: Vec<String> = files(folder).into_keys().filter(is_document).collect();
        let decisions = specs::provider(folder, name).unwrap_or_else(|problems| panic!("{name}: {problems}"));
        Self::of(folder, ROOT, &names, &decisions)
    }

    pub(super) fn of(folder: &Path, root: &str, names: &[String], decisions: &Provider) -> Self {
        let fail = |problems| -> ! { panic!("{}: {problems}", folder.display()) };
        let sources = specs::read(&folder.join(root)).unwrap_or_else(|problems| fail(problems));
        let (api, krate) = specs::planned(&sources, decisions).unwrap_or_else(|problems| fail(problems));
        let document = clientwright_document::parse(&sources).unwrap_or_else(|problems| fail(problems));
        let name = krate.package.name.clone();
        let texts: Vec<(String, String)> =
            names.iter().map(|name| (name.clone(), specs::text(&folder.join(name)))).collect();
        let texts = texts.iter().map(|(name, text)| (name.clone(), text.as_str()));
        let is_ours = folder.starts_with(cases::root().join("specs"));
        Self {
            judge: Judge::of(texts, Way::Both).unwrap_or_else(|problem| panic!("{name}: {problem}")),
            is_ours,
            root: root.to_owned(),
            tags: tags::of(&document),
            document,
            api,
            krate,
            name,
        }
    }

    /// The judge's for a place of the generator's, which leaves the root file without a name.
    pub(super) fn validator(&self, place: &str) -> Result<Validator, String> {
        let file = if place.starts_with('#') { &self.root } else { "" };
        self.judge.schema(&format!("{file}{place}"))
    }

    /// Whether the type keeps what the document does not know.
    pub(super) fn keeps_unknown_members(&self, ty: &Type) -> bool {
        keeps_unknown_members(&self.krate, ty)
    }
}
