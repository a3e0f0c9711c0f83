//! Unions that are members of one another: a decoder would go round between them and read nothing.

use std::collections::BTreeMap;

use super::Context;
use super::union::Pending;
use crate::api::{Effect, Kind, Member, SchemaId, Schemas, Union, Usage};
use crate::diagnostics;
use crate::graph;
use crate::wire::WireName;

/// How many unions may be members of one another: each gets the members of all.
const MAX_CIRCLE: usize = 64;

impl Context<'_> {
    /// Gives unions that are members of one another each the other members of all: no union is left that is a member
    /// of itself, however many steps away.
    pub(super) fn break_cycles(&mut self, pending: &mut BTreeMap<SchemaId, Pending>) {
        let schemas = &self.arena.schemas;
        let edges: Vec<Vec<usize>> = schemas
            .ids()
            .map(|id| members(schemas, id).iter().map(|member| member.usage.schema.index()).collect())
            .collect();
        let circle = graph::components(&edges);
        let is_cyclic = |id: &SchemaId| {
            members(schemas, *id)
                .iter()
                .any(|member| circle[member.usage.schema.index()] == circle[id.index()])
        };
        let mut circles: BTreeMap<usize, Vec<SchemaId>> = BTreeMap::new();
        for id in pending.keys().copied().filter(is_cyclic) {
            circles.entry(circle[id.index()]).or_default().push(id);
        }
        for circle in circles.into_values() {
            self.break_cycle(&circle, pending);
        }
    }

    fn break_cycle(&mut self, circle: &[SchemaId], pending: &mut BTreeMap<SchemaId, Pending>) {
        let any = self.synthetic(&self.arena.schemas[circle[0]].at.clone(), Kind::Any);
        let is_small = circle.len() <= MAX_CIRCLE;
        let schemas = &self.arena.schemas;
        let gathered =
            circle.iter().filter(|_| is_small).map(|id| gathered(schemas, pending, circle, *id, any));
        let gathered: Vec<(Vec<Member>, Vec<Vec<String>>)> = gathered.collect();
        let mut gathered = gathered.into_iter();
        for id in circle {
            let (members, names) = gathered.next().unwrap_or_default();
            let schema = self.arena.schemas.get_mut(*id);
            let effect = if members.is_empty() { Effect::Untyped } else { Effect::Ignored };
            self.report.problem(diagnostics::cyclic_union(&schema.at), effect);
            schema.kind = match &schema.kind {
                Kind::Union(Union { tag, .. }) if !members.is_empty() => {
                    Kind::Union(Union { tag: tag.clone(), members })
                }
                _ => Kind::Any,
            };
            pending.entry(*id).and_modify(|union| union.names = names);
        }
    }
}

fn members(schemas: &Schemas, id: SchemaId) -> &[Member] {
    match &schemas[id].kind {
        Kind::Union(union) => &union.members,
        _ => &[],
    }
}

fn tag(schemas: &Schemas, id: SchemaId) -> Option<&WireName> {
    match &schemas[id].kind {
        Kind::Union(union) => union.tag.as_ref(),
        _ => None,
    }
}

/// The members of a union and of the others in its circle, and their names. Of a union that another property tells
/// apart nothing is known here but its own tags: `any` stands for it.
fn gathered(
    schemas: &Schemas,
    pending: &BTreeMap<SchemaId, Pending>,
    circle: &[SchemaId],
    id: SchemaId,
    any: Usage,
) -> (Vec<Member>, Vec<Vec<String>>) {
    let own = tag(schemas, id);
    let mut gathered = (Vec::new(), Vec::new());
    let mut unions = vec![id];
    let mut next = 0;
    while let Some(&union) = unions.get(next) {
        next += 1;
        let names = pending.get(&union).map_or(&[][..], |union| &union.names);
        for (member, names) in members(schemas, union).iter().zip(names) {
            let inner = member.usage.schema;
            let is_other = own.is_some() && tag(schemas, inner).is_some_and(|tag| Some(tag) != own);
            if circle.contains(&inner) && !is_other {
                if !unions.contains(&inner) {
                    unions.push(inner);
                }
                continue;
            }
            let usage = if circle.contains(&inner) { any } else { member.usage };
            gathered.0.push(Member { usage, ..member.clone() });
            gathered.1.push(names.clone());
        }
    }
    gathered
}
