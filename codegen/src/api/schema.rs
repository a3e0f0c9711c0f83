use serde::Serialize;
use std::ops::Index;

use super::Rule;
use crate::wire::{Docs, Sensitive, WireName};
use clientwright_document::pointer::Pointer;
use clientwright_document::value::Value;

/// All schemas of an API. Ids, not pointers: cycles are ordinary.
#[derive(Clone, Debug, Default, Serialize)]
#[expect(clippy::vec_box, reason = "a schema is large, and a list that grows copies what it holds")]
pub struct Schemas(Vec<Box<Schema>>);

/// A schema in [`Schemas`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct SchemaId(u32);

impl SchemaId {
    /// Its place in [`Schemas`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl Schemas {
    /// Adds a schema.
    pub fn push(&mut self, schema: Schema) -> SchemaId {
        self.0.push(Box::new(schema));
        SchemaId(u32::try_from(self.0.len() - 1).expect("fewer than 2^32 schemas"))
    }

    /// Replaces a schema: `lower` reserves an id before it reads what the schema contains.
    pub fn set(&mut self, id: SchemaId, schema: Schema) {
        *self.0[id.index()] = schema;
    }

    /// A schema, to change it.
    pub fn get_mut(&mut self, id: SchemaId) -> &mut Schema {
        &mut self.0[id.index()]
    }

    /// The ids of all.
    pub fn ids(&self) -> impl Iterator<Item = SchemaId> + use<> {
        (0..u32::try_from(self.0.len()).unwrap_or(u32::MAX)).map(SchemaId)
    }

    /// All, in the order in which they were met.
    pub fn iter(&self) -> impl Iterator<Item = (SchemaId, &Schema)> {
        (0..).map(SchemaId).zip(self.0.iter().map(Box::as_ref))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Index<SchemaId> for Schemas {
    type Output = Schema;

    fn index(&self, id: SchemaId) -> &Schema {
        &self.0[id.index()]
    }
}

/// A schema, resolved: references are ids, compositions are merged.
#[derive(Clone, Debug, Serialize)]
pub struct Schema {
    /// Where it stands.
    pub at: Pointer,
    /// Where its name comes from.
    pub origin: Origin,
    /// `x-rust-name`.
    pub rust_name: Option<String>,
    /// What the document says of it.
    pub docs: Docs,
    /// What it is.
    pub kind: Kind,
    /// What the server checks.
    pub constraints: Constraints,
    /// Whether it must not be logged.
    pub sensitive: Option<Sensitive>,
    /// The documentation's examples.
    pub examples: Vec<Value>,
}

/// Where a schema's name comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Origin {
    /// A key under `components/schemas`, or the name of a file of the spec's folder.
    Component(String),
    /// Its place: the component or operation that it stands in, and the way from there:
    /// property names, `item`, `value`, `variant 2`, `request`, `response 200`.
    Inline {
        /// A component's name, or an operation's id.
        root: String,
        /// Whether `root` is an operation's id.
        in_operation: bool,
        /// The way from there.
        steps: Vec<String>,
    },
}

/// A schema where it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Usage {
    /// Which.
    pub schema: SchemaId,
    /// Whether `null` is allowed, by the schema itself or at this place.
    pub nullable: bool,
}

/// What a schema is.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the types say it")]
pub enum Kind {
    Object(Object),
    Array(Array),
    Map(Map),
    StringEnum(StringEnum),
    Union(Union),
    Scalar(Scalar),
    /// Any JSON.
    Any,
}

/// An object with named properties.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Object {
    /// In the document's order.
    pub properties: Vec<Property>,
    /// What else it may hold.
    pub additional: Additional,
    /// What holds between its properties.
    pub rules: Vec<Rule>,
}

/// What an object may hold besides its properties.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Additional {
    /// The document does not say: anything.
    #[default]
    Unstated,
    /// Anything.
    Any,
    /// Nothing.
    Forbidden,
    /// Values of this type.
    Typed(Usage),
}

/// A property of an object.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Property {
    /// As it is sent.
    pub name: WireName,
    /// Where it stands.
    pub at: Pointer,
    /// Its type.
    pub usage: Usage,
    /// Whether an object without it is refused.
    pub required: bool,
    /// What the document says of it here; the schema's own docs when it says nothing.
    pub docs: Docs,
    /// Only in responses.
    pub read_only: bool,
    /// Only in requests.
    pub write_only: bool,
    /// Whether it must not be logged.
    pub sensitive: Option<Sensitive>,
    /// The value that the server takes when there is none, as JSON text.
    pub default: Option<String>,
    /// The only value that it can have: a one-value string enum.
    pub constant: Option<String>,
    /// `x-rust-name`.
    pub rust_name: Option<String>,
}

/// A list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Array {
    /// The type of its items.
    pub items: Usage,
}

/// An object without named properties, whose values have one type.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Map {
    /// The type of its values.
    pub values: Usage,
}

/// A string with a list of values. Always open: a provider may add one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StringEnum {
    /// In the document's order, each once.
    pub values: Vec<EnumValue>,
}

/// A value of a string enum.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EnumValue {
    /// As it is sent.
    pub value: String,
    /// What the document says of it.
    pub docs: Docs,
    /// `x-rust-name`, `x-enum-varnames`.
    pub rust_name: Option<String>,
}

/// One of several types.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Union {
    /// The property that tells which, when there is one: the document's discriminator, or a property that has
    /// another constant in every member.
    pub tag: Option<WireName>,
    /// In the document's order, without `null`.
    pub members: Vec<Member>,
}

/// A member of a union.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Member {
    /// Its type.
    pub usage: Usage,
    /// The values of the tag that mean this member; empty without a tag.
    pub tags: Vec<String>,
    /// A title, where the document gives one.
    pub title: Option<String>,
}

/// A value without parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Scalar {
    /// Text.
    String(StringFormat),
    /// A whole number.
    Integer(Integer),
    /// A number.
    Number(Number),
    /// `true` or `false`.
    Boolean,
    /// Only `null`.
    Null,
}

/// What a text means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names are OpenAPI's own")]
pub enum StringFormat {
    Plain,
    Uuid,
    Date,
    DateTime,
    /// `binary`: a file in a multipart form, raw bytes as a body of its own.
    Binary,
    /// `byte`, or `contentEncoding: base64`.
    Base64,
    /// `x-decimal`, or the formats `decimal` and `money`.
    Decimal,
    /// A format that the types do not tell apart: email, uri, ipv4, password…
    Other(String),
}

/// How large a whole number can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names are Rust's own")]
pub enum Integer {
    I32,
    I64,
    U32,
    U64,
}

/// How exact a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Number {
    /// A binary floating-point number.
    F64,
    /// `x-decimal`: exact, no floating point on the way.
    Decimal,
}

/// What a server checks; numbers as in the document, so that nothing is rounded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names are JSON Schema's own")]
pub struct Constraints {
    pub min_length: Option<u64>,
    pub max_length: Option<u64>,
    pub pattern: Option<String>,
    pub minimum: Option<String>,
    pub maximum: Option<String>,
    pub exclusive_minimum: bool,
    pub exclusive_maximum: bool,
    pub multiple_of: Option<String>,
    pub min_items: Option<u64>,
    pub max_items: Option<u64>,
    pub unique_items: bool,
    pub min_properties: Option<u64>,
    pub max_properties: Option<u64>,
    /// `format`, as in the document.
    pub format: Option<String>,
    /// `enum` of a schema that is not a string, as JSON text.
    pub values: Vec<String>,
    /// `default`, as JSON text.
    pub default: Option<String>,
}
