//! Names and files of schemas that become items.

use std::collections::BTreeMap;

use super::names::{self, Scope};
use super::reserved;
use crate::api::{Api, Kind, Origin, Schema, SchemaId};
use crate::diagnostics::{Diagnostics, name_clash};
use crate::provider::Provider;
use crate::rust::Ident;
use clientwright_document::pointer::Pointer;

/// What an item is called.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// The type.
    pub(super) ident: Ident,
    /// The file.
    pub(super) module: Ident,
    /// The struct that names its required fields.
    pub(super) required: Ident,
}

/// The names of all schemas that can become items, by [`SchemaId::index`].
pub(super) struct Names(Vec<Option<Name>>);

impl Names {
    /// The name of a schema, when it can become an item.
    pub(super) fn get(&self, id: SchemaId) -> Option<&Name> {
        self.0[id.index()].as_ref()
    }
}

/// Names all schemas. Components come first, so that nothing inline takes their names.
pub(super) fn names(api: &Api, provider: &Provider) -> Result<Names, Diagnostics> {
    let variants = variant_names(api);
    let mut scope = reserved::models();
    // Modules of one name hold what belongs to one root, so the same root gives the same module.
    let mut modules = Modules::default();
    let mut owners: BTreeMap<String, Pointer> = BTreeMap::new();
    let mut found = Diagnostics::default();
    let mut all: Vec<Option<Name>> = vec![None; api.schemas.len()];
    let is_component = |schema: &Schema| matches!(schema.origin, Origin::Component(_));
    let (components, inline): (Vec<_>, Vec<_>) = api
        .schemas
        .iter()
        .filter(|(_, schema)| is_item(&schema.kind))
        .partition(|(_, schema)| is_component(schema));
    for (id, schema) in components.into_iter().chain(inline) {
        let wanted = wanted(schema, &variants);
        let root = match &schema.origin {
            Origin::Component(name) => name,
            Origin::Inline { root, .. } => root,
        };
        let ident = match scope.claim(&wanted) {
            Some(ident) => ident,
            None => {
                // Two names of the document's own must not be told apart by a number.
                if let Some(other) = owners.get(&wanted.to_lowercase())
                    && provider.is_strict()
                    && (is_component(schema) || schema.rust_name.is_some())
                {
                    found.push(name_clash(&schema.at, &wanted, other));
                }
                scope.allocate(&wanted, &["Model"])
            }
        };
        owners.entry(ident.as_str().to_lowercase()).or_insert_with(|| schema.at.clone());
        let module = modules.of(root);
        let main = names::camel(root, "Type") == ident.as_str();
        let required = if main {
            Ident::allocated("Required".to_owned())
        } else {
            scope.allocate(&format!("{ident}Required"), &[])
        };
        all[id.index()] = Some(Name { ident, module, required });
    }
    found.into_result().map(|()| Names(all))
}

/// Files by root.
#[derive(Default)]
struct Modules {
    by_root: BTreeMap<String, Ident>,
    scope: Option<Scope>,
}

impl Modules {
    fn of(&mut self, root: &str) -> Ident {
        // `CreateUser` the component and `createUser` the operation share a file.
        let wanted = names::module(root);
        let scope = self.scope.get_or_insert_with(|| Scope::with(&["models"]));
        self.by_root.entry(wanted.clone()).or_insert_with(|| scope.allocate(&wanted, &["_model"])).clone()
    }
}

/// Whether a schema of this kind becomes an item. (A union may still turn out to be one type.)
pub(super) fn is_item(kind: &Kind) -> bool {
    matches!(kind, Kind::Object(_) | Kind::StringEnum(_) | Kind::Union(_))
}

fn wanted(schema: &Schema, variants: &BTreeMap<(String, Vec<String>), String>) -> String {
    if let Some(name) = &schema.rust_name {
        return names::camel(name, "Type");
    }
    match &schema.origin {
        Origin::Component(name) => names::camel(name, "Type"),
        Origin::Inline { root, steps, .. } => {
            let mut words = vec![names::camel(root, "Type")];
            for (index, step) in steps.iter().enumerate() {
                let place = (root.clone(), steps[..=index].to_vec());
                words.push(names::camel(&variants.get(&place).map_or_else(|| word(step), Clone::clone), ""));
            }
            names::camel(&words.concat(), "Type")
        }
    }
}

/// What a step adds to a name: a success adds `Response`, a failure its status too.
fn word(step: &str) -> String {
    match step.strip_prefix("response ") {
        Some(status) if status.starts_with('2') => "response".to_owned(),
        _ => step.to_owned(),
    }
}

/// Better names than `variant 2` for the inline members of unions: their tag, or their title.
fn variant_names(api: &Api) -> BTreeMap<(String, Vec<String>), String> {
    let mut names = BTreeMap::new();
    for (_, schema) in api.schemas.iter() {
        let Kind::Union(union) = &schema.kind else { continue };
        for member in &union.members {
            let Origin::Inline { root, steps, .. } = &api.schemas[member.usage.schema].origin else {
                continue;
            };
            let name = match member.tags.as_slice() {
                [tag] => Some(tag),
                _ => member.title.as_ref(),
            };
            if let Some(name) = name
                && steps.last().is_some_and(|step| step.starts_with("variant "))
            {
                names.insert((root.clone(), steps.clone()), name.clone());
            }
        }
    }
    names
}
