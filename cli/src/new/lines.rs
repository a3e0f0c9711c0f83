//! JSON on one line, as programs write it, in lines that a person can edit. Nothing else of it changes.

/// The text in lines, when it is JSON on a single one.
pub(super) fn broken(text: &str) -> String {
    let is_json = serde_json::from_str::<serde_json::Value>(text).is_ok();
    if !is_json || text.trim().contains('\n') {
        return text.to_owned();
    }
    let mut lines = String::with_capacity(text.len() * 2);
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut letters = text.trim().chars().peekable();
    while let Some(letter) = letters.next() {
        if in_string {
            lines.push(letter);
            match letter {
                '\\' => lines.extend(letters.next()),
                '"' => in_string = false,
                _ => {}
            }
            continue;
        }
        match letter {
            '"' => {
                in_string = true;
                lines.push(letter);
            }
            '{' | '[' => {
                lines.push(letter);
                while letters.next_if(|next| next.is_whitespace()).is_some() {}
                match letters.next_if(|next| matches!(next, '}' | ']')) {
                    Some(close) => lines.push(close),
                    None => {
                        depth += 1;
                        line(&mut lines, depth);
                    }
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut lines, depth);
                lines.push(letter);
            }
            ',' => {
                lines.push(letter);
                line(&mut lines, depth);
            }
            ':' => lines.push_str(": "),
            letter if letter.is_whitespace() => {}
            letter => lines.push(letter),
        }
    }
    lines.push('\n');
    lines
}

fn line(lines: &mut String, depth: usize) {
    lines.push('\n');
    lines.extend(std::iter::repeat_n("  ", depth));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_becomes_several() {
        assert_eq!(
            broken(r#"{"a":[1.50, {}],"b":"{\"c\": [,]}", "d":[ ]}"#),
            "{\n  \"a\": [\n    1.50,\n    {}\n  ],\n  \"b\": \"{\\\"c\\\": [,]}\",\n  \"d\": []\n}\n"
        );
    }

    #[test]
    fn other_texts_stay() {
        for text in ["{\n\"a\":1}", "a: 1", "{a: 1}"] {
            assert_eq!(broken(text), text);
        }
    }
}
