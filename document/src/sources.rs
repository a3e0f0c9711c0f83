use std::collections::{BTreeMap, BTreeSet};

use super::load::{Loaded, load};
use super::path::Path;
use super::plain::Plain;
use super::reach::Reach;
use super::value::Value;
use super::walk;
use crate::diagnostics::Diagnostics;

/// A spec as it was read: its root file, and the files that it refers to. Each text is read once.
#[derive(Clone, Debug)]
pub struct Sources {
    root_name: String,
    /// By path relative to the spec's folder; the root file is the empty path, as in a pointer.
    files: BTreeMap<String, Result<Loaded, Diagnostics>>,
    absent: BTreeSet<String>,
}

impl Sources {
    /// Reads the root file. `root_name` is its name in the spec's folder: `openapi.yaml`.
    pub fn new(root_name: &str, root_text: &str) -> Self {
        let mut sources =
            Self { root_name: root_name.to_owned(), files: BTreeMap::new(), absent: BTreeSet::new() };
        sources.add_file("", root_text);
        sources
    }

    /// Reads another file, by its path relative to the spec's folder, with `/`: `schemas/user.yaml`.
    #[must_use]
    pub fn with_file(mut self, path: &str, text: &str) -> Self {
        self.add_file(path, text);
        self
    }

    /// As [`Sources::with_file`], for a loop.
    pub fn add_file(&mut self, path: &str, text: &str) {
        let name = if path.is_empty() { &self.root_name } else { path };
        self.files.insert(path.to_owned(), load(path, name, text));
    }

    /// Says that a file was looked for and is not there, so that [`missing_files`] does not name it again.
    pub fn add_absent(&mut self, path: &str) {
        self.absent.insert(path.to_owned());
    }

    /// The files that were looked for and are not there.
    pub fn absent(&self) -> impl Iterator<Item = &str> {
        self.absent.iter().map(String::as_str)
    }

    /// The root file's name in the spec's folder.
    pub fn root_name(&self) -> &str {
        &self.root_name
    }

    /// The texts without quotes that other readers of YAML take for something else.
    pub fn plain(&self) -> impl Iterator<Item = &Plain> {
        self.files.values().flatten().flat_map(|file| &file.plain)
    }

    /// The tree of each file, as it was read.
    pub(super) fn trees(&self) -> Result<BTreeMap<&str, &Value>, Diagnostics> {
        let mut problems = Diagnostics::default();
        let mut trees = BTreeMap::new();
        for (path, file) in &self.files {
            match file {
                Ok(file) => {
                    trees.insert(path.as_str(), &file.tree);
                }
                Err(found) => problems.0.extend(found.0.iter().cloned()),
            }
        }
        problems.into_result().map(|()| trees)
    }
}

/// The files that the sources refer to and that were not given yet, relative to the spec's folder.
///
/// Only references where OpenAPI has some count: what stands in an example or an extension is data.
///
/// # Errors
/// Syntax errors and duplicate keys of the files that were given.
pub fn missing_files(sources: &Sources) -> Result<BTreeSet<String>, Diagnostics> {
    let trees = sources.trees()?;
    let mut reach = Reach::new(&sources.root_name);
    while let Some((place, holds)) = reach.next() {
        let Some(value) = trees.get(place.file()).and_then(|tree| tree.at(&place)) else { continue };
        walk::walk(value, holds, &Path::From(&place), &mut |value, holds, path| {
            if let Some(reference) = walk::reference(value, holds) {
                reach.add_reference(reference, path, holds);
            }
        });
    }
    let is_missing = |file: &&str| !sources.files.contains_key(*file) && !sources.absent.contains(*file);
    Ok(reach.files().into_iter().filter(is_missing).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_through_files() {
        let root = "{openapi: 3.0.0, paths: {/a: {$ref: 'p/a.yaml'}}, components: {schemas: {A: {$ref: 'no.yaml'}}}}";
        let path = "get: {responses: {200: {$ref: '../r.yaml#/responses/Ok'}}}\nx-y: {$ref: x.yaml}";
        let mut sources = Sources::new("openapi.yaml", root);
        assert_eq!(missing_files(&sources).unwrap(), BTreeSet::from(["p/a.yaml".into(), "no.yaml".into()]));
        sources.add_file("p/a.yaml", path);
        sources.add_absent("no.yaml");
        assert_eq!(missing_files(&sources).unwrap(), BTreeSet::from(["r.yaml".into()]));
        sources.add_file(
            "r.yaml",
            "responses: {Ok: {description: '', headers: {a: {$ref: 'openapi.yaml#/h'}}}}",
        );
        assert_eq!(missing_files(&sources).unwrap(), BTreeSet::new());
    }
}
