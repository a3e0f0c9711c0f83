//! A document, what the generator makes of it, and what is valid by it.

use std::path::{Path, PathBuf};

use anyhow::anyhow;
use clientwright_codegen::Stages;
use clientwright_codegen::api::{Api, Operation};
use clientwright_codegen::rust::{Crate, Method, Resource, Type};
use clientwright_document::Document;
use clientwright_document::pointer::Pointer;
use clientwright_instances::tags::{self, Tags};
use clientwright_instances::{Instances, Judge, Way};
use serde_json::Value;

use clientwright::failure::Failure;
use clientwright::spec::{ROOT, Spec};
use clientwright::workspace::Workspace;

/// A document, and what the generator makes of it.
pub(super) struct Subject {
    pub(super) name: String,
    pub(super) path: PathBuf,
    /// Whether it is one of our providers.
    pub(super) is_ours: bool,
    root_name: String,
    pub(super) document: Document,
    tags: Tags,
    pub(super) api: Api,
    pub(super) krate: Crate,
    /// By the way that values go.
    judges: [(Way, Judge); 3],
}

/// An operation, and the method that it became.
pub(super) struct Found<'s> {
    pub(super) method: &'s Method,
    pub(super) resource: &'s Resource,
    pub(super) operation: &'s Operation,
}

impl Subject {
    /// Reads a provider of ours, or the file of another document.
    pub(super) fn read(workspace: &Workspace, document: &str) -> Result<Self, Failure> {
        let is_ours = workspace.spec(document).is_dir();
        let (name, path, spec) = match is_ours {
            true => {
                let path = workspace.spec(document).join(ROOT);
                (document.to_owned(), path, Spec::of_provider(workspace, document)?)
            }
            false => {
                let path = PathBuf::from(document);
                let name = name_of(&path);
                let spec = Spec::of_document(&path, &format!("judged-{name}"))?;
                (name, path, spec)
            }
        };
        let Spec { sources, provider, files, .. } = spec;
        let failed = |problems| Failure::Spec(problems, Box::new(files.clone()));
        let parsed = clientwright_document::parse(&sources).map_err(failed)?;
        let (api, krate) = Stages::new(&sources, &provider).into_models().map_err(failed)?;
        let root_name = sources.root_name().to_owned();
        let judge = |way| {
            let named = |path: &str| if path.is_empty() { root_name.clone() } else { path.to_owned() };
            let texts = files.texts().map(|(path, text)| (named(path), text));
            Judge::of(texts, way).map(|judge| (way, judge)).map_err(|problem| anyhow!("{problem}"))
        };
        let judges = [judge(Way::Sent)?, judge(Way::Received)?, judge(Way::Both)?];
        let tags = tags::of(&parsed);
        Ok(Self { name, path, is_ours, root_name, document: parsed, tags, api, krate, judges })
    }

    /// The operations that became methods.
    pub(super) fn operations(&self) -> impl Iterator<Item = Found<'_>> {
        self.krate.resources.iter().flat_map(move |resource| {
            resource.methods.iter().map(move |method| {
                let operation = self.api.operations.iter().find(|operation| operation.id == method.id);
                Found {
                    method,
                    resource,
                    operation: operation.expect("a method is planned from an operation"),
                }
            })
        })
    }

    /// The places whose values are JSON.
    pub(super) fn places(&self) -> impl Iterator<Item = (&String, &Type)> {
        self.krate.places.iter()
    }

    /// A maker of values of a schema.
    pub(super) fn instances(&self, seed: &str, way: Way, unknown_members: bool) -> Instances<'_> {
        Instances::of(&self.document, &self.tags, seed, unknown_members).on_the_way(way)
    }

    /// What says whether a value of the schema at a place is valid; `None` where the document's fault keeps it from that.
    pub(super) fn validity(&self, at: &Pointer, way: Way) -> Option<impl Fn(&str) -> bool + use<>> {
        let place = at.to_string();
        let file = if place.starts_with('#') { &self.root_name } else { "" };
        let (_, judge) = self.judges.iter().find(|(known, _)| *known == way)?;
        let validator = judge.schema(&format!("{file}{place}")).ok()?;
        Some(move |text: &str| {
            serde_json::from_str::<Value>(text).is_ok_and(|value| validator.is_valid(&value))
        })
    }
}

/// `museum/openapi.yaml` → `museum-openapi`.
fn name_of(path: &Path) -> String {
    let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
    let text =
        format!("{}-{}", folder.to_string_lossy(), path.file_stem().unwrap_or_default().to_string_lossy());
    let sign = |sign: char| if sign.is_ascii_alphanumeric() { sign.to_ascii_lowercase() } else { '-' };
    text.chars().map(sign).collect()
}
