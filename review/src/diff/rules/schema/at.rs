//! Where a schema stands, as far as rules tell places apart.

/// A place of schemas: what callers send, and then what they receive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::diff) enum At {
    RequestBody,
    RequestProperty,
    /// A property that requests do not have.
    ReadOnly,
    Parameter,
    ParameterProperty,
    /// A property of a header that callers send.
    SentHeaderProperty,
    ResponseBody,
    ResponseProperty,
    /// A property that responses do not have.
    WriteOnly,
    Header,
    HeaderProperty,
}

impl At {
    /// Every place.
    #[rustfmt::skip]
    pub(super) const ALL: [Self; 11] = [
        Self::RequestBody, Self::RequestProperty, Self::ReadOnly,
        Self::Parameter, Self::ParameterProperty, Self::SentHeaderProperty,
        Self::ResponseBody, Self::ResponseProperty, Self::WriteOnly,
        Self::Header, Self::HeaderProperty,
    ];

    /// What the ids of rules begin with.
    pub(super) const fn prefix(self) -> &'static str {
        match self {
            Self::RequestBody => "request-body",
            Self::RequestProperty => "request-property",
            Self::ReadOnly => "request-read-only-property",
            Self::Parameter => "request-parameter",
            Self::ParameterProperty | Self::SentHeaderProperty => "request-parameter-property",
            Self::ResponseBody => "response-body",
            Self::ResponseProperty => "response-property",
            Self::WriteOnly => "response-write-only-property",
            Self::Header => "response-header",
            Self::HeaderProperty => "response-header-property",
        }
    }

    /// Whether callers receive what stands here.
    pub(super) fn is_received(self) -> bool {
        self >= Self::ResponseBody
    }

    /// Whether what stands here is not sent in this direction.
    pub(super) fn is_hidden(self) -> bool {
        matches!(self, Self::ReadOnly | Self::WriteOnly)
    }

    /// Whether what stands here is a property, or anything else below the schema of a body, a parameter or a header.
    pub(super) fn is_property(self) -> bool {
        !matches!(self, Self::RequestBody | Self::Parameter | Self::ResponseBody | Self::Header)
    }

    pub(super) fn is_of_parameter(self) -> bool {
        matches!(self, Self::Parameter | Self::ParameterProperty | Self::SentHeaderProperty)
    }
}
