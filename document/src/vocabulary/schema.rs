//! The keywords of schemas: JSON Schema 2020-12, its drafts before that are still met, and OpenAPI's own.

use super::Of::{All, Arrays, Numbers, Objects, Strings};
use super::Role::{Least, Limit, Note, Parts, Type};
use super::{Key, Role};
use crate::document::Version::V31;
use crate::kind::Holds::{self, Count, Data, Flag, List, Map, Number, One, Plain, Text, Texts};
use crate::kind::Kind::{Discriminator, ExternalDocs, Schema, Xml};

const fn of(name: &'static str, holds: Holds, role: Role) -> Key {
    Key::new(name, holds).role(role)
}

pub(super) const ROWS: &[Key] = &[
    of("type", Plain, Type),
    of("properties", Map(Schema), Parts(Objects)),
    of("required", Texts, Limit(Objects)),
    of("items", One(Schema), Parts(Arrays)),
    of("enum", Data, Limit(All)),
    of("const", Data, Limit(All)).since(V31),
    of("format", Text, Type),
    of("description", Text, Note),
    of("title", Text, Note),
    of("default", Data, Note),
    of("example", Data, Note),
    of("examples", Data, Note).since(V31),
    of("nullable", Flag, Note),
    of("readOnly", Flag, Note),
    of("writeOnly", Flag, Note),
    of("deprecated", Flag, Note),
    of("allOf", List(Schema), Parts(All)),
    of("oneOf", List(Schema), Parts(All)),
    of("anyOf", List(Schema), Parts(All)),
    of("not", One(Schema), Parts(All)),
    of("additionalProperties", One(Schema), Parts(Objects)),
    of("minimum", Number, Least(Numbers, "maximum")),
    of("maximum", Number, Limit(Numbers)),
    // A number since 3.1, which a rewrite has settled.
    of("exclusiveMinimum", Flag, Limit(Numbers)),
    of("exclusiveMaximum", Flag, Limit(Numbers)),
    of("multipleOf", Number, Limit(Numbers)),
    of("minLength", Count, Least(Strings, "maxLength")),
    of("maxLength", Count, Limit(Strings)),
    of("pattern", Text, Limit(Strings)),
    of("minItems", Count, Least(Arrays, "maxItems")),
    of("maxItems", Count, Limit(Arrays)),
    of("uniqueItems", Flag, Limit(Arrays)),
    of("minProperties", Count, Least(Objects, "maxProperties")),
    of("maxProperties", Count, Limit(Objects)),
    of("discriminator", One(Discriminator), Parts(All)),
    of("externalDocs", One(ExternalDocs), Note),
    of("xml", One(Xml), Note),
    of("$ref", Plain, Parts(All)),
    of("$defs", Map(Schema), Note).since(V31),
    of("$id", Plain, Note).since(V31),
    of("$schema", Plain, Note).since(V31),
    of("$anchor", Plain, Note).since(V31),
    of("$comment", Plain, Note).since(V31),
    of("$vocabulary", Plain, Note).since(V31),
    of("$dynamicRef", Plain, Parts(All)).since(V31),
    of("$dynamicAnchor", Plain, Note).since(V31),
    of("$recursiveRef", Plain, Parts(All)).since(V31),
    of("$recursiveAnchor", Plain, Note).since(V31),
    of("definitions", Map(Schema), Note).since(V31),
    of("additionalItems", One(Schema), Parts(Arrays)).since(V31),
    of("contains", One(Schema), Parts(Arrays)).since(V31),
    of("minContains", Plain, Least(Arrays, "maxContains")).since(V31),
    of("maxContains", Plain, Limit(Arrays)).since(V31),
    of("contentEncoding", Text, Limit(Strings)).since(V31),
    of("contentMediaType", Text, Limit(Strings)).since(V31),
    of("contentSchema", One(Schema), Parts(Strings)).since(V31),
    of("dependencies", Plain, Limit(Objects)).since(V31),
    of("dependentRequired", Plain, Limit(Objects)).since(V31),
    of("dependentSchemas", Map(Schema), Parts(Objects)).since(V31),
    of("if", One(Schema), Parts(All)).since(V31),
    of("then", One(Schema), Parts(All)).since(V31),
    of("else", One(Schema), Parts(All)).since(V31),
    of("patternProperties", Map(Schema), Parts(Objects)).since(V31),
    of("prefixItems", List(Schema), Parts(Arrays)).since(V31),
    of("propertyNames", One(Schema), Parts(Objects)).since(V31),
    of("unevaluatedItems", One(Schema), Parts(Arrays)).since(V31),
    of("unevaluatedProperties", One(Schema), Parts(Objects)).since(V31),
];
