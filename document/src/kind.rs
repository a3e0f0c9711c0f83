//! What stands where in an OpenAPI document, 3.0, 3.1 and 3.2 together.
//!
//! A key that is not in this table has no parts that we know of: examples, enum values, defaults and extensions
//! are data, whatever they look like.

/// An object of OpenAPI's that holds others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are OpenAPI's own")]
pub enum Kind {
    OpenApi,
    Info,
    Tag,
    Server,
    ServerVariable,
    Components,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Response,
    Header,
    Link,
    Example,
    Callback,
    SecurityScheme,
    SecurityRequirement,
    Schema,
    Discriminator,
    ExternalDocs,
}

/// What a key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    One(Kind),
    List(Kind),
    Map(Kind),
    Text,
    Texts,
    TextMap,
    Flag,
    /// A whole number from 0.
    Count,
    Number,
    /// Something without parts of its own, where a `$ref` can only mean that a file is pulled in.
    Plain,
    /// Data: nothing in it is OpenAPI.
    Data,
}

impl Kind {
    /// Whether OpenAPI allows a `$ref` in its stead.
    pub(super) fn is_referable(self) -> bool {
        matches!(
            self,
            Self::PathItem
                | Self::Parameter
                | Self::RequestBody
                | Self::Response
                | Self::Header
                | Self::Link
                | Self::Example
                | Self::Callback
                | Self::SecurityScheme
                | Self::Schema
        )
    }

    /// Whether a key of it holds text.
    pub fn holds_text(self, key: &str) -> bool {
        self.field(key) == Holds::Text
    }

    /// What a key of it holds.
    pub(super) fn field(self, key: &str) -> Holds {
        use Holds::{Data, Flag, List, Map, One, Plain, Text, TextMap, Texts};
        if key.starts_with("x-") && !(self == Self::OpenApi && key == "x-webhooks") {
            return Data;
        }
        match (self, key) {
            // Maps without a key of their own: from expressions, and from the names of schemes.
            (Self::Callback, _) => One(Self::PathItem),
            (Self::SecurityRequirement, _) => Texts,
            (_, "description" | "summary" | "title" | "operationId" | "name") => Text,
            (_, "deprecated") => Flag,
            (_, "externalDocs") => One(Self::ExternalDocs),
            (_, "servers") => List(Self::Server),
            (_, "server") => One(Self::Server),
            (Self::Schema, key) => schema_field(key),
            (Self::Parameter | Self::Header | Self::MediaType, "example")
            | (Self::Example, "value" | "dataValue") => Data,
            (Self::Parameter | Self::Header | Self::MediaType | Self::Components, "examples") => {
                Map(Self::Example)
            }
            (Self::Response | Self::Encoding | Self::Components, "headers") => Map(Self::Header),

            (Self::OpenApi | Self::Operation, "security") => List(Self::SecurityRequirement),
            (Self::OpenApi, "openapi") => Text,
            (Self::OpenApi, "info") => One(Self::Info),
            (Self::OpenApi, "tags") => List(Self::Tag),
            (Self::OpenApi, "paths" | "webhooks" | "x-webhooks") => Map(Self::PathItem),
            (Self::OpenApi, "components") => One(Self::Components),
            (Self::Info, "version" | "termsOfService") | (Self::Server | Self::ExternalDocs, "url") => Text,
            (Self::Server, "variables") => Map(Self::ServerVariable),
            (Self::ServerVariable, "default") => Text,
            (Self::ServerVariable, "enum") => Texts,

            (Self::Components, "schemas") => Map(Self::Schema),
            (Self::Components, "responses") => Map(Self::Response),
            (Self::Components, "parameters") => Map(Self::Parameter),
            (Self::Components, "requestBodies") => Map(Self::RequestBody),
            (Self::Components, "securitySchemes") => Map(Self::SecurityScheme),
            (Self::Components, "links") => Map(Self::Link),
            (Self::Components, "callbacks") => Map(Self::Callback),
            (Self::Components, "pathItems") => Map(Self::PathItem),
            (Self::Components, "mediaTypes") => Map(Self::MediaType),

            (
                Self::PathItem,
                "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" | "query",
            ) => One(Self::Operation),
            (Self::PathItem, "additionalOperations") => Map(Self::Operation),
            (Self::PathItem | Self::Operation, "parameters") => List(Self::Parameter),
            (Self::Operation, "tags") => Texts,
            (Self::Operation, "requestBody") => One(Self::RequestBody),
            (Self::Operation, "responses") => Map(Self::Response),
            (Self::Operation, "callbacks") => Map(Self::Callback),
            (Self::Parameter | Self::Header | Self::RequestBody, "required") => Flag,
            (
                Self::Parameter | Self::Header | Self::Encoding,
                "explode" | "allowReserved" | "allowEmptyValue",
            ) => Flag,
            (Self::Parameter | Self::Header | Self::MediaType, "schema") => One(Self::Schema),
            (Self::MediaType, "itemSchema") => One(Self::Schema),
            (Self::Parameter | Self::Header | Self::RequestBody | Self::Response, "content") => {
                Map(Self::MediaType)
            }
            (Self::MediaType | Self::Encoding, "encoding") => Map(Self::Encoding),
            (Self::MediaType | Self::Encoding, "prefixEncoding") => List(Self::Encoding),
            (Self::MediaType | Self::Encoding, "itemEncoding") => One(Self::Encoding),
            (Self::Response, "links") => Map(Self::Link),
            (Self::Link, "parameters" | "requestBody") => Data,
            (Self::Discriminator, "propertyName") => Text,
            (Self::Discriminator, "mapping") => TextMap,
            _ => Plain,
        }
    }
}

fn schema_field(key: &str) -> Holds {
    match key {
        "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas" => {
            Holds::Map(Kind::Schema)
        }
        "items"
        | "additionalProperties"
        | "additionalItems"
        | "unevaluatedProperties"
        | "unevaluatedItems"
        | "not"
        | "if"
        | "then"
        | "else"
        | "contains"
        | "propertyNames"
        | "contentSchema" => Holds::One(Kind::Schema),
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => Holds::List(Kind::Schema),
        "example" | "examples" | "default" | "const" | "enum" => Holds::Data,
        "pattern" | "format" | "contentEncoding" | "contentMediaType" => Holds::Text,
        "required" => Holds::Texts,
        "nullable" | "readOnly" | "writeOnly" | "uniqueItems" | "exclusiveMinimum" | "exclusiveMaximum" => {
            Holds::Flag
        }
        "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties" => {
            Holds::Count
        }
        "minimum" | "maximum" | "multipleOf" => Holds::Number,
        "discriminator" => Holds::One(Kind::Discriminator),
        _ => Holds::Plain,
    }
}

impl Holds {
    /// Whether OpenAPI allows a `$ref` in its stead.
    pub(super) fn is_referable(self) -> bool {
        match self {
            Self::One(kind) => kind.is_referable(),
            _ => false,
        }
    }

    /// What stands below, under a key or at an index.
    pub(super) fn below(self, step: &str) -> Self {
        match self {
            Self::One(kind) => kind.field(step),
            // Between paths and between statuses, but not between properties or headers, `x-` is an extension.
            Self::Map(Kind::PathItem | Kind::Response) if step.starts_with("x-") => Self::Data,
            Self::Map(kind) | Self::List(kind) => Self::One(kind),
            Self::Texts | Self::TextMap => Self::Text,
            Self::Text | Self::Flag | Self::Count | Self::Number | Self::Plain | Self::Data => Self::Data,
        }
    }
}
