//! Texts without quotes that readers of YAML disagree about: what YAML 1.2 calls text, YAML 1.1 calls a date, a
//! boolean or a number. Both are in use.

use crate::pointer::Pointer;

/// A text without quotes that some readers take for something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plain {
    /// Where it stands.
    pub at: Pointer,
    /// What they take it for: `a date`.
    pub meaning: &'static str,
}

/// What YAML 1.1 takes a text for, when it does not take it for text.
pub(super) fn other_meaning(text: &str) -> Option<&'static str> {
    // Nearly all texts are longer, and need no closer look.
    if text.len() > 32 || !text.is_ascii() {
        return None;
    }
    match text.to_ascii_lowercase().as_str() {
        "yes" | "no" | "on" | "off" => Some("a boolean"),
        _ if is_date(text) => Some("a date"),
        _ if is_number(text) => Some("a number"),
        _ => None,
    }
}

/// `2026-01-31`, and a time behind it.
fn is_date(text: &str) -> bool {
    let shape = |text: &str| -> String {
        text.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect()
    };
    text.get(..10).is_some_and(|date| shape(date) == "0000-00-00")
        && text.get(10..).is_none_or(|rest| rest.is_empty() || rest.starts_with(['T', 't', ' ']))
}

/// `0123` is octal, `1_000` is a thousand, and `12:30` is base 60.
fn is_number(text: &str) -> bool {
    let is_made_of =
        |signs: &[char]| text.chars().all(|letter| letter.is_ascii_digit() || signs.contains(&letter));
    match text.as_bytes() {
        [b'0', rest @ ..] if !rest.is_empty() => rest.iter().all(|digit| (b'0'..=b'7').contains(digit)),
        [b'1'..=b'9', .., b'0'..=b'9'] => {
            text.contains('_') && is_made_of(&['_'])
                || text.contains(':')
                    && is_made_of(&[':'])
                    && text.split(':').skip(1).all(|part| matches!(part.parse(), Ok(0..60)))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Sources;
    use super::*;

    #[test]
    fn what_yaml_1_1_takes_for_something_else() {
        for (text, meaning) in [
            ("2026-01-31", Some("a date")),
            ("2026-01-31T10:00:00Z", Some("a date")),
            ("2026-01-31-a", None),
            ("No", Some("a boolean")),
            ("none", None),
            ("0123", Some("a number")),
            ("0", None),
            ("089", None),
            ("1_000", Some("a number")),
            ("12:30", Some("a number")),
            ("12:75", None),
            ("ünïcode", None),
        ] {
            assert_eq!(other_meaning(text), meaning, "{text}");
        }
    }

    #[test]
    fn quotes_and_json_leave_no_doubt() {
        let places = |text: &str| -> Vec<String> {
            Sources::new("openapi.yaml", text).plain().map(|plain| plain.at.to_string()).collect()
        };
        let text =
            "a: 2026-01-31\nb: '2026-01-31'\nc: [NO, \"NO\", 'no', {d: 0123}]\nno: x\ne: &e yes\nf: *e\n";
        assert_eq!(places(text), ["#/a", "#/c/0", "#/c/3/d", "#/e", "#/f"]);
        assert_eq!(places(r#"{"a": "2026-01-31", "b": ["no"]}"#), [""; 0]);
    }
}
