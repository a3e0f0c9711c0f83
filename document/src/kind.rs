//! The objects of OpenAPI, and what a key can hold. Which key of which object holds what is the `vocabulary`.

/// An object of OpenAPI's that holds others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are OpenAPI's own")]
pub enum Kind {
    OpenApi,
    Info,
    Contact,
    License,
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
    OAuthFlows,
    OAuthFlow,
    Schema,
    Discriminator,
    Xml,
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
    /// Every kind.
    pub(super) const ALL: [Self; 27] = [
        Self::OpenApi,
        Self::Info,
        Self::Contact,
        Self::License,
        Self::Tag,
        Self::Server,
        Self::ServerVariable,
        Self::Components,
        Self::PathItem,
        Self::Operation,
        Self::Parameter,
        Self::RequestBody,
        Self::MediaType,
        Self::Encoding,
        Self::Response,
        Self::Header,
        Self::Link,
        Self::Example,
        Self::Callback,
        Self::SecurityScheme,
        Self::SecurityRequirement,
        Self::OAuthFlows,
        Self::OAuthFlow,
        Self::Schema,
        Self::Discriminator,
        Self::Xml,
        Self::ExternalDocs,
    ];

    /// Whether OpenAPI allows a `$ref` in its stead.
    pub(super) fn is_referable(self) -> bool {
        matches!(
            self,
            Self::PathItem
                | Self::Parameter
                | Self::RequestBody
                | Self::MediaType
                | Self::Response
                | Self::Header
                | Self::Link
                | Self::Example
                | Self::Callback
                | Self::SecurityScheme
                | Self::Schema
        )
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
