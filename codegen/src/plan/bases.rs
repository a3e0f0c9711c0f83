//! Operations that are not called where the others are.

use std::collections::BTreeMap;

use crate::api::Api;
use crate::rust::{Environment, Method, Resource};

/// Tells methods where they are called, and says it in their documentation.
pub(super) fn add(resources: &mut [Resource], api: &Api, environments: &[Environment]) {
    let elsewhere =
        api.operations.iter().filter_map(|operation| Some((&*operation.id, operation.bases.as_ref()?)));
    let elsewhere: BTreeMap<&str, &Vec<Option<String>>> = elsewhere.collect();
    // Without environments all calls go to an address of the caller's own.
    if environments.is_empty() {
        return;
    }
    for method in resources.iter_mut().flat_map(|resource| &mut resource.methods) {
        if let Some(bases) = elsewhere.get(&*method.id) {
            document(method, environments, bases);
            let known = environments.iter().zip(*bases);
            let known = known.filter_map(|(environment, url)| Some((environment.name.clone(), url.clone()?)));
            method.bases = Some(known.collect());
        }
    }
}

fn document(method: &mut Method, environments: &[Environment], bases: &[Option<String>]) {
    let named = || environments.iter().zip(bases);
    let elsewhere: Vec<(&str, &str)> = named()
        .filter_map(|(environment, url)| Some((environment, url.as_deref()?)))
        .filter(|(environment, url)| *url != environment.url)
        .map(|(environment, url)| (&*environment.name, url))
        .collect();
    let unknown: Vec<String> = named()
        .filter(|(_, url)| url.is_none())
        .map(|(environment, _)| format!("`{}`", environment.name))
        .collect();
    let mut sentences = Vec::new();
    match elsewhere.as_slice() {
        [] => {}
        [(_, url)] if environments.len() == 1 => {
            sentences.push(format!("Goes to `{url}` and not to the environment's address."));
        }
        several => {
            let urls: Vec<String> = several.iter().map(|(name, url)| format!("`{url}` (`{name}`)")).collect();
            sentences.push(format!("Goes to {} and not to the environment's address.", urls.join(" or ")));
        }
    }
    if !unknown.is_empty() {
        let unknown = unknown.join(" and ");
        sentences.push(format!(
            "Its address for {unknown} is not documented: only a client of `Environment::Custom` calls it."
        ));
    }
    let docs = &mut method.docs;
    if docs.is_empty() {
        docs.summary = Some(format!("Calls `{} {}`.", method.http, method.path));
    }
    let before = docs.description.take().into_iter();
    docs.description = Some(before.chain([sentences.join(" ")]).collect::<Vec<_>>().join("\n\n"));
}
