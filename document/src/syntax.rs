//! What parsers say of a text that they cannot read, and where.

/// The parsers' own limit.
pub(super) const TOO_DEEP: &str = "nested deeper than 128 levels";

/// Where a text opens so many brackets more than it closes that only looking for the limit above takes minutes: the
/// YAML scanner takes time by the square of the depth. Brackets in prose count too, so the bound is generous.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > 5_000
    })
}

/// The offset and the message of a YAML error.
pub(super) fn yaml_error(text: &str, error: &serde_yaml::Error) -> (usize, String) {
    let message = error.to_string();
    let location = error.location().filter(|_| !message.contains("control characters"));
    let Some(location) = location else { return (unprintable(text), plain(&message)) };
    let (line, column) = (location.line(), location.column());
    // YAML's columns count characters.
    let offset = start_of_line(text, line);
    let offset =
        text[offset..].char_indices().nth(column - 1).map_or(text.len(), |(index, _)| offset + index);
    // The scanner says that no token starts with it, which is so, and helps nobody.
    if text[offset..].starts_with('\t') {
        return (offset, "a tab where YAML wants spaces".to_owned());
    }
    (offset, plain(&without_position(&message, line, column)))
}

/// The offset and the message of a JSON error.
pub(super) fn json_error(text: &str, error: &serde_json::Error) -> (usize, String) {
    // JSON's columns count bytes, and are 0 at a line's end.
    let offset = start_of_line(text, error.line()) + error.column().saturating_sub(1);
    let offset = (0..=offset.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default();
    (offset, plain(&without_position(&error.to_string(), error.line(), error.column())))
}

fn start_of_line(text: &str, line: usize) -> usize {
    text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum()
}

/// The first control character: the only error that the scanner gives no line for.
fn unprintable(text: &str) -> usize {
    text.find(|c: char| c.is_control() && !"\t\n\r\u{85}".contains(c)).unwrap_or(text.len())
}

/// The report says where; the message need not. YAML's errors say it twice: `info.title: … at line 3 column 5`.
fn without_position(message: &str, line: usize, column: usize) -> String {
    let message = message.replacen(&format!(" at line {line} column {column}"), "", 1);
    match message.split_once(": ") {
        Some((path, message)) if !path.contains(' ') => message.to_owned(),
        _ => message,
    }
}

/// The parsers' own words for our limits are for people who wrote the parser.
fn plain(message: &str) -> String {
    if message.contains("recursion limit exceeded") {
        TOO_DEEP.to_owned()
    } else if message.contains("repetition limit exceeded") {
        "aliases are used too often".to_owned()
    } else if message.contains("more than one document") {
        "a second document starts in this file".to_owned()
    } else if message.contains("control characters") {
        "a control character".to_owned()
    } else {
        message.to_owned()
    }
}
