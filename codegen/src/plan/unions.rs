//! Unions → enums with a variant per member.

use std::collections::BTreeMap;

use super::names::{self, Scope};
use super::types::{Types, alternatives};
use crate::api::{self, Api, Kind, Member, Origin, SchemaId};
use crate::rust::{Ident, Runtime, Scalar, Tagging, Type, Union, Variant};
use crate::wire::Docs;

/// The properties by which unions recognise their members, with the value that does it where there is only one.
pub(super) type Tags = BTreeMap<(SchemaId, String), Option<String>>;

/// The tags of all members of all unions.
pub(super) fn tags(api: &Api) -> Tags {
    let mut tags = Tags::new();
    for (_, schema) in api.schemas.iter() {
        let Kind::Union(api::Union { tag: Some(tag), members }) = &schema.kind else { continue };
        for member in members {
            let value = match member.tags.as_slice() {
                [only] => Some(only.clone()),
                _ => None,
            };
            let known =
                tags.entry((member.usage.schema, tag.as_str().to_owned())).or_insert_with(|| value.clone());
            if *known != value {
                *known = None;
            }
        }
    }
    tags
}

/// The enum of a union.
pub(super) fn union(types: &Types<'_>, id: SchemaId, union: &api::Union) -> Union {
    let ident = types.name(id).ident.clone();
    let members =
        alternatives(union, |member| on_the_heap(types, member.usage.schema, types.of(member.usage)));
    let mut scope = Scope::with(&["Unknown"]);
    let variant = |(ty, member): (Type, &Member)| Variant {
        ident: scope.allocate(&variant_name(types, &ident, member, &ty), &["Value"]),
        ty,
        tags: member.tags.clone(),
        docs: variant_docs(types, member),
    };
    let variants: Vec<Variant> = members.into_iter().map(variant).collect();
    let tagging = union.tag.clone().map_or(Tagging::Shape, Tagging::Property);
    let docs = super::items::docs(&types.api.schemas[id]);
    Union { ident, docs, tagging, variants, unknown: Ident::allocated("Unknown".to_owned()) }
}

/// Structs and unions stand on the heap, so that an enum is no larger than it needs to be, and so that adding a
/// field to a struct never changes a variant's type.
pub(super) fn on_the_heap(types: &Types<'_>, id: SchemaId, ty: Type) -> Type {
    match (&ty, &types.api.schemas[id].kind) {
        (Type::Model(_), Kind::Object(_) | Kind::Union(_)) => ty.boxed(),
        _ => ty,
    }
}

fn variant_name(types: &Types<'_>, union: &Ident, member: &Member, ty: &Type) -> String {
    let schema = &types.api.schemas[member.usage.schema];
    if let [tag] = member.tags.as_slice()
        && !tag.is_empty()
    {
        return names::camel(tag, "Value");
    }
    if let (Some(title), Origin::Inline { .. }) = (&member.title, &schema.origin) {
        return names::camel(title, "Value");
    }
    let mut inner = ty;
    while let Type::Boxed(item) | Type::Option(item) = inner {
        inner = item;
    }
    match inner {
        Type::Model(ident) => match ident.as_str().strip_prefix(union.as_str()) {
            Some(rest) if rest.starts_with(|first: char| first.is_ascii_uppercase()) => rest.to_owned(),
            _ => ident.as_str().to_owned(),
        },
        Type::Vec(_) => "List".to_owned(),
        Type::Map(_) => "Map".to_owned(),
        Type::Scalar(Scalar::String) => "Text".to_owned(),
        Type::Scalar(Scalar::Bool) => "Boolean".to_owned(),
        Type::Scalar(Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64) => "Integer".to_owned(),
        Type::Scalar(Scalar::F64) => "Number".to_owned(),
        Type::Runtime(Runtime::Uuid) => "Uuid".to_owned(),
        Type::Runtime(Runtime::Date) => "Date".to_owned(),
        Type::Runtime(Runtime::DateTime) => "DateTime".to_owned(),
        Type::Runtime(Runtime::Decimal | Runtime::DecimalString) => "Decimal".to_owned(),
        Type::Runtime(_) | Type::Unit | Type::Patch(_) | Type::Option(_) | Type::Boxed(_) => {
            "Other".to_owned()
        }
    }
}

fn variant_docs(types: &Types<'_>, member: &Member) -> Docs {
    let docs = &types.api.schemas[member.usage.schema].docs;
    Docs { summary: docs.summary.clone(), description: docs.description.clone(), ..Docs::default() }
}
