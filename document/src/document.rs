use std::fmt;

use serde::de::DeserializeOwned;

use super::de;
use super::kind::{Holds, Kind};
use super::lower31::{self, Rewrite};
use super::path::Path;
use super::reference;
use super::rewrite::{Rewritten, rewrite};
use super::shape;
use super::sources::Sources;
use super::value::Value;
use super::version;
use super::walk;
use crate::diagnostics::{self, Diagnostic, Diagnostics};
use crate::note::Note;
use crate::pointer::Pointer;

/// Which OpenAPI a document says it is. What [`parse`] gives is in the shape of 3.0 in all cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are OpenAPI's own")]
pub enum Version {
    V30,
    V31,
    V32,
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::V30 => "3.0",
            Self::V31 => "3.1",
            Self::V32 => "3.2",
        })
    }
}

/// A spec as one tree per file.
#[derive(Clone, Debug)]
pub struct Document {
    /// Which OpenAPI it was written in.
    pub version: Version,
    root_name: String,
    rewritten: Rewritten,
}

/// What is done with each object: the object or the `$ref` in its stead, what it is, and how to get at its place, which
/// takes memory.
pub type Visit<'v, 'f> = dyn FnMut(&'v Value, Kind, &dyn Fn() -> Pointer) + 'f;

/// Reads the root file and the others that were given, in the shape of OpenAPI 3.0.
///
/// # Errors
/// Syntax errors and duplicate keys of every file, and a version that is not OpenAPI 3.
pub fn parse(sources: &Sources) -> Result<Document, Diagnostics> {
    parse_with(sources, lower31::REWRITES)
}

/// As [`parse`], with the keywords that stand in the text: `const` is not yet `enum`. For those who compare texts.
///
/// # Errors
/// As [`parse`].
pub fn parse_as_written(sources: &Sources) -> Result<Document, Diagnostics> {
    parse_with(sources, lower31::REFERENCES)
}

fn parse_with(sources: &Sources, rewrites: &[Rewrite]) -> Result<Document, Diagnostics> {
    let read = sources.trees()?;
    let version = version::version(read[""])?;
    let rewritten = rewrite(&read, sources.root_name(), rewrites)?;
    Ok(Document { version, root_name: sources.root_name().to_owned(), rewritten })
}

impl Document {
    /// The root file's tree.
    pub fn root(&self) -> &Value {
        // `parse` has read its version.
        &self.rewritten.files[""]
    }

    /// The value at a place.
    pub fn get(&self, at: &Pointer) -> Option<&Value> {
        self.rewritten.files.get(at.file())?.at(at)
    }

    /// Visits every object that the spec reaches, outer ones first. One that is reached as several things, or from
    /// two places that contain each other, is visited again.
    pub fn visit<'d>(&'d self, visit: &mut Visit<'d, '_>) {
        for (start, holds) in self.rewritten.places.starts() {
            let Some(value) = self.get(start) else { continue };
            visit_below(value, holds, start, visit);
        }
    }

    /// As [`Document::visit`], over the sources that the document was made of: before any rewrite.
    pub fn visit_written<'s>(&self, sources: &'s Sources, visit: &mut Visit<'s, '_>) {
        // A document is made of what could be read.
        let Ok(trees) = sources.trees() else { return };
        for (start, holds) in self.rewritten.places.starts() {
            let Some(value) = trees.get(start.file()).and_then(|tree| tree.at(start)) else { continue };
            visit_below(value, holds, start, visit);
        }
    }

    /// The piece at a place as a type: `openapiv3::Operation`.
    ///
    /// # Errors
    /// The piece is not there, or has another shape: the error's place is the innermost value that is known to be
    /// wrong.
    pub fn read<T: DeserializeOwned>(&self, at: &Pointer) -> Result<T, Diagnostic> {
        let value = self.get(at).ok_or_else(|| diagnostics::missing_value(at))?;
        if let Some(holds) = self.rewritten.places.holds(at).first()
            && let Some(problem) = shape::wrong(value, *holds, at)
        {
            return Err(problem);
        }
        de::read(value).map_err(|error| {
            let place = error.steps_up.iter().rev().fold(at.clone(), |at, step| at.join(step));
            diagnostics::wrong_shape(&place, &error.message)
        })
    }

    /// The place that a `$ref` means. Follows nothing: a reference at that place stays one.
    ///
    /// # Errors
    /// The reference is remote, is not a JSON pointer, or means a place that is not there.
    pub fn resolve(&self, reference: &str, from: &Pointer) -> Result<Pointer, Diagnostic> {
        reference::resolve(reference, from, &self.root_name, &self.rewritten.files)
    }

    /// The place that a place means, every reference followed: a place without one means itself.
    ///
    /// # Errors
    /// As [`Document::resolve`], or the references lead back to themselves.
    pub fn follow(&self, at: &Pointer) -> Result<Pointer, Diagnostic> {
        let mut problem = None;
        let reference =
            |at: &Pointer| self.get(at).and_then(|value| value.get("$ref")).and_then(Value::as_str);
        let hop = |at: &Pointer| {
            self.resolve(reference(at)?, &at.join("$ref")).map_err(|found| problem = Some(found)).ok()
        };
        let end = reference::chain(at.clone(), hop).last();
        match (problem, end) {
            (Some(problem), _) => Err(problem),
            (None, Some(end)) if reference(&end).is_none() => Ok(end),
            _ => Err(diagnostics::reference_cycle(&at.join("$ref"))),
        }
    }

    /// What a `$ref` in a file means, and the file that it stands in, when it is there.
    pub fn target<'d>(&'d self, reference: &str, file: &str) -> Option<(&'d str, &'d Value)> {
        let target = reference::target(reference, &Pointer::of_file(file), &self.root_name).ok()?;
        let (file, tree) = self.rewritten.files.get_key_value(target.file())?;
        Some((file, tree.at(&target)?))
    }

    /// The tree of each file, by its path relative to the spec's folder; the root file is the empty path.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.rewritten.files.iter().map(|(path, tree)| (path.as_str(), tree))
    }

    /// What became untyped or is not checked, because 3.0 has no shape for it.
    pub fn notes(&self) -> &[Note] {
        &self.rewritten.notes
    }
}

fn visit_below<'v>(value: &'v Value, holds: Holds, start: &Pointer, visit: &mut Visit<'v, '_>) {
    walk::walk(value, holds, &Path::From(start), &mut |value, holds, path| {
        if let Holds::One(kind) = holds {
            visit(value, kind, &|| path.pointer());
        }
    });
}
