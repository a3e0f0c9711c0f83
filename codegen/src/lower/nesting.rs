//! Lists of lists of lists, and of themselves: no type without a name says them.

use std::collections::BTreeSet;

use super::Context;
use crate::api::{Effect, Kind, SchemaId};
use crate::diagnostics;

/// How many lists and maps may stand in one another.
const MAX_DEPTH: usize = 32;

impl Context<'_> {
    /// Makes untyped what stands in more lists and maps than anybody writes, or in itself.
    pub(super) fn limit_nesting(&mut self) {
        let mut heights: Vec<Option<usize>> = vec![None; self.arena.schemas.len()];
        for id in self.arena.schemas.ids() {
            let (mut way, mut seen) = (Vec::new(), BTreeSet::new());
            let mut next = Some(id);
            while let Some(id) = next.filter(|id| heights.get(id.index()) == Some(&None)) {
                if !seen.insert(id) {
                    self.hold_anything(way[way.len() - 1]);
                    break;
                }
                way.push(id);
                next = self.held(id);
            }
            for id in way.into_iter().rev() {
                let below = self.held(id).and_then(|held| *heights.get(held.index())?);
                let height = self.held(id).map_or(0, |_| below.unwrap_or(0) + 1);
                if height > MAX_DEPTH {
                    self.hold_anything(id);
                }
                heights[id.index()] = Some(if height > MAX_DEPTH { 1 } else { height });
            }
        }
    }

    fn hold_anything(&mut self, id: SchemaId) {
        let at = self.arena.schemas[id].at.clone();
        let any = self.synthetic(&at, Kind::Any);
        match &mut self.arena.schemas.get_mut(id).kind {
            Kind::Array(array) => array.items = any,
            Kind::Map(map) => map.values = any,
            _ => {}
        }
        self.report.problem(diagnostics::too_many_lists(&at, MAX_DEPTH), Effect::Untyped);
    }

    /// What a list or a map holds.
    fn held(&self, id: SchemaId) -> Option<SchemaId> {
        match &self.arena.schemas[id].kind {
            Kind::Array(array) => Some(array.items.schema),
            Kind::Map(map) => Some(map.values.schema),
            _ => None,
        }
    }
}
