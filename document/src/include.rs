//! A `$ref` where OpenAPI allows none pulls in what it means: some specs are kept in files that way, with
//! `properties: {$ref: …}` and `description: {$ref: …}`.

use std::collections::BTreeMap;

use super::kind::Holds;
use super::path::Path;
use super::reference;
use super::value::Value;
use super::walk;
use crate::diagnostics::{self, Diagnostic};
use crate::pointer::Pointer;

/// How deep a place can be that something is pulled into: as deep as texts can nest. Without it, a file that pulls
/// in itself would never end.
const MAX_DEPTH: usize = 128;

/// How many values can be pulled in: a file that pulls in itself twice would fill any memory.
const MAX_VALUES: usize = 200_000;

pub(super) struct Includes<'s> {
    root_name: &'s str,
    /// The trees as they were read.
    read: &'s BTreeMap<&'s str, &'s Value>,
    values_left: usize,
    /// Where it became too much.
    pub(super) problem: Option<Diagnostic>,
}

impl<'s> Includes<'s> {
    pub(super) fn new(root_name: &'s str, read: &'s BTreeMap<&'s str, &'s Value>) -> Self {
        Self { root_name, read, values_left: MAX_VALUES, problem: None }
    }

    /// Replaces the value by what its `$ref` means. One that means nothing stays, and is of the wrong shape for
    /// whoever reads it.
    pub(super) fn include(&mut self, value: &mut Value, holds: Holds, path: &Path<'_>) {
        let is_none = holds.is_referable() || walk::reference(value, holds).is_none();
        if is_none || self.problem.is_some() || path.depth() >= MAX_DEPTH {
            return;
        }
        let mut from = Pointer::of_file(path.file());
        // What is pulled in may be such a `$ref` itself.
        for _ in 0..reference::MAX_HOPS {
            let Some(reference) = walk::reference(value, holds) else { return };
            let Ok(target) = reference::target(reference, &from, self.root_name) else { return };
            let Some(included) = self.read.get(target.file()).and_then(|tree| tree.at(&target)) else {
                return;
            };
            let count = included.count();
            if count > self.values_left {
                self.problem = Some(diagnostics::included_too_much(&path.pointer(), MAX_VALUES));
                return;
            }
            self.values_left -= count;
            *value = included.clone();
            if walk::reference(value, holds).is_none() && target.file() != path.file() {
                self.rebase(value, holds, &target);
            }
            from = target;
        }
    }

    /// Makes the references in a value from elsewhere mean the same here.
    fn rebase(&self, value: &mut Value, holds: Holds, from: &Pointer) {
        walk::walk_mut(value, holds, &Path::From(from), &mut |value, holds, path| {
            let target = walk::reference(value, holds)
                .and_then(|reference| reference::target(reference, &path.pointer(), self.root_name).ok());
            if let (Some(target), Some(text)) = (target, value.get_mut("$ref")) {
                *text = Value::String(reference::absolute(&target, self.root_name));
            }
        });
    }
}
