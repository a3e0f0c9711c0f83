//! Brings a spec's trees into another shape: that of OpenAPI 3.0, by the rewrites of [`lower31`].

use std::collections::BTreeMap;

use super::include::Includes;
use super::kind::Holds;
use super::lower31::{self, Rewrite, Site};
use super::path::Path;
use super::reach::{Places, Reach};
use super::scalars;
use super::value::Value;
use super::walk;
use crate::diagnostics::Diagnostic;
use crate::note::Note;

#[derive(Clone, Debug)]
pub(super) struct Rewritten {
    /// The trees, by file.
    pub(super) files: BTreeMap<String, Value>,
    pub(super) places: Places,
    /// What got lost on the way.
    pub(super) notes: Vec<Note>,
}

/// Rewrites all trees that the root leads to.
pub(super) fn rewrite(
    read: &BTreeMap<&str, &Value>,
    root_name: &str,
    rewrites: &[Rewrite],
) -> Result<Rewritten, Diagnostic> {
    let mut files: BTreeMap<String, Value> =
        read.iter().map(|(path, tree)| ((*path).to_owned(), (*tree).clone())).collect();
    let mut reach = Reach::new(root_name);
    let mut includes = Includes::new(root_name, read);
    let mut notes = Vec::new();
    while let Some((place, holds)) = reach.next() {
        let Some(value) = files.get_mut(place.file()).and_then(|tree| tree.at_mut(&place)) else { continue };
        walk::walk_mut(value, holds, &Path::From(&place), &mut |value, holds, path| {
            includes.include(value, holds, path);
            scalars::settle(value, holds);
            if let Holds::One(kind) = holds {
                lower31::apply_all(rewrites, value, &mut Site { kind, path, notes: &mut notes });
            }
            if let Some(reference) = walk::reference(value, holds) {
                reach.add_reference(reference, path, holds);
            }
        });
    }
    // A place below two others is walked from both.
    notes.sort_by(|left: &Note, right| (&left.at, left.id).cmp(&(&right.at, right.id)));
    notes.dedup();
    match includes.problem {
        Some(problem) => Err(problem),
        None => Ok(Rewritten { files, places: reach.into_places(), notes }),
    }
}
