//! Structs, string enums and unions.

use super::{Lines, spell};
use crate::rust::{
    Choice, Crate, Field, Ident, Item, Required, StringEnum, Struct, StructCodec, Type, Union,
};

pub(super) fn models(krate: &Crate, lines: &mut Lines) {
    for module in &krate.modules {
        for item in &module.items {
            match item {
                Item::Struct(item) => structure(item, &module.ident, lines),
                Item::StringEnum(item) => string_enum("models", item, lines),
                Item::Union(item) => union("models", item, lines),
            }
        }
    }
}

fn structure(item: &Struct, module: &Ident, lines: &mut Lines) {
    let path = format!("models::{}", item.ident);
    lines.item(
        &path,
        match item.codec {
            StructCodec::Json => "struct",
            StructCodec::Multipart => "form",
            StructCodec::Both => "struct and form",
        },
    );
    for field in &item.fields {
        lines.field(&path, field.ident.as_str(), &spell::ty(&field.ty));
    }
    if let Some(extra) = &item.extra {
        let ty = Type::Map(Box::new(extra.values.clone()));
        lines.field(&path, extra.ident.as_str(), &spell::ty(&ty));
    }
    let Some(constructor) = &item.constructor else { return };
    let needed: Vec<&Field> = item.needed().collect();
    for choice in &constructor.choices {
        self::choice(choice, module, lines);
    }
    let path_of = |choice: &Choice| format!("models::{module}::{}", choice.ident);
    let argument = match (&constructor.required, constructor.choices.as_slice()) {
        (Required::Nothing, _) => {
            lines.member(&path, "default() -> Self");
            String::new()
        }
        (Required::One, [only]) => path_of(only),
        (Required::One, _) => {
            needed.iter().map(|field| format!("impl Into<{}>", spell::ty(&field.ty))).collect()
        }
        (Required::Named(ident), choices) => {
            let required = format!("models::{module}::{ident}");
            lines.item(&required, "required");
            for field in &needed {
                lines.field(&required, field.ident.as_str(), &spell::ty(&field.ty));
            }
            for choice in choices {
                lines.field(&required, choice.field.as_str(), &path_of(choice));
            }
            required
        }
    };
    lines.member(&path, &format!("new({argument}) -> Self"));
    for field in item.settable() {
        let ty = match &field.ty {
            Type::Option(inner) => inner,
            other => other,
        };
        lines.member(&path, &format!("{}(self, impl Into<{}>) -> Self", field.ident, spell::ty(ty)));
    }
}

fn choice(choice: &Choice, module: &Ident, lines: &mut Lines) {
    let path = format!("models::{module}::{}", choice.ident);
    lines.item(&path, "choice");
    for variant in &choice.variants {
        let types: Vec<String> = variant.fields.iter().map(|(_, ty)| spell::ty(ty)).collect();
        if variant.is_tuple {
            lines.member(&path, &format!("{}({})", variant.ident, types.join(", ")));
            continue;
        }
        lines.member(&path, variant.ident.as_str());
        for ((field, _), ty) in variant.fields.iter().zip(types) {
            lines.member(&path, &format!("{}::{field}: {ty}", variant.ident));
        }
    }
}

pub(super) fn string_enum(module: &str, item: &StringEnum, lines: &mut Lines) {
    let path = joined(module, item.ident.as_str());
    lines.item(&path, "string enum");
    for (variant, ..) in &item.variants {
        lines.member(&path, variant.as_str());
    }
    lines.member(&path, &format!("{}(String)", item.unknown));
}

pub(super) fn union(module: &str, item: &Union, lines: &mut Lines) {
    let path = joined(module, item.ident.as_str());
    lines.item(&path, "union");
    for variant in &item.variants {
        lines.member(&path, &format!("{}({})", variant.ident, spell::ty(&variant.ty)));
    }
    lines.member(&path, &format!("{}(Json)", item.unknown));
    for (_, ty) in item.conversions() {
        lines.member(&path, &format!("From<{}>", spell::ty(ty)));
    }
}

fn joined(module: &str, name: &str) -> String {
    format!("{module}::{name}")
}
