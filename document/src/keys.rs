//! Which keys OpenAPI has in which object, 3.0, 3.1 and 3.2 together.

use super::kind::Kind;
use super::value::Value;

impl Kind {
    /// The keys that OpenAPI has in an object, or in the reference in its stead; `None` where any name is one. The
    /// commoner key first: a hint takes the first of two that are as near.
    pub fn keys(self, object: &Value) -> Option<&'static [&'static str]> {
        let has_siblings = matches!(self, Self::PathItem | Self::Schema);
        if self.is_referable() && !has_siblings && object.get("$ref").is_some() {
            return Some(&["$ref", "summary", "description"]);
        }
        Some(match self {
            Self::Callback | Self::SecurityRequirement => return None,
            Self::OpenApi => OPEN_API,
            Self::Info => INFO,
            Self::Tag => &["name", "summary", "description", "externalDocs", "parent", "kind"],
            Self::Server => &["url", "description", "variables", "name"],
            Self::ServerVariable => &["enum", "default", "description"],
            Self::Components => COMPONENTS,
            Self::PathItem => PATH_ITEM,
            Self::Operation => OPERATION,
            Self::Parameter => PARAMETER,
            Self::Header => HEADER,
            Self::RequestBody => &["description", "content", "required"],
            Self::MediaType => MEDIA_TYPE,
            Self::Encoding => ENCODING,
            Self::Response => &["summary", "description", "headers", "content", "links"],
            Self::Link => LINK,
            Self::Example => EXAMPLE,
            Self::SecurityScheme => SECURITY_SCHEME,
            Self::Schema => SCHEMA,
            Self::Discriminator => &["propertyName", "mapping", "defaultMapping"],
            Self::ExternalDocs => &["description", "url"],
        })
    }
}

const OPEN_API: &[&str] = &[
    "openapi",
    "$self",
    "info",
    "jsonSchemaDialect",
    "servers",
    "paths",
    "webhooks",
    "components",
    "security",
    "tags",
    "externalDocs",
];

const INFO: &[&str] = &["title", "summary", "description", "termsOfService", "contact", "license", "version"];

const COMPONENTS: &[&str] = &[
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
    "pathItems",
    "mediaTypes",
];

const PATH_ITEM: &[&str] = &[
    "get",
    "post",
    "put",
    "delete",
    "options",
    "head",
    "patch",
    "trace",
    "query",
    "additionalOperations",
    "$ref",
    "summary",
    "description",
    "servers",
    "parameters",
];

const OPERATION: &[&str] = &[
    "tags",
    "summary",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "deprecated",
    "security",
    "servers",
];

const PARAMETER: &[&str] = &[
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "example",
    "examples",
    "content",
];

const HEADER: &[&str] = &[
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "example",
    "examples",
    "content",
];

const MEDIA_TYPE: &[&str] =
    &["schema", "itemSchema", "example", "examples", "encoding", "prefixEncoding", "itemEncoding"];

const ENCODING: &[&str] = &[
    "contentType",
    "headers",
    "style",
    "explode",
    "allowReserved",
    "encoding",
    "prefixEncoding",
    "itemEncoding",
];

const EXAMPLE: &[&str] =
    &["summary", "description", "value", "externalValue", "dataValue", "serializedValue"];

const LINK: &[&str] = &["operationRef", "operationId", "parameters", "requestBody", "description", "server"];

const SECURITY_SCHEME: &[&str] = &[
    "type",
    "description",
    "name",
    "in",
    "scheme",
    "bearerFormat",
    "flows",
    "openIdConnectUrl",
    "oauth2MetadataUrl",
    "deprecated",
];

/// The vocabularies of JSON Schema 2020-12 and of its drafts before that are still met, and OpenAPI's own.
const SCHEMA: &[&str] = &[
    "type",
    "properties",
    "required",
    "items",
    "enum",
    "const",
    "format",
    "description",
    "title",
    "default",
    "example",
    "examples",
    "nullable",
    "readOnly",
    "writeOnly",
    "deprecated",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "additionalProperties",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "discriminator",
    "externalDocs",
    "xml",
    "$ref",
    "$defs",
    "$id",
    "$schema",
    "$anchor",
    "$comment",
    "$vocabulary",
    "$dynamicRef",
    "$dynamicAnchor",
    "$recursiveRef",
    "$recursiveAnchor",
    "definitions",
    "additionalItems",
    "contains",
    "minContains",
    "maxContains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "if",
    "then",
    "else",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
];
