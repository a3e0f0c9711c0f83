//! How parameters are written: what stands in OpenAPI where a document says nothing.

use serde::Serialize;

/// Where a parameter stands in the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[expect(missing_docs, reason = "the names are OpenAPI's own")]
pub enum In {
    Path,
    Query,
    Header,
    Cookie,
}

/// How lists and objects are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names are OpenAPI's own")]
pub enum Style {
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Simple,
    Label,
    Matrix,
}

impl In {
    /// Every place, with the word for it.
    const ALL: [(Self, &str); 4] =
        [(Self::Path, "path"), (Self::Query, "query"), (Self::Header, "header"), (Self::Cookie, "cookie")];

    /// Reads `in`. The whole query string at once, which 3.2 has, is none of them.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, word)| *word == text).map(|(place, _)| place)
    }

    /// The word in a document.
    pub fn as_str(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The style of parameters that name none.
    pub fn style(self) -> Style {
        match self {
            Self::Query | Self::Cookie => Style::Form,
            Self::Path | Self::Header => Style::Simple,
        }
    }

    /// Whether parameters that stand here can have a style.
    pub fn has(self, style: Style) -> bool {
        match self {
            Self::Path => matches!(style, Style::Simple | Style::Label | Style::Matrix),
            Self::Query => {
                matches!(
                    style,
                    Style::Form | Style::SpaceDelimited | Style::PipeDelimited | Style::DeepObject
                )
            }
            Self::Header | Self::Cookie => style == self.style(),
        }
    }
}

impl Style {
    /// Every style, with the word for it.
    const ALL: [(Self, &str); 7] = [
        (Self::Form, "form"),
        (Self::SpaceDelimited, "spaceDelimited"),
        (Self::PipeDelimited, "pipeDelimited"),
        (Self::DeepObject, "deepObject"),
        (Self::Simple, "simple"),
        (Self::Label, "label"),
        (Self::Matrix, "matrix"),
    ];

    /// Reads `style`.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, word)| *word == text).map(|(style, _)| style)
    }

    /// The word in a document.
    pub fn as_str(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Whether lists and objects are written as several parameters where `explode` does not say it.
    pub fn explodes(self) -> bool {
        self == Self::Form
    }
}
