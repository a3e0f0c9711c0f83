//! Keys that OpenAPI does not have: what stands under them would be left out without a word.

use super::Context;
use crate::api::Effect;
use crate::diagnostics;
use clientwright_document::near::nearest;
use clientwright_document::{Kind, Mapping};

impl Context<'_> {
    /// Looks for misspelt keys, wherever the document has objects.
    pub(super) fn check_keys(&mut self) {
        let document = self.document;
        document.visit(&mut |object, kind, at| {
            let Some(known) = kind.keys(object) else { return };
            for key in object.as_mapping().into_iter().flat_map(Mapping::keys) {
                if key.starts_with("x-") || known.contains(&key.as_str()) {
                    continue;
                }
                let problem =
                    diagnostics::unknown_key(&at().join(key), key, nearest(key, known.iter().copied()));
                // A method that nobody knows is an operation that is not there.
                let effect = if kind == Kind::PathItem { Effect::Skipped } else { Effect::Ignored };
                self.report.problem(problem, effect);
            }
        });
    }
}
