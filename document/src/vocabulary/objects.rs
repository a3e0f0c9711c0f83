//! The keys of every object but schemas.

use super::{Key, Role};
use crate::document::Version::{V31, V32};
use crate::kind::Holds::{self, Data, Flag, List, Map, One, Plain, Text, TextMap, Texts};
use crate::kind::Kind;

const fn key(name: &'static str, holds: Holds) -> Key {
    Key::new(name, holds)
}

/// What stands in the stead of another object.
pub(super) const REFERENCE: &[Key] =
    &[key("$ref", Plain), key("summary", Text).role(Role::Note), key("description", Text).role(Role::Note)];

pub(super) const OPEN_API: &[Key] = &[
    key("openapi", Text),
    key("$self", Text).since(V32),
    key("info", One(Kind::Info)),
    key("jsonSchemaDialect", Plain).since(V31),
    key("servers", List(Kind::Server)),
    key("paths", Map(Kind::PathItem)),
    key("webhooks", Map(Kind::PathItem)).since(V31),
    key("components", One(Kind::Components)),
    key("security", List(Kind::SecurityRequirement)),
    key("tags", List(Kind::Tag)),
    key("externalDocs", One(Kind::ExternalDocs)),
];

pub(super) const INFO: &[Key] = &[
    key("title", Text),
    key("summary", Text).since(V31),
    key("description", Text),
    key("termsOfService", Text),
    key("contact", One(Kind::Contact)),
    key("license", One(Kind::License)),
    key("version", Text),
];

pub(super) const CONTACT: &[Key] = &[key("name", Text), key("url", Text), key("email", Text)];

pub(super) const LICENSE: &[Key] = &[key("name", Text), key("identifier", Text).since(V31), key("url", Text)];

pub(super) const TAG: &[Key] = &[
    key("name", Text),
    key("summary", Text).since(V32),
    key("description", Text),
    key("externalDocs", One(Kind::ExternalDocs)),
    key("parent", Text).since(V32),
    key("kind", Text).since(V32),
];

pub(super) const SERVER: &[Key] = &[
    key("url", Text),
    key("description", Text),
    key("variables", Map(Kind::ServerVariable)),
    key("name", Text).since(V32),
];

pub(super) const SERVER_VARIABLE: &[Key] =
    &[key("enum", Texts), key("default", Text), key("description", Text)];

pub(super) const COMPONENTS: &[Key] = &[
    key("schemas", Map(Kind::Schema)),
    key("responses", Map(Kind::Response)),
    key("parameters", Map(Kind::Parameter)),
    key("examples", Map(Kind::Example)),
    key("requestBodies", Map(Kind::RequestBody)),
    key("headers", Map(Kind::Header)),
    key("securitySchemes", Map(Kind::SecurityScheme)),
    key("links", Map(Kind::Link)),
    key("callbacks", Map(Kind::Callback)),
    key("pathItems", Map(Kind::PathItem)).since(V31),
    key("mediaTypes", Map(Kind::MediaType)).since(V32),
];

pub(super) const PATH_ITEM: &[Key] = &[
    key("get", One(Kind::Operation)),
    key("post", One(Kind::Operation)),
    key("put", One(Kind::Operation)),
    key("delete", One(Kind::Operation)),
    key("options", One(Kind::Operation)),
    key("head", One(Kind::Operation)),
    key("patch", One(Kind::Operation)),
    key("trace", One(Kind::Operation)),
    key("query", One(Kind::Operation)).since(V32),
    key("additionalOperations", Map(Kind::Operation)).since(V32),
    key("$ref", Plain),
    key("summary", Text),
    key("description", Text),
    key("servers", List(Kind::Server)),
    key("parameters", List(Kind::Parameter)),
];

pub(super) const OPERATION: &[Key] = &[
    key("tags", Texts),
    key("summary", Text),
    key("description", Text),
    key("externalDocs", One(Kind::ExternalDocs)),
    key("operationId", Text),
    key("parameters", List(Kind::Parameter)),
    key("requestBody", One(Kind::RequestBody)),
    key("responses", Map(Kind::Response)),
    key("callbacks", Map(Kind::Callback)),
    key("deprecated", Flag),
    key("security", List(Kind::SecurityRequirement)),
    key("servers", List(Kind::Server)),
];

pub(super) const PARAMETER: &[Key] = &[
    key("name", Text),
    key("in", Plain),
    key("description", Text),
    key("required", Flag),
    key("deprecated", Flag),
    key("allowEmptyValue", Flag),
    key("style", Plain),
    key("explode", Flag),
    key("allowReserved", Flag),
    key("schema", One(Kind::Schema)),
    key("example", Data),
    key("examples", Map(Kind::Example)),
    key("content", Map(Kind::MediaType)),
];

pub(super) const HEADER: &[Key] = &[
    key("description", Text),
    key("required", Flag),
    key("deprecated", Flag),
    key("allowEmptyValue", Flag),
    key("style", Plain),
    key("explode", Flag),
    key("allowReserved", Flag),
    key("schema", One(Kind::Schema)),
    key("example", Data),
    key("examples", Map(Kind::Example)),
    key("content", Map(Kind::MediaType)),
];

pub(super) const REQUEST_BODY: &[Key] =
    &[key("description", Text), key("content", Map(Kind::MediaType)), key("required", Flag)];

pub(super) const MEDIA_TYPE: &[Key] = &[
    key("schema", One(Kind::Schema)),
    key("itemSchema", One(Kind::Schema)).since(V32),
    key("example", Data),
    key("examples", Map(Kind::Example)),
    key("encoding", Map(Kind::Encoding)),
    key("prefixEncoding", List(Kind::Encoding)).since(V32),
    key("itemEncoding", One(Kind::Encoding)).since(V32),
];

pub(super) const ENCODING: &[Key] = &[
    key("contentType", Plain),
    key("headers", Map(Kind::Header)),
    key("style", Plain),
    key("explode", Flag),
    key("allowReserved", Flag),
    key("encoding", Map(Kind::Encoding)).since(V32),
    key("prefixEncoding", List(Kind::Encoding)).since(V32),
    key("itemEncoding", One(Kind::Encoding)).since(V32),
];

pub(super) const RESPONSE: &[Key] = &[
    key("summary", Text).since(V32),
    key("description", Text),
    key("headers", Map(Kind::Header)),
    key("content", Map(Kind::MediaType)),
    key("links", Map(Kind::Link)),
];

pub(super) const LINK: &[Key] = &[
    key("operationRef", Plain),
    key("operationId", Text),
    key("parameters", Data),
    key("requestBody", Data),
    key("description", Text),
    key("server", One(Kind::Server)),
];

pub(super) const EXAMPLE: &[Key] = &[
    key("summary", Text),
    key("description", Text),
    key("value", Data),
    key("externalValue", Plain),
    key("dataValue", Data).since(V32),
    key("serializedValue", Text).since(V32),
];

pub(super) const SECURITY_SCHEME: &[Key] = &[
    key("type", Plain),
    key("description", Text),
    key("name", Text),
    key("in", Plain),
    key("scheme", Plain),
    key("bearerFormat", Plain),
    key("flows", One(Kind::OAuthFlows)),
    key("openIdConnectUrl", Plain),
    key("oauth2MetadataUrl", Text).since(V32),
    key("deprecated", Flag).since(V32),
];

pub(super) const OAUTH_FLOWS: &[Key] = &[
    key("implicit", One(Kind::OAuthFlow)),
    key("password", One(Kind::OAuthFlow)),
    key("clientCredentials", One(Kind::OAuthFlow)),
    key("authorizationCode", One(Kind::OAuthFlow)),
    key("deviceAuthorization", One(Kind::OAuthFlow)).since(V32),
];

pub(super) const OAUTH_FLOW: &[Key] = &[
    key("authorizationUrl", Text),
    key("tokenUrl", Text),
    key("refreshUrl", Text),
    key("scopes", TextMap),
    key("deviceAuthorizationUrl", Text).since(V32),
];

pub(super) const DISCRIMINATOR: &[Key] =
    &[key("propertyName", Text), key("mapping", TextMap), key("defaultMapping", Text).since(V32)];

pub(super) const XML: &[Key] = &[
    key("name", Text),
    key("namespace", Text),
    key("prefix", Text),
    key("attribute", Flag),
    key("wrapped", Flag),
    key("nodeType", Text).since(V32),
];

pub(super) const EXTERNAL_DOCS: &[Key] = &[key("description", Text), key("url", Text)];
