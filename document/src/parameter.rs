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

/// Which parameter one is: those of an operation have an identity each.
#[derive(Clone, Copy, Debug)]
pub struct Identity<'d> {
    /// `in`.
    pub location: &'d str,
    /// `name`.
    pub name: &'d str,
}

impl PartialEq for Identity<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.location == other.location
            && match self.location {
                "header" => self.name.eq_ignore_ascii_case(other.name),
                _ => self.name == other.name,
            }
    }
}

/// The parameters of an operation: those of its path item, each in its place replaced by what the operation itself says of it,
/// and the others of the operation.
pub fn merged<T>(of_item: Vec<T>, own: Vec<T>, identity: impl Fn(&T) -> Identity<'_>) -> Vec<T> {
    let mut all = of_item;
    for parameter in own {
        match all.iter_mut().find(|shared| identity(shared) == identity(&parameter)) {
            Some(shared) => *shared = parameter,
            None => all.push(parameter),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_operation_says_it_last() {
        let list = |all: &[(&'static str, &'static str, u8)]| all.to_vec();
        let item = list(&[("query", "page", 1), ("header", "X-Trace", 2), ("path", "id", 3)]);
        let own = list(&[("header", "x-trace", 4), ("query", "Page", 5), ("path", "id", 6)]);
        let all = merged(item, own, |(location, name, _)| Identity { location, name });
        // The case of a header's name tells nothing apart, that of a query parameter does.
        assert_eq!(all.iter().map(|(.., number)| *number).collect::<Vec<_>>(), [1, 4, 6, 5]);
    }

    #[test]
    fn what_a_document_need_not_say() {
        for (location, style, explodes) in [
            ("path", "simple", false),
            ("query", "form", true),
            ("header", "simple", false),
            ("cookie", "form", true),
        ] {
            let place = In::parse(location).expect(location);
            assert_eq!(
                (place.as_str(), place.style().as_str(), place.style().explodes()),
                (location, style, explodes)
            );
            assert!(place.has(place.style()));
        }
        assert_eq!(In::parse("querystring"), None);
        assert_eq!(
            Style::ALL.map(|(style, word)| (Style::parse(word), style.as_str())),
            Style::ALL.map(|(style, word)| (Some(style), word))
        );
    }
}
