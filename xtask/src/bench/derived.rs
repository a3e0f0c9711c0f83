//! Prints the planned models under serde derive, as people write them by hand.

use std::collections::BTreeSet;
use std::fmt::Write;

use clientwright_codegen::rust::{
    Crate, Field, Ident, Item, Presence, StringEnum, Struct, StructCodec, Tagging, Type, Union,
};

use crate::types::ty;

/// What stands for the runtime's types, under the same names.
pub(super) const VALUES: &str = r#"//! Types that JSON has no type for.

use serde::{Deserialize, Serialize};

pub type Json = serde_json::Value;
pub type Patch<T> = Option<Option<T>>;
pub type Bytes = Vec<u8>;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Uuid(pub String);
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Date(pub String);
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DateTime(pub String);
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DecimalString(pub String);
/// A JSON number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decimal(pub serde_json::Number);
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct File {
    pub name: String,
    pub bytes: Bytes,
}
"#;

const DERIVE: &str = "#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]";

/// `models.rs`.
pub(super) fn models(krate: &Crate) -> String {
    let mut text = String::from("use crate::values;\nuse serde::{Deserialize, Serialize};\n");
    let items = || krate.modules.iter().flat_map(|module| &module.items);
    let tags: BTreeSet<(&Ident, &str)> = items().flat_map(tags).collect();
    for item in items() {
        text.push('\n');
        match item {
            Item::Struct(item) => structure(&mut text, item, &tags),
            Item::StringEnum(item) => string_enum(&mut text, item),
            Item::Union(item) => union(&mut text, item),
        }
    }
    text
}

/// The members of a union with the property that tells them apart: serde keeps the tag in the enum.
fn tags(item: &Item) -> Vec<(&Ident, &str)> {
    let Item::Union(Union { tagging: Tagging::Property(tag), variants, .. }) = item else {
        return Vec::new();
    };
    let members = variants.iter().filter_map(|variant| match &variant.ty {
        Type::Model(ident) => Some(ident),
        Type::Boxed(inner) => match &**inner {
            Type::Model(ident) => Some(ident),
            _ => None,
        },
        _ => None,
    });
    members.map(|member| (member, tag.as_str())).collect()
}

fn structure(text: &mut String, item: &Struct, tags: &BTreeSet<(&Ident, &str)>) {
    let json = item.codec == StructCodec::Json;
    let derive = if json { DERIVE } else { "#[derive(Clone, Debug, PartialEq)]" };
    line(text, format_args!("{derive}\npub struct {} {{", item.ident));
    for field in item.fields.iter().filter(|field| !tags.contains(&(&item.ident, field.wire.as_str()))) {
        let attributes = attributes(field);
        if json && !attributes.is_empty() {
            line(text, format_args!("    #[serde({})]", attributes.join(", ")));
        }
        line(text, format_args!("    pub {}: {},", field.ident, ty(&field.ty, "")));
    }
    if let Some(extra) = &item.extra {
        if json {
            line(text, format_args!("    #[serde(flatten)]"));
        }
        let values = ty(&extra.values, "");
        line(text, format_args!("    pub {}: std::collections::BTreeMap<String, {values}>,", extra.ident));
    }
    line(text, format_args!("}}"));
}

fn attributes(field: &Field) -> Vec<String> {
    let mut attributes = Vec::new();
    if field.wire.as_str() != field.ident.as_str() {
        attributes.push(format!("rename = {:?}", field.wire.as_str()));
    }
    if field.presence == Presence::Optional {
        attributes.push("default".to_owned());
        if matches!(field.ty, Type::Option(_) | Type::Patch(_)) {
            attributes.push("skip_serializing_if = \"Option::is_none\"".to_owned());
        }
    }
    attributes
}

fn string_enum(text: &mut String, item: &StringEnum) {
    line(text, format_args!("{DERIVE}\npub enum {} {{", item.ident));
    for (ident, wire, _) in &item.variants {
        line(text, format_args!("    #[serde(rename = {:?})]\n    {ident},", wire.as_str()));
    }
    line(text, format_args!("    #[serde(untagged)]\n    {}(String),\n}}", item.unknown));
}

fn union(text: &mut String, item: &Union) {
    let representation = match &item.tagging {
        Tagging::Property(tag) => format!("tag = {:?}", tag.as_str()),
        Tagging::Shape => "untagged".to_owned(),
    };
    line(text, format_args!("{DERIVE}\n#[serde({representation})]\npub enum {} {{", item.ident));
    let by_property = matches!(item.tagging, Tagging::Property(_));
    let (tagged, other): (Vec<_>, Vec<_>) =
        item.variants.iter().partition(|variant| by_property && !variant.tags.is_empty());
    for variant in tagged {
        let aliases: String = variant.tags[1..].iter().map(|tag| format!(", alias = {tag:?}")).collect();
        line(text, format_args!("    #[serde(rename = {:?}{aliases})]", variant.tags[0]));
        line(text, format_args!("    {}({}),", variant.ident, ty(&variant.ty, "")));
    }
    // Untagged variants come last, or serde refuses them.
    let untagged = if by_property { "    #[serde(untagged)]\n" } else { "" };
    for variant in other {
        line(text, format_args!("{untagged}    {}({}),", variant.ident, ty(&variant.ty, "")));
    }
    line(text, format_args!("{untagged}    {}(values::Json),\n}}", item.unknown));
}

fn line(text: &mut String, content: std::fmt::Arguments<'_>) {
    writeln!(text, "{content}").expect("a `String` takes everything");
}
