//! Items → files.

use std::collections::BTreeMap;

use indexmap::IndexSet;

use super::hidden::Hidden;
use super::names::{self, Scope};
use super::types::Types;
use super::{structs, unions};
use crate::api::{EnumValue, Kind, Schema, SchemaId};
use crate::rust::{Ident, Item, Module, StringEnum};
use crate::wire::{Docs, WireName};

/// All items, in their files; `error_codes` are the enums that list codes.
pub(super) fn modules(types: &Types<'_>, error_codes: &IndexSet<SchemaId>, hidden: &Hidden) -> Vec<Module> {
    let tags = unions::tags(types.api);
    let mut modules: BTreeMap<Ident, Vec<Item>> = BTreeMap::new();
    let mut scopes: BTreeMap<Ident, Scope> = BTreeMap::new();
    for (id, schema) in types.api.schemas.iter() {
        if types.is_item(id) && !types.is_constant(id) {
            let item = match &schema.kind {
                Kind::Object(object) => {
                    let scope = (!object.rules.is_empty()).then(|| {
                        let module = types.name(id).module.clone();
                        scopes.entry(module).or_insert_with(|| types.scope_of_file())
                    });
                    Item::Struct(structs::structure(types, id, object, (&tags, hidden), scope))
                }
                Kind::StringEnum(string_enum) => {
                    let lists_codes = error_codes.contains(&id);
                    Item::StringEnum(string_enumeration(types, id, &string_enum.values, lists_codes))
                }
                Kind::Union(union) => Item::Union(unions::union(types, id, union)),
                Kind::Array(_) | Kind::Map(_) | Kind::Scalar(_) | Kind::Any => continue,
            };
            modules.entry(types.name(id).module.clone()).or_default().push(item);
        }
    }
    modules.into_iter().map(|(ident, items)| Module { ident, items, features: Vec::new() }).collect()
}

fn string_enumeration(
    types: &Types<'_>,
    id: SchemaId,
    values: &[EnumValue],
    lists_error_codes: bool,
) -> StringEnum {
    let idents = variants(values).into_iter().zip(values);
    let variants =
        idents.map(|(ident, value)| (ident, WireName(value.value.clone()), value.docs.clone())).collect();
    StringEnum {
        ident: types.name(id).ident.clone(),
        docs: docs(&types.api.schemas[id]),
        variants,
        lists_error_codes,
        unknown: Ident::allocated("Unknown".to_owned()),
    }
}

/// The names of an enum's values.
pub(super) fn variants(values: &[EnumValue]) -> Vec<Ident> {
    let mut scope = Scope::with(&["Unknown"]);
    let wanted =
        |value: &EnumValue| names::camel(value.rust_name.as_deref().unwrap_or(&value.value), "Value");
    values.iter().map(|value| scope.allocate(&wanted(value), &["Value"])).collect()
}

/// The docs of an item.
pub(super) fn docs(schema: &Schema) -> Docs {
    schema.docs.clone()
}
