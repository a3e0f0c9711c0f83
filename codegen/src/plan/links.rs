//! Names in prose: an operation or a schema that a description has between backticks becomes what Rust calls it.

use std::collections::{BTreeMap, BTreeSet};

use super::types::Types;
use crate::api::{Kind, Origin};
use crate::rust::{Crate, Events, Ident, Item, Lookup, LookupCall, Method, Module, Resource, Type};
use crate::wire::{Docs, Link};

/// What a name is: its label, and where it stands.
struct Place {
    label: String,
    path: String,
    /// The model of that name, which files of models may have in scope.
    model: Option<Ident>,
}

/// Finds the names in all docs of the crate.
pub(super) fn resolve(krate: &mut Crate, types: &Types<'_>) {
    let places = places(&krate.resources, types);
    let elsewhere = Linker { places: &places, scope: BTreeSet::new() };
    elsewhere.link(&mut krate.docs);
    for resource in &mut krate.resources {
        elsewhere.link(&mut resource.docs);
        for method in &mut resource.methods {
            method.docs.links = elsewhere.links(texts_of_method(method));
            method.arguments.iter_mut().for_each(|argument| elsewhere.link(&mut argument.docs));
            method.setters.iter_mut().for_each(|setter| elsewhere.link(&mut setter.argument.docs));
        }
    }
    for code in &mut krate.error_codes {
        let operations = code.meanings.iter().flat_map(|meaning| &meaning.operations);
        let operations: Vec<String> = operations.map(|id| format!("`{id}`")).collect();
        let texts = code.meanings.iter().flat_map(|meaning| &meaning.text);
        code.links = elsewhere.links(texts.chain(&operations));
    }
    match krate.webhooks.as_mut().map(|webhooks| &mut webhooks.events) {
        Some(Events::Tagged(event)) => {
            event.variants.iter_mut().for_each(|variant| elsewhere.link(&mut variant.docs));
        }
        Some(Events::ByAddress(functions)) => {
            functions.iter_mut().for_each(|(_, _, docs)| elsewhere.link(docs));
        }
        None => {}
    }
    for module in &mut krate.modules {
        let linker = Linker { places: &places, scope: scope(module) };
        for item in &mut module.items {
            docs_of(item).into_iter().for_each(|docs| linker.link(docs));
        }
    }
}

/// Operations and named schemas, without the names that stand for something on the wire too.
fn places(resources: &[Resource], types: &Types<'_>) -> BTreeMap<String, Place> {
    let mut places = BTreeMap::new();
    for (id, schema) in types.api.schemas.iter() {
        let Origin::Component(name) = &schema.origin else { continue };
        if types.is_item(id) && !types.is_constant(id) {
            let ident = &types.name(id).ident;
            let (label, path) = (ident.to_string(), format!("crate::models::{ident}"));
            places.insert(name.clone(), Place { label, path, model: Some(ident.clone()) });
        }
    }
    for resource in resources {
        for method in &resource.methods {
            let label = format!("{}().{}", resource.module, method.ident);
            let path = format!("crate::resources::{}::{}::{}", resource.module, resource.ident, method.ident);
            // A second method of the operation, for another body, is not what prose means.
            places.entry(method.id.clone()).or_insert(Place { label, path, model: None });
        }
    }
    let wire = wire_names(types);
    places.retain(|name, _| !wire.contains(name.as_str()));
    places
}

/// Properties, parameters and values.
fn wire_names<'a>(types: &Types<'a>) -> BTreeSet<&'a str> {
    let params = types.api.operations.iter().flat_map(|operation| &operation.params);
    let mut names: BTreeSet<&str> = params.map(|param| param.name.as_str()).collect();
    for (_, schema) in types.api.schemas.iter() {
        match &schema.kind {
            Kind::Object(object) => names.extend(object.properties.iter().map(|it| it.name.as_str())),
            Kind::StringEnum(list) => names.extend(list.values.iter().map(|it| it.value.as_str())),
            _ => {}
        }
    }
    names
}

/// The models that a file has in scope: its own, and those that its types mention.
fn scope(module: &Module) -> BTreeSet<Ident> {
    let mut scope = BTreeSet::new();
    for item in &module.items {
        let (own, types): (_, Vec<_>) = match item {
            Item::Struct(item) => {
                let extra = item.extra.iter().map(|extra| &extra.values);
                (&item.ident, item.fields.iter().map(|field| &field.ty).chain(extra).collect())
            }
            Item::StringEnum(item) => (&item.ident, Vec::new()),
            Item::Union(item) => (&item.ident, item.variants.iter().map(|variant| &variant.ty).collect()),
        };
        scope.insert(own.clone());
        types.into_iter().for_each(|ty| {
            ty.walk(&mut |ty| {
                if let Type::Model(ident) = ty {
                    scope.insert(ident.clone());
                }
            });
        });
    }
    scope
}

fn docs_of(item: &mut Item) -> Vec<&mut Docs> {
    match item {
        Item::Struct(item) => {
            let fields = item.fields.iter_mut().map(|field| &mut field.docs);
            std::iter::once(&mut item.docs).chain(fields).collect()
        }
        Item::StringEnum(item) => {
            let values = item.variants.iter_mut().map(|(_, _, docs)| docs);
            std::iter::once(&mut item.docs).chain(values).collect()
        }
        Item::Union(item) => {
            let variants = item.variants.iter_mut().map(|variant| &mut variant.docs);
            std::iter::once(&mut item.docs).chain(variants).collect()
        }
    }
}

struct Linker<'a> {
    places: &'a BTreeMap<String, Place>,
    /// Models that need no path: rustdoc refuses one that says nothing new.
    scope: BTreeSet<Ident>,
}

impl Linker<'_> {
    fn link(&self, docs: &mut Docs) {
        docs.links = self.links(texts(docs));
    }

    fn links<'a>(&self, texts: impl Iterator<Item = &'a String>) -> Vec<Link> {
        let names: BTreeSet<&str> = texts.flat_map(|text| text.split('`').skip(1)).collect();
        let links = names.into_iter().filter_map(|name| {
            let place = self.places.get(name)?;
            let in_scope = place.model.as_ref().is_some_and(|model| self.scope.contains(model));
            let target = (!in_scope).then(|| place.path.clone());
            Some(Link { name: name.to_owned(), label: place.label.clone(), target })
        });
        links.collect()
    }
}

fn texts(docs: &Docs) -> impl Iterator<Item = &String> {
    [&docs.summary, &docs.description, &docs.evidence_note, &docs.conflict].into_iter().flatten()
}

/// All that the docs of a method are made of.
fn texts_of_method(method: &Method) -> impl Iterator<Item = &String> {
    let codes = method.answers.iter().flat_map(|answer| &answer.codes);
    let answers = method.answers.iter().flat_map(|answer| texts(&answer.docs));
    texts(&method.docs)
        .chain(answers)
        .chain(codes.flat_map(|code| code.meaning.iter().chain(&code.note)))
        .chain(method.repeating.iter().flat_map(|repeating| &repeating.note))
        .chain(method.idempotency.iter().flat_map(|key| texts(&key.docs)))
        .chain(method.lookup.iter().map(|lookup| match lookup {
            Lookup::None(text) | Lookup::By(LookupCall { found: text, .. }) => text,
        }))
}
