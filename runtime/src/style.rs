//! How a parameter's value is written: OpenAPI's `style` and `explode`.

use std::fmt::Write as _;

use crate::encode::{push_pair, value as encoded};
use crate::param::Param;

/// `style` and `explode` of an OpenAPI parameter in one name.
///
/// For a parameter `color`, a list `blue, black` and an object `R=100, G=200`:
///
/// | style | where | list | object |
/// |---|---|---|---|
/// | `Form` | query | `color=blue&color=black` | `R=100&G=200` |
/// | `FormComma` | query | `color=blue,black` | `color=R,100,G,200` |
/// | `SpaceDelimited` | query | `color=blue%20black` | `color=R%20100%20G%20200` |
/// | `PipeDelimited` | query | `color=blue%7Cblack` | `color=R%7C100%7CG%7C200` |
/// | `DeepObject` | query | `color%5B0%5D=blue&color%5B1%5D=black` | `color%5BR%5D=100&color%5BG%5D=200` |
/// | `Simple` | path, header | `blue,black` | `R,100,G,200` |
/// | `SimpleExplode` | path, header | `blue,black` | `R=100,G=200` |
/// | `Label` | path | `.blue,black` | `.R,100,G,200` |
/// | `LabelExplode` | path | `.blue.black` | `.R=100.G=200` |
/// | `Matrix` | path | `;color=blue,black` | `;color=R,100,G,200` |
/// | `MatrixExplode` | path | `;color=blue;color=black` | `;R=100;G=200` |
///
/// A style in a place that it is not made for is taken as that place's default: `Form` in a query, `Simple` elsewhere.
/// An empty list or object is not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[allow(missing_docs)] // the table above
pub enum Style {
    Form,
    FormComma,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Simple,
    SimpleExplode,
    Label,
    LabelExplode,
    Matrix,
    MatrixExplode,
}

/// Appends a parameter to an encoded query.
pub(crate) fn push_query(query: &mut String, style: Style, name: &str, param: &Param) {
    let delimiter = match style {
        Style::FormComma => ",",
        Style::SpaceDelimited => "%20",
        Style::PipeDelimited => "%7C",
        _ => return push_exploded_query(query, style, name, param),
    };
    let joined = match param {
        Param::Absent => return,
        Param::One(text) => encoded(text).to_string(),
        Param::Many(texts) => joined(texts.iter(), delimiter),
        Param::Object(pairs) => joined(flat(pairs), delimiter),
    };
    if !matches!(param, Param::One(_)) && joined.is_empty() {
        return;
    }
    push_pair(query, "&", encoded(name), joined);
}

fn push_exploded_query(query: &mut String, style: Style, name: &str, param: &Param) {
    match param {
        Param::Absent => {}
        Param::One(text) => push_pair(query, "&", encoded(name), encoded(text)),
        Param::Many(texts) => {
            for (index, text) in texts.iter().enumerate() {
                match style {
                    Style::DeepObject => {
                        push_pair(query, "&", encoded(&format!("{name}[{index}]")), encoded(text));
                    }
                    _ => push_pair(query, "&", encoded(name), encoded(text)),
                }
            }
        }
        Param::Object(pairs) => {
            for (key, text) in pairs {
                match style {
                    Style::DeepObject => {
                        push_pair(query, "&", encoded(&format!("{name}[{key}]")), encoded(text));
                    }
                    _ => push_pair(query, "&", encoded(key), encoded(text)),
                }
            }
        }
    }
}

/// A parameter as it stands in a path, encoded; empty when there is nothing to send.
pub(crate) fn path(style: Style, name: &str, param: &Param) -> String {
    let (prefix, delimiter, exploded) = match style {
        Style::SimpleExplode => ("", ",", true),
        Style::Label => (".", ",", false),
        Style::LabelExplode => (".", ".", true),
        Style::Matrix => (";", ",", false),
        Style::MatrixExplode => (";", ";", true),
        _ => ("", ",", false),
    };
    let named = matches!(style, Style::Matrix | Style::MatrixExplode);
    let mut out = match param {
        Param::Absent => return String::new(),
        Param::One(text) => encoded(text).to_string(),
        Param::Many(texts) if named && exploded => {
            return texts.iter().fold(String::new(), |mut out, text| {
                let _ = write!(out, ";{}={}", encoded(name), encoded(text));
                out
            });
        }
        Param::Many(texts) => joined(texts.iter(), delimiter),
        Param::Object(pairs) if exploded => {
            let mut out = String::new();
            for (key, text) in pairs {
                push_pair(&mut out, delimiter, encoded(key), encoded(text));
            }
            out
        }
        Param::Object(pairs) => joined(flat(pairs), delimiter),
    };
    if out.is_empty() {
        return out;
    }
    let name_goes_first = named && !(exploded && matches!(param, Param::Object(_)));
    if name_goes_first {
        out = format!("{}={out}", encoded(name));
    }
    format!("{prefix}{out}")
}

/// A parameter as a header's value, as it is; `None` when there is nothing to send.
pub(crate) fn header(style: Style, param: &Param) -> Option<String> {
    match param {
        Param::Absent => None,
        Param::One(text) => Some(text.clone()),
        Param::Many(texts) => (!texts.is_empty()).then(|| texts.join(",")),
        Param::Object(pairs) if pairs.is_empty() => None,
        Param::Object(pairs) => {
            let between = if style == Style::SimpleExplode { "=" } else { "," };
            let members: Vec<_> = pairs.iter().map(|(key, text)| format!("{key}{between}{text}")).collect();
            Some(members.join(","))
        }
    }
}

fn flat(pairs: &[(String, String)]) -> impl Iterator<Item = &String> {
    pairs.iter().flat_map(|(key, text)| [key, text])
}

fn joined<'a>(texts: impl Iterator<Item = &'a String>, delimiter: &str) -> String {
    let encoded: Vec<_> = texts.map(|text| encoded(text).to_string()).collect();
    encoded.join(delimiter)
}
