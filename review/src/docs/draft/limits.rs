//! What a description says of values: how long, how large, which ones.

use regex_lite::Captures;

/// Which values a field takes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Limits {
    pub(super) min_length: Option<u64>,
    pub(super) max_length: Option<u64>,
    /// As it is written.
    pub(super) minimum: Option<String>,
    pub(super) maximum: Option<String>,
    pub(super) values: Vec<String>,
    /// `Must be true.`
    pub(super) only: Option<bool>,
}

/// A pattern that is made once.
macro_rules! pattern {
    ($text:literal) => {{
        static PATTERN: std::sync::LazyLock<regex_lite::Regex> =
            std::sync::LazyLock::new(|| regex_lite::Regex::new($text).expect("a pattern of ours is one"));
        &*PATTERN
    }};
}
pub(super) use pattern;

/// Reads what a description says of the values of a type.
pub(super) fn read(description: &str, kind: Option<&str>) -> Limits {
    let mut limits = Limits::default();
    let is_number = matches!(kind, Some("integer" | "number"));
    if let Some(found) = pattern!(r"(?i)\b(?:between )?(\d+)\s*(?:-|–|to|and)\s*(\d+) (?:characters|chars)\b")
        .captures(description)
    {
        (limits.min_length, limits.max_length) = (number(&found, 1), number(&found, 2));
    } else {
        let most = pattern!(
            r"(?i)\b(?:max(?:imum)?\.?(?: length)?(?: of)?:?|at most|up to|no more than) (\d+)(?: characters| chars)\b"
        );
        let least = pattern!(
            r"(?i)\b(?:min(?:imum)?\.?(?: length)?(?: of)?:?|at least) (\d+)(?: characters| chars)\b"
        );
        let exact = pattern!(r"(?i)\bexactly (\d+) (?:characters|chars)\b");
        limits.max_length = most.captures(description).and_then(|found| number(&found, 1));
        limits.min_length = least.captures(description).and_then(|found| number(&found, 1));
        if let Some(found) = exact.captures(description) {
            (limits.min_length, limits.max_length) = (number(&found, 1), number(&found, 1));
        }
    }
    if is_number {
        let range = pattern!(r"(?i)\bbetween \$?(-?\d+(?:\.\d+)?) and \$?(-?\d+(?:\.\d+)?)\b");
        let least = pattern!(
            r"(?i)\b(?:min(?:imum)?\.?(?: value)?(?: is)?:?|at least|not less than) \$?(-?\d+(?:\.\d+)?)\b"
        );
        let most = pattern!(
            r"(?i)\b(?:max(?:imum)?\.?(?: value)?(?: is)?:?|at most|up to|not more than) \$?(-?\d+(?:\.\d+)?)\b"
        );
        let text = |found: Captures<'_>, group| found.get(group).map(|it| it.as_str().to_owned());
        match range.captures(description) {
            Some(found) => {
                limits.minimum = found.get(1).map(|it| it.as_str().to_owned());
                limits.maximum = text(found, 2);
            }
            None => {
                limits.minimum = least.captures(description).and_then(|found| text(found, 1));
                limits.maximum = most.captures(description).and_then(|found| text(found, 1));
            }
        }
    }
    if kind == Some("boolean") {
        let only = pattern!(r"(?i)\bmust (?:always )?be `?(true|false)`?\b").captures(description);
        limits.only = only.map(|found| found[1].eq_ignore_ascii_case("true"));
    }
    if matches!(kind, None | Some("string" | "array")) {
        limits.values = values(description);
    }
    limits
}

/// `Either a or b`, `One of: a, b, c`, `Possible values: a, b`.
fn values(description: &str) -> Vec<String> {
    let intro = pattern!(
        r"(?i)(?:\beither |\bone of(?: the following)?:? |\b(?:possible|allowed|supported|valid|accepted|enum) (?:values|options|types)(?: are)?:? |\bcan be |\benum: )(.+)"
    );
    let Some(found) = intro.captures(description) else { return Vec::new() };
    let whole = found.get(0).map_or("", |it| it.as_str()).to_ascii_lowercase();
    let list = found.get(1).map_or("", |it| it.as_str());
    let list = pattern!(r"[.;](?:\s|$)").split(list).next().unwrap_or(list);
    let separator = pattern!(r"\s*(?:,\s*or\s+|,\s*and\s+|,|\||\bor\b|\band\b)\s*");
    let items: Vec<&str> = separator.split(list).filter(|item| !item.is_empty()).collect();
    let is_value = pattern!(r#"^[`"']?([A-Za-z0-9_][\w.:/-]*)[`"']?(?: \([^)]*\))?$"#);
    let values: Vec<String> =
        items.iter().filter_map(|item| Some(is_value.captures(item.trim())?[1].to_owned())).collect();
    // Prose has words where a list has values; and `can be used or refunded` is prose too.
    let is_quoted = items.iter().all(|item| item.starts_with(['`', '"', '\'']));
    let is_said = !whole.starts_with("can be");
    match values.len() == items.len() && values.len() > 1 && (is_said || is_quoted) {
        true => values,
        false => Vec::new(),
    }
}

fn number(found: &Captures<'_>, group: usize) -> Option<u64> {
    found.get(group)?.as_str().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_descriptions_say() {
        let strings = |text: &str| {
            let Limits { min_length, max_length, .. } = read(text, Some("string"));
            (min_length, max_length)
        };
        assert_eq!(strings("First name. 1-100 characters."), (Some(1), Some(100)));
        assert_eq!(strings("Between 2 and 10 characters"), (Some(2), Some(10)));
        assert_eq!(strings("Maximum length: 20 characters"), (None, Some(20)));
        assert_eq!(strings("At least 8 chars, at most 64 chars"), (Some(8), Some(64)));
        assert_eq!(strings("Exactly 2 characters"), (Some(2), Some(2)));
        assert_eq!(strings("Some 100 characters are enough for 5-10 users"), (None, None));
        let numbers = |text: &str| {
            let Limits { minimum, maximum, .. } = read(text, Some("number"));
            (minimum.unwrap_or_default(), maximum.unwrap_or_default())
        };
        assert_eq!(numbers("Between $1.50 and $500."), ("1.50".to_owned(), "500".to_owned()));
        assert_eq!(numbers("Minimum 5. Maximum: 10"), ("5".to_owned(), "10".to_owned()));
        assert_eq!(numbers("Up to you"), (String::new(), String::new()));
        assert_eq!(read("Must be true. Yes.", Some("boolean")).only, Some(true));
    }

    #[test]
    fn lists_of_values_and_prose() {
        let values = |text: &str| read(text, Some("string")).values;
        assert_eq!(values("Card type. Either custodial or non_custodial."), ["custodial", "non_custodial"]);
        assert_eq!(values("One of: `a`, `b`, or `c`. More."), ["a", "b", "c"]);
        assert_eq!(
            values("Possible values: PASSPORT, ID_CARD (default), v1.2"),
            ["PASSPORT", "ID_CARD", "v1.2"]
        );
        assert_eq!(values("Can be `on` or `off`"), ["on", "off"]);
        for prose in [
            "Either the user's own name or an alias.",
            "One of the user's cards",
            "Can be changed or removed later.",
            "Either way",
            "It can be used, refunded or both",
            "Supported types are listed below",
        ] {
            assert_eq!(values(prose), Vec::<String>::new(), "{prose}");
        }
    }
}
