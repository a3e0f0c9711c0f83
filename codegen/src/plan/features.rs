//! A large crate can be taken in parts: a feature for each resource, with the models that it needs.

use std::collections::{BTreeMap, BTreeSet};

use crate::rust::{ALL_RESOURCES, Feature, Ident, Lookup, Module, Resource, Type, Webhooks};

/// A crate with fewer operations is built as a whole: it takes seconds.
const LARGE: usize = 200;

/// A model that more resources need is always there: its list of features would be longer than it.
const SHARED: usize = 4;

/// Gives the resources features where that is `wanted`, and tells the models whose they are. Without a word on it, those of
/// large crates get them.
pub(super) fn add(
    wanted: Option<bool>,
    resources: &mut [Resource],
    modules: &mut [Module],
    webhooks: Option<&Webhooks>,
) {
    let is_large =
        || resources.len() > 1 && resources.iter().map(|it| it.methods.len()).sum::<usize>() >= LARGE;
    if !wanted.unwrap_or_else(is_large) {
        return;
    }
    let names: Vec<String> = resources.iter().map(|it| name(&it.module)).collect();
    let graph = Graph::of(modules);
    let mut users = vec![BTreeSet::new(); modules.len()];
    for (resource, name) in resources.iter().zip(&names) {
        let mut types = BTreeSet::new();
        resource.methods.iter().for_each(|method| method.types(&mut |ty| graph.note(ty, &mut types)));
        for module in graph.closure(types) {
            users[module].insert(name.clone());
        }
    }
    let mut always = BTreeSet::new();
    if let Some(webhooks) = webhooks {
        webhooks.types(&mut |ty| graph.note(ty, &mut always));
    }
    let always = graph.closure(always);
    for (index, (module, users)) in modules.iter_mut().zip(users).enumerate() {
        // What needs a module has no more users than the module, so nothing that is always there needs one that is not.
        module.features = match users.len() {
            _ if always.contains(&index) => Vec::new(),
            0 => vec![ALL_RESOURCES.to_owned()],
            1..=SHARED => users.into_iter().collect(),
            _ => Vec::new(),
        };
    }
    let of_module: BTreeMap<&Ident, String> =
        resources.iter().map(|it| &it.module).zip(names.iter().cloned()).collect();
    let needs = resources.iter().map(|resource| {
        let lookups = resource.methods.iter().filter_map(|method| match &method.lookup {
            Some(Lookup::By(call)) if call.module != resource.module => of_module.get(&call.module).cloned(),
            _ => None,
        });
        lookups.collect::<BTreeSet<_>>().into_iter().collect()
    });
    let needs: Vec<Vec<String>> = needs.collect();
    for ((resource, name), needs) in resources.iter_mut().zip(names).zip(needs) {
        resource.feature = Some(Feature { name, needs });
    }
}

/// The prefix keeps a tag called `webhooks` from being the feature of that name.
fn name(module: &Ident) -> String {
    format!("resource-{}", module.as_str().replace('_', "-"))
}

/// Which modules name the types of which.
struct Graph {
    /// The module of each model.
    homes: BTreeMap<Ident, usize>,
    /// By module.
    edges: Vec<BTreeSet<usize>>,
}

impl Graph {
    fn of(modules: &[Module]) -> Self {
        let homes = modules.iter().enumerate();
        let homes = homes.flat_map(|(at, it)| it.items.iter().map(move |item| (item.ident().clone(), at)));
        let mut graph = Self { homes: homes.collect(), edges: Vec::new() };
        for module in modules {
            let mut edges = BTreeSet::new();
            module.items.iter().for_each(|item| item.types(&mut |ty| graph.note(ty, &mut edges)));
            graph.edges.push(edges);
        }
        graph
    }

    /// Adds the modules of the models that a type names.
    fn note(&self, ty: &Type, modules: &mut BTreeSet<usize>) {
        ty.walk(&mut |ty| {
            if let Type::Model(ident) = ty {
                modules.extend(self.homes.get(ident));
            }
        });
    }

    /// These modules, and all that they need.
    fn closure(&self, from: BTreeSet<usize>) -> BTreeSet<usize> {
        let mut waiting: Vec<usize> = from.iter().copied().collect();
        let mut found = from;
        while let Some(module) = waiting.pop() {
            for &next in &self.edges[module] {
                if found.insert(next) {
                    waiting.push(next);
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Graph;

    #[test]
    fn a_circle_of_modules_ends() {
        let edges = vec![BTreeSet::from([1]), BTreeSet::from([0, 2]), BTreeSet::new(), BTreeSet::from([0])];
        let graph = Graph { homes: Default::default(), edges };
        assert_eq!(graph.closure(BTreeSet::from([1])), BTreeSet::from([0, 1, 2]));
    }
}
