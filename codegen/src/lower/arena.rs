//! Which schemas there are: each place becomes one schema, and cycles end at the id that stands for it.

use std::collections::VecDeque;

use indexmap::IndexMap;

use super::Context;
use super::shape::Part;
use crate::api::{Constraints, Effect, Kind, Origin, Scalar, Schema, SchemaId, Schemas, StringFormat, Usage};
use crate::diagnostics;
use crate::wire::Docs;
use clientwright_document::pointer::Pointer;

/// More mixtures than any document needs: compositions that multiply end here.
const MAX_MIXTURES: usize = 10_000;

/// The schemas so far, and the ones that are known and not read yet.
#[derive(Default)]
pub(super) struct Arena {
    pub(super) schemas: Schemas,
    ids: IndexMap<Vec<Part>, SchemaId, foldhash::fast::RandomState>,
    /// How many of them are not the whole of one place.
    mixtures: usize,
    /// A queue and no recursion: a chain of ten thousand references is no deeper than one.
    waiting: VecDeque<(SchemaId, Vec<Part>, Pointer)>,
}

impl Context<'_> {
    /// The schema at a place, as it is used there.
    pub(super) fn usage(&mut self, at: &Pointer) -> Usage {
        self.usage_of(&[Part::Whole(at.clone())], at)
    }

    /// The schema that several parts make together, as it is used at a place.
    pub(super) fn usage_of(&mut self, parts: &[Part], at: &Pointer) -> Usage {
        let (parts, nullable) = self.resolve(parts);
        if let Some(schema) = self.arena.ids.get(&parts) {
            return Usage { schema: *schema, nullable };
        }
        // What stands alone is named by its own place; a mixture by the place where it is mixed.
        let at = match parts.as_slice() {
            [Part::Whole(only)] => only.clone(),
            _ if self.arena.mixtures == MAX_MIXTURES => {
                self.report.problem(diagnostics::too_many_mixtures(at, MAX_MIXTURES), Effect::Untyped);
                return self.synthetic(at, Kind::Any);
            }
            _ => {
                self.arena.mixtures += 1;
                at.clone()
            }
        };
        let schema = self.arena.schemas.push(blank(at.clone(), self.origin(&at)));
        self.arena.ids.insert(parts.clone(), schema);
        self.arena.waiting.push_back((schema, parts, at));
        Usage { schema, nullable }
    }

    /// Reads what is waiting, until nothing is.
    pub(super) fn drain(&mut self) {
        while let Some((id, parts, at)) = self.arena.waiting.pop_front() {
            let schema = self.schema(id, &parts, at);
            self.arena.schemas.set(id, schema);
        }
    }

    /// A schema that the document does not write: untyped JSON, or text.
    pub(super) fn synthetic(&mut self, at: &Pointer, kind: Kind) -> Usage {
        let schema = Schema { kind, ..blank(at.clone(), self.origin(at)) };
        Usage { schema: self.arena.schemas.push(schema), nullable: false }
    }

    /// Something that cannot be typed: untyped JSON, and named in the report.
    pub(super) fn untyped(&mut self, problem: diagnostics::Diagnostic) -> Kind {
        self.report.problem(problem, Effect::Untyped);
        Kind::Any
    }
}

/// Text without a format.
pub(super) fn plain_text() -> Kind {
    Kind::Scalar(Scalar::String(StringFormat::Plain))
}

fn blank(at: Pointer, origin: Origin) -> Schema {
    Schema {
        at,
        origin,
        rust_name: None,
        docs: Docs::default(),
        kind: Kind::Any,
        constraints: Constraints::default(),
        sensitive: None,
        examples: Vec::new(),
    }
}
