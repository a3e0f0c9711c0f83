//! Puts a key into a text without touching the rest of it.

use std::ops::Range;

/// The text with `key: value` as the first entry of the mapping behind a key. `key` is where that key stands, an empty
/// place at the start for the text's root; the value is JSON, which is YAML's flow style.
pub(super) fn entry(text: &str, key: Range<usize>, name: &str, value: &str) -> Option<String> {
    let after = if key.is_empty() { 0 } else { key.end + text[key.end..].find(':')? + 1 };
    let rest = &text[after..];
    let trimmed = rest.trim_start_matches(|c: char| c.is_whitespace());
    if let Some(inside) = trimmed.strip_prefix('{') {
        let at = text.len() - inside.len();
        let first = inside.trim_start();
        let space = &inside[..inside.len() - first.len()];
        let comma = if first.starts_with('}') { "" } else { "," };
        let gap = if comma.is_empty() || !space.is_empty() { "" } else { " " };
        return Some(format!("{}{space}{:?}: {value}{comma}{gap}{}", &text[..at], name, &text[at..]));
    }
    // Block style: before the first line that says something, at its depth.
    let mut at = if key.is_empty() { 0 } else { after + rest.find('\n')? + 1 };
    loop {
        let line = text[at..].lines().next()?;
        let bare = line.trim_start_matches(' ');
        if bare.is_empty() || bare.starts_with(['#', '%']) || line.starts_with("---") {
            at += line.len() + text[at + line.len()..].find('\n').map_or(0, |newline| newline + 1);
            if at >= text.len() {
                return None;
            }
            continue;
        }
        let indent = &line[..line.len() - bare.len()];
        return Some(format!("{}{indent}{name}: {value}\n{}", &text[..at], &text[at..]));
    }
}

/// What the mapping behind a key refers to, when its first entry is a `$ref`.
pub(super) fn reference<'t>(text: &'t str, key: &Range<usize>) -> Option<&'t str> {
    let after = if key.is_empty() { text } else { text[key.end..].split_once(':')?.1 };
    let after = after.trim_start().trim_start_matches('{').trim_start();
    let after = ["$ref", "\"$ref\"", "'$ref'"].iter().find_map(|key| after.strip_prefix(key))?;
    let value = after.trim_start().strip_prefix(':')?.lines().next()?.trim();
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split([' ', '}', ',']).next()?,
    };
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Puts `x: 1` behind the first `get`.
    fn with(text: &str) -> String {
        let at = text.find("get").unwrap();
        let end = at + 3 + usize::from(text[at + 3..].starts_with('"'));
        entry(text, at..end, "x", "1").unwrap()
    }

    #[test]
    fn a_key_is_put_first_at_its_depth() {
        assert_eq!(
            with("a:\n  get: # it\n    # first\n    tags: [b]\n"),
            "a:\n  get: # it\n    # first\n    x: 1\n    tags: [b]\n"
        );
        assert_eq!(with("get: {tags: [b]}"), "get: {\"x\": 1, tags: [b]}");
        assert_eq!(with("get: {}"), "get: {\"x\": 1}");
        assert_eq!(
            with("{\n  \"get\": {\n    \"tags\": []\n  }\n}"),
            "{\n  \"get\": {\n    \"x\": 1,\n    \"tags\": []\n  }\n}"
        );
    }

    #[test]
    fn a_reference_is_seen() {
        for (text, expected) in [
            ("get:\n  $ref: 'a.yml#/b' # there\n", Some("a.yml#/b")),
            ("get: {$ref: a.yml}", Some("a.yml")),
            ("{\"get\": {\"$ref\": \"#/c\"}}", Some("#/c")),
            ("get:\n  tags: []\n", None),
        ] {
            let at = text.find("get").unwrap();
            let end = at + 3 + usize::from(text[at + 3..].starts_with('"'));
            assert_eq!(reference(text, &(at..end)), expected, "{text}");
        }
    }

    #[test]
    fn the_root_is_a_mapping_too() {
        assert_eq!(
            entry("# an operation\ntags: []\n", 0..0, "x", "1").unwrap(),
            "# an operation\nx: 1\ntags: []\n"
        );
        assert_eq!(entry("{\"a\": 1}", 0..0, "x", "1").unwrap(), "{\"x\": 1, \"a\": 1}");
    }
}
