use std::collections::{BTreeMap, BTreeSet};

use crate::lint::subject::Object;
use crate::lint::{Findings, Subject};
use clientwright_document::pointer::Pointer;
use clientwright_document::{Kind, Value};

/// The sections of `components`, and what one of their entries is called.
const SECTIONS: [(&str, &str); 11] = [
    ("schemas", "schema"),
    ("responses", "response"),
    ("parameters", "parameter"),
    ("examples", "example"),
    ("requestBodies", "request body"),
    ("headers", "header"),
    ("securitySchemes", "security scheme"),
    ("links", "link"),
    ("callbacks", "callback"),
    ("pathItems", "path item"),
    ("mediaTypes", "media type"),
];

/// A component that no path and no webhook leads to, be it through others.
pub(super) fn unused_component(subject: &Subject<'_>, found: &mut Findings) {
    // A file of components only is there to be used by others.
    if subject.api.operations.is_empty() && subject.api.webhooks.is_empty() {
        return;
    }
    let used = used(subject);
    for (section, what) in SECTIONS {
        for (name, at, _) in subject.components(section) {
            if !name.starts_with("x-") && !used.contains(&at) {
                found.key(&at, format!("nothing uses the {what} `{name}`"), "use it, or remove it");
            }
        }
    }
}

/// The components that are led to from outside of `components`.
fn used(subject: &Subject<'_>) -> BTreeSet<Pointer> {
    let mut leads_to: BTreeMap<Option<Pointer>, BTreeSet<Pointer>> = BTreeMap::new();
    for object in subject.objects() {
        let from = component(&object.at);
        for target in targets(subject, object) {
            let Some(target) = component(&target) else { continue };
            // Children name their base, and the base's discriminator means its children.
            if is_base(subject, object, &target)
                && let Some(child) = &from
            {
                leads_to.entry(Some(target.clone())).or_default().insert(child.clone());
            }
            leads_to.entry(from.clone()).or_default().insert(target);
        }
    }
    let mut used = BTreeSet::new();
    let mut waiting: Vec<Pointer> = leads_to.get(&None).into_iter().flatten().cloned().collect();
    while let Some(next) = waiting.pop() {
        if used.insert(next.clone()) {
            waiting.extend(leads_to.get(&Some(next)).into_iter().flatten().cloned());
        }
    }
    used
}

/// The places that an object names.
fn targets(subject: &Subject<'_>, object: &Object<'_>) -> Vec<Pointer> {
    let resolve = |text: &str| subject.document.resolve(text, &object.at).ok();
    let schema = |name: &str| Pointer::root().join_all(["components", "schemas", name]);
    if let Some(reference) = object.value.get("$ref").and_then(Value::as_str) {
        return resolve(reference).into_iter().collect();
    }
    match object.kind {
        Kind::Discriminator => {
            let mapping = object.value.get("mapping").and_then(Value::as_mapping);
            let default = object.value.get("defaultMapping");
            let names = mapping.into_iter().flat_map(|mapping| mapping.values()).chain(default);
            let names = names.filter_map(Value::as_str);
            names.flat_map(|name| [Some(schema(name)), resolve(name)]).flatten().collect()
        }
        Kind::SecurityRequirement => {
            let names = object.value.as_mapping().into_iter().flat_map(|mapping| mapping.keys());
            names.map(|name| Pointer::root().join_all(["components", "securitySchemes", name])).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a reference includes a schema that a discriminator tells the children of.
fn is_base(subject: &Subject<'_>, object: &Object<'_>, target: &Pointer) -> bool {
    object.at.parent().last().is_some_and(|step| step == "allOf")
        && subject.document.get(target).is_some_and(|base| base.get("discriminator").is_some())
}

/// The component that a place belongs to.
fn component(at: &Pointer) -> Option<Pointer> {
    let mut steps = at.steps();
    let (first, section, name) = (steps.next()?, steps.next()?, steps.next()?);
    (at.file().is_empty() && first == "components")
        .then(|| Pointer::root().join_all([&first, &section, &name]))
}
