//! Path templates.

use crate::api::{PathTemplate, Segment};

/// A key of `paths`, read.
#[derive(Clone)]
pub(super) struct Path {
    pub(super) template: PathTemplate,
    /// `?beta=true`: OpenAPI knows no such thing, documents do, and tell their paths apart by it.
    pub(super) query: Vec<(String, Value)>,
}

/// What a path has behind the name of a query parameter.
#[derive(Clone)]
pub(super) enum Value {
    Text(String),
    /// The parameter of this name.
    Param(String),
}

/// Reads `/users/{id}/posts`; `Err` says what is wrong with it.
///
/// A fragment is never sent: documents use it to give one path several operations.
pub(super) fn path(text: &str) -> Result<Path, &'static str> {
    let text = text.split('#').next().unwrap_or_default();
    let (path, query) = text.split_once('?').unwrap_or((text, ""));
    let query = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let param = value.strip_prefix('{').and_then(|value| value.strip_suffix('}'));
        let param = param.filter(|param| !param.is_empty() && !param.contains(['{', '}', '%', '+']));
        match (param, pair.contains(['{', '}', '%', '+'])) {
            (Some(param), _) if !name.contains(['{', '}', '%', '+']) => {
                Ok((name.to_owned(), Value::Param(param.to_owned())))
            }
            (_, false) => Ok((name.to_owned(), Value::Text(value.to_owned()))),
            (_, true) => Err("a query with more than names and values"),
        }
    });
    Ok(Path { template: template(path)?, query: query.collect::<Result<_, _>>()? })
}

fn template(text: &str) -> Result<PathTemplate, &'static str> {
    let mut segments = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (literal, after) =
            rest.split_once('{').map_or((rest, None), |(before, after)| (before, Some(after)));
        if literal.contains('}') {
            return Err("`}` without `{`");
        }
        if !literal.is_empty() {
            segments.push(Segment::Literal(literal.to_owned()));
        }
        rest = match after.map(|after| after.split_once('}').ok_or("`{` without `}`")).transpose()? {
            Some(("", _)) => return Err("a parameter without a name"),
            Some((name, rest)) => {
                segments.push(Segment::Param(name.to_owned()));
                rest
            }
            None => "",
        };
    }
    Ok(PathTemplate { text: text.to_owned(), segments })
}

/// The names of a path's parameters.
pub(super) fn params(template: &PathTemplate) -> impl Iterator<Item = &str> {
    template.segments.iter().filter_map(|segment| match segment {
        Segment::Param(name) => Some(name.as_str()),
        Segment::Literal(_) => None,
    })
}

/// The path with its parameters' names left out: two that differ in names only are one.
pub(super) fn normalised(template: &PathTemplate) -> String {
    let part = |segment: &Segment| match segment {
        Segment::Literal(text) => text.clone(),
        Segment::Param(_) => "{}".to_owned(),
    };
    template.segments.iter().map(part).collect()
}

/// An id for an operation that has none: `getUsersById`.
pub(super) fn operation_id(method: &str, path: &str) -> String {
    let mut id = method.to_owned();
    for step in path.split('/') {
        let is_param = step.starts_with('{');
        let words = step.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        for (index, word) in words.enumerate() {
            if is_param && index == 0 {
                id.push_str("By");
            }
            let mut chars = word.chars();
            id.extend(chars.next().map(|first| first.to_ascii_uppercase()));
            id.push_str(chars.as_str());
        }
    }
    id
}
