//! The text of a number, where its value says less: `version: 1.10` is the version 1.10 and not 1.1.
//!
//! Parsers give a value and not its text. But a key that the text spells as it is comes as a slice of that text,
//! and the value stands behind it.

use super::value::Number;

/// Where `part` stands in `text`, when it is a slice of it.
pub(super) fn offset_in(text: &str, part: &str) -> Option<usize> {
    let offset = (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    (offset + part.len() <= text.len()).then_some(offset)
}

/// Keeps the text of the number behind `key`, when the number's value does not spell the same.
pub(super) fn keep_text(number: &mut Number, text: &str, key: &str) {
    if matches!(number, Number::Signed(_) | Number::Unsigned(_)) {
        return;
    }
    let Some(token) = token_behind(text, key) else { return };
    let value = number.as_f64();
    // The same value: what was found is the number, and not something else behind an equal key.
    if token.parse() == Ok(value) && token != number.to_string() {
        *number = Number::Verbatim { value, text: token.into() };
    }
}

/// The plain scalar behind `key:` on the same line.
fn token_behind<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    let end = offset_in(text, key)? + key.len();
    let rest = text.get(end..)?.trim_start_matches(['"', '\'']).trim_start_matches([' ', '\t']);
    let value = rest.strip_prefix(':')?.trim_start_matches([' ', '\t']);
    value.split([' ', '\t', '\r', '\n', ',', '}', ']', '#']).next()
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
    fn an_alias_has_no_text_behind_its_key() {
        assert_eq!(number("a: &n 1.10\nb: *n", "b"), "1.1");
    }
}
