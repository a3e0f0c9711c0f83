//! What types keep that their schemas do not know.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_codegen::rust::{Crate, Item, Type};

/// Whether nothing in the type is only sent: what is, holds what the document knows and nothing else.
pub fn keeps_unknown_members(krate: &Crate, ty: &Type) -> bool {
    let items: BTreeMap<_, &Item> = krate
        .modules
        .iter()
        .flat_map(|module| &module.items)
        .map(|item| match item {
            Item::Struct(found) => (&found.ident, item),
            Item::StringEnum(found) => (&found.ident, item),
            Item::Union(found) => (&found.ident, item),
        })
        .collect();
    let (mut seen, mut waiting) = (BTreeSet::new(), vec![ty.clone()]);
    while let Some(ty) = waiting.pop() {
        let mut models = Vec::new();
        ty.walk(&mut |ty| {
            models.extend(if let Type::Model(ident) = ty { Some(ident.clone()) } else { None })
        });
        for ident in models {
            match items.get(&ident) {
                Some(Item::Struct(found)) if found.extra.is_none() && found.constructor.is_some() => {
                    return false;
                }
                Some(Item::Struct(found)) if seen.insert(ident.clone()) => {
                    waiting.extend(found.fields.iter().map(|field| field.ty.clone()));
                    waiting.extend(found.extra.iter().map(|extra| extra.values.clone()));
                }
                Some(Item::Union(found)) if seen.insert(ident.clone()) => {
                    waiting.extend(found.variants.iter().map(|variant| variant.ty.clone()));
                }
                _ => {}
            }
        }
    }
    true
}
