//! The text of a number, where its value says less: `version: 1.10` is the version 1.10 and not 1.1.
//!
//! Parsers give a value and not its text. But a key that the text spells as it is comes as a slice of that text,
//! and the value stands behind it.

use super::value::{Number, Value};

/// Where `part` stands in `text`, when it is a slice of it.
pub(super) fn offset_in(text: &str, part: &str) -> Option<usize> {
    let offset = (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    (offset + part.len() <= text.len()).then_some(offset)
}

/// Keeps the texts of the number, or of the numbers of the list, behind `key`, where a value does not spell the same.
/// Lists in lists stay values.
pub(super) fn keep_text(value: &mut Value, text: &str, key: &str) {
    match value {
        Value::Number(number) if is_inexact(number) => {
            if let Some(token) = token_behind(text, key) {
                keep(number, token);
            }
        }
        Value::Sequence(items) if items.iter().any(|item| item.as_number().is_some_and(is_inexact)) => {
            let tokens = tokens_behind(text, key).unwrap_or_default();
            // As many as there are items: nothing in between was something else.
            if tokens.len() == items.len() {
                for (item, token) in items.iter_mut().zip(tokens) {
                    if let Value::Number(number) = item {
                        keep(number, token);
                    }
                }
            }
        }
        _ => {}
    }
}

/// Whether the text may say more.
fn is_inexact(number: &Number) -> bool {
    !matches!(number, Number::Signed(_) | Number::Unsigned(_))
}

fn keep(number: &mut Number, token: &str) {
    let value = number.as_f64();
    // The same value: what was found is the number, and not something else behind an equal key.
    if is_inexact(number) && token.parse() == Ok(value) && token != number.to_string() {
        *number = Number::Verbatim { value, text: token.into() };
    }
}

/// The plain scalar behind `key:` on the same line.
fn token_behind<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    text_behind(text, key)?.split([' ', '\t', '\r', '\n', ',', '}', ']', '#']).next()
}

/// The plain scalars of the list behind `key:`, `[1.10, 2]` or a line with a dash for each.
fn tokens_behind<'t>(text: &'t str, key: &str) -> Option<Vec<&'t str>> {
    let list = text_behind(text, key)?.trim_start();
    if let Some(flow) = list.strip_prefix('[') {
        return Some(flow.split_once(']')?.0.split(',').map(str::trim).collect());
    }
    let lines = list.lines().map(str::trim_start).take_while(|line| line.starts_with("- "));
    lines.map(|line| line[2..].split_whitespace().next()).collect()
}

fn text_behind<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    let end = offset_in(text, key)? + key.len();
    let rest = text.get(end..)?.trim_start_matches(['"', '\'']).trim_start_matches([' ', '\t']);
    Some(rest.strip_prefix(':')?.trim_start_matches([' ', '\t']))
}

#[cfg(test)]
mod tests {
    use super::super::load::load;

    fn number(text: &str, key: &str) -> String {
        load("", "", text).unwrap().tree.get(key).unwrap().as_number().unwrap().to_string()
    }

    #[test]
    fn a_number_keeps_its_text() {
        assert_eq!(number("version: 1.10 # not 1.1", "version"), "1.10");
        assert_eq!(number("'version' : 1.10", "version"), "1.10");
        assert_eq!(number(r#"{"version": 1.10}"#, "version"), "1.10");
        assert_eq!(number("a: -9223372036854776000", "a"), "-9223372036854776000");
        assert_eq!(number(r#"{"a":-9223372036854776000}"#, "a"), "-9223372036854776000");
        assert_eq!(
            number("a: 123456789012345678901234567890123456789012", "a"),
            "123456789012345678901234567890123456789012"
        );
        assert_eq!(number("a: 0.5", "a"), "0.5");
        assert_eq!(number("a: 1e3", "a"), "1e3");
    }

    #[test]
    fn numbers_of_a_list_keep_their_texts() {
        let list = |text: &str| load("", "", text).unwrap().tree.get("a").unwrap().to_json();
        assert_eq!(list("a: [1, 1.10, -2.50e1 ,3 ]"), "[1,1.10,-2.50e1,3]");
        assert_eq!(
            list("{\"a\": [\n  1.10,\n  0.123456789012345678901\n]}"),
            "[1.10,0.123456789012345678901]"
        );
        assert_eq!(list("a:\n- 1.10\n- 2 # two\n-  3.50\nb: 1.0"), "[1.10,2,3.50]");
        assert_eq!(list("a:\n  - 1.10\n\n  - 2.50"), "[1.1,2.5]");
        assert_eq!(list("a: ['x, y', 1.10]"), r#"["x, y",1.1]"#);
    }

    #[test]
    fn an_alias_has_no_text_behind_its_key() {
        assert_eq!(number("a: &n 1.10\nb: *n", "b"), "1.1");
    }
}
