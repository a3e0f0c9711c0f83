//! How much of each kind a document has, of the operations that another has too.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_codegen::wire::HttpMethod;
use clientwright_document::pointer::Pointer;
use clientwright_document::{Document, Value};

use super::agreement::Kind;

/// Counts, by kind.
#[derive(Debug, Default)]
pub(super) struct Tally(BTreeMap<Kind, usize>);

impl Tally {
    pub(super) fn count(&self, kind: Kind) -> usize {
        self.0.get(&kind).copied().unwrap_or_default()
    }

    fn add(&mut self, kind: Kind, count: usize) {
        *self.0.entry(kind).or_default() += count;
    }

    /// Counts in a document what it has of the operations of both.
    pub(super) fn of(document: &Document, other: &Document) -> Self {
        let shared = operations(other).into_keys().collect::<BTreeSet<_>>();
        let mut counter = Counter { document, tally: Self::default(), seen: BTreeSet::new() };
        let webhooks = document.root().get("webhooks").and_then(Value::as_mapping).map_or(0, |all| all.len());
        counter.tally.add(Kind::Webhooks, webhooks);
        for (key, (item, at)) in operations(document) {
            counter.tally.add(Kind::Operations, 1);
            if shared.contains(&key) {
                counter.operation(&item, &at);
            }
        }
        counter.tally
    }
}

/// Operations by path, without the names of its parameters, and method; with the places of the path and the operation.
fn operations(document: &Document) -> BTreeMap<(String, &'static str), (Pointer, Pointer)> {
    let mut found = BTreeMap::new();
    let paths = Pointer::root().join("paths");
    for (path, _) in document.get(&paths).and_then(Value::as_mapping).into_iter().flatten() {
        let Ok(item) = document.follow(&paths.join(path)) else { continue };
        let template = path.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
        let template = template.collect::<Vec<_>>().join("{}");
        for method in HttpMethod::ALL {
            let at = item.join(method.key());
            if document.get(&at).is_some() {
                found.insert((template.clone(), method.key()), (item.clone(), at));
            }
        }
    }
    found
}

struct Counter<'d> {
    document: &'d Document,
    tally: Tally,
    /// A schema that several operations use is one.
    seen: BTreeSet<Pointer>,
}

const LIMITS: [&str; 11] = [
    "minLength",
    "maxLength",
    "pattern",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
];

impl Counter<'_> {
    fn operation(&mut self, item: &Pointer, at: &Pointer) {
        let mut parameters = BTreeSet::new();
        for list in [item.join("parameters"), at.join("parameters")] {
            let count = self.document.get(&list).and_then(Value::as_sequence).map_or(0, <[Value]>::len);
            for place in (0..count).filter_map(|index| self.document.follow(&list.join(index)).ok()) {
                let text = |key: &str| {
                    self.document.get(&place.join(key)).and_then(Value::as_str).map(str::to_owned)
                };
                if parameters.insert((text("in"), text("name"))) {
                    self.schema(&place.join("schema"));
                }
            }
        }
        self.tally.add(Kind::Parameters, parameters.len());
        self.content(&at.join("requestBody"));
        let responses = at.join("responses");
        for (status, _) in self.document.get(&responses).and_then(Value::as_mapping).into_iter().flatten() {
            self.tally.add(Kind::Statuses, 1);
            let response = responses.join(status);
            match status.starts_with('2') {
                true => self.content(&response),
                false => self.tally.add(Kind::ErrorBodies, 1),
            }
        }
    }

    fn content(&mut self, at: &Pointer) {
        let Ok(at) = self.document.follow(at) else { return };
        let content = at.join("content");
        for (media_type, _) in self.document.get(&content).and_then(Value::as_mapping).into_iter().flatten() {
            self.schema(&content.join(media_type).join("schema"));
        }
    }

    fn schema(&mut self, at: &Pointer) {
        let mut open = vec![at.clone()];
        while let Some(at) = open.pop() {
            let Ok(at) = self.document.follow(&at) else { continue };
            let Some(schema) = self.document.get(&at).and_then(Value::as_mapping) else { continue };
            if !self.seen.insert(at.clone()) {
                continue;
            }
            let properties = schema.get("properties").and_then(Value::as_mapping);
            self.tally.add(Kind::Fields, properties.map_or(0, |all| all.len()));
            let has_values = schema.contains_key("enum") || schema.contains_key("const");
            self.tally.add(Kind::Enums, usize::from(has_values));
            self.tally.add(Kind::Limits, LIMITS.iter().filter(|key| schema.contains_key(**key)).count());
            open.extend(properties.into_iter().flatten().map(|(name, _)| at.join("properties").join(name)));
            open.extend(["items", "additionalProperties"].map(|key| at.join(key)));
            for key in ["allOf", "oneOf", "anyOf"] {
                let count = schema.get(key).and_then(Value::as_sequence).map_or(0, <[Value]>::len);
                open.extend((0..count).map(|index| at.join(key).join(index)));
            }
        }
    }
}
