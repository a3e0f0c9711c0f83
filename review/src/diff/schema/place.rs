//! Where a schema stands, and what it is called there.

use super::Site;
use crate::diff::rules::schema::At;
use crate::diff::view::Node;

/// Where a schema stands, as far as rules tell places apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    root: Root,
    is_root: bool,
    /// Whether the property is not sent in this direction, or something around it is not.
    is_hidden: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Root {
    Request,
    Parameter,
    /// A query parameter that repeats its name for each item of a list.
    Query,
    SentHeader,
    Response,
    Header,
}

impl Place {
    pub(super) fn of(site: &Site<'_>) -> Self {
        let root = match site {
            Site::RequestBody { .. } => Root::Request,
            Site::Parameter { base, head } => match head.text("in") {
                Some("query") if repeats(*base) && repeats(*head) => Root::Query,
                Some("header") => Root::SentHeader,
                _ => Root::Parameter,
            },
            Site::ResponseBody { .. } => Root::Response,
            Site::ResponseHeader { .. } => Root::Header,
        };
        Self { root, is_root: true, is_hidden: false }
    }

    /// The place of anything below.
    pub(super) fn below(self) -> Self {
        Self { is_root: false, ..self }
    }

    pub(super) fn hidden_if(self, is_hidden: bool) -> Self {
        Self { is_hidden: self.is_hidden || is_hidden, ..self }
    }

    /// Whether callers receive what stands here.
    pub(super) fn is_received(self) -> bool {
        matches!(self.root, Root::Response | Root::Header)
    }

    /// Whether what stands here is not sent in this direction.
    pub(super) fn is_hidden(self) -> bool {
        self.is_hidden && !self.is_root
    }

    /// The keyword that keeps a property out of here.
    pub(super) fn hidden_by(self) -> &'static str {
        if self.is_received() { "writeOnly" } else { "readOnly" }
    }

    fn is_of_parameter(self) -> bool {
        matches!(self.root, Root::Parameter | Root::Query | Root::SentHeader)
    }

    pub(super) fn is_property_of_parameter(self) -> bool {
        self.is_of_parameter() && !self.is_root
    }

    pub(super) fn is_query(self) -> bool {
        self.root == Root::Query && self.is_root
    }

    /// Whether rules tell a type that is sent as the same text from a wider one.
    pub(super) fn tells_compatible(self) -> bool {
        !self.is_of_parameter()
    }

    /// The place, as rules call it.
    pub(super) fn at(self) -> At {
        match (self.root, self.is_root) {
            (Root::Request, true) => At::RequestBody,
            (Root::Request, false) if self.is_hidden => At::ReadOnly,
            (Root::Request, false) => At::RequestProperty,
            (Root::Parameter | Root::Query | Root::SentHeader, true) => At::Parameter,
            (Root::Parameter | Root::Query, false) => At::ParameterProperty,
            (Root::SentHeader, false) => At::SentHeaderProperty,
            (Root::Response, true) => At::ResponseBody,
            (Root::Response, false) if self.is_hidden => At::WriteOnly,
            (Root::Response, false) => At::ResponseProperty,
            (Root::Header, true) => At::Header,
            (Root::Header, false) => At::HeaderProperty,
        }
    }
}

fn repeats(parameter: Node<'_>) -> bool {
    let is_form = parameter.text("style").is_none_or(|style| style == "form");
    is_form && (parameter.flag("explode") || !parameter.has("explode"))
}

/// What a schema is called: ``the request property `data/id` ``.
pub(super) fn subject(site: &Site<'_>, path: &str) -> String {
    let property = |of: String| if path.is_empty() { of } else { format!("the property `{path}` of {of}") };
    match *site {
        Site::RequestBody { media_type } if path.is_empty() => {
            format!("the request body{}", in_type(media_type))
        }
        Site::RequestBody { media_type } => format!("the request property `{path}`{}", in_type(media_type)),
        Site::Parameter { head, .. } => {
            let text = |key| head.text(key).unwrap_or_default();
            property(format!("the {} parameter `{}`", text("in"), text("name")))
        }
        Site::ResponseBody { status, media_type } if path.is_empty() => {
            format!("the body of the {status} response{}", in_type(media_type))
        }
        Site::ResponseBody { status, media_type } => {
            format!("the property `{path}` of the {status} response{}", in_type(media_type))
        }
        Site::ResponseHeader { status, name } => {
            property(format!("the header `{name}` of the {status} response"))
        }
    }
}

/// The media type, where it is not the one that everybody expects.
fn in_type(media_type: &str) -> String {
    if media_type == "application/json" { String::new() } else { format!(" in {media_type}") }
}
