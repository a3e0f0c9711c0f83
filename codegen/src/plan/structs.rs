//! Objects → structs.

use super::choices::{self, Around};
use super::hidden::{self, Hidden};
use super::limits;
use super::names::{self, Scope};
use super::reserved;
use super::types::Types;
use super::unions::Tags;
use crate::api::{self, Additional, BodyKind, Kind, Object, Property, SchemaId, StringFormat, Usage};
use crate::rust::{
    Checks, Constructor, Extra, Field, Part, Presence, Required, Rules, Runtime, Scalar, Struct, StructCodec,
    Type,
};
use crate::wire::Docs;

/// The struct of an object. `tags` are the properties by which unions recognise their members, `hidden` those that say in
/// words what went wrong. `names_of_file` is there where the object has rules.
pub(super) fn structure(
    types: &Types<'_>,
    id: SchemaId,
    object: &Object,
    (tags, hidden): (&Tags, &Hidden),
    names_of_file: Option<&mut Scope>,
) -> Struct {
    let name = types.name(id);
    let direction = types.direction(id);
    let codec = match (direction.multipart, direction.sent || direction.received) {
        (true, false) => StructCodec::Multipart,
        (true, true) => StructCodec::Both,
        (false, _) => StructCodec::Json,
    };
    let sent = direction.sent || direction.multipart;
    let mut scope = reserved::fields(sent);
    let fields: Vec<Field> = object
        .properties
        .iter()
        .map(|property| {
            let wanted = names::snake(property.rust_name.as_deref().unwrap_or(property.name.as_str()));
            let ident = scope.allocate(&wanted, &["_"]);
            let schema = &types.api.schemas[property.usage.schema];
            let tag = tags.get(&(id, property.name.as_str().to_owned()));
            // A tag that is plain text has the value that its union knows.
            let plain = matches!(schema.kind, Kind::Scalar(api::Scalar::String(StringFormat::Plain)));
            let constant =
                property.constant.clone().or_else(|| tag.filter(|_| plain).and_then(Option::clone));
            let property = &Property { constant, ..property.clone() };
            let (ty, presence) = field_type(types, id, property, codec, tag.is_some());
            let part = match part(types, property.usage, &ty) {
                Part::File => Part::File,
                _ if direction.multipart && is_stated_json(types, id, property.name.as_str()) => Part::Json,
                part => part,
            };
            Field {
                ident,
                wire: property.name.clone(),
                ty,
                presence,
                docs: field_docs(types, property, &types.api.schemas[id], sent),
                checks: if sent {
                    limits::of_property(types.api, property, &types.api.schemas[id])
                } else {
                    Checks::default()
                },
                redacted: hidden::is_sensitive(types.api, property)
                    || hidden.contains(&(id, property.name.as_str().to_owned())),
                constant: property.constant.clone(),
                part,
            }
        })
        .collect();
    let extra = match object.additional {
        _ if direction.multipart => None,
        // What is received may have more some day, and a `null` that an `Option` does not hold.
        Additional::Forbidden if sent => None,
        Additional::Unstated if sent && !direction.received => None,
        Additional::Unstated | Additional::Any | Additional::Forbidden => Some(Type::Runtime(Runtime::Json)),
        Additional::Typed(usage) => Some(types.of_nullable(usage)),
    };
    let extra = extra.map(|values| Extra { ident: scope.allocate("extra", &["_fields"]), values });
    let mut field_scope = scope;
    let choices = match names_of_file.filter(|_| sent && codec == StructCodec::Json) {
        Some(scope) => choices::choices(Around {
            types,
            object,
            fields: &fields,
            prefix: if name.required.as_str() == "Required" { "" } else { name.ident.as_str() },
            scope,
            field_scope: &mut field_scope,
        }),
        None => Vec::new(),
    };
    let keys = choices.iter().filter(|choice| choice.key.is_some()).count();
    let needed = fields.iter().filter(|field| field.needs_value()).count() - keys + choices.len();
    let constructor = sent.then(|| Constructor {
        required: match needed {
            0 => Required::Nothing,
            1 => Required::One,
            _ => Required::Named(name.required.clone()),
        },
        choices,
    });
    let mut docs = super::items::docs(&types.api.schemas[id]);
    let rules = if sent { limits::rules(object, &types.api.schemas[id]) } else { Rules::default() };
    limits::add_rules(&mut docs, &rules);
    Struct { ident: name.ident.clone(), docs, fields, extra, constructor, codec, rules }
}

fn field_type(
    types: &Types<'_>,
    owner: SchemaId,
    property: &Property,
    codec: StructCodec,
    is_tag: bool,
) -> (Type, Presence) {
    let direction = types.direction(owner);
    let sent = direction.sent || direction.multipart;
    // A struct that goes both ways leaves out what only one way has.
    let one_way = (property.read_only && sent) || (property.write_only && direction.received);
    // Senders are told apart by their tag even where the document forgets to require it.
    let required = (property.required && !one_way) || (is_tag && property.constant.is_some() && sent);
    if property.constant.is_some() {
        let ty = Type::Scalar(Scalar::String);
        return if required { (ty, Presence::Required) } else { (ty.optional(), Presence::Optional) };
    }
    let ty = match codec {
        StructCodec::Json => types.of(property.usage),
        StructCodec::Multipart | StructCodec::Both => types.of_part(property.usage),
    };
    let ty = if types.needs_box(owner, property.usage.schema) { ty.boxed() } else { ty };
    match (required, property.usage.nullable) {
        (true, false) => (ty, Presence::Required),
        (true, true) => (ty.optional(), Presence::Nullable),
        (false, true)
            if direction.sent && codec == StructCodec::Json && ty != Type::Runtime(Runtime::Json) =>
        {
            (Type::Patch(Box::new(ty)), Presence::Optional)
        }
        (false, _) => (ty.optional(), Presence::Optional),
    }
}

/// What the property says of itself, or else what its schema says, unless that is an item with docs of its own.
fn field_docs(types: &Types<'_>, property: &Property, owner: &api::Schema, sent: bool) -> Docs {
    let schema = &types.api.schemas[property.usage.schema];
    let mut docs = property.docs.clone();
    if docs.is_empty() {
        docs.summary.clone_from(&schema.docs.summary);
        docs.description.clone_from(&schema.docs.description);
    }
    let is_checked = sent && limits::is_documented(&[&property.docs, &schema.docs, &owner.docs]);
    limits::add(&mut docs, types.api, property.usage, property.default.as_deref(), is_checked);
    docs
}

/// How a part of a multipart form is written.
pub(super) fn part(types: &Types<'_>, usage: Usage, ty: &Type) -> Part {
    let mut kind = types.kind(usage.schema);
    if let Kind::Array(array) = kind {
        kind = types.kind(array.items.schema);
    }
    match kind {
        _ if *ty.innermost() == Type::Runtime(Runtime::File) => Part::File,
        Kind::Scalar(_) | Kind::StringEnum(_) => Part::Text,
        Kind::Object(_) | Kind::Map(_) | Kind::Any | Kind::Union(_) | Kind::Array(_) => Part::Value,
    }
}

/// Whether a form of this schema says that the property is JSON.
fn is_stated_json(types: &Types<'_>, form: SchemaId, property: &str) -> bool {
    let bodies = types.api.operations.iter().filter_map(|operation| operation.body.as_ref());
    bodies.flat_map(|body| &body.payloads).any(|payload| match &payload.kind {
        BodyKind::Multipart { schema, json_parts } => {
            schema.schema == form && json_parts.iter().any(|name| name == property)
        }
        _ => false,
    })
}
